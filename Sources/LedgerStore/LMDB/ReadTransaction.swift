internal import CLMDB

/// A snapshot of the ledger; no span read from it can outlive it.
@safe
struct ReadTransaction: ~Copyable {
    /// Cleared by ``WriteTransaction/commit(path:)``.
    fileprivate(set) var handle: OpaquePointer?
    fileprivate(set) var tables: TableHandles

    init(handle: OpaquePointer?, tables: TableHandles) {
        unsafe self.handle = handle
        self.tables = tables
    }

    deinit {
        if let handle = unsafe handle { unsafe mdb_txn_abort(handle) }
    }

    /// The bytes stored under `key`, in place in the memory map.
    @_lifetime(borrow self)
    borrowing func value(_ table: StoreTable, _ key: StoreKey) throws(StoreError) -> Span<UInt8>? {
        let found = try unsafe key.bytes.span.withUnsafeBytes { bytes throws(StoreError) in
            try unsafe find(table, UnsafeRawBufferPointer(rebasing: bytes[..<key.count]))
        }
        guard let found = unsafe found else { return nil }
        let span = unsafe Span<UInt8>(_unsafeBytes: found)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    /// The bytes stored under the key that `bytes` are, in place in the memory map.
    @_lifetime(borrow self)
    borrowing func value(_ table: StoreTable, bytes: Span<UInt8>) throws(StoreError) -> Span<UInt8>? {
        let found = try unsafe bytes.withUnsafeBytes { bytes throws(StoreError) in
            try unsafe find(table, bytes)
        }
        guard let found = unsafe found else { return nil }
        let span = unsafe Span<UInt8>(_unsafeBytes: found)
        return unsafe _overrideLifetime(span, borrowing: self)
    }

    @unsafe
    private borrowing func find(
        _ table: StoreTable,
        _ key: UnsafeRawBufferPointer
    ) throws(StoreError) -> UnsafeRawBufferPointer? {
        guard let table = tables[table] else { return nil }
        var name = unsafe MDB_val(
            mv_size: key.count,
            mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress)
        )
        var value = unsafe MDB_val()
        let status = unsafe mdb_get(handle, table, &name, &value)
        if status == MDB_NOTFOUND { return nil }
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_get") }
        return unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    }

    /// Visits the entries of a table in the order of their keys, from `key` on, until `body` answers `false`.
    borrowing func scan(
        _ table: StoreTable,
        from key: StoreKey = StoreKey(),
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(StoreError) -> Bool
    ) throws(StoreError) {
        try cursor(table, key, first: key.count == 0 ? MDB_FIRST : MDB_SET_RANGE, next: MDB_NEXT, body)
    }

    /// The entry with the greatest key not above `key`.
    borrowing func lastEntry(
        _ table: StoreTable,
        notAbove key: StoreKey,
        _ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws(StoreError) -> Void
    ) throws(StoreError) {
        var isExact = false
        try cursor(table, key, first: MDB_SET_RANGE, next: MDB_NEXT) { found, value throws(StoreError) in
            if found.count == key.count, (0..<key.count).allSatisfy({ found[$0] == key.bytes[$0] }) {
                isExact = true
                try body(found, value)
            }
            return false
        }
        guard !isExact else { return }
        try cursor(table, key, first: MDB_SET_RANGE, next: MDB_NEXT, before: true) {
            found,
            value throws(StoreError) in
            try body(found, value)
            return false
        }
    }

    /// How many entries a table has.
    borrowing func count(_ table: StoreTable) throws(StoreError) -> Int {
        guard let table = tables[table] else { return 0 }
        var statistics = MDB_stat()
        let status = unsafe mdb_stat(handle, table, &statistics)
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_stat") }
        return statistics.ms_entries
    }

    /// How many bytes the pages of a table take up.
    borrowing func bytes(of table: StoreTable) throws(StoreError) -> Int {
        guard let table = tables[table] else { return 0 }
        var statistics = MDB_stat()
        let status = unsafe mdb_stat(handle, table, &statistics)
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_stat") }
        let pages = statistics.ms_branch_pages + statistics.ms_leaf_pages + statistics.ms_overflow_pages
        return pages * Int(statistics.ms_psize)
    }

    private borrowing func cursor(
        _ table: StoreTable,
        _ key: StoreKey,
        first: MDB_cursor_op,
        next: MDB_cursor_op,
        before: Bool = false,
        _ body: (Span<UInt8>, Span<UInt8>) throws(StoreError) -> Bool
    ) throws(StoreError) {
        guard let table = tables[table] else { return }
        var opened: OpaquePointer?
        let status = unsafe mdb_cursor_open(handle, table, &opened)
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_cursor_open") }
        guard let cursor = unsafe opened else { return }
        defer { unsafe mdb_cursor_close(cursor) }
        // LMDB writes the key found into `name`; the bytes of the key asked for have to live until then.
        let bytes = key.bytes
        var name = unsafe MDB_val()
        var value = unsafe MDB_val()
        var answer = unsafe bytes.span.withUnsafeBytes { raw in
            unsafe name = MDB_val(
                mv_size: key.count,
                mv_data: UnsafeMutableRawPointer(mutating: raw.baseAddress)
            )
            return unsafe mdb_cursor_get(cursor, &name, &value, first)
        }
        if before {
            answer = unsafe mdb_cursor_get(
                cursor,
                &name,
                &value,
                answer == MDB_NOTFOUND ? MDB_LAST : MDB_PREV
            )
        }
        while answer == MDB_SUCCESS {
            let found = unsafe UnsafeRawBufferPointer(start: name.mv_data, count: name.mv_size)
            let stored = unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
            let goesOn = unsafe try body(Span<UInt8>(_unsafeBytes: found), Span<UInt8>(_unsafeBytes: stored))
            guard goesOn else { return }
            answer = unsafe mdb_cursor_get(cursor, &name, &value, next)
        }
        guard answer != MDB_NOTFOUND else { return }
        try storing("") { () throws(LMDBError) in try LMDBError.check(answer, "mdb_cursor_get") }
    }
}

