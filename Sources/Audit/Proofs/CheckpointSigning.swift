package import LedgerStore
package import MerkleLog

/// Signs checkpoints of a ledger and keeps them in it.
package enum CheckpointSigning {
    /// What is to be signed and taken.
    package struct Order: Sendable {
        /// The keys of the ledger and of other offices; without any nothing is signed.
        ///
        /// One of them must be called as the origin.
        package var keys: [SigningKey] = []

        /// The origin line; else that of the newest kept checkpoint, or the name of the first key.
        package var origin: ExactText?

        /// Notes of kept checkpoints, or of the one that is signed now, as witnesses gave them back, each with its name.
        package var cosigned: [(name: String, note: SignedCheckpoint)] = []

        /// Whose lines are taken from these notes.
        package var trusted: [VerifierKey] = []

        package init() {}
    }

    /// What became of it.
    package struct Answer: Sendable {
        /// The note that was changed last, as it is kept now.
        package var note: SignedCheckpoint?

        /// Lines that were taken from notes.
        package var taken = 0

        /// Right lines of these notes that stood there already.
        package var present = 0
    }

    /// Signs the ledger as it is with all of the keys, takes over the lines of notes, and keeps all of it or nothing.
    ///
    /// Before that it proves to itself that the ledger has grown out of the newest checkpoint that is kept: nobody signs two
    /// histories. All events since then are hashed again from their bytes. Where the same events are signed already, lines are
    /// added to that note; it is read and written in one transaction, so that nobody's line is lost.
    ///
    /// - Parameters:
    ///   - order: The keys and notes.
    ///   - ledger: A ledger opened for appending.
    ///   - progress: Told how many events are hashed of how many.
    /// - Returns: What is kept now.
    /// - Throws: ``ProofError``, `CheckpointFault`, `StoreError`; nothing was written.
    package static func keep(
        _ order: Order,
        in ledger: Ledger,
        progress: (UInt64, UInt64) -> Void = { _, _ in }
    ) throws -> Answer {
        let checkpoint = order.keys.isEmpty ? nil : try state(of: ledger, order, progress)
        var answer = Answer()
        try ledger.keepCheckpoints { kept in
            var changed: [(size: TreeSize, note: SignedCheckpoint)] = []
            func note(of size: TreeSize) throws -> SignedCheckpoint? {
                if let last = changed.last(where: { $0.size == size }) { return last.note }
                return try kept.first { $0.size == size }.map { entry in
                    try KeptCheckpoints.read(entry.note, size: entry.size)
                }
            }
            if let checkpoint {
                let signed = try sign(checkpoint, order.keys, kept: note(of: checkpoint.size))
                changed.append((checkpoint.size, signed))
            }
            for (name, given) in order.cosigned {
                let size = given.unverified.size
                guard var grown = try note(of: size) else {
                    throw ProofError.noCheckpoint(asked: size.rawValue)
                }
                try take(given, name, order.trusted, to: &grown, &answer)
                changed.append((size, grown))
            }
            guard order.cosigned.isEmpty || answer.taken + answer.present > 0 else {
                throw ProofError.noLines
            }
            answer.note = changed.last?.note
            return changed.map { ($0.size, $0.note.encode()) }
        }
        return answer
    }

    /// The checkpoint of the ledger as it is, after making sure that it has grown out of the newest one.
    private static func state(
        of ledger: Ledger,
        _ order: Order,
        _ progress: (UInt64, UInt64) -> Void
    ) throws -> Checkpoint {
        try ledger.read { view in
            let newest = try KeptCheckpoints.newest(in: view)?.unverified
            let size = view.size
            let signed = newest?.size.rawValue ?? 0
            guard signed <= size else { throw ProofError.notOfLedger(size: signed) }
            let roots = try view.rootsHashed(from: signed) { progress($0, size) }
            guard newest.map({ $0.root == roots.then }) ?? true else {
                throw ProofError.notOfLedger(size: signed)
            }
            guard roots.now == view.root else { throw ProofError.notSound }
            guard size > 0 else { throw ProofError.noEvents }
            let line = try originLine(order.origin, keys: order.keys, kept: newest?.origin)
            return try Checkpoint(origin: line, size: TreeSize(size), root: view.root)
        }
    }

    /// Adds lines to the kept note of the same events, or begins a new one.
    ///
    /// A kept note that says anything more would be signed with it, whoever has put it there.
    private static func sign(
        _ checkpoint: Checkpoint,
        _ keys: [SigningKey],
        kept: SignedCheckpoint?
    ) throws -> SignedCheckpoint {
        let own = keys.filter { $0.verifier.name.text == checkpoint.origin }
        var signed: SignedCheckpoint
        if let kept {
            guard kept.unverified == checkpoint else {
                throw ProofError.sizeTaken(size: checkpoint.size.rawValue, kept.unverified.origin)
            }
            signed = kept
        } else {
            guard let key = own.first else { throw ProofError.noKeyOfOrigin(checkpoint.origin) }
            signed = try checkpoint.sign(with: key)
        }
        for key in own + keys.filter({ $0.verifier.name.text != checkpoint.origin }) {
            try signed.sign(with: key)
        }
        return signed
    }

    /// Takes the right lines of trusted keys.
    ///
    /// The ledger's own line comes back with every note: that it stands there already is nothing that was brought.
    private static func take(
        _ given: SignedCheckpoint,
        _ name: String,
        _ keys: [VerifierKey],
        to note: inout SignedCheckpoint,
        _ answer: inout Answer
    ) throws {
        do throws(CheckpointFault) {
            let lines = try note.take(linesOf: given, from: keys)
            answer.taken += lines.new.count
            let origin = given.unverified.origin
            answer.present += lines.present.count { $0.key.name.text != origin }
        } catch {
            throw ProofError.lines(of: name, error)
        }
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
}
