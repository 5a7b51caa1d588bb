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

    private func drain(_ descriptor: Int32, into bytes: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes += chunk[..<count]
        }
    }

    /// Writes into a pipe what `body` writes, and empties the pipe whenever it is full.
    private func written(_ body: (inout QuarantineWriter) throws -> Void) throws -> (bytes: [UInt8], stops: Int) {
        let (reading, writing) = try pipe()
        defer {
            close(reading)
            close(writing)
        }
        var writer = QuarantineWriter(descriptor: writing)
        var bytes: [UInt8] = []
        var stops = 0
        do { try body(&writer) } catch { stops += 1 }
        while true {
            #expect(writer.writtenCount <= writer.count)
            drain(reading, into: &bytes)
            do {
                try writer.flush()
                break
            } catch QuarantineError.cannotWrite(EAGAIN) {
                stops += 1
                #expect(writer.writtenCount < writer.count)
            }
        }
        #expect(writer.writtenCount == writer.count)
        drain(reading, into: &bytes)
        return (bytes, stops)
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
        let headers = [1, 1, 300_001].enumerated().map { index, count in
            "{\"bytes\":\(count),\"code\":\"notJSON\",\"file\":\"f\",\"line\":\(index + 1),\"message\":\"m\",\"path\":\"\"}\n"
        }
        let text = headers[0] + "z\n" + headers[1] + "z\n" + headers[2]
        #expect(found.bytes == Array(text.utf8) + line + [0x0A])
        #expect(found.stops > 1)
    }

    @Test("a line that came in pieces is copied on where the flush before stopped")
    func goesOnWithPieces() throws {
        let line = (0..<400_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let found = try written { writer in
            try line.withUnsafeBytes { try writer.writePiece($0) }
            try writer.finishLine(fault, file: "f", number: 1)
        }
        let header = "{\"bytes\":400000,\"code\":\"notJSON\",\"file\":\"f\",\"line\":1,\"message\":\"m\",\"path\":\"\"}\n"
        #expect(found.bytes == Array(header.utf8) + line + [0x0A])
        #expect(found.stops > 1)
    }

    @Test("lines that the system does not take are not counted as written")
    func counts() throws {
        var full = try QuarantineWriter(path: "/dev/full")
        try Array("z".utf8).withUnsafeBytes { try full.write($0, fault, file: "f", number: 1) }
        for _ in 0..<2 {
            #expect(throws: QuarantineError.cannotWrite(errno: 28)) { try full.flush() }
            #expect((full.count, full.writtenCount) == (1, 0))
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
        #expect(writer.writtenCount == 1)
    }
}
