import DossierModel
import Foundation
import Glibc
import Interchange
import Testing

/// A pipe that takes only so much at a time: what is behind it, and how it fills, is known.
@Suite("the quarantine file, where the system takes a part only")
struct QuarantineRetryTests {
    private let fault = EventFault(.notJSON, message: "m")

    /// A pipe that answers at once when it is full.
    private func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        try #require(Glibc.pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
        return (ends[0], ends[1])
    }

    private func header(_ line: Int, bytes: Int) -> String {
        let start = #"{"bytes":\#(bytes),"code":"notJSON","file":"f","#
        return start + #""line":\#(line),"message":"m","path":""}"# + "\n"
    }

    private func drain(_ descriptor: Int32, into bytes: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes += chunk[..<count]
        }
    }

    /// Writes into a pipe what `body` writes, and empties the pipe whenever it is full.
    private func written(_ body: (inout QuarantineWriter) throws -> Void) throws -> (
        bytes: [UInt8], stops: Int
    ) {
        let (reading, writing) = try pipe()
        defer {
            close(reading)
            close(writing)
        }
        var writer = QuarantineWriter(descriptor: writing)
        var bytes: [UInt8] = []
        var stops = 0
        do { try body(&writer) } catch { stops += 1 }
        while let fault = refusal(of: &writer) {
            #expect(fault == .cannotWrite(errno: EAGAIN))
            guard fault == .cannotWrite(errno: EAGAIN) else { break }
            stops += 1
            drain(reading, into: &bytes)
        }
        drain(reading, into: &bytes)
        let (written, count) = (writer.writtenCount, writer.count)
        #expect(written == count)
        return (bytes, stops)
    }

    /// What the system answers to a flush, or `nil` where it takes all.
    private func refusal(of writer: inout QuarantineWriter) -> QuarantineError? {
        do throws(QuarantineError) {
            try writer.flush()
            return nil
        } catch {
            return error
        }
    }

    @Test("a flush goes on where the one before stopped, within a line too")
    func goesOn() throws {
        let line = [UInt8](repeating: 0x61, count: 300_001)
        let found = try written { writer in
            for number in 1...2 {
                try Array("z".utf8).withUnsafeBytes { try writer.write($0, fault, file: "f", number: number) }
            }
            try line.withUnsafeBytes { try writer.write($0, fault, file: "f", number: 3) }
        }
        var expected = Array((header(1, bytes: 1) + "z\n").utf8)
        expected.append(contentsOf: (header(2, bytes: 1) + "z\n").utf8)
        expected.append(contentsOf: header(3, bytes: 300_001).utf8)
        expected.append(contentsOf: line)
        expected.append(0x0A)
        #expect(found.bytes == expected)
        #expect(found.stops > 1)
    }

    @Test("a line that came in pieces is copied on where the flush before stopped")
    func goesOnWithPieces() throws {
        var line: [UInt8] = []
        for index in 0..<400_000 { line.append(UInt8(truncatingIfNeeded: index &* 31)) }
        let found = try written { writer in
            try line.withUnsafeBytes { try writer.writePiece($0) }
            try writer.finishLine(fault, file: "f", number: 1)
        }
        var expected = Array(header(1, bytes: 400_000).utf8)
        expected.append(contentsOf: line)
        expected.append(0x0A)
        #expect(found.bytes == expected)
        #expect(found.stops > 1)
    }

    @Test("lines that the system does not take are not counted as written")
    func counts() throws {
        var full = try QuarantineWriter(path: "/dev/full")
        try Array("z".utf8).withUnsafeBytes { try full.write($0, fault, file: "f", number: 1) }
        for _ in 0..<2 {
            let answer = refusal(of: &full)
            let (count, written) = (full.count, full.writtenCount)
            #expect(answer == .cannotWrite(errno: 28))
            #expect(count == 1)
            #expect(written == 0)
        }
    }

    @Test("where there is no disk to wait for, waiting for it is no fault")
    func noDisk() throws {
        let (reading, writing) = try pipe()
        defer {
            close(reading)
            close(writing)
        }
        var writer = QuarantineWriter(descriptor: writing)
        try Array("z".utf8).withUnsafeBytes { try writer.write($0, fault, file: "f", number: 1) }
        try writer.flush()
        try writer.synchronise()
        let written = writer.writtenCount
        #expect(written == 1)
    }
}
