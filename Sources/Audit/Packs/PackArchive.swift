package import Archive

/// A pack as one zip file.
package enum PackArchive {
    /// The bytes of the file: the same for the same pack.
    ///
    /// - Throws: `ArchiveError`.
    package static func bytes(of files: [ArchiveFile]) throws(ArchiveError) -> [UInt8] {
        try ZipWriter.bytes(of: files)
    }
}
