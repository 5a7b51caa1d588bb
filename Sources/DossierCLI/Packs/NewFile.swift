internal import Glibc

/// A file that is there whole or not at all, and never in the place of another.
enum NewFile {
    /// Writes the bytes beside the place, and moves them there when they are on disk.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        var template = Array("\(path).XXXXXX".utf8CString)
        let descriptor = template.withUnsafeMutableBufferPointer { name in
            name.baseAddress.map { mkstemp($0) } ?? -1
        }
        guard descriptor >= 0 else { throw CommandFailure(.world, "\(path): \(systemText(errno))") }
        let name = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        defer { unlink(name) }
        do throws(CommandFailure) {
            try Console.write(bytes: bytes, to: descriptor, path)
        } catch {
            close(descriptor)
            throw error
        }
        let mask = umask(0)
        umask(mask)
        let status = fchmod(descriptor, 0o644 & ~mask) == 0 ? fsync(descriptor) : -1
        let number = errno
        close(descriptor)
        guard status == 0 else { throw CommandFailure(.world, "\(path): \(systemText(number))") }
        // A link fails where something is there already; a move would replace it.
        if link(name, path) == 0 { return }
        switch errno {
        case EPERM, EOPNOTSUPP, ENOSYS: try move(name, to: path)
        case EEXIST: throw CommandFailure(.use, "\(path): \(systemText(EEXIST))")
        default: throw CommandFailure(.world, "\(path): \(systemText(errno))")
        }
    }

    /// Puts a file in its place where the disk knows no links, as sticks do.
    private static func move(_ name: String, to path: String) throws(CommandFailure) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw CommandFailure(.use, "\(path): \(systemText(EEXIST))")
        }
        guard rename(name, path) == 0 else { throw CommandFailure(.world, "\(path): \(systemText(errno))") }
    }
}
