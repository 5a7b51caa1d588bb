/// Which hashes prove that a tree has grown out of an earlier one (RFC 6962 section 2.1.2).
///
/// A plan needs the two sizes alone.
package struct ConsistencyPlan: Hashable, Sendable {
    /// The size of the earlier tree.
    package let old: TreeSize

    /// The size of the later tree.
    package let new: TreeSize

    /// The leaves below each hash of the proof, in its order.
    package let runs: [Range<UInt64>]

    /// Plans the proof between two sizes; between equal ones it has no hash.
    ///
    /// - Complexity: O(log *n*), without a hash.
    /// - Throws: ``ProofFault/emptyTree`` if the earlier size is 0, ``ProofFault/sizesReversed(old:new:)``
    ///   if it is above the later one.
    package init(from old: TreeSize, to new: TreeSize) throws(ProofFault) {
        guard old > 0 else { throw .emptyTree }
        guard old <= new else { throw .sizesReversed(old: old, new: new) }
        self.old = old
        self.new = new
        var runs: [Range<UInt64>] = []
        var lower: UInt64 = 0
        var upper = new.rawValue
        while upper != old.rawValue {
            let middle = lower + ProofPath.split(upper - lower)
            if old.rawValue <= middle {
                runs.append(middle..<upper)
                upper = middle
            } else {
                runs.append(lower..<middle)
                lower = middle
            }
        }
        // What is left is the last subtree of the earlier tree. Only if it is the whole of that tree
        // does the checker know its hash already: it is the earlier root.
        if lower > 0 { runs.append(lower..<upper) }
        runs.reverse()
        self.runs = runs
    }

    /// The perfect subtrees that ``prove(hashOf:)`` will ask for, in that order.
    package var subtrees: [PerfectSubtree] { runs.flatMap { PerfectSubtree.cover(of: $0) } }

    /// Makes the proof.
    ///
    /// - Parameter hashOf: Gives the hash of a perfect subtree, all of whose leaves are in the later tree.
    /// - Returns: The proof, as anyone can check it.
    /// - Throws: What `hashOf` throws.
    package func prove<Failure: Error>(
        hashOf: (PerfectSubtree) throws(Failure) -> Digest
    ) throws(Failure) -> ConsistencyProof {
        ConsistencyProof(old: old, new: new, hashes: try ProofPath.hashes(of: runs, hashOf: hashOf))
    }
}
