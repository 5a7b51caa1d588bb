package import DossierModel
package import LedgerStore
package import MerkleLog

/// How the ledger of today stands to checkpoints that were signed earlier.
///
/// Roots are computed again from the events' bytes; what the ledger keeps of hashes is not relied upon.
package struct SinceVerification: Sendable {
    /// What is known of a checkpoint's signature.
    package enum Signature: Hashable, Sendable {
        /// Nobody named a key.
        case notChecked
        /// It is signed as was asked for, by these keys.
        case verified([VerifierKey])
        /// It is not signed as was asked for, and proves nothing.
        case refused(CheckpointFault)
    }

    /// What became of the events that a checkpoint counts.
    package enum Finding: Hashable, Sendable {
        /// The ledger begins with them, unchanged and in their order.
        case holds
        /// The ledger has fewer events; `first` is one that differs among those that are left, where tiles show one.
        case rollback(missing: UInt64, first: LeafDifference?)
        /// The bytes of this event do not have the hash that is kept beside them, or cannot be read.
        case changedEvent(SequenceNumber)
        /// The history was written anew: it differs from some event behind the first `after` on, and before `before`.
        case fork(after: UInt64, before: UInt64, first: LeafDifference?)
    }

    /// One checkpoint and what was found.
    package struct Answer: Sendable {
        /// What whoever asked calls it.
        package let name: String
        package let checkpoint: Checkpoint
        package let signature: Signature
        package let finding: Finding
        /// Why the tiles could not be used where they would have told more.
        package let tileProblem: String?
    }

    /// Two checkpoints that no one history has: whoever signed both has signed two.
    package struct Contradiction: Hashable, Sendable {
        package let first: Checkpoint
        package let second: Checkpoint
        /// Whether the signatures of both were verified; else anybody may have written either.
        package let isVerified: Bool
    }

    /// One for each checkpoint that was given, in their order.
    package let answers: [Answer]

    package let contradictions: [Contradiction]

    /// The origins of the checkpoints that the ledger keeps itself, each once, whoever has signed them.
    package let keptOrigins: [ExactText]

    /// The most events that a checkpoint counts which is not refused and still fits, given or kept; `nil` where none does.
    package let fittingSize: TreeSize?

    /// Whether every checkpoint is what it is said to be, and holds.
    package var isSound: Bool {
        contradictions.isEmpty
            && answers.allSatisfy { answer in
                if case .refused = answer.signature { return false }
                return answer.finding == .holds
            }
    }
}

extension SinceVerification {
    /// The sizes whose roots verifying has to compute for ``make(_:of:verified:)``.
    package static func sizes(for query: SinceQuery, in ledger: Ledger) throws -> [UInt64] {
        let known = query.given.map { $0.checkpoint.unverified } + (try kept(query, in: ledger))
        return known.map(\.size.rawValue)
    }

    /// Holds a ledger against checkpoints.
    ///
    /// Checkpoints help to tell where a fork begins, given ones and those that the ledger keeps itself, but only those
    /// that are signed as the query asks: the others may have been written by whoever wrote the history anew.
    ///
    /// `hashes` is what verifying the ledger found, with the roots at ``sizes(for:in:)``.
    ///
    /// - Throws: ``StoreError``
    package static func make(
        _ query: SinceQuery,
        of ledger: Ledger,
        verified hashes: VerifyAnswer
    ) throws -> SinceVerification {
        let given = query.given.map { ($0, query.trust(in: $0.checkpoint)) }
        let believed = given.compactMap { given, signature -> Checkpoint? in
            if case .refused = signature { return nil }
            return given.checkpoint.unverified
        }
        // Without a policy nothing is verified: then no checkpoint tells anything about another.
        let comparison = CheckpointComparison(
            hashes,
            known: believed + (try kept(query, in: ledger)),
            isVerified: query.policy != nil
        )
        var answers: [Answer] = []
        for (given, signature) in given {
            let checkpoint = given.checkpoint.unverified
            let (finding, problem) = try detail(
                comparison.finding(for: checkpoint),
                checkpoint,
                query,
                ledger
            )
            answers.append(
                Answer(
                    name: given.name,
                    checkpoint: checkpoint,
                    signature: signature,
                    finding: finding,
                    tileProblem: problem
                )
            )
        }
        return SinceVerification(
            answers: answers,
            contradictions: comparison.contradictions,
            keptOrigins: try keptOrigins(in: ledger),
            fittingSize: comparison.fittingSize
        )
    }

    private static func keptOrigins(in ledger: Ledger) throws -> [ExactText] {
        let notes = try ledger.read { view in try view.checkpoints() }
        var origins: [ExactText] = []
        for kept in notes {
            guard let note = try? SignedCheckpoint(decoding: kept.note) else { continue }
            let origin = note.unverified.origin
            if !origins.contains(origin) { origins.append(origin) }
        }
        return origins
    }

    /// The checkpoints in the ledger that are signed as the query asks, each size once.
    private static func kept(_ query: SinceQuery, in ledger: Ledger) throws -> [Checkpoint] {
        guard query.policy != nil else { return [] }
        let notes = try ledger.read { view in try view.checkpoints() }
        return notes.compactMap { kept in
            // What cannot be read is no help, and no harm.
            guard let note = try? SignedCheckpoint(decoding: kept.note),
                case .verified = query.trust(in: note)
            else { return nil }
            return note.unverified
        }
    }

    /// Adds to a finding what the tiles of that time tell.
    private static func detail(
        _ finding: Finding,
        _ checkpoint: Checkpoint,
        _ query: SinceQuery,
        _ ledger: Ledger
    ) throws -> (Finding, problem: String?) {
        guard let readTile = query.readTile else { return (finding, nil) }
        switch finding {
        case .holds, .changedEvent: return (finding, nil)
        case .rollback, .fork: break
        }
        var first: LeafDifference?
        do {
            first = try TileComparison.firstDifference(from: checkpoint, readTile, in: ledger)
        } catch let problem as TileComparison.Problem {
            return (finding, problem.description)
        } catch let error as StoreError {
            // An event that cannot be read is told of by verifying already.
            return (finding, error.description)
        }
        switch finding {
        case .rollback(let missing, _): return (.rollback(missing: missing, first: first), nil)
        case .fork(let after, let before, _): return (.fork(after: after, before: before, first: first), nil)
        case .holds, .changedEvent: return (finding, nil)
        }
    }
}
