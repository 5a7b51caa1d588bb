internal import CLMDB
internal import Glibc
internal import Synchronization

/// An open LMDB environment with the tables of a ledger.
///
/// A write transaction lives in the closure of ``write(path:_:)``, which is not `async`: it belongs to its thread.
@safe
final class LMDBEnvironment: @unchecked Sendable {
    // Sendable: LMDB allows an environment to be used from any thread; it was opened with MDB_NOTLS, so a read
    // transaction is bound to no thread, and writers are serialised by LMDB's own lock.
    private let handle: OpaquePointer
    /// A table that an older ledger does not have is added by the commit that makes it.
    private let tables: Mutex<TableHandles>
    /// As the user wrote it, for messages.
    private let path: String
    private let mapSizeBytes: Int

    /// Opens the environment in `folder`.
    ///
    /// With `makesTables` the tables are made in an environment that has none; one with other tables is refused. Without
    /// `hasLock` LMDB's reader table is not used, and a reader is safe only while nobody writes. `mapSizeBytes` is how
    /// large the environment may grow: address space, not disk; the file grows as needed. Only `tables` are opened, of a
    /// ledger of that format.
    init(
        folder: String,
        isReadOnly: Bool,
        makesTables: Bool,
        hasLock: Bool,
        mapSizeBytes: Int,
        tables: [StoreTable] = StoreTable.allCases,
        format: UInt32 = LedgerHead.format
    ) throws(StoreError) {
        var created: OpaquePointer?
        let status = unsafe mdb_env_create(&created)
        guard let environment = unsafe created else {
            throw StoreError(LMDBError(status, "mdb_env_create"), path: folder)
        }
        do throws(StoreError) {
            try storing(folder) { () throws(LMDBError) in
                unsafe try LMDBError.check(
                    mdb_env_set_maxdbs(environment, CUnsignedInt(StoreTable.allCases.count)),
                    "mdb_env_set_maxdbs"
                )
                unsafe try LMDBError.check(
                    mdb_env_set_mapsize(environment, mapSizeBytes),
                    "mdb_env_set_mapsize"
                )
                var flags = CUnsignedInt(MDB_NOTLS)
                if isReadOnly { flags |= CUnsignedInt(MDB_RDONLY) }
                if !hasLock { flags |= CUnsignedInt(MDB_NOLOCK) }
                unsafe try LMDBError.check(mdb_env_open(environment, folder, flags, 0o644), "mdb_env_open")
                if hasLock {
                    // A reader that was killed keeps its slot, and the pages that it saw, until somebody asks after it.
                    try unsafe LMDBError.check(mdb_reader_check(environment, nil), "mdb_reader_check")
                }
                try unsafe LMDBEnvironment.checkLength(environment)
            }
            let opened = try unsafe LMDBEnvironment.openTables(
                tables,
                environment,
                format: format,
                folder: folder,
                isReadOnly: isReadOnly,
                makesTables: makesTables
            )
            self.tables = Mutex(opened)
        } catch {
            unsafe mdb_env_close(environment)
            guard case .sizeLimit = error else { throw error }
            throw .sizeLimit(path: folder, limitBytes: mapSizeBytes)
        }
        unsafe handle = environment
        path = folder
        self.mapSizeBytes = mapSizeBytes
    }

    deinit {
        unsafe mdb_env_close(handle)
    }

    /// Refuses a file that is shorter than its last commit: reading a page beyond its end would end the process.
    private static func checkLength(_ environment: OpaquePointer) throws(LMDBError) {
        var information = unsafe MDB_envinfo()
        var statistics = MDB_stat()
        unsafe mdb_env_info(environment, &information)
        unsafe mdb_env_stat(environment, &statistics)
        let usedBytes = unsafe (information.me_last_pgno + 1) * Int(statistics.ms_psize)
        // Asked after the commit is known: another process may lengthen the file meanwhile.
        var descriptor: CInt = -1
        try unsafe LMDBError.check(mdb_env_get_fd(environment, &descriptor), "mdb_env_get_fd")
        var file = stat()
        guard unsafe fstat(descriptor, &file) == 0 else { throw LMDBError(errno, "fstat") }
        guard Int(file.st_size) >= usedBytes else {
            throw LMDBError(MDB_PAGE_NOTFOUND, "data.mdb is shorter than its last commit")
        }
    }

    /// Opens all tables, that of the head first: what it says of the format decides what a missing table means.
    private static func openTables(
        _ wanted: [StoreTable],
        _ environment: OpaquePointer,
        format: UInt32,
        folder: String,
        isReadOnly: Bool,
        makesTables: Bool
    ) throws(StoreError) -> TableHandles {
        var statistics = MDB_stat()
        unsafe mdb_env_stat(environment, &statistics)
        // All tables are made in one transaction: an environment has all that its program knew, none, or those of another
        // program.
        let flags = CUnsignedInt(makesTables && statistics.ms_entries == 0 ? MDB_CREATE : 0)
        var tables = TableHandles()
        let transaction = try unsafe storing(folder) { () throws(LMDBError) in
            try unsafe beginFirst(environment, isReadOnly: isReadOnly)
        }
        do throws(StoreError) {
            for table in wanted {
                tables[table] = try storing(folder) { () throws(LMDBError) in
                    try unsafe table.open(in: transaction, flags)
                }
                guard table == .head, let head = tables[.head] else { continue }
                try unsafe checkFormat(transaction, head, folder, format)
            }
        } catch {
            unsafe mdb_txn_abort(transaction)
            throw error
        }
        try storing(folder) { () throws(LMDBError) in
            try unsafe LMDBError.check(mdb_txn_commit(transaction), "mdb_txn_commit")
        }
        return tables
    }

