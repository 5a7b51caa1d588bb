internal import Glibc
internal import MerkleLog

/// A folder of tiles on disk.
///
/// Each file is written beside its place and moved there, so that a reader sees it whole or not at all.
struct TileFolder {
    private let path: String

    /// Makes the folder if it is not there; one that holds anything but tiles is refused.
    init(_ path: String) throws(TileFolderError) {
        self.path = path
        if mkdir(path, 0o755) == 0 { return }
        let number = errno
        guard number == EEXIST, let names = TileFolder.names(in: path) else {
            throw .system(path: path, number: number == EEXIST ? ENOTDIR : number)
        }
        let known: Set<String> = ["checkpoint", "tile", TileFolder.draft]
        guard names.allSatisfy({ known.contains($0) }) else { throw .notTiles(path: path) }
    }

    /// The name under which files are written first; after a crash one may be left, which the next run writes over.
    private static let draft = ".draft"

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

    func has(_ name: String) -> Bool {
        access(path + "/" + name, F_OK) == 0
    }

    /// Writes a file, with the folders above it.
    func write(_ bytes: [UInt8], to name: String) throws(TileFolderError) {
        let draft = path + "/" + TileFolder.draft
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
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
