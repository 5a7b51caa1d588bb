internal import DossierModel
internal import LedgerStore
internal import MerkleLog

/// Holds a ledger's events against the leaf hashes in tiles that were written earlier.
enum TileComparison {
    /// Why tiles cannot be used.
    enum Problem: Error, CustomStringConvertible {
        case tile(TileFault)
        /// They hash to another root than the checkpoint's: they are of another ledger, or were changed.
        case notOfCheckpoint

        var description: String {
            switch self {
            case .tile(let fault): "\(fault)"
            case .notOfCheckpoint: "the tiles do not have the root of the checkpoint"
            }
        }
    }

    /// The first event of a checkpoint that is not at its place in the ledger; `nil` where all that are left are.
    ///
    /// - Complexity: O(*n*) in the events of the checkpoint, with one tile in memory.
    /// - Throws: ``Problem``, ``StoreError``
    static func firstDifference(
        from checkpoint: Checkpoint,
        _ readTile: @escaping (TilePath) throws(TileFault) -> [UInt8],
        in ledger: Ledger
    ) throws -> LeafDifference? {
        let size = checkpoint.size.rawValue
        do {
            var then = try TileReader(size: checkpoint.size, read: readTile)
            // The leaves themselves have to lead to the root; higher tiles may say what they like.
            var frontier = Frontier()
            for number in 0..<size { frontier.append(try then.leaf(number)) }
            guard frontier.root == checkpoint.root else { throw Problem.notOfCheckpoint }
            let (number, now) = try difference(from: then, size, in: ledger)
            guard let number else { return nil }
            let next = number + 1 < size ? try then.leaf(number + 1) : nil
            let kind = kind(then: (try then.leaf(number), next), now: (now.first, now.dropFirst().first))
            return LeafDifference(number: SequenceNumber(rawValue: number), kind: kind)
        } catch let fault as TileFault {
            throw Problem.tile(fault)
        }
    }

    /// The first number at which the hashes differ, and the hash of the ledger's event there and of the one behind it.
    private static func difference(
        from then: TileReader,
        _ size: UInt64,
        in ledger: Ledger
    ) throws -> (number: UInt64?, now: [Digest]) {
        var found: UInt64?
        var now: [Digest] = []
        var problem: TileFault?
        var tiles = then
        try ledger.read { view in
            try view.forEachEvent(0..<view.size) { number, event throws(StoreError) in
                let leaf = TreeHash.leaf(of: event)
                if found != nil {
                    now.append(leaf)
                    return false
                }
                guard number.rawValue < size else { return false }
                do throws(TileFault) {
                    guard try tiles.leaf(number.rawValue) != leaf else { return true }
                } catch {
                    problem = error
                    return false
                }
                found = number.rawValue
                now.append(leaf)
                return true
            }
        }
        if let problem { throw problem }
        return (found, now)
    }

    private static func kind(
        then: (Digest, Digest?),
        now: (Digest?, Digest?)
    ) -> LeafDifference.Kind {
        let isNextHere = then.1 != nil && then.1 == now.0
        let isHereNext = now.1 == then.0
        return switch (isNextHere, isHereNext) {
        case (true, true): .swapped
        case (true, false): .missing
        case (false, true): .inserted
        case (false, false): .changed
        }
    }
}

extension TileReader {
    fileprivate mutating func leaf(_ number: UInt64) throws(TileFault) -> Digest {
        try hash(of: PerfectSubtree(height: 0, index: number))
    }
}
