/// A proof that a tree begins with all leaves of an earlier one, unchanged and in their order.
package struct ConsistencyProof: Hashable, Sendable {
    /// The size of the earlier tree.
    package let old: TreeSize

    /// The size of the later tree.
    package let new: TreeSize

    /// The hashes in the order of RFC 6962 section 2.1.2.
    package let hashes: [Digest]

    package init(old: TreeSize, new: TreeSize, hashes: [Digest]) {
        self.old = old
        self.new = new
        self.hashes = hashes
    }

    /// Checks that the tree with the new size and root has grown out of the one with the old.
    ///
    /// The proof may come from anyone: no number in it and no length of it makes this stop or
    /// take more than 65 steps.
    ///
    /// - Throws: ``ProofFault``, if it is not so. A proof from size 0 is refused.
    package func check(oldRoot: Digest, newRoot: Digest) throws(ProofFault) {
        guard old > 0 else { throw .emptyTree }
        guard old <= new else { throw .sizesReversed(old: old, new: new) }
        let shape = Shape(old: old.rawValue, new: new.rawValue)
        guard hashes.count == shape.hashCount else {
            throw .wrongLength(expected: shape.hashCount, actual: hashes.count)
        }
        // The climb starts at the last perfect subtree of the earlier tree. If that is the whole of it
        // the proof leaves the hash out, as the checker has it.
        let start = shape.startIsGiven ? hashes.first ?? oldRoot : oldRoot
        var oldDigest = start
        var newDigest = start
        let skipped = shape.startIsGiven ? 1 : 0
        for index in skipped..<hashes.count {
            let step = index - skipped
            if step >= shape.inner || shape.path >> UInt64(step) & 1 == 1 {
                oldDigest = TreeHash.node(hashes[index], oldDigest)
                newDigest = TreeHash.node(hashes[index], newDigest)
            } else {
                // A neighbour on the right came after the earlier tree.
                newDigest = TreeHash.node(newDigest, hashes[index])
            }
        }
        guard oldDigest == oldRoot else { throw .oldRootMismatch }
        guard newDigest == newRoot else { throw .newRootMismatch }
    }
}

extension ConsistencyProof {
    /// The way from the last perfect subtree of the earlier tree up to the later root.
    private struct Shape {
        /// Whether the proof begins with the hash of the subtree that the way starts from.
        let startIsGiven: Bool

        /// The number of that subtree among those of its height: bit by bit, the turns of the way.
        let path: UInt64

        /// The number of steps below the right edge of the later tree; above, all neighbours are on the left.
        let inner: Int

        /// The number of hashes the proof has.
        let hashCount: Int

        /// Works out the way between two sizes.
        ///
        /// - Precondition: 0 < `old` ≤ `new`
        init(old: UInt64, new: UInt64) {
            guard old < new else {
                (startIsGiven, path, inner, hashCount) = (false, 0, 0, 0)
                return
            }
            let height = old.trailingZeroBitCount
            startIsGiven = old.nonzeroBitCount > 1
            path = (old - 1) >> UInt64(height)
            inner = ProofPath.bitLength((old - 1) ^ (new - 1)) - height
            hashCount = (startIsGiven ? 1 : 0) + inner + (path >> UInt64(inner)).nonzeroBitCount
        }
    }
}
