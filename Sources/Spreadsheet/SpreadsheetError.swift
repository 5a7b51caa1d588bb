internal import Glibc

/// Why there is no spreadsheet.
package enum SpreadsheetError: Error, Hashable {
    /// The file is there already, or cannot be made; the system's error number.
    case cannotCreate(path: String, errno: Int32)

    /// The library refused something, or could not write; its own words.
    case library(path: String, reason: String)
}

extension SpreadsheetError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotCreate(let path, let number): "\(path): \(String(cString: strerror(number)))"
        case .library(let path, let reason): "\(path): \(reason)"
        }
    }
}
