/// The arithmetic that inclusion and consistency proofs have in common.
///
/// A path is a list of runs of leaves, one for each hash of a proof and in the proof's order. Each
/// run is a subtree of the tree: a perfect one, or the ragged one at its right edge.
enum ProofPath {
    /// The largest power of two below `count`: where RFC 6962 splits a tree of that many leaves.
    ///
    /// - Precondition: `count` is at least 2.
    static func split(_ count: UInt64) -> UInt64 {
        1 << UInt64(UInt64.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }

    /// The number of bits up to and including the highest that is set.
    static func bitLength(_ value: UInt64) -> Int {
        UInt64.bitWidth - value.leadingZeroBitCount
    }

    /// The hashes of `runs`, each put together from perfect subtrees.
    static func hashes<Failure: Error>(
        of runs: [Range<UInt64>],
        hashOf: (PerfectSubtree) throws(Failure) -> Digest
    ) throws(Failure) -> [Digest] {
        var hashes: [Digest] = []
        hashes.reserveCapacity(runs.count)
        for run in runs {
            var parts: [Digest] = []
            for subtree in PerfectSubtree.cover(of: run) { parts.append(try hashOf(subtree)) }
            hashes.append(TreeHash.join(parts))
        }
        return hashes
    }
}
