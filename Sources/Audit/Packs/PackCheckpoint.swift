package import LedgerStore
package import MerkleLog

/// The checkpoint that a pack is proved against; it is always one that the ledger keeps.
package enum PackCheckpoint {
    /// One that the ledger keeps: that of a size, or else the newest.
    ///
    /// - Throws: ``PackError/noCheckpoint(asked:)``; `CheckpointFault` where what is kept is no checkpoint; `StoreError`.
    package static func kept(_ size: UInt64?, in ledger: Ledger) throws -> SignedCheckpoint {
        let note = try ledger.read { view throws(StoreError) in
            if let size { return try view.checkpoint(at: TreeSize(size)) }
            return try view.checkpoint(atMost: Checkpoint.maxSize)?.note
        }
        guard let note else { throw PackError.noCheckpoint(asked: size) }
        return try SignedCheckpoint(decoding: note)
    }

    /// One of the ledger as it is, signed now and kept as `dossier checkpoint` keeps it: nobody signs two histories.
    ///
    /// - Parameters:
    ///   - key: The ledger's key.
    ///   - ledger: A ledger opened for appending.
    ///   - progress: Told how many events are hashed of how many.
    /// - Returns: The note as it is kept, with the lines that it had.
    /// - Throws: ``PackError/checkpointNotOfLedger(size:)`` where the newest that is kept is of another history;
    ///   ``PackError/noEvents``; ``ProofError``, `CheckpointFault`, `StoreError`. Nothing was kept.
    package static func signed(
        with key: SigningKey,
        of ledger: Ledger,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> SignedCheckpoint {
        var order = CheckpointSigning.Order()
        order.keys = [key]
        do {
            guard let note = try CheckpointSigning.keep(order, in: ledger, progress: progress).note else {
                throw PackError.noEvents
            }
            return note
        } catch ProofError.notOfLedger(let size) {
            throw PackError.checkpointNotOfLedger(size: size)
        } catch ProofError.noEvents {
            throw PackError.noEvents
        }
    }
}
