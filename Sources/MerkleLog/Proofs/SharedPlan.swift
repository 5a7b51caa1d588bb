/// Which hashes lead from any number of leaves to the root, each of them once.
///
/// A plan needs the numbers alone.
package struct SharedPlan: Hashable, Sendable {
    /// The leaves to be proved, in rising order.
    package let leaves: [UInt64]

    /// The size of the tree.
    package let size: TreeSize

    /// Whether the proof carries the hash of every leaf that is not among ``leaves``.
    ///
    /// It then shows how many there are and binds each of them, for a larger proof.
    package let everyLeaf: Bool

    /// Plans the proof of some leaves; of none at all, which leaves the root itself, is allowed.
    ///
    /// - Complexity: O(*k* log *n*) for *k* leaves, without a hash.
    /// - Throws: ``ProofFault/noSuchLeaf(leaf:size:)``, ``ProofFault/unsortedLeaves(leaf:)``
    package init(leaves: [UInt64], size: TreeSize, everyLeaf: Bool = false) throws(ProofFault) {
        try SharedShape.checkOrder(of: leaves, size: size)
        self.leaves = leaves
        self.size = size
        self.everyLeaf = everyLeaf
    }

    /// The leaves below each hash of the proof, in its order: from the left.
    ///
    /// - Complexity: O(*k* log *n*), with ``everyLeaf`` O(*n*).
    package var runs: [Range<UInt64>] {
        var runs: [Range<UInt64>] = []
        forEachRun { runs.append($0) }
        return runs
    }

    /// The perfect subtrees that ``prove(hashOf:)`` will ask for, in that order.
    package var subtrees: [PerfectSubtree] { runs.flatMap { PerfectSubtree.cover(of: $0) } }

    /// The number of hashes of the proof.
    package var hashCount: UInt64 {
        SharedShape.hashCount(leaves: leaves, size: size.rawValue, everyLeaf: everyLeaf)
    }

    /// Makes the proof.
    ///
    /// - Parameter hashOf: Gives the hash of a perfect subtree, all of whose leaves are in the tree.
    /// - Returns: The proof, as anyone can check it.
    /// - Throws: What `hashOf` throws.
    package func prove<Failure: Error>(
        hashOf: (PerfectSubtree) throws(Failure) -> Digest
    ) throws(Failure) -> SharedProof {
        var hashes: [Digest] = []
        try forEachRun { (run: Range<UInt64>) throws(Failure) in
            var parts: [Digest] = []
            for subtree in PerfectSubtree.cover(of: run) { parts.append(try hashOf(subtree)) }
            hashes.append(TreeHash.join(parts))
        }
        return SharedProof(size: size, everyLeaf: everyLeaf, hashes: hashes)
    }

    private func forEachRun<Failure: Error>(
        _ body: (Range<UInt64>) throws(Failure) -> Void
    ) throws(Failure) {
        guard size > 0 else { return }
        guard everyLeaf else {
            return try SharedShape.visit(leaves[...], in: 0..<size.rawValue) {
                (run: Range<UInt64>, isGiven: Bool) throws(Failure) in
                if !isGiven { try body(run) }
            }
        }
        var next = leaves.startIndex
        for leaf in 0..<size.rawValue {
            if next < leaves.endIndex, leaves[next] == leaf {
                next += 1
            } else {
                try body(leaf..<leaf + 1)
            }
        }
    }
}
