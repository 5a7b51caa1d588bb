internal import CZstd

/// A run of bytes compressed as one zstd frame with a checksum.
enum CompressedBlock {
    /// The level that the format names: beyond it the gain is small and the cost large.
    private static let level: CInt = 3

    /// A damaged frame may state far more than it holds, so memory is taken as the content comes: at first this much,
    /// in bytes, or so many times the frame's own size.
    private static let leastRoom = 1 << 20
    private static let commonRatio = 32

    /// The frame of `bytes`.
    static func compress(_ bytes: Span<UInt8>) throws(StoreError) -> [UInt8] {
        guard let context = unsafe ZSTD_createCCtx() else {
            throw .failed(what: "ZSTD_createCCtx: no memory")
        }
        defer { _ = unsafe ZSTD_freeCCtx(context) }
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
        _ = unsafe ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
        var size = 0
        let bound = ZSTD_compressBound(bytes.count)
        let frame = unsafe [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            size = unsafe bytes.withUnsafeBytes { source in
                unsafe ZSTD_compress2(context, buffer.baseAddress, bound, source.baseAddress, source.count)
            }
            count = ZSTD_isError(size) == 0 ? size : 0
        }
        guard ZSTD_isError(size) == 0 else { throw .failed(what: "zstd: \(errorName(size))") }
        return frame
    }

    /// Replaces the content of `bytes` by what was compressed.
    ///
    /// Where the frame is damaged, `bytes` holds what could be read before the damage, and the error is returned:
    /// whoever verifies a ledger names the first event that is not whole.
    ///
    /// `sizeLimit` is the largest content that is believed; a larger one is damage.
    static func decompress(_ frame: Span<UInt8>, into bytes: inout [UInt8], sizeLimit: Int) -> StoreError? {
        bytes.removeAll(keepingCapacity: true)
        guard let stream = unsafe ZSTD_createDStream() else {
            return .failed(what: "ZSTD_createDStream: no memory")
        }
        defer { _ = unsafe ZSTD_freeDStream(stream) }
        let stated = unsafe frame.withUnsafeBytes {
            unsafe ZSTD_getFrameContentSize($0.baseAddress, $0.count)
        }
        guard stated <= UInt64(sizeLimit) else {
            return .damaged(what: "a compressed block states no usable size")
        }
        var (read, written, status) = (0, 0, 0)
        var room = min(Int(stated), max(leastRoom, frame.count * commonRatio))
        repeat {
            bytes.append(contentsOf: repeatElement(0, count: room - bytes.count))
            status = unsafe bytes.withUnsafeMutableBytes { target in
                unsafe frame.withUnsafeBytes { source in
                    unsafe inflate(stream, source, &read, target, &written)
                }
            }
            room = min(Int(stated), 2 * room)
            // Ends too where nothing moved although there was room.
        } while status != 0 && ZSTD_isError(status) == 0 && written == bytes.count && room > written
        bytes.removeLast(bytes.count - written)
        guard ZSTD_isError(status) == 0 else { return .damaged(what: "zstd: \(errorName(status))") }
        guard status == 0, written == Int(stated) else {
            return .damaged(what: "a compressed block is cut short")
        }
        return read == frame.count ? nil : .damaged(what: "a compressed block has bytes behind its frame")
    }

    /// Drives the stream until the frame ends, nothing moves any more or an error is met.
    ///
    /// `read` is how much of `source` was taken in, `written` how much of `target` is filled; both are moved on.
    @unsafe
    private static func inflate(
        _ stream: OpaquePointer,
        _ source: UnsafeRawBufferPointer,
        _ read: inout Int,
        _ target: UnsafeMutableRawBufferPointer,
        _ written: inout Int
    ) -> Int {
        var input = unsafe ZSTD_inBuffer(src: source.baseAddress, size: source.count, pos: read)
        var output = unsafe ZSTD_outBuffer(dst: target.baseAddress, size: target.count, pos: written)
        var status = 0
        repeat {
            (read, written) = unsafe (input.pos, output.pos)
            status = unsafe ZSTD_decompressStream(stream, &output, &input)
            if status == 0 || ZSTD_isError(status) != 0 { break }
        } while unsafe (read, written) != (input.pos, output.pos)
        (read, written) = unsafe (input.pos, output.pos)
        return status
    }

    private static func errorName(_ status: Int) -> String {
        unsafe ZSTD_getErrorName(status).map { unsafe String(cString: $0) } ?? "unknown error"
    }
}
