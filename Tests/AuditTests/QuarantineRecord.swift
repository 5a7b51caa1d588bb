import Foundation
import Interchange
import Testing

/// A line of a quarantine file with what was said of it.
struct QuarantineRecord: Equatable {
    let line: Int
    let code: String
    let path: String
    let message: String
    let bytes: [UInt8]

    /// Reads a quarantine file; an import without faults makes none.
    static func all(_ file: URL) throws -> [QuarantineRecord] {
        guard FileManager.default.fileExists(atPath: file.path) else { return [] }
        var rest = Array(try Data(contentsOf: file))[...]
        var records: [QuarantineRecord] = []
        while !rest.isEmpty {
            let headerEnd = try #require(rest.firstIndex(of: 0x0A))
            let header = try EventDocument.read(Array(rest[..<headerEnd])).root
            let end = headerEnd + 1 + (try #require(header["bytes"]?.int))
            try #require(rest[end] == 0x0A)
            records.append(
                QuarantineRecord(
                    line: try #require(header["line"]?.int),
                    code: try #require(header["code"]?.string),
                    path: try #require(header["path"]?.string),
                    message: try #require(header["message"]?.string),
                    bytes: Array(rest[(headerEnd + 1)..<end])
                )
            )
            rest = rest[(end + 1)...]
        }
        return records
    }
}
