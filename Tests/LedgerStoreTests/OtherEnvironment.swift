import CLMDB

/// An LMDB environment that no ledger is in.
enum OtherEnvironment {
    struct Failure: Error {
        let status: CInt
    }

    /// Makes an environment with one table of another program's, and a value in it.
    static func make(in folder: String) throws {
        var environment: OpaquePointer?
        try check(mdb_env_create(&environment))
        defer { mdb_env_close(environment) }
        try check(mdb_env_set_maxdbs(environment, 2))
        try check(mdb_env_open(environment, folder, 0, 0o644))
        var transaction: OpaquePointer?
        try check(mdb_txn_begin(environment, nil, 0, &transaction))
        var table: MDB_dbi = 0
        try check(mdb_dbi_open(transaction, "addresses", CUnsignedInt(MDB_CREATE), &table))
        var bytes: [UInt8] = [1, 2, 3]
        try bytes.withUnsafeMutableBytes { buffer in
            var key = MDB_val(mv_size: buffer.count, mv_data: buffer.baseAddress)
            var value = key
            try check(mdb_put(transaction, table, &key, &value, 0))
        }
        try check(mdb_txn_commit(transaction))
    }

    private static func check(_ status: CInt) throws {
        guard status == MDB_SUCCESS else { throw Failure(status: status) }
    }
}
