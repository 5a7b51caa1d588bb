package import LedgerStore
package import MerkleLog

/// The checkpoints that a ledger keeps, read.
///
/// They are a convenience: whoever can change the ledger can change them. Nothing is concluded from one before it was held
/// against the events, and from its signatures before they were verified.
package enum KeptCheckpoints {
    /// All of them, the fewest events first.
    ///
    /// - Throws: ``ProofError/keptUnreadable(size:_:)``, `StoreError`
    package static func all(in ledger: Ledger) throws -> [SignedCheckpoint] {
        try ledger.read { view in
            var found: [SignedCheckpoint] = []
            for kept in try view.checkpoints() { found.append(try read(kept.note, size: kept.size)) }
            return found
        }
    }

    /// The newest one, or that of a size.
    ///
    /// - Throws: ``ProofError/noCheckpoint(asked:)``, ``ProofError/keptUnreadable(size:_:)``, `StoreError`
    package static func one(_ size: UInt64?, in view: borrowing LedgerView) throws -> SignedCheckpoint {
        guard let size else {
            guard let newest = try newest(in: view) else { throw ProofError.noCheckpoint(asked: nil) }
            return newest
        }
        guard let note = try view.checkpoint(at: TreeSize(size)) else {
            throw ProofError.noCheckpoint(asked: size)
        }
        return try read(note, size: TreeSize(size))
    }

    static func newest(in view: borrowing LedgerView) throws -> SignedCheckpoint? {
        guard let kept = try view.checkpoint(atMost: Checkpoint.maxSize) else { return nil }
        return try read(kept.note, size: kept.size)
    }

    static func read(_ note: [UInt8], size: TreeSize) throws(ProofError) -> SignedCheckpoint {
        let checkpoint: SignedCheckpoint
        do throws(CheckpointFault) {
            checkpoint = try SignedCheckpoint(decoding: note)
        } catch {
            throw .keptUnreadable(size: size.rawValue, error)
        }
        guard checkpoint.unverified.size == size else {
            throw .keptUnreadable(size: size.rawValue, .badSize)
        }
        return checkpoint
    }

    /// Makes sure that the ledger begins with the events that a checkpoint counts.
    ///
    /// - Throws: ``ProofError/notOfLedger(size:)``
    static func check(_ checkpoint: Checkpoint, in view: borrowing LedgerView) throws {
        let size = checkpoint.size.rawValue
        guard size <= view.size, try view.root(ofFirst: size) == checkpoint.root else {
            throw ProofError.notOfLedger(size: size)
        }
    }
}
