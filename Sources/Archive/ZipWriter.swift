internal import CZip

/// Writes zip files by libzip: deflated, in the order given, dated 1980-01-01.
///
/// The same files give the same bytes with the same libraries; another release of zlib may pack them otherwise.
package enum ZipWriter {
    /// 1980-01-01, the first day that a zip file can name, in its own form: year from 1980, month, day.
    private static let date: UInt16 = 0 << 9 | 1 << 5 | 1

    /// The bytes of an archive of these files.
    ///
    /// - Throws: ``ArchiveError/library(reason:)``.
    package static func bytes(of files: [ArchiveFile]) throws(ArchiveError) -> [UInt8] {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        guard let target = zip_source_buffer_create(nil, 0, 0, &error) else {
            throw .library(reason: String(cString: zip_error_strerror(&error)))
        }
        // Kept beyond the archive's end, which takes one hold of it away.
        zip_source_keep(target)
        defer { zip_source_free(target) }
        guard let archive = zip_open_from_source(target, CInt(ZIP_CREATE | ZIP_TRUNCATE), &error) else {
            zip_source_free(target)
            throw .library(reason: String(cString: zip_error_strerror(&error)))
        }
        // The library reads the bytes when it is closed.
        var buffers: [UnsafeMutableRawBufferPointer] = []
        defer { for buffer in buffers { buffer.deallocate() } }
        for file in files {
            let buffer = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(file.bytes.count, 1),
                alignment: 1
            )
            buffer.copyBytes(from: file.bytes)
            buffers.append(buffer)
            guard add(file, buffer, to: archive) else {
                let reason = String(cString: zip_strerror(archive))
                zip_discard(archive)
                throw .library(reason: reason)
            }
        }
        guard zip_close(archive) == 0 else {
            let reason = String(cString: zip_strerror(archive))
            zip_discard(archive)
            throw .library(reason: reason)
        }
        return try content(of: target)
    }

    private static func add(
        _ file: ArchiveFile,
        _ buffer: UnsafeMutableRawBufferPointer,
        to archive: OpaquePointer
    ) -> Bool {
        guard let source = zip_source_buffer(archive, buffer.baseAddress, UInt64(file.bytes.count), 0) else {
            return false
        }
        let index = zip_file_add(archive, file.name, source, 0)
        guard index >= 0 else {
            zip_source_free(source)
            return false
        }
        return zip_set_file_compression(archive, UInt64(index), ZIP_CM_DEFLATE, 6) == 0
            && zip_file_set_dostime(archive, UInt64(index), 0, date, 0) == 0
    }

    private static func content(of source: OpaquePointer) throws(ArchiveError) -> [UInt8] {
        let fault = ArchiveError.library(reason: "the archive that was written cannot be read")
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_source_stat(source, &status) == 0, zip_source_open(source) == 0 else { throw fault }
        defer { zip_source_close(source) }
        var content = [UInt8](repeating: 0, count: Int(status.size))
        let count = content.withUnsafeMutableBytes {
            zip_source_read(source, $0.baseAddress, UInt64($0.count))
        }
        guard count == Int64(content.count) else { throw fault }
        return content
    }
}
