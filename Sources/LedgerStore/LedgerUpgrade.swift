package import MerkleLog

/// Takes the events of a ledger of an older format into a new ledger.
package enum LedgerUpgrade {
    /// What an upgrade made: the events of the new ledger, and their root, which is that of the old one.
    package struct Answer: Sendable {
        package let size: UInt64
        package let root: Digest
    }

    /// Makes a ledger at `new` with the events of the ledger of format 1 at `old`, which stays as it is.
    ///
    /// The new ledger is made under the name `new.partial` and gets its own when it is whole. `progress` is told how many
    /// of how many events are done.
    ///
    /// - Throws: ``StoreError``. There is no ledger at `new` then; one that was begun lies at `new.partial`.
    package static func run(
        from old: String,
        to new: String,
        sizeLimitBytes: Int = Ledger.defaultSizeLimitBytes,
        makeFactsReader: @escaping @Sendable () -> FactsReader,
        progress: (UInt64, UInt64) -> Void
    ) throws(StoreError) -> Answer {
        let source = try FormatOne(at: old)
        // A slash at the end would put what is being made into the folder that it is to become.
        var new = new
        while new.count > 1, new.hasSuffix("/") { new.removeLast() }
        guard !LedgerFolder(path: new).isTaken else { throw .alreadyExists(path: new) }
        let partial = new + ".partial"
        let made: (size: UInt64, root: Digest)
        do {
            let ledger = try Ledger.create(
                at: partial,
                sizeLimitBytes: sizeLimitBytes,
                makeFactsReader: makeFactsReader
            )
            made = try source.copy(into: ledger, progress: progress)
        }
        // The ledger is closed: its folder can get its name.
        try LedgerFolder(path: partial).rename(to: new)
        return Answer(size: made.size, root: made.root)
    }
}
