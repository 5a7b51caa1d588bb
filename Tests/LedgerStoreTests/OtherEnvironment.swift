import CLMDB

/// An LMDB environment that no ledger is in.
enum OtherEnvironment {
    struct Failure: Error {
        let status: CInt
    }

    /// Makes an environment with one table of another program's, and a value in it.
    static func make(
        in folder: String,
        table tableName: String = "addresses",
        key: [UInt8] = [1, 2, 3],
        value: [UInt8] = [1, 2, 3]
    ) throws {
        var environment: OpaquePointer?
        try check(mdb_env_create(&environment))
        defer { mdb_env_close(environment) }
        try check(mdb_env_set_maxdbs(environment, 2))
        try check(mdb_env_open(environment, folder, 0, 0o644))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        var table: MDB_dbi = 0
        try check(mdb_dbi_open(transaction, tableName, CUnsignedInt(MDB_CREATE), &table))
        var (key, value) = (key, value)
        try key.withUnsafeMutableBytes { key in
            try value.withUnsafeMutableBytes { value in
                var name = MDB_val(mv_size: key.count, mv_data: key.baseAddress)
                var stored = MDB_val(mv_size: value.count, mv_data: value.baseAddress)
                try check(mdb_put(transaction, table, &name, &stored, 0))
            }
        }
        try check(mdb_txn_commit(transaction))
    }

    /// Drops a table of the environment in `folder`, as if it had never been made.
    static func drop(table tableName: String, in folder: String) throws {
        var environment: OpaquePointer?
        try check(mdb_env_create(&environment))
        defer { mdb_env_close(environment) }
        try check(mdb_env_set_maxdbs(environment, 16))
        try check(mdb_env_open(environment, folder, 0, 0o644))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        var table: MDB_dbi = 0
        try check(mdb_dbi_open(transaction, tableName, 0, &table))
        try check(mdb_drop(transaction, table, 1))
        try check(mdb_txn_commit(transaction))
    }

    private static func check(_ status: CInt) throws {
        guard status == MDB_SUCCESS else { throw Failure(status: status) }
    }
}
