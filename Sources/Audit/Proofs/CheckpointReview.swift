package import LedgerStore
package import MerkleLog

/// Holds all checkpoints that a ledger keeps against its events.
package enum CheckpointReview {
    /// Recomputes the roots from the events' bytes, and verifies the signatures where a policy says whose count.
    ///
    /// - Throws: ``ProofError/keptUnreadable(size:_:)``, `StoreError`
    package static func make(
        of ledger: Ledger,
        policy: WitnessPolicy?,
        progress: (UInt64, UInt64) -> Void
    ) throws -> SinceVerification {
        let given = try KeptCheckpoints.all(in: ledger).map { kept in
            SinceQuery.Given(name: String(kept.unverified.size.rawValue), checkpoint: kept)
        }
        let query = SinceQuery(given: given, policy: policy)
        let sizes = try SinceVerification.sizes(for: query, in: ledger)
        let hashes = try ledger.read { view throws(StoreError) in
            let size = view.size
            return try view.verify(isDeep: false, rootsAt: sizes) { progress($0, size) }
        }
        return try SinceVerification.make(query, of: ledger, verified: hashes)
    }
}