/// The one writer: dropping it without `commit` rolls all of it back.
@safe
struct WriteTransaction: ~Copyable {
    private(set) var reading: ReadTransaction

    init(reading: consuming ReadTransaction) {
        self.reading = reading
    }

    /// Makes a table that the ledger's first program did not know, where it is not there yet.
    mutating func makeIfMissing(_ table: StoreTable) throws(StoreError) {
        guard reading.tables[table] == nil else { return }
        reading.tables[table] = try storing("") { () throws(LMDBError) in
            try unsafe table.open(in: reading.handle, CUnsignedInt(MDB_CREATE))
        }
    }

    /// Stores bytes under a key; with `isNew` the key must not be there yet.
    mutating func put(
        _ table: StoreTable,
        _ key: StoreKey,
        _ value: Span<UInt8>,
        isNew: Bool = true
    ) throws(StoreError) {
        try unsafe key.bytes.span.withUnsafeBytes { bytes throws(StoreError) in
            try unsafe store(table, UnsafeRawBufferPointer(rebasing: bytes[..<key.count]), value, isNew)
        }
    }

    /// Stores bytes under the key that `bytes` are; with `isNew` it must not be there yet.
    mutating func put(
        _ table: StoreTable,
        bytes: Span<UInt8>,
        _ value: Span<UInt8>,
        isNew: Bool = true
    ) throws(StoreError) {
        try unsafe bytes.withUnsafeBytes { bytes throws(StoreError) in
            try unsafe store(table, bytes, value, isNew)
        }
    }

    @unsafe
    private mutating func store(
        _ table: StoreTable,
        _ key: UnsafeRawBufferPointer,
        _ value: Span<UInt8>,
        _ isNew: Bool
    ) throws(StoreError) {
        let handle = try handle(of: table)
        let status = unsafe value.withUnsafeBytes { bytes in
            var name = unsafe MDB_val(
                mv_size: key.count,
                mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress)
            )
            var stored = unsafe MDB_val(
                mv_size: bytes.count,
                mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress)
            )
            let flags = CUnsignedInt(isNew ? MDB_NOOVERWRITE : 0)
            return unsafe mdb_put(reading.handle, handle, &name, &stored, flags)
        }
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_put") }
    }

    /// Removes an entry whose content stands elsewhere by now.
    mutating func remove(_ table: StoreTable, _ key: StoreKey) throws(StoreError) {
        let status = unsafe key.bytes.span.withUnsafeBytes { bytes in
            unsafe delete(table, UnsafeRawBufferPointer(rebasing: bytes[..<key.count]))
        }
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_del") }
    }

    /// Removes the entry under the key that `bytes` are, if there is one.
    mutating func removeIfPresent(_ table: StoreTable, bytes: Span<UInt8>) throws(StoreError) {
        let status = unsafe bytes.withUnsafeBytes { unsafe delete(table, $0) }
        guard status != MDB_NOTFOUND else { return }
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_del") }
    }

    @unsafe
    private mutating func delete(_ table: StoreTable, _ key: UnsafeRawBufferPointer) -> CInt {
        guard let handle = reading.tables[table] else { return MDB_NOTFOUND }
        var name = unsafe MDB_val(
            mv_size: key.count,
            mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress)
        )
        return unsafe mdb_del(reading.handle, handle, &name, nil)
    }

    /// Empties a table whose content stands elsewhere by now.
    mutating func removeAll(_ table: StoreTable) throws(StoreError) {
        let handle = try handle(of: table)
        let status = unsafe mdb_drop(reading.handle, handle, 0)
        try storing("") { () throws(LMDBError) in try LMDBError.check(status, "mdb_drop") }
    }

    private func handle(of table: StoreTable) throws(StoreError) -> MDB_dbi {
        guard let handle = reading.tables[table] else {
            throw .damaged(what: "there is no table \(table.name)")
        }
        return handle
    }

    /// Makes all of it durable; when this returns it is on disk.
    consuming func commit(path: String) throws(StoreError) {
        let handle = unsafe reading.handle
        unsafe reading.handle = nil
        let status = unsafe mdb_txn_commit(handle)
        try storing(path) { () throws(LMDBError) in try LMDBError.check(status, "mdb_txn_commit") }
    }
}
