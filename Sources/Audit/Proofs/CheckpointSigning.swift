package import LedgerStore
package import MerkleLog

/// Signs checkpoints of a ledger and keeps them in it.
package enum CheckpointSigning {
    /// Signs the ledger as it is with all of the keys, and keeps the note.
    ///
    /// Before that it proves to itself that the ledger has grown out of the newest checkpoint that is kept: nobody signs two
    /// histories. Where the same events are signed already, lines are added to that note.
    ///
    /// - Parameters:
    ///   - keys: The keys of the ledger and of other offices; one of them must be called as the origin.
    ///   - origin: The origin line; else that of the newest kept checkpoint, or the name of the first key.
    ///   - ledger: A ledger opened for appending.
    /// - Returns: The note as it is kept.
    /// - Throws: ``ProofError``, `CheckpointFault`, `StoreError`; nothing was written.
    package static func sign(
        with keys: [SigningKey],
        origin: ExactText?,
        _ ledger: Ledger
    ) throws -> SignedCheckpoint {
        let (size, root, newest) = try ledger.read { view in
            let newest = try KeptCheckpoints.newest(in: view)
            if let newest { try checkGrowth(from: newest.unverified, in: view) }
            return (TreeSize(view.size), view.root, newest)
        }
        guard size > 0 else { throw ProofError.noEvents }
        let line = try originLine(origin, keys: keys, kept: newest?.unverified.origin)
        let keysInOrder =
            keys.filter { $0.verifier.name.text == line } + keys.filter { $0.verifier.name.text != line }
        var signed: SignedCheckpoint
        if let newest, newest.unverified.size == size, newest.unverified.origin == line {
            signed = newest
        } else {
            guard let first = keysInOrder.first, first.verifier.name.text == line else {
                throw ProofError.noKeyOfOrigin(line)
            }
            signed = try Checkpoint(origin: line, size: size, root: root).sign(with: first)
        }
        for key in keysInOrder { try signed.sign(with: key) }
        try ledger.keep(checkpoint: signed.encode(), size: size)
        return signed
    }

    /// Adds lines of witnesses to the kept checkpoint that a note is of.
    ///
    /// - Parameters:
    ///   - note: The checkpoint as witnesses gave it back.
    ///   - policy: Takes only lines of keys that it knows, each verified; without it all lines are taken unseen.
    ///   - ledger: A ledger opened for appending.
    /// - Returns: The note as it is kept now.
    /// - Throws: ``ProofError``, `CheckpointFault`, `StoreError`; nothing was written.
    package static func addLines(
        of note: SignedCheckpoint,
        policy: WitnessPolicy?,
        to ledger: Ledger
    ) throws -> SignedCheckpoint {
        let size = note.unverified.size
        var kept = try ledger.read { view in try KeptCheckpoints.one(size.rawValue, in: view) }
        guard kept.note.text == note.note.text else { throw CheckpointFault.otherCheckpoint }
        if let policy {
            let keys = policy.logs.map(\.key) + policy.witnesses.map(\.key)
            try kept.add(lines: note.note.signatures.flatMap(\.line), from: keys)
        } else {
            try kept.adopt(note)
        }
        try ledger.keep(checkpoint: kept.encode(), size: size)
        return kept
    }

    /// Which ledger the checkpoint is to be of.
    private static func originLine(
        _ asked: ExactText?,
        keys: [SigningKey],
        kept: ExactText?
    ) throws(ProofError) -> ExactText {
        if let asked { return asked }
        let names = keys.map(\.verifier.name.text)
        guard let kept else {
            guard let first = names.first else { throw .noKeyOfOrigin(ExactText("")) }
            return first
        }
        guard let first = names.first, !names.contains(kept) else { return kept }
        throw .otherOrigin(kept: kept, asked: first)
    }

    /// Proves that the ledger's root has grown out of a checkpoint's.
    ///
    /// - Throws: ``ProofError/notOfLedger(size:)``
    private static func checkGrowth(from checkpoint: Checkpoint, in view: borrowing LedgerView) throws {
        let size = checkpoint.size.rawValue
        guard size > 0 else { return }
        guard size <= view.size else { throw ProofError.notOfLedger(size: size) }
        var hashes = SubtreeHashes()
        let plan = try ConsistencyPlan(from: checkpoint.size, to: TreeSize(view.size))
        let proof = try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view) }
        do throws(ProofFault) {
            try proof.check(oldRoot: checkpoint.root, newRoot: view.root)
        } catch {
            throw ProofError.notOfLedger(size: size)
        }
    }
}
