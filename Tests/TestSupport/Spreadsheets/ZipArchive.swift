internal import CZlib

/// The files in a ZIP archive, read by its own table of contents.
package struct ZipArchive {
    package struct Fault: Error {
        package let reason: String
    }

    /// By their names in the archive.
    package private(set) var files: [String: [UInt8]] = [:]

    package init(_ bytes: [UInt8]) throws {
        guard let end = ZipArchive.end(bytes) else { throw Fault(reason: "no end of central directory") }
        let count = ZipArchive.number(bytes, end + 10, 2)
        var place = ZipArchive.number(bytes, end + 16, 4)
        for _ in 0..<count {
            guard ZipArchive.number(bytes, place, 4) == 0x0201_4B50 else { throw Fault(reason: "no entry") }
            let method = ZipArchive.number(bytes, place + 10, 2)
            let packed = ZipArchive.number(bytes, place + 20, 4)
            let size = ZipArchive.number(bytes, place + 24, 4)
            let nameLength = ZipArchive.number(bytes, place + 28, 2)
            let local = ZipArchive.number(bytes, place + 42, 4)
            let name = String(decoding: bytes[place + 46..<place + 46 + nameLength], as: UTF8.self)
            let start =
                local + 30 + ZipArchive.number(bytes, local + 26, 2) + ZipArchive.number(bytes, local + 28, 2)
            let data = Array(bytes[start..<start + packed])
            files[name] = method == 0 ? data : try ZipArchive.inflated(data, size: size)
            place +=
                46 + nameLength + ZipArchive.number(bytes, place + 30, 2)
                + ZipArchive.number(bytes, place + 32, 2)
        }
    }

    private static func end(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return (0...bytes.count - 22).last { number(bytes, $0, 4) == 0x0605_4B50 }
    }

    private static func number(_ bytes: [UInt8], _ place: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private static func inflated(_ data: [UInt8], size: Int) throws -> [UInt8] {
        var (input, output) = (data, [UInt8](repeating: 0, count: max(size, 1)))
        var stream = z_stream()
        // Minus: without a header of its own.
        guard inflateInit2_(&stream, -15, ZLIB_VERSION, CInt(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw Fault(reason: "zlib refuses")
        }
        defer { inflateEnd(&stream) }
        let status = input.withUnsafeMutableBufferPointer { input in
            output.withUnsafeMutableBufferPointer { output in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                return inflate(&stream, Z_FINISH)
            }
        }
        guard status == Z_STREAM_END, stream.total_out == size else { throw Fault(reason: "damaged data") }
        return Array(output.prefix(size))
    }
}
