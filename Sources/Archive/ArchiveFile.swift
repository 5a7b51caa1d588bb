/// A file of an archive: a name without folders' meaning, and its bytes.
package struct ArchiveFile: Equatable, Sendable {
    package let name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
