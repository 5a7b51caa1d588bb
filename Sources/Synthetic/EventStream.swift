internal import Glibc

/// Why a scenario could not be written to its end.
package struct ScenarioWriteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The `errno` of the write that failed.
    package let code: Int32
    /// The bytes that had been written before.
    package let written: UInt64

    package init(code: Int32, written: UInt64) {
        self.code = code
        self.written = written
    }

    package var description: String {
        "writing failed after \(written) bytes: \(String(cString: strerror(code)))"
    }
}

/// Lines of NDJSON that come one after the other, and are not kept.
package protocol EventStream: ~Copyable {
    /// Appends the next line with its line feed, or returns `false` after the last.
    mutating func next(into output: inout [UInt8]) -> Bool
}

extension EventStream where Self: ~Copyable {
    /// Writes the lines that are left to a file descriptor, in pieces of about one mebibyte.
    ///
    /// `progress` is called after each piece.
    ///
    /// - Returns: How many bytes were written.
    /// - Throws: ``ScenarioWriteError``; the descriptor has the bytes that it names, and perhaps half a line.
    @discardableResult
    package mutating func write(
        to descriptor: Int32,
        progress: (borrowing Self) -> Void = { _ in }
    ) throws(ScenarioWriteError) -> UInt64 {
        let piece = 1 << 20
        var buffer: [UInt8] = []
        buffer.reserveCapacity(piece + 2 * LineWriter.capacity)
        var written: UInt64 = 0
        while true {
            let hasMore = next(into: &buffer)
            guard !hasMore || buffer.count >= piece else { continue }
            try send(buffer, to: descriptor, &written)
            buffer.removeAll(keepingCapacity: true)
            if !hasMore { return written }
            progress(self)
        }
    }
}

private func send(_ bytes: [UInt8], to descriptor: Int32, _ written: inout UInt64) throws(ScenarioWriteError)
{
    var position = 0
    while position < bytes.count {
        let count = bytes.withUnsafeBytes { buffer in
            Glibc.write(descriptor, buffer.baseAddress.map { $0 + position }, buffer.count - position)
        }
        if count < 0 {
            guard errno == EINTR else { throw ScenarioWriteError(code: errno, written: written) }
            continue
        }
        position += count
        written += UInt64(count)
    }
}
