/// Which hashes prove that a leaf is in a tree (RFC 6962 section 2.1.1).
///
/// A plan needs the numbers alone. A store reads from it which of its nodes and blocks it will be
/// asked for, and then makes the proof.
package struct InclusionPlan: Hashable, Sendable {
    /// The leaf to be proved, counted from 0.
    package let leaf: UInt64

    /// The size of the tree.
    package let size: TreeSize

    /// The leaves below each hash of the proof, in its order: from the leaf's neighbour up.
    package let runs: [Range<UInt64>]

    /// Plans the proof of one leaf.
    ///
    /// - Complexity: O(log *n*), without a hash.
    /// - Throws: ``ProofFault/noSuchLeaf(leaf:size:)``
    package init(leaf: UInt64, size: TreeSize) throws(ProofFault) {
        guard leaf < size.rawValue else { throw .noSuchLeaf(leaf: leaf, size: size) }
        self.leaf = leaf
        self.size = size
        var runs: [Range<UInt64>] = []
        var lower: UInt64 = 0
        var upper = size.rawValue
        while upper - lower > 1 {
            let middle = lower + ProofPath.split(upper - lower)
            if leaf < middle {
                runs.append(middle..<upper)
                upper = middle
            } else {
                runs.append(lower..<middle)
                lower = middle
            }
        }
        runs.reverse()
        self.runs = runs
    }

    /// The perfect subtrees that ``prove(hashOf:)`` will ask for, in that order.
    package var subtrees: [PerfectSubtree] { runs.flatMap { PerfectSubtree.cover(of: $0) } }

    /// Makes the proof.
    ///
    /// - Parameter hashOf: Gives the hash of a perfect subtree, all of whose leaves are in the tree.
    /// - Returns: The proof, as anyone can check it.
    /// - Throws: What `hashOf` throws.
    package func prove<Failure: Error>(
        hashOf: (PerfectSubtree) throws(Failure) -> Digest
    ) throws(Failure) -> InclusionProof {
        InclusionProof(leaf: leaf, size: size, hashes: try ProofPath.hashes(of: runs, hashOf: hashOf))
    }
}
