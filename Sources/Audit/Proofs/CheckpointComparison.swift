internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// Holds the roots that follow from a ledger's events against those of checkpoints.
struct CheckpointComparison {
    private let hashes: VerifyAnswer
    /// Checkpoints that are to be believed, each with whether the ledger begins so; `nil` where that cannot be told.
    private let known: [(checkpoint: Checkpoint, fits: Bool?)]

    private let isVerified: Bool

    /// `isVerified` says that the signatures of `known` were verified.
    init(_ hashes: VerifyAnswer, known: [Checkpoint], isVerified: Bool) {
        self.hashes = hashes
        self.isVerified = isVerified
        self.known = known.map { checkpoint in
            (checkpoint, hashes.root(ofFirst: checkpoint.size.rawValue).map { $0 == checkpoint.root })
        }
    }

    /// The most events that a believed checkpoint counts which fits.
    var fittingSize: TreeSize? {
        known.filter { $0.fits == true }.map(\.checkpoint.size).max()
    }

    /// What became of the events that a checkpoint counts.
    func finding(for checkpoint: Checkpoint) -> SinceVerification.Finding {
        let size = checkpoint.size.rawValue
        guard size <= hashes.size else { return .rollback(missing: size - hashes.size, first: nil) }
        let root = hashes.root(ofFirst: size)
        if root == checkpoint.root { return .holds }
        let changed = hashes.faults.first { fault in
            fault.part == .event && fault.number.map { $0.rawValue < size } == true
        }
        if let number = changed?.number { return .changedEvent(number) }
        guard root != nil else { return .changedEvent(SequenceNumber(rawValue: hashes.hashedEvents)) }
        guard isVerified else { return .fork(after: 0, before: size, first: nil) }
        let after = known.filter { $0.fits == true && $0.checkpoint.size.rawValue < size }
        let first = after.map(\.checkpoint.size.rawValue).max() ?? 0
        let before = known.filter { $0.fits == false && $0.checkpoint.size.rawValue > first }
        let end = min(size, before.map(\.checkpoint.size.rawValue).min() ?? size)
        return .fork(after: first, before: end, first: nil)
    }

    /// Pairs of checkpoints of one origin that no history has together.
    ///
    /// Either they give two roots for one size, or the ledger shows that the larger is of a history that the smaller is not
    /// of.
    var contradictions: [SinceVerification.Contradiction] {
        var found: [SinceVerification.Contradiction] = []
        for (index, one) in known.enumerated() {
            for other in known[(index + 1)...] where one.checkpoint.origin == other.checkpoint.origin {
                let (small, large) =
                    one.checkpoint.size <= other.checkpoint.size ? (one, other) : (other, one)
                let isOfOneSize = small.checkpoint.size == large.checkpoint.size
                let differ = small.checkpoint.root != large.checkpoint.root
                guard isOfOneSize ? differ : small.fits == false && large.fits == true else { continue }
                let pair = [small.checkpoint, large.checkpoint]
                let isTold = found.contains {
                    pair == [$0.first, $0.second] || pair == [$0.second, $0.first]
                }
                guard !isTold else { continue }
                found.append(.init(first: pair[0], second: pair[1], isVerified: isVerified))
            }
        }
        return found
    }
}
