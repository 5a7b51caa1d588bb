internal import Glibc
internal import MerkleLog

/// A folder of tiles on disk, which one process at a time writes to.
///
/// Each file is written beside its place and moved there, so that a reader sees it whole or not at all.
struct TileFolder: ~Copyable {
    private let path: String

    /// The folder itself, locked: the kernel lets go when the process ends, however it ends.
    private let descriptor: CInt

    /// Makes the folder if it is not there, and locks it.
    init(_ path: String) throws(TileFolderError) {
        let isNew = mkdir(path, 0o755) == 0
        guard isNew || errno == EEXIST else { throw .system(path: path, number: errno) }
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path: path, number: errno) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(descriptor)
            throw number == EWOULDBLOCK ? .locked(path: path) : .system(path: path, number: number)
        }
        self.path = path
        self.descriptor = descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Refuses a folder that holds anything but tiles, and removes what an unfinished run has left.
    ///
    /// Tiles without a checkpoint are those of a first run that did not come to its end, which is known by its mark; others
    /// have lost what says of which tree they are.
    func prepare() throws(TileFolderError) {
        guard let names = TileFolder.names(in: path) else { throw .system(path: path, number: errno) }
        for name in names where name != "checkpoint" && name != "tile" {
            guard TileFolder.isDraft(name), isFile(name) else { throw .notTiles(path: path) }
        }
        let isFinished = names.contains("checkpoint")
        guard isFinished || !names.contains("tile") || names.contains(TileFolder.mark) else {
            throw .noCheckpoint(path: path)
        }
        for name in names where TileFolder.isDraft(name) && (isFinished || name != TileFolder.mark) {
            guard unlink(path + "/" + name) == 0 else { throw .system(path: path, number: errno) }
        }
    }

    /// Stands in the folder until it has its first checkpoint.
    private static let mark = ".draft"

    /// The name under which this process writes files first.
    private static var draft: String { mark + "-\(getpid())" }

    private static let newFile = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC

    private static func isDraft(_ name: String) -> Bool {
        guard name.hasPrefix(mark + "-") else { return name == mark }
        return Int(name.dropFirst(mark.count + 1)) != nil
    }

    /// Marks a folder without a checkpoint before the first tile is written.
    func begin() throws(TileFolderError) {
        guard !isFile("checkpoint"), !isFile(TileFolder.mark) else { return }
        let mark = open(path + "/" + TileFolder.mark, TileFolder.newFile, 0o644)
        guard mark >= 0 else { throw .system(path: path, number: errno) }
        close(mark)
    }

    /// Says that the folder has its checkpoint: what is in it now is whole.
    func finish() throws(TileFolderError) {
        guard unlink(path + "/" + TileFolder.mark) == 0 || errno == ENOENT else {
            throw .system(path: path, number: errno)
        }
    }

    /// The bytes of a file, or `nil` where there is none.
    func content(of name: String) throws(TileFolderError) -> [UInt8]? {
        let file = path + "/" + name
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return nil }
        guard descriptor >= 0 else { throw .system(path: file, number: errno) }
        defer { close(descriptor) }
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: SignedNote.maxByteCount + 1)
        while content.count <= SignedNote.maxByteCount {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .system(path: file, number: errno) }
            guard count > 0 else { break }
            content += chunk[..<count]
        }
        return content
    }

    /// Whether there is a file, of that many bytes where a number is given; an empty one is none.
    func has(_ name: String, bytes: Int? = nil) -> Bool {
        var status = stat()
        guard isFile(name, &status) else { return false }
        return bytes.map { status.st_size == $0 } ?? (status.st_size > 0)
    }

    private func isFile(_ name: String) -> Bool {
        var status = stat()
        return isFile(name, &status)
    }

    private func isFile(_ name: String, _ status: inout stat) -> Bool {
        lstat(path + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes a file, with the folders above it.
    func write(_ bytes: [UInt8], to name: String) throws(TileFolderError) {
        let draft = path + "/" + TileFolder.draft
        let descriptor = open(draft, TileFolder.newFile, 0o644)
        guard descriptor >= 0 else { throw .system(path: draft, number: errno) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let number = errno
                close(descriptor)
                throw .system(path: draft, number: number)
            }
            sent += count
        }
        guard close(descriptor) == 0 else { throw .system(path: draft, number: errno) }
        try makeFolders(above: name)
        guard rename(draft, path + "/" + name) == 0 else { throw .system(path: name, number: errno) }
    }

    /// Waits until all that was written is on disk: before the checkpoint that counts on it, and after.
    func synchronise() {
        sync()
    }

    /// Removes the partial files that a full one has taken the place of.
    func removePartials(of full: TilePath) throws(TileFolderError) {
        let folder = path + "/" + full.text + ".p"
        guard let names = TileFolder.names(in: folder) else { return }
        for name in names {
            guard let width = Int(name), (1..<TilePath.fullWidth).contains(width) else { continue }
            guard unlink(folder + "/" + name) == 0 else { throw .system(path: folder, number: errno) }
        }
        // Something that is no tile may lie in it; that stays.
        rmdir(folder)
    }

    private func makeFolders(above name: String) throws(TileFolderError) {
        var folder = path
        for part in name.split(separator: "/").dropLast() {
            folder += "/" + part
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else {
                throw .system(path: folder, number: errno)
            }
        }
    }

    /// The names in a folder, sorted; `nil` where it is none.
    private static func names(in path: String) -> [String]? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
                start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
