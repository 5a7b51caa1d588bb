/// A proof that a leaf is in a tree: with the leaf's hash and the root, it needs no ledger to check.
package struct InclusionProof: Hashable, Sendable {
    /// The leaf, counted from 0.
    package let leaf: UInt64

    /// The size of the tree.
    package let size: TreeSize

    /// The audit path (RFC 6962 section 2.1.1), from the leaf's neighbour up.
    package let hashes: [Digest]

    package init(leaf: UInt64, size: TreeSize, hashes: [Digest]) {
        self.leaf = leaf
        self.size = size
        self.hashes = hashes
    }

    /// Checks that a leaf of this hash stands at ``leaf`` in the tree of this size and root.
    ///
    /// The size is taken as given: it is the checkpoint that binds a root to a size, and a proof made for
    /// another size can lead to the same root where the way up is the same.
    ///
    /// The proof may come from anyone: no number in it and no length of it makes this stop or
    /// take more than 64 steps.
    ///
    /// - Throws: ``ProofFault``, if it is not so.
    package func check(leafHash: Digest, root: Digest) throws(ProofFault) {
        guard leaf < size.rawValue else { throw .noSuchLeaf(leaf: leaf, size: size) }
        // Up to where the paths of this leaf and of the last one meet, each bit of the leaf's number is
        // a step with a neighbour; above that, the right edge, there is one only where a bit is set.
        let inner = ProofPath.bitLength(leaf ^ (size.rawValue - 1))
        let expected = inner + (leaf >> UInt64(inner)).nonzeroBitCount
        guard hashes.count == expected else { throw .wrongLength(expected: expected, actual: hashes.count) }
        var digest = leafHash
        for step in hashes.indices {
            if step >= inner || leaf >> UInt64(step) & 1 == 1 {
                digest = TreeHash.node(hashes[step], digest)
            } else {
                digest = TreeHash.node(digest, hashes[step])
            }
        }
        guard digest == root else { throw .rootMismatch }
    }
}
