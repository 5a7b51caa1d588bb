internal import Glibc

/// Small files that are read whole.
enum FileContent {
    /// More than this is no mapping and no rule set.
    private static let limit = 16 << 20

    static func isFolder(_ path: String) -> Bool {
        var found = stat()
        return stat(path, &found) == 0 && found.st_mode & S_IFMT == S_IFDIR
    }

    static func read(_ path: String, limit: Int = limit) throws(CommandFailure) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(errno == ENOENT ? .use : .world, "\(path): \(systemText(errno))")
        }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw CommandFailure(.world, "\(path): \(systemText(errno))") }
            guard count > 0 else { return content }
            content += chunk[..<count]
            guard content.count <= limit else {
                throw CommandFailure(.use, "\(path): larger than \(limit >> 20) MiB")
            }
        }
    }
}
