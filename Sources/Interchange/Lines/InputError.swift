internal import Glibc

/// Why a feed cannot be read any further.
///
/// What could be read before it has been delivered before it is thrown. Positions are bytes of the file as it
/// lies on disk, compressed or not.
package enum InputError: Error, Hashable, Sendable {
    /// The system does not open the file; the number is its `errno`.
    case cannotOpen(path: String, errno: Int32)
    /// The system does not give what comes after `position`.
    case cannotRead(position: Int, errno: Int32)
    /// The file ends within a gzip member.
    case gzipCutShort(position: Int)
    /// The file is no gzip from about `position` on, though it began as one.
    case gzipCorrupt(position: Int)
}

extension InputError {
    /// The name of the case, which never changes.
    package var code: String {
        switch self {
        case .cannotOpen: "cannotOpen"
        case .cannotRead: "cannotRead"
        case .gzipCutShort: "gzipCutShort"
        case .gzipCorrupt: "gzipCorrupt"
        }
    }
}

extension InputError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cannotOpen(let path, let number): "cannot open \(path): \(SystemCall.text(number))"
        case .cannotRead(let position, let number):
            "cannot read on after \(position) bytes: \(SystemCall.text(number))"
        case .gzipCutShort(let position): "the gzip file is cut short after \(position) bytes"
        case .gzipCorrupt(let position): "the gzip file is corrupt at about byte \(position)"
        }
    }
}
