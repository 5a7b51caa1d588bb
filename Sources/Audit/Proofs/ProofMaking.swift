internal import DossierModel
package import LedgerStore
package import MerkleLog

/// Makes proof files out of a ledger and the checkpoints that it keeps.
///
/// Each proof is checked against the kept checkpoint before it is given away: a ledger that is damaged, or of another
/// history, gives none.
package enum ProofMaking {
    /// An event and its proof.
    package struct EventProof: Sendable {
        package let file: EventProofFile

        /// The canonical bytes, which are what is proved.
        package let event: [UInt8]
    }

    /// Proves an event to be in a kept checkpoint.
    ///
    /// - Parameters:
    ///   - event: Its number, or its id; digits that are a number of the ledger's are a number.
    ///   - size: The events that the checkpoint counts; else the newest that is kept.
    ///   - ledger: The ledger.
    /// - Returns: The file, and the event.
    /// - Throws: ``ProofError``, `StoreError`
    package static func event(
        _ event: String,
        checkpoint size: UInt64?,
        of ledger: Ledger
    ) throws -> EventProof {
        try ledger.read { view in
            var lookup = EventLookup()
            let number = try find(event, &lookup, in: view)
            let checkpoint = try KeptCheckpoints.one(size, in: view)
            let counted = checkpoint.unverified.size
            guard number.rawValue < counted.rawValue else {
                throw ProofError.notCounted(event: number.rawValue, size: counted.rawValue)
            }
            try KeptCheckpoints.check(checkpoint.unverified, in: view)
            let bytes = try lookup.withEvent(number, in: view) { event in event.indices.map { event[$0] } }
            var hashes = SubtreeHashes()
            let plan = try InclusionPlan(leaf: number.rawValue, size: counted)
            let proof = try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view)
            }
            do throws(ProofFault) {
                try proof.check(leafHash: TreeHash.leaf(of: bytes.span), root: checkpoint.unverified.root)
            } catch {
                throw ProofError.notOfLedger(size: counted.rawValue)
            }
            let file = EventProofFile(index: number.rawValue, hashes: proof.hashes, checkpoint: checkpoint)
            return EventProof(file: file, event: bytes)
        }
    }

    /// Proves a kept checkpoint to have grown out of an earlier size.
    ///
    /// - Parameters:
    ///   - old: The earlier size; from 0 there is nothing to be proved, which is how a witness is first asked.
    ///   - new: The events that the later checkpoint counts; else the newest that is kept.
    ///   - ledger: The ledger.
    /// - Returns: The file, which can be sent to a witness.
    /// - Throws: ``ProofError``, `StoreError`
    package static func consistency(
        from old: UInt64,
        to new: UInt64?,
        of ledger: Ledger
    ) throws -> ConsistencyProofFile {
        try ledger.read { view in
            let checkpoint = try KeptCheckpoints.one(new, in: view)
            let size = checkpoint.unverified.size
            guard old <= size.rawValue else { throw ProofError.sizesReversed(from: old, to: size.rawValue) }
            try KeptCheckpoints.check(checkpoint.unverified, in: view)
            guard old > 0 else { return ConsistencyProofFile(old: 0, hashes: [], checkpoint: checkpoint) }
            var hashes = SubtreeHashes()
            let plan = try ConsistencyPlan(from: TreeSize(old), to: size)
            let proof = try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view)
            }
            let oldRoot = try view.root(ofFirst: old)
            do throws(ProofFault) {
                try proof.check(oldRoot: oldRoot, newRoot: checkpoint.unverified.root)
            } catch {
                throw ProofError.notOfLedger(size: size.rawValue)
            }
            return ConsistencyProofFile(old: plan.old, hashes: proof.hashes, checkpoint: checkpoint)
        }
    }

    private static func find(
        _ event: String,
        _ lookup: inout EventLookup,
        in view: borrowing LedgerView
    ) throws -> SequenceNumber {
        if let number = UInt64(event), String(number) == event, number < view.size {
            return SequenceNumber(rawValue: number)
        }
        guard let number = try lookup.find(id: Array(event.utf8), in: view) else {
            throw ProofError.noSuchEvent(event)
        }
        return number
    }
}
