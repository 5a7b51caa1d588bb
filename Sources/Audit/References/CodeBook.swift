internal import DossierModel
internal import LedgerStore

/// The codes of a ledger as numbers and back, with those that only reference events name.
///
/// The store numbers the codes that stand in columns. A procedure that was published and never asked for, or an officer
/// who was assigned and approved nothing, gets a number here that is good for one report.
struct CodeBook {
    private var names: [CodeKind: [String]] = [:]
    /// By the bytes of the code: Swift takes texts for equal that are spelt with other code points.
    private var indexes: [CodeKind: [[UInt8]: CodeIndex]] = [:]

    /// Dictionaries of these kinds are small; dossiers and paper numbers are not, and stay in the store.
    private static let kinds: [CodeKind] = [.unit, .officer, .procedure, .sector, .ground]

    init(_ view: borrowing LedgerView, tail: TailRows) throws(StoreError) {
        for kind in CodeBook.kinds {
            let stored = try view.names(kind, tail: tail)
            var texts: [String] = []
            texts.reserveCapacity(stored.count)
            for index in 0..<stored.count { texts.append(stored[CodeIndex(rawValue: UInt32(index))] ?? "") }
            var byBytes: [[UInt8]: CodeIndex] = [:]
            byBytes.reserveCapacity(texts.count)
            for (index, text) in texts.enumerated() {
                byBytes[Array(text.utf8)] = CodeIndex(rawValue: UInt32(index))
            }
            names[kind] = texts
            indexes[kind] = byBytes
        }
    }

    /// The number of a code; a new one where the ledger has none.
    mutating func index(of code: String, _ kind: CodeKind) -> CodeIndex {
        let bytes = Array(code.utf8)
        if let known = indexes[kind]?[bytes] { return known }
        let index = CodeIndex(rawValue: UInt32(names[kind]?.count ?? 0))
        names[kind, default: []].append(code)
        indexes[kind, default: [:]][bytes] = index
        return index
    }

    /// The number of a code, or `nil` where no event names it.
    func known(_ code: String, _ kind: CodeKind) -> CodeIndex? { indexes[kind]?[Array(code.utf8)] }

    /// The code of a number, or `nil` for ``CodeIndex/none``.
    func name(_ index: CodeIndex, _ kind: CodeKind) -> String? {
        guard let texts = names[kind], Int(index.rawValue) < texts.count else { return nil }
        return texts[Int(index.rawValue)]
    }

    /// All codes of a kind.
    func all(_ kind: CodeKind) -> [String] { names[kind] ?? [] }
}
