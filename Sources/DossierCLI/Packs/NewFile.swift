internal import Glibc

/// A file that is there whole or not at all, and never in the place of another.
enum NewFile {
    /// Finds out before a long work what would keep its file from being written after it.
    ///
    /// `what` says what the file is for, in words that end a sentence.
    static func check(_ path: String, what: String = "", _ language: Language) throws(CommandFailure) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            let vi = "\(path) đã có; hãy nêu tên khác\(what)"
            let en = "\(path) is there already; name another file\(what)"
            throw CommandFailure(.use, language.text(vi: vi, en: en))
        }
        guard !path.isEmpty, !path.hasSuffix("/") else {
            throw CommandFailure(.use, "\(path): \(systemText(ENOENT))")
        }
        // A folder that is not there is the world's refusal, here as where the file is written.
        guard access(folder(of: path), W_OK | X_OK) == 0 else {
            throw CommandFailure(.world, "\(path): \(systemText(errno))")
        }
    }

    /// Whether two files that are not there yet would be one.
    static func isSame(_ one: String, _ other: String) -> Bool {
        guard one != other else { return true }
        var (first, second) = (stat(), stat())
        guard stat(folder(of: one), &first) == 0, stat(folder(of: other), &second) == 0 else { return false }
        let isSameFolder = first.st_dev == second.st_dev && first.st_ino == second.st_ino
        return isSameFolder && one.split(separator: "/").last == other.split(separator: "/").last
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

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