    /// Begins the transaction in which the tables are opened.
    @unsafe
    private static func beginFirst(
        _ environment: OpaquePointer,
        isReadOnly: Bool
    ) throws(LMDBError) -> OpaquePointer {
        var begun: OpaquePointer?
        let flags = CUnsignedInt(isReadOnly ? MDB_RDONLY : 0)
        var status = unsafe mdb_txn_begin(environment, nil, flags, &begun)
        if status == MDB_MAP_RESIZED {
            // Another process let the file grow meanwhile. No other transaction is open yet, so the map may be moved.
            try unsafe LMDBError.check(mdb_env_set_mapsize(environment, 0), "mdb_env_set_mapsize")
            status = unsafe mdb_txn_begin(environment, nil, flags, &begun)
        }
        try LMDBError.check(status, "mdb_txn_begin")
        guard let transaction = unsafe begun else { throw LMDBError(ENOMEM, "mdb_txn_begin") }
        return unsafe transaction
    }

    /// Refuses a ledger of another format, whatever tables it has; one without a head is still being made.
    @unsafe
    private static func checkFormat(
        _ transaction: OpaquePointer,
        _ table: MDB_dbi,
        _ path: String,
        _ format: UInt32
    ) throws(StoreError) {
        var value = unsafe MDB_val()
        let key = LedgerHead.key
        let status = unsafe key.bytes.span.withUnsafeBytes { bytes in
            var name = unsafe MDB_val(
                mv_size: key.count,
                mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            )
            return unsafe mdb_get(transaction, table, &name, &value)
        }
        if status == MDB_NOTFOUND { return }
        try storing(path) { () throws(LMDBError) in try LMDBError.check(status, "mdb_get") }
        let stored = unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
        var reader = ByteReader(unsafe Span<UInt8>(_unsafeBytes: stored), of: "the head")
        try LedgerHead.checkFormat(&reader, path: path, known: format)
    }

    /// A snapshot of the last commit; letting go of it ends it.
    ///
    /// - Throws: ``StoreError/tooManyReaders(path:)`` where every slot of the reader table is a living reader's.
    func beginReading() throws(StoreError) -> ReadTransaction {
        try limited { () throws(StoreError) in
            try storing(path) { () throws(LMDBError) in try begin(flags: CUnsignedInt(MDB_RDONLY)) }
        }
    }

    /// Runs `body` in the one write transaction and commits it; whatever is thrown rolls all of it back.
    func write<Result: ~Copyable>(
        path: String,
        _ body: (inout WriteTransaction) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try limited { () throws(StoreError) in
            var transaction = WriteTransaction(
                reading: try storing(path) { () throws(LMDBError) in try begin(flags: 0) }
            )
            let result = try body(&transaction)
            let written = transaction.reading.tables
            try transaction.commit(path: path)
            tables.withLock { $0 = written }
            return result
        }
    }

    /// Names the ledger and its limit where one of the calls in `body` met the limit.
    private func limited<Result: ~Copyable>(
        _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        do throws(StoreError) {
            return try body()
        } catch .sizeLimit {
            throw .sizeLimit(path: path, limitBytes: mapSizeBytes)
        }
    }

    /// Begins a transaction.
    ///
    /// Where another process, under a larger limit, let the file grow beyond the map, this answers `MDB_MAP_RESIZED`: a
    /// map must not be moved while other threads read from it, so the ledger has to be opened again.
    private func begin(flags: CUnsignedInt) throws(LMDBError) -> ReadTransaction {
        // Taken before the snapshot: a table in it was made by a commit that the snapshot sees.
        let tables = tables.withLock { $0 }
        var begun: OpaquePointer?
        var status = unsafe mdb_txn_begin(handle, nil, flags, &begun)
        if status == MDB_READERS_FULL {
            // The slots of readers that were killed can be taken.
            try unsafe LMDBError.check(mdb_reader_check(handle, nil), "mdb_reader_check")
            status = unsafe mdb_txn_begin(handle, nil, flags, &begun)
        }
        try LMDBError.check(status, "mdb_txn_begin")
        return unsafe ReadTransaction(handle: begun, tables: tables)
    }
}

/// The version of LMDB in use, as it names itself.
package var storageLibraryVersion: String {
    unsafe mdb_version(nil, nil, nil).map { unsafe String(cString: $0) } ?? "LMDB"
}

/// Runs a call into LMDB and turns its error into the store's.
@inline(__always)
func storing<Result: ~Copyable>(
    _ path: String,
    _ body: () throws(LMDBError) -> Result
) throws(StoreError) -> Result {
    do throws(LMDBError) {
        return try body()
    } catch {
        throw StoreError(error, path: path)
    }
}

extension StoreError {
    /// What a failed call means for whoever asked.
    init(_ error: LMDBError, path: String) {
        switch error.code {
        case ENOSPC, EDQUOT: self = .diskFull(path: path)
        // LMDB answers so where the system takes only the first part of a write.
        case EIO where LedgerFolder(path: path).isOnFullDisk: self = .diskFull(path: path)
        case MDB_READERS_FULL: self = .tooManyReaders(path: path)
        // The limit is too small for what is there, or for what another process makes of it under a larger one.
        case MDB_MAP_FULL, MDB_MAP_RESIZED: self = .sizeLimit(path: path, limitBytes: 0)
        case EACCES, EPERM, EROFS: self = .notPermitted(path: path)
        case ENOENT: self = .noSuchFolder(path: path)
        case MDB_INVALID, MDB_VERSION_MISMATCH, MDB_NOTFOUND: self = .notALedger(path: path)
        case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_PANIC, MDB_BAD_TXN:
            self = .damaged(what: error.description)
        default: self = .failed(what: error.description)
        }
    }
}
