internal import Glibc

/// Which file a path or a descriptor leads to, whatever it is called: two links to one file are equal.
package struct FileIdentity: Hashable, Sendable {
    private let device: UInt64
    private let number: UInt64

    /// The file at a path; `nil` where there is none, or a device such as a terminal, which holds nothing.
    package init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// The file that is open; `nil` for a device.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT != S_IFCHR else { return nil }
        device = UInt64(status.st_dev)
        number = UInt64(status.st_ino)
    }
}
