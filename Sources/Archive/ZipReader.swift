internal import CZip

/// Reads zip files that come from nobody knows whom.
///
/// Nothing is unpacked before all names, sizes and forms are found to be allowed, and nothing is given out unless all of
/// it could be unpacked. Memory follows what is unpacked: a number that the file names makes no room.
package struct ZipReader {
    private let maxFiles: Int
    private let maxBytes: Int

    /// - Parameters:
    ///   - maxFiles: Files that an archive may have.
    ///   - maxBytes: Bytes that they may unpack to in all.
    package init(maxFiles: Int, maxBytes: Int) {
        self.maxFiles = maxFiles
        self.maxBytes = maxBytes
    }

    /// Unpacks all files, in the order of the archive; `isKnown` says which names may be there, `limit` how long each may be.
    ///
    /// - Throws: ``ArchiveError``.
    package func read(
        _ bytes: [UInt8],
        limit: (String) -> Int = { _ in .max },
        isKnown: (String) -> Bool
    ) throws(ArchiveError) -> [ArchiveFile] {
        let entries = try ZipLayout(bytes, maxFiles: maxFiles).entries
        var names: Set<String> = []
        var left = maxBytes
        for entry in entries {
            guard isKnown(entry.name) else {
                throw .refused(name: ZipReader.shown(entry.name), reason: .unknownName)
            }
            guard names.insert(entry.name).inserted else {
                throw .refused(name: entry.name, reason: .nameTwice)
            }
            guard entry.declaredBytes <= left else {
                throw .refused(
                    name: entry.name,
                    reason: .tooMuch(limit: maxBytes)
                )
            }
            guard entry.declaredBytes <= limit(entry.name) else {
                throw .refused(
                    name: entry.name,
                    reason: .tooLong(limit: limit(entry.name))
                )
            }
            left -= entry.declaredBytes
        }
        guard !entries.isEmpty else { return [] }
        return try unpack(bytes, entries)
    }

    /// A name that may be anything, for one line of a message.
    private static func shown(_ name: String) -> String {
        let plain = name.unicodeScalars.prefix(80).map { scalar in
            (" "..."~").contains(scalar) ? Character(scalar) : "?"
        }
        return "\"\(String(plain))\""
    }

    private func unpack(_ bytes: [UInt8], _ entries: [ZipLayout.Entry]) throws(ArchiveError) -> [ArchiveFile]
    {
        var error = zip_error_t()
        zip_error_init(&error)
        defer { zip_error_fini(&error) }
        // The library reads where the bytes lie; they stay there until it is closed.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { buffer.deallocate() }
        buffer.copyBytes(from: bytes)
        guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, &error)
        else {
            throw .library(reason: String(cString: zip_error_strerror(&error)))
        }
        guard let archive = zip_open_from_source(source, CInt(ZIP_RDONLY | ZIP_CHECKCONS), &error) else {
            let reason = String(cString: zip_error_strerror(&error))
            zip_source_free(source)
            throw .refused(name: nil, reason: .library(reason))
        }
        defer { zip_discard(archive) }
        guard zip_get_num_entries(archive, 0) == Int64(entries.count) else {
            throw .refused(name: nil, reason: .otherFileCount)
        }
        var files: [ArchiveFile] = []
        for (index, entry) in entries.enumerated() {
            files.append(ArchiveFile(name: entry.name, bytes: try content(of: index, entry, archive)))
        }
        return files
    }

    /// Unpacks one file, a piece at a time, and no further than the size that it declares.
    private func content(
        of index: Int,
        _ entry: ZipLayout.Entry,
        _ archive: OpaquePointer
    ) throws(ArchiveError) -> [UInt8] {
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
            throw .refused(name: entry.name, reason: .library(String(cString: zip_strerror(archive))))
        }
        defer { zip_fclose(file) }
        var content: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = piece.withUnsafeMutableBytes { zip_fread(file, $0.baseAddress, UInt64($0.count)) }
            guard count >= 0 else {
                throw .refused(
                    name: entry.name,
                    reason: .library(String(cString: zip_file_strerror(file)))
                )
            }
            guard count > 0 else { break }
            guard content.count + Int(count) <= entry.declaredBytes else {
                throw .refused(name: entry.name, reason: .longerThanDeclared)
            }
            content += piece[..<Int(count)]
        }
        guard content.count == entry.declaredBytes else {
            throw .refused(name: entry.name, reason: .shorterThanDeclared)
        }
        return content
    }
}
