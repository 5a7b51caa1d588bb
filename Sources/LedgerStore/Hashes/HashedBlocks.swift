internal import DossierModel
internal import MerkleLog

/// The blocks that were hashed last: whoever asks in order hashes each once.
struct HashedBlocks {
    /// A proof asks for the block of its event and those at the right edge of the tree; 64 kB each.
    private static let capacity = 16

    private var blocks: [HashedBlock] = []
    private var uses = 0
    /// How many were read and hashed.
    private(set) var reads = 0

    /// The block, or the piece of the tail, in which that leaf lies, with at least the leaves to `end`.
    ///
    /// - Precondition: The leaves are of one block, and in the ledger.
    mutating func block(
        of leaf: UInt64,
        through end: UInt64,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> HashedBlock {
        uses += 1
        let number = leaf / UInt64(Limits.blockEvents)
        if let position = blocks.firstIndex(where: { $0.number == number }) {
            if blocks[position].end >= end {
                blocks[position].lastUse = uses
                return blocks[position]
            }
            // The tail has grown since.
            blocks.remove(at: position)
        }
        var block = try HashedBlock(number, view)
        block.lastUse = uses
        reads += 1
        if blocks.count == HashedBlocks.capacity,
            let oldest = blocks.indices.min(by: { blocks[$0].lastUse < blocks[$1].lastUse })
        {
            blocks.remove(at: oldest)
        }
        blocks.append(block)
        return block
    }
}

/// The hashes of up to 1,024 neighbouring events and of all perfect subtrees above them.
struct HashedBlock {
    let number: UInt64
    fileprivate var lastUse = 0
    /// The nodes of each height, from the leaves up.
    private let levels: [[Digest]]

    /// The number of the first event behind those that are in it.
    fileprivate var end: UInt64 { number * UInt64(Limits.blockEvents) + UInt64(levels[0].count) }

    /// Reads a block, or what the tail has of it, and hashes its events.
    ///
    /// - Throws: ``StoreError/damaged(what:)``, also where an event does not have the hash that was kept.
    fileprivate init(_ number: UInt64, _ view: borrowing LedgerView) throws(StoreError) {
        let first = number * UInt64(Limits.blockEvents)
        let end = min(first + UInt64(Limits.blockEvents), view.size)
        self.number = number
        guard first < view.head.tailStart else {
            levels = HashedBlock.levels(above: try view.tailLeaves(first..<end))
            return
        }
        var leaves: [Digest] = []
        leaves.reserveCapacity(Limits.blockEvents)
        try view.forEachEvent(first..<end) { _, event in
            leaves.append(TreeHash.leaf(of: event))
            return true
        }
        levels = HashedBlock.levels(above: leaves)
        guard levels[levels.count - 1] == (try view.keptRoots(ofBlocks: number..<number + 1)) else {
            throw .damaged(
                what: "block \(number), events \(first) on: they do not have the root that was kept"
            )
        }
    }

    /// The hash of a subtree whose leaves are in the block.
    func node(_ subtree: PerfectSubtree) -> Digest {
        let level = levels[subtree.height]
        return level[Int(subtree.index) & (Limits.blockEvents >> subtree.height - 1)]
    }

    private static func levels(above leaves: [Digest]) -> [[Digest]] {
        var levels = [leaves]
        while let level = levels.last, level.count > 1 {
            levels.append((0..<level.count / 2).map { TreeHash.node(level[2 * $0], level[2 * $0 + 1]) })
        }
        return levels
    }
}

extension LedgerView {
    /// The leaf hashes of events of the tail, each held against the one in its record.
    fileprivate func tailLeaves(_ range: Range<UInt64>) throws(StoreError) -> [Digest] {
        var leaves: [Digest] = []
        leaves.reserveCapacity(range.count)
        for number in range {
            guard let record = try transaction.value(.tail, StoreKey(number)) else {
                throw .damaged(what: "event \(number) is missing")
            }
            let leaf = TreeHash.leaf(of: try TailRecord.event(record))
            guard try TailRecord.leaf(record) == leaf else {
                throw .damaged(what: "event \(number): its bytes do not have the hash that was kept")
            }
            leaves.append(leaf)
        }
        return leaves
    }
}
