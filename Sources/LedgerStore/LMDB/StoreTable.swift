internal import CLMDB

/// The tables of a ledger; the names are part of the format.
enum StoreTable: Int, CaseIterable {
    case head
    case tail
    case tailIDs
    case tailCodes
    case blocks
    case rows
    case marks
    case idRuns
    case codes
    case names
    case tallies
    case checkpoints

    var name: StaticString {
        switch self {
        case .head: "head"
        case .tail: "tail"
        case .tailIDs: "tailids"
        case .tailCodes: "tailcodes"
        case .blocks: "blocks"
        case .rows: "rows"
        case .marks: "marks"
        case .idRuns: "idruns"
        case .codes: "codes"
        case .names: "names"
        case .tallies: "tallies"
        case .checkpoints: "checkpoints"
        }
    }

    /// Whether a ledger of this format may be without it: it came after the format's first ledgers were made.
    private var mayBeMissing: Bool { self == .checkpoints }

    /// Opens the table, or makes it where the flags say so; `nil` where it is not there and need not be.
    @unsafe
    func open(in transaction: OpaquePointer?, _ flags: CUnsignedInt) throws(LMDBError) -> MDB_dbi? {
        var index: MDB_dbi = 0
        let status = name.withUTF8Buffer { name in
            unsafe name.withMemoryRebound(to: CChar.self) { name in
                unsafe mdb_dbi_open(transaction, name.baseAddress, flags, &index)
            }
        }
        if status == MDB_NOTFOUND, mayBeMissing { return nil }
        try LMDBError.check(status, "mdb_dbi_open")
        return index
    }
}

/// The handles of the tables of an open environment.
///
/// A table that a ledger does not have reads like an empty one.
struct TableHandles {
    /// LMDB's own two tables have the handles 0 and 1, so that 0 stands for none.
    private var handles = InlineArray<12, MDB_dbi>(repeating: 0)

    /// The handle of a table; `nil` where the ledger has none.
    subscript(table: StoreTable) -> MDB_dbi? {
        get {
            let handle = handles[table.rawValue]
            return handle == 0 ? nil : handle
        }
        set { handles[table.rawValue] = newValue ?? 0 }
    }
}
