/// A node of the tree with all its leaves: 2^`height` of them, from leaf `index` × 2^`height` on.
///
/// Its hash never changes once the last of its leaves is there, whatever is appended later. So it
/// is what a store may keep, and what a proof is put together from.
package struct PerfectSubtree: Hashable, Sendable {
    /// The height: 0 is a leaf, 10 a block of 1,024 leaves; at most 63.
    package let height: Int

    /// The number of the subtree among those of its height, from the left, from 0.
    package let index: UInt64

    package init(height: Int, index: UInt64) {
        self.height = height
        self.index = index
    }

    /// The first leaf below it.
    package var firstLeaf: UInt64 { index << UInt64(height) }

    /// The number of leaves below it.
    package var leafCount: UInt64 { 1 << UInt64(height) }

    /// The leaves below it.
    package var leaves: Range<UInt64> { firstLeaf..<firstLeaf + leafCount }

    /// The perfect subtrees that make up a run of leaves, from the left, the largest first.
    ///
    /// - Precondition: The run is a subtree of some tree: its start is a multiple of the smallest power of two
    ///   that is not less than its length.
    /// - Complexity: O(log *n*)
    package static func cover(of leaves: Range<UInt64>) -> [PerfectSubtree] {
        var rest = leaves.upperBound - leaves.lowerBound
        var start = leaves.lowerBound
        var subtrees: [PerfectSubtree] = []
        subtrees.reserveCapacity(rest.nonzeroBitCount)
        while rest > 0 {
            let height = UInt64.bitWidth - 1 - rest.leadingZeroBitCount
            let length: UInt64 = 1 << UInt64(height)
            precondition(start & (length - 1) == 0, "the run is not a subtree")
            subtrees.append(PerfectSubtree(height: height, index: start >> UInt64(height)))
            start += length
            rest -= length
        }
        return subtrees
    }
}
