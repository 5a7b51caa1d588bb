package import LedgerStore
package import MerkleLog

/// The checkpoint that a pack is proved against.
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

    /// One of the ledger as it is, signed now and not kept.
    ///
    /// - Throws: ``PackError/checkpointNotOfLedger(size:)`` where the newest that is kept is of another history: nobody signs
    ///   two. `CheckpointFault`, `StoreError`.
    package static func signed(with key: SigningKey, of ledger: Ledger) throws -> SignedCheckpoint {
        let (size, root) = try ledger.read { view throws in
            if let kept = try view.checkpoint(atMost: Checkpoint.maxSize) {
                let checkpoint = try SignedCheckpoint(decoding: kept.note).unverified
                let size = checkpoint.size.rawValue
                guard size <= view.size, try view.root(ofFirst: size) == checkpoint.root else {
                    throw PackError.checkpointNotOfLedger(size: size)
                }
            }
            return (view.size, view.root)
        }
        guard size > 0 else { throw PackError.noEvents }
        let checkpoint = try Checkpoint(origin: key.verifier.name.text, size: TreeSize(size), root: root)
        return try checkpoint.sign(with: key)
    }
}
