internal import Glibc
internal import Synchronization

/// The folder of a ledger as the file system sees it.
struct LedgerFolder {
    /// As the user wrote it, for messages.
    let path: String

    private static let dataName = "data.mdb"
    private static let readersName = "lock.mdb"
    static let writerName = "writer.lock"
    private static let ownNames: Set<String> = [dataName, readersName, writerName]

    /// Makes the folder where there is none; one that holds anything else is refused.
    func prepare() throws(StoreError) {
        if unsafe mkdir(path, 0o755) == 0 { return }
        guard errno == EEXIST else { throw refusal(errno) }
        guard let names = entryNames() else { throw .alreadyExists(path: path) }
        guard names.isSubset(of: LedgerFolder.ownNames) else { throw .alreadyExists(path: path) }
        // A creation that was cut off has left the writer's lock: it is made first.
        guard names.contains(LedgerFolder.writerName) || dataBytes == 0 else {
            throw .alreadyExists(path: path)
        }
    }

    /// Whether opening would make a lock file that is not there.
    func isWithoutLockFile(for access: Ledger.Access) -> Bool {
        let names =
            access == .appending
            ? [LedgerFolder.readersName, LedgerFolder.writerName] : [LedgerFolder.readersName]
        var information = stat()
        return names.contains { unsafe stat(path + "/" + $0, &information) != 0 }
    }

    /// Checks that the folder looks like a ledger before LMDB opens it.
    ///
    /// - Throws: ``StoreError/noSuchFolder(path:)``, ``StoreError/notALedger(path:)``.
    func check() throws(StoreError) {
        var information = stat()
        guard unsafe stat(path, &information) == 0 else { throw refusal(errno) }
        guard information.st_mode & S_IFMT == S_IFDIR else { throw .notALedger(path: path) }
        guard unsafe stat(path + "/" + LedgerFolder.dataName, &information) == 0 else {
            throw errno == ENOENT ? .notALedger(path: path) : refusal(errno)
        }
        // LMDB takes an empty file for a new environment and would fill it.
        guard information.st_size > 0 else { throw .notALedger(path: path) }
        guard try beginsAsData() else { throw .notALedger(path: path) }
    }

    /// Whether the data file begins as LMDB's do; it is asked before anything is written, a lock file included.
    private func beginsAsData() throws(StoreError) -> Bool {
        let descriptor = unsafe open(path + "/" + LedgerFolder.dataName, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(errno) }
        defer { close(descriptor) }
        // The number stands behind the first page's header of 16 bytes.
        var magic: UInt32 = 0
        let count = unsafe pread(descriptor, &magic, MemoryLayout<UInt32>.size, 16)
        return count == MemoryLayout<UInt32>.size && magic == 0xBEEF_C0DE
    }

    /// Whether the disk has no room left but for crumbs.
    var isOnFullDisk: Bool {
        var information = statvfs()
        guard unsafe statvfs(path, &information) == 0 else { return false }
        return information.f_bavail * information.f_frsize < 1 << 16
    }

    /// The data file as the kernel names it.
    var dataPath: String { resolvedPath + "/" + LedgerFolder.dataName }

    /// Bytes of the data file on disk, or 0 where it cannot be asked for.
    var dataBytes: Int {
        var information = stat()
        guard unsafe stat(path + "/" + LedgerFolder.dataName, &information) == 0 else { return 0 }
        return Int(information.st_size)
    }

    /// The path without links and dots, so that one folder has one name in this process.
    var resolvedPath: String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Gives the folder another name, under which nothing may be yet but an empty folder.
    ///
    /// - Throws: ``StoreError``; the folder has its old name.
    func rename(to other: String) throws(StoreError) {
        guard unsafe Glibc.rename(path, other) == 0 else {
            switch errno {
            case ENOTEMPTY, EEXIST, ENOTDIR: throw .alreadyExists(path: other)
            default: throw refusal(errno)
            }
        }
    }

    /// Whether there is something at the path that is no empty folder.
    var isTaken: Bool {
        var information = stat()
        guard unsafe lstat(path, &information) == 0 else { return false }
        return entryNames().map { !$0.isEmpty } ?? true
    }

    private func entryNames() -> Set<String>? {
        guard let folder = unsafe opendir(path) else { return nil }
        defer { _ = unsafe closedir(folder) }
        var names: Set<String> = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.insert(name) }
        }
        return names
    }

    private func refusal(_ code: CInt) -> StoreError {
        switch code {
        case ENOENT: .noSuchFolder(path: path)
        case EACCES, EPERM, EROFS: .notPermitted(path: path)
        case ENOSPC, EDQUOT: .diskFull(path: path)
        case ENOTDIR: .notALedger(path: path)
        default: .failed(what: unsafe "\(path): \(String(cString: strerror(code)))")
        }
    }
}

/// The right to append to a ledger: a lock that the kernel lets go when its process dies.
struct WriterLock: ~Copyable {
    private let descriptor: CInt

    /// - Throws: ``StoreError/lockedByAnotherWriter(path:)`` at once, without waiting.
    init(path: String) throws(StoreError) {
        let file = path + "/" + LedgerFolder.writerName
        descriptor = unsafe open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw errno == EACCES || errno == EROFS || errno == EPERM
                ? .notPermitted(path: path)
                : .failed(what: unsafe "\(file): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .lockedByAnotherWriter(path: path)
        }
    }

    deinit {
        close(descriptor)
    }
}

/// The ledgers that this process has open: LMDB's locks break where one file is opened twice in a process.
struct OpenLedger: ~Copyable {
    private static let paths = Mutex<Set<String>>([])
    private let path: String

    init(_ folder: LedgerFolder) throws(StoreError) {
        let resolved = folder.resolvedPath
        let isFirst = OpenLedger.paths.withLock { $0.insert(resolved).inserted }
        guard isFirst else { throw .alreadyOpen(path: folder.path) }
        path = resolved
    }

    deinit {
        let path = path
        OpenLedger.paths.withLock { _ = $0.remove(path) }
    }
}
