package import MerkleLog

extension LedgerView {
    /// The notes that were kept, each with the number of events that it counts, the fewest first.
    ///
    /// What is in them is the keeper's: the store neither reads nor checks it.
    ///
    /// - Throws: ``StoreError/damaged(what:)``
    package func checkpoints() throws(StoreError) -> [(size: TreeSize, note: [UInt8])] {
        var kept: [(size: TreeSize, note: [UInt8])] = []
        try transaction.scan(.checkpoints) { key, note throws(StoreError) in
            kept.append(try CheckpointTable.entry(key, note))
            return true
        }
        return kept
    }

    /// The note that counts the most events but not more than `limit`; `nil` where there is none.
    ///
    /// - Throws: ``StoreError/damaged(what:)``
    package func checkpoint(
        atMost limit: TreeSize
    ) throws(StoreError) -> (size: TreeSize, note: [UInt8])? {
        var found: (size: TreeSize, note: [UInt8])?
        try transaction.lastEntry(.checkpoints, notAbove: StoreKey(limit.rawValue)) {
            key,
            note throws(StoreError) in
            found = try CheckpointTable.entry(key, note)
        }
        return found
    }

    /// The note that counts exactly so many events; `nil` where there is none.
    package func checkpoint(at size: TreeSize) throws(StoreError) -> [UInt8]? {
        guard let note = try transaction.value(.checkpoints, StoreKey(size.rawValue)) else { return nil }
        return note.indices.map { note[$0] }
    }
}

extension Ledger {
    /// The longest note that is kept: 64 KiB.
    package static let noteBytes = 1 << 16

    /// Keeps the note of a checkpoint, in place of the one of the same size if there is one.
    ///
    /// A note is replaced to add lines to it: whether the new one says what the old one said is the caller's to see. In a
    /// ledger that was made before there were checkpoints this makes their table.
    ///
    /// - Precondition: The ledger has at least `size` events, and the note at most ``noteBytes``.
    /// - Throws: ``StoreError``; nothing was written.
    package func keep(checkpoint note: [UInt8], size: TreeSize) throws {
        try keepCheckpoints { _ in [(size, note)] }
    }

    /// Keeps notes that are made of those that are kept, in one transaction: nobody writes between the reading and the writing.
    ///
    /// - Parameter change: Given all notes that are kept, the fewest events first; answers what is to be kept under which
    ///   size, in place of what stands there. Where it throws, nothing is written.
    /// - Precondition: As for ``keep(checkpoint:size:)``, of each.
    /// - Throws: ``StoreError``, and what `change` throws; nothing was written.
    package func keepCheckpoints(
        _ change: (_ kept: [(size: TreeSize, note: [UInt8])]) throws -> [(size: TreeSize, note: [UInt8])]
    ) throws {
        var failure: (any Error)?
        try writeAlone { transaction throws(StoreError) in
            let size = try Ledger.head(in: transaction.reading, path: path).size
            var kept: [(size: TreeSize, note: [UInt8])] = []
            try transaction.reading.scan(.checkpoints) { key, note throws(StoreError) in
                kept.append(try CheckpointTable.entry(key, note))
                return true
            }
            let new: [(size: TreeSize, note: [UInt8])]
            do {
                new = try change(kept)
            } catch {
                failure = error
                return
            }
            for (counted, note) in new {
                precondition(note.count <= Ledger.noteBytes, "the note of a checkpoint has 64 KiB at most")
                precondition(counted.rawValue <= size, "a checkpoint counts events that are there")
                try transaction.makeIfMissing(.checkpoints)
                try transaction.put(.checkpoints, StoreKey(counted.rawValue), note.span, isNew: false)
            }
        }
        if let failure { throw failure }
    }
}

/// The table `checkpoints`: the number of events, 8 bytes, and the note.
private enum CheckpointTable {
    static func entry(
        _ key: Span<UInt8>,
        _ note: Span<UInt8>
    ) throws(StoreError) -> (size: TreeSize, note: [UInt8]) {
        guard key.count == 8 else { throw .damaged(what: "a kept checkpoint has no size for its key") }
        return (TreeSize(bigEndian(key, at: 0, count: 8)), note.indices.map { note[$0] })
    }
}
