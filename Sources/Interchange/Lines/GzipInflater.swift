internal import CZlib

/// Unpacks one gzip member after another.
final class GzipInflater {
    struct Step {
        let consumed: Int
        let produced: Int
        let isCorrupt: Bool
    }

    // zlib keeps the address of the stream in its own state: it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isReady = false

    /// Whether the last member has ended and none has begun since.
    private(set) var isBetweenMembers = true

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
    }

    deinit {
        if isReady { inflateEnd(stream) }
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Makes ready for a member.
    ///
    /// - Returns: Always `true`.
    /// - Precondition: There is memory for zlib's 40 kB.
    func begin() -> Bool {
        // 15 bits of window, and 16 for a gzip header.
        let status =
            isReady
            ? inflateReset(stream)
            : inflateInit2_(stream, 15 + 16, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib has no memory, or is of another version")
        isReady = true
        isBetweenMembers = false
        return true
    }

    /// Unpacks as much as the input gives or the output takes.
    func inflate(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) -> Step {
        // zlib reads from the input only; its type says otherwise.
        let bytes = UnsafeMutableRawPointer(mutating: input.baseAddress)
        stream.pointee.next_in = bytes?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(truncatingIfNeeded: min(input.count, 1 << 30))
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(truncatingIfNeeded: min(output.count, 1 << 30))
        let given = (Int(stream.pointee.avail_in), Int(stream.pointee.avail_out))
        let status = CZlib.inflate(stream, Z_NO_FLUSH)
        if status == Z_STREAM_END { isBetweenMembers = true }
        return Step(
            consumed: given.0 - Int(stream.pointee.avail_in),
            produced: given.1 - Int(stream.pointee.avail_out),
            isCorrupt: status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR
        )
    }
}
