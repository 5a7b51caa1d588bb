/// One proof that any number of leaves are in a tree, with every hash they share once.
package struct SharedProof: Hashable, Sendable {
    /// The size of the tree.
    package let size: TreeSize

    /// Whether every leaf that is not given is among the hashes.
    package let everyLeaf: Bool

    /// The hashes in the order of the walk: from the left.
    package let hashes: [Digest]

    package init(size: TreeSize, everyLeaf: Bool = false, hashes: [Digest]) {
        self.size = size
        self.everyLeaf = everyLeaf
        self.hashes = hashes
    }

    /// A leaf that somebody shows: its number and the hash of what he shows.
    package typealias Leaf = (index: UInt64, hash: Digest)

    /// Works out the root that the leaves and the hashes lead to.
    ///
    /// It proves nothing until that root is compared with one that is trusted for this size. With
    /// ``everyLeaf`` equality then also shows that the tree has no leaf but the given ones and those in ``hashes``.
    ///
    /// Leaves and proof may come from anyone: no number makes this stop, go more than 64 calls deep, or take more
    /// memory than the input does.
    ///
    /// - Parameter leaves: In rising order; none is allowed.
    /// - Returns: The root, which is to be compared.
    /// - Complexity: O(*k* log *n*) for *k* leaves; with ``everyLeaf``, one node hash for each leaf of the tree.
    /// - Throws: ``ProofFault/noSuchLeaf(leaf:size:)``, ``ProofFault/unsortedLeaves(leaf:)``, or
    ///   ``ProofFault/wrongLength(expected:actual:)`` before anything is hashed.
    package func root(of leaves: [Leaf]) throws(ProofFault) -> Digest {
        let indexes = leaves.map(\.index)
        try SharedShape.checkOrder(of: indexes, size: size)
        let count = SharedShape.hashCount(leaves: indexes, size: size.rawValue, everyLeaf: everyLeaf)
        guard count == UInt64(hashes.count) else {
            throw .wrongLength(expected: Int(clamping: count), actual: hashes.count)
        }
        guard size > 0 else { return TreeHash.empty }
        if everyLeaf { return rootOverAll(leaves) }
        var walk = Walk(leaves: leaves, hashes: hashes)
        return walk.root(of: indexes[...], in: 0..<size.rawValue)
    }

    /// Checks that the leaves are in the tree of this size and root.
    ///
    /// - Throws: ``ProofFault``, if it is not so.
    package func check(leaves: [Leaf], root: Digest) throws(ProofFault) {
        guard try self.root(of: leaves) == root else { throw .rootMismatch }
    }

    /// The root where every leaf is at hand, given or among the hashes; the numbers were checked.
    private func rootOverAll(_ leaves: [Leaf]) -> Digest {
        var frontier = Frontier()
        var others = hashes[...]
        for leaf in leaves {
            let between = Int(leaf.index - frontier.size.rawValue)
            for hash in others.prefix(between) { frontier.append(hash) }
            others = others.dropFirst(between)
            frontier.append(leaf.hash)
        }
        for hash in others { frontier.append(hash) }
        return frontier.root
    }
}

extension SharedProof {
    /// A walk through the tree that uses up leaves and hashes from the left; there are enough of both.
    private struct Walk {
        let leaves: [Leaf]
        let hashes: [Digest]
        private var next = 0

        init(leaves: [Leaf], hashes: [Digest]) {
            self.leaves = leaves
            self.hashes = hashes
        }

        mutating func root(of given: ArraySlice<UInt64>, in range: Range<UInt64>) -> Digest {
            guard !given.isEmpty else {
                defer { next += 1 }
                return hashes[next]
            }
            let count = range.upperBound - range.lowerBound
            guard count > 1 else { return leaves[given.startIndex].hash }
            let middle = range.lowerBound + ProofPath.split(count)
            let cut = SharedShape.firstIndex(in: given, from: middle)
            let left = root(of: given[..<cut], in: range.lowerBound..<middle)
            return TreeHash.node(left, root(of: given[cut...], in: middle..<range.upperBound))
        }
    }
}
