internal import DossierModel
package import MerkleLog

/// The hashes of a ledger's perfect subtrees, which proofs and tiles are put together from.
///
/// It keeps no nodes on disk. From a block of 1,024 events up hashes come from the block roots that the ledger keeps;
/// below, the block's events are hashed again and held against that root; in the tail each event is hashed again and held
/// against the hash in its record. What it worked out it remembers, for whoever asks again.
///
/// Block roots that are merely read are not held against the events: a proof has to be checked against the root that it
/// is for, as whoever receives it does.
///
///     var hashes = SubtreeHashes()
///     let proof = try plan.prove { subtree throws(StoreError) in try hashes.hash(of: subtree, in: view) }
package struct SubtreeHashes {
    /// Subtrees of more than a segment, and those of the tail from a block up.
    private var high: [PerfectSubtree: Digest] = [:]
    private var blocks = HashedBlocks()

    /// A memory for one ledger: what it remembers stays right while events are appended.
    package init() {}

    /// How many blocks, or pieces of the tail, were hashed again so far.
    package var hashedBlocks: Int { blocks.reads }

    /// The hash of a perfect subtree.
    ///
    /// - Complexity: The first time O(*m* / 1,024) for *m* events below it, and at least the 1,024 of a block where it is
    ///   smaller than that. Blocks are unpacked once where they are asked for in order.
    /// - Precondition: All its events are in the ledger.
    /// - Throws: ``StoreError/damaged(what:)``, which names the block, segment or event.
    package mutating func hash(
        of subtree: PerfectSubtree,
        in view: borrowing LedgerView
    ) throws(StoreError) -> Digest {
        precondition(
            subtree.index < view.size >> UInt64(subtree.height),
            "a hash is of events that are there"
        )
        if subtree.height < Limits.blockEvents.trailingZeroBitCount {
            return try blocks.block(of: subtree.firstLeaf, through: subtree.leaves.upperBound, view).node(
                subtree
            )
        }
        if let known = high[subtree] { return known }
        let hash = try highHash(of: subtree, in: view)
        high[subtree] = hash
        return hash
    }

    /// The hash of a subtree of a block or more.
    private mutating func highHash(
        of subtree: PerfectSubtree,
        in view: borrowing LedgerView
    ) throws(StoreError) -> Digest {
        let isSealed = subtree.leaves.upperBound <= view.head.tailStart
        if isSealed, subtree.height <= Limits.segmentEvents.trailingZeroBitCount {
            return try view.sealedHash(of: subtree)
        }
        if subtree.height == Limits.blockEvents.trailingZeroBitCount {
            return try blocks.block(of: subtree.firstLeaf, through: subtree.leaves.upperBound, view).node(
                subtree
            )
        }
        let left = try hash(
            of: PerfectSubtree(height: subtree.height - 1, index: 2 * subtree.index),
            in: view
        )
        let right = try hash(
            of: PerfectSubtree(height: subtree.height - 1, index: 2 * subtree.index + 1),
            in: view
        )
        return TreeHash.node(left, right)
    }

    /// Visits the leaf hashes of events in log order, computed from the events' bytes, until `body` answers `false`.
    ///
    /// - Throws: ``StoreError/damaged(what:)``, which names the block or event; and what `body` throws.
    package mutating func forEachLeaf(
        _ range: Range<UInt64>,
        in view: borrowing LedgerView,
        _ body: (_ number: UInt64, _ leaf: Digest) throws(StoreError) -> Bool
    ) throws(StoreError) {
        let end = min(range.upperBound, view.size)
        var number = range.lowerBound
        while number < end {
            let blockEnd = (number / UInt64(Limits.blockEvents) + 1) * UInt64(Limits.blockEvents)
            let block = try blocks.block(of: number, through: min(end, blockEnd), view)
            while number < min(end, blockEnd) {
                guard try body(number, block.node(PerfectSubtree(height: 0, index: number))) else { return }
                number += 1
            }
        }
    }
}

extension LedgerView {
    /// The hash of one perfect subtree; for more than one there is ``SubtreeHashes``.
    ///
    /// - Precondition: All its events are in the ledger.
    /// - Throws: ``StoreError/damaged(what:)``, which names the block, segment or event.
    package func hash(of subtree: PerfectSubtree) throws(StoreError) -> Digest {
        var hashes = SubtreeHashes()
        return try hashes.hash(of: subtree, in: self)
    }

    /// Visits the leaf hashes of events in log order, computed from the events' bytes, until `body` answers `false`.
    ///
    /// - Throws: ``StoreError/damaged(what:)``, which names the block or event; and what `body` throws.
    package func forEachLeaf(
        _ range: Range<UInt64>,
        _ body: (_ number: UInt64, _ leaf: Digest) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var hashes = SubtreeHashes()
        try hashes.forEachLeaf(range, in: self, body)
    }

    /// The hash of a subtree of whole blocks within one sealed segment, from the roots that were kept.
    fileprivate func sealedHash(of subtree: PerfectSubtree) throws(StoreError) -> Digest {
        let height = Limits.blockEvents.trailingZeroBitCount
        let first = subtree.firstLeaf >> UInt64(height)
        let blocks = first..<first + subtree.leafCount >> UInt64(height)
        var frontier = Frontier()
        for root in try keptRoots(ofBlocks: blocks) { frontier.append(root, height: height) }
        return frontier.root
    }

    /// The roots of sealed blocks of one segment as they were kept.
    func keptRoots(ofBlocks blocks: Range<UInt64>) throws(StoreError) -> [Digest] {
        let inSegment = UInt64(Limits.segmentEvents / Limits.blockEvents)
        let segment = blocks.lowerBound / inSegment
        guard let marks = try transaction.value(.marks, StoreKey(UInt32(segment))) else {
            throw .damaged(what: "block \(blocks.lowerBound): the marks of segment \(segment) are missing")
        }
        var roots: [Digest] = []
        for block in blocks {
            guard let root = SegmentMarks.blockRoot(Int(block - segment * inSegment), in: marks) else {
                throw .damaged(what: "block \(block): the marks of segment \(segment) are cut short")
            }
            roots.append(root)
        }
        return roots
    }
}
