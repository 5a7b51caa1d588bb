internal import CLMDB

/// A failed call into LMDB: what was called, and what it answered.
struct LMDBError: Error, Hashable, Sendable {
    let code: CInt
    let call: String

    init(_ code: CInt, _ call: StaticString) {
        self.code = code
        self.call = call.description
    }

    /// Throws unless `status` is `MDB_SUCCESS`.
    @inline(__always)
    static func check(_ status: CInt, _ call: StaticString) throws(LMDBError) {
        guard status == MDB_SUCCESS else { throw LMDBError(status, call) }
    }
}

extension LMDBError: CustomStringConvertible {
    /// The call and LMDB's own words, so that its manual can be searched.
    var description: String {
        let words = unsafe mdb_strerror(code).map { unsafe String(cString: $0) } ?? "unknown"
        return "\(call): \(words) (\(code))"
    }
}
