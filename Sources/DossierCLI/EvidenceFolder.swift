internal import Glibc

/// A folder of its own for the tables of an audit, a file per claim.
///
/// Nothing in it is ever written over; what was begun and not finished is removed.
final class EvidenceFolder {
    private let path: String
    private let isOurs: Bool
    private var files: [String] = []
    private var current: CInt?
    private var isFinished = false

    /// - Throws: ``CommandFailure`` where the folder is there and not empty, or cannot be made.
    init(_ path: String, _ language: Language) throws(CommandFailure) {
        self.path = path
        isOurs = mkdir(path, 0o755) == 0
        guard !isOurs else { return }
        let number = errno
        guard number == EEXIST else {
            throw CommandFailure(.world, "\(path): \(systemText(number))")
        }
        guard FileContent.isFolder(path) else {
            throw CommandFailure(.use, "\(path): \(systemText(ENOTDIR))")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw CommandFailure(.world, "\(path): \(systemText(errno))")
        }
        guard EvidenceFolder.isEmpty(path) else {
            let vi = "\(path) đã có và không trống; hãy nêu thư mục khác"
            throw CommandFailure(
                .use,
                language.text(vi: vi, en: "\(path) is there and not empty; name another folder")
            )
        }
    }

    deinit {
        if let current { close(current) }
        guard !isFinished else { return }
        for file in files { unlink(file) }
        if isOurs { rmdir(path) }
    }

    /// Adds a piece to the table of a claim; the pieces of one claim come one after the other.
    func add(_ piece: [UInt8], of claim: String) throws(CommandFailure) {
        let name = "\(path)/\(claim).csv"
        if files.last != name { try begin(name) }
        guard let current else { return }
        try Console.write(bytes: piece, to: current, name)
    }

    private func begin(_ name: String) throws(CommandFailure) {
        try end()
        let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CommandFailure(.world, "\(name): \(systemText(errno))") }
        current = descriptor
        files.append(name)
    }

    /// Makes sure that what was written is on disk, and keeps it.
    func finish() throws(CommandFailure) {
        try end()
        isFinished = true
    }

    private func end() throws(CommandFailure) {
        guard let descriptor = current else { return }
        current = nil
        let status = fsync(descriptor)
        let number = errno
        close(descriptor)
        guard status == 0 else {
            throw CommandFailure(.world, "\(files.last ?? path): \(systemText(number))")
        }
    }

    private static func isEmpty(_ path: String) -> Bool {
        guard let folder = opendir(path) else { return false }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Itself and the one above.
        return count <= 2
    }
}
