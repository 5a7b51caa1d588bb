import DossierModel
import Foundation
import Interchange
import Testing

@Suite("the quarantine file")
struct QuarantineWriterTests {
    private struct Record: Equatable {
        let header: [String: String]
        let line: [UInt8]
    }

    private let file = FileManager.default.temporaryDirectory
        .appendingPathComponent("quarantine-\(UUID().uuidString)")

    /// Reads the file as its description says.
    private func records() throws -> [Record] {
        defer { try? FileManager.default.removeItem(at: file) }
        var rest = Array(try Data(contentsOf: file))[...]
        var records: [Record] = []
        while !rest.isEmpty {
            let headerEnd = try #require(rest.firstIndex(of: 0x0A))
            let header = try EventDocument.read(Array(rest[..<headerEnd])).root
            let count = try #require(header["bytes"]?.int)
            let lineEnd = headerEnd + 1 + count
            try #require(rest[lineEnd] == 0x0A)
            var fields: [String: String] = [:]
            for (key, value) in header.members ?? [] {
                fields[key] = value.string ?? value.int.map { "\($0)" }
            }
            records.append(Record(header: fields, line: Array(rest[(headerEnd + 1)..<lineEnd])))
            rest = rest[(lineEnd + 1)...]
        }
        return records
    }

    @Test("lines are kept byte for byte with number, code, path and message")
    func exact() throws {
        let lines: [[UInt8]] = [
            [], Array("{]".utf8), [0xFF, 0x00, 0x0D], Array("a\nb\n{\"bytes\":3}\n".utf8),
            [UInt8](repeating: 7, count: 200_000),
        ]
        var writer = try QuarantineWriter(path: file.path)
        for (index, line) in lines.enumerated() {
            let fault = EventFault(.wrongType, path: "data.\"\(index)\"", message: "quote \" and\nbreak")
            try line.withUnsafeBytes { try writer.write($0, fault, file: "a\\b.ndjson", number: index + 1) }
        }
        try writer.flush()
        #expect(writer.count == lines.count)
        let expected = lines.enumerated().map { index, line in
            Record(
                header: [
                    "bytes": "\(line.count)", "code": "wrongType", "file": "a\\b.ndjson",
                    "line": "\(index + 1)",
                    "message": "quote \" and\nbreak", "path": "data.\"\(index)\"",
                ],
                line: line
            )
        }
        #expect(try records() == expected)
    }

    @Test("a line that comes in pieces is kept whole, between others, and leaves no file behind")
    func pieces() throws {
        let fault = EventFault(.lineTooLong, message: "long")
        let long = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        var writer = try QuarantineWriter(path: file.path)
        for _ in 0..<2 {
            try Array("x".utf8).withUnsafeBytes { try writer.write($0, fault, file: "f", number: 1) }
            for start in stride(from: 0, to: long.count, by: 700_001) {
                let piece = Array(long[start..<min(start + 700_001, long.count)])
                try piece.withUnsafeBytes { try writer.writePiece($0) }
            }
            try writer.finishLine(fault, file: "f", number: 2)
        }
        try Array("y".utf8).withUnsafeBytes { try writer.write($0, fault, file: "f", number: 3) }
        try writer.flush()
        let folder = file.deletingLastPathComponent().path
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!left.contains { $0.hasPrefix(".quarantine-") })
        let found = try records()
        #expect(found.map(\.line) == [Array("x".utf8), long, Array("x".utf8), long, Array("y".utf8)])
        #expect(writer.count == 5)
    }

    @Test("a file that is there is written on, not over")
    func appended() throws {
        for number in 1...2 {
            var writer = try QuarantineWriter(path: file.path)
            try Array("z".utf8).withUnsafeBytes {
                try writer.write($0, EventFault(.notJSON, message: "m"), file: "f", number: number)
            }
            try writer.flush()
        }
        #expect(try records().map { $0.header["line"] } == ["1", "2"])
    }

    @Test("what the system refuses is told")
    func refused() throws {
        #expect(throws: QuarantineError.cannotOpen(path: "/nowhere/at/all", errno: 2)) {
            var writer = try QuarantineWriter(path: "/nowhere/at/all")
            try writer.flush()
        }
        var full = try QuarantineWriter(path: "/dev/full")
        try Array("z".utf8).withUnsafeBytes {
            try full.write($0, EventFault(.notJSON, message: "m"), file: "f", number: 1)
        }
        #expect(throws: QuarantineError.cannotWrite(errno: 28)) { try full.flush() }
    }
}
