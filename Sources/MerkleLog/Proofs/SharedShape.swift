/// How the tree is walked for a proof of many leaves: from the root, left before right (RFC 6962's splits).
enum SharedShape {
    static func checkOrder(of leaves: [UInt64], size: TreeSize) throws(ProofFault) {
        var previous: UInt64?
        for leaf in leaves {
            guard leaf < size.rawValue else { throw .noSuchLeaf(leaf: leaf, size: size) }
            if let previous, previous >= leaf { throw .unsortedLeaves(leaf: leaf) }
            previous = leaf
        }
    }

    /// Names the ranges at which the walk ends, from the left: a given leaf, or a range without any.
    ///
    /// - Precondition: The leaves rise and lie in the range, which is not empty.
    /// - Complexity: O(*k* log *n*); at most 64 calls deep.
    static func visit<Failure: Error>(
        _ leaves: ArraySlice<UInt64>,
        in range: Range<UInt64>,
        _ body: (_ run: Range<UInt64>, _ isGiven: Bool) throws(Failure) -> Void
    ) throws(Failure) {
        let count = range.upperBound - range.lowerBound
        guard !leaves.isEmpty, count > 1 else { return try body(range, !leaves.isEmpty) }
        let middle = range.lowerBound + ProofPath.split(count)
        let cut = firstIndex(in: leaves, from: middle)
        try visit(leaves[..<cut], in: range.lowerBound..<middle, body)
        try visit(leaves[cut...], in: middle..<range.upperBound, body)
    }

    /// The number of hashes of a proof, from the numbers alone.
    static func hashCount(leaves: [UInt64], size: UInt64, everyLeaf: Bool) -> UInt64 {
        guard size > 0 else { return 0 }
        guard !everyLeaf else { return size - UInt64(leaves.count) }
        var count: UInt64 = 0
        visit(leaves[...], in: 0..<size) { (_, isGiven) in
            if !isGiven { count += 1 }
        }
        return count
    }

    /// The place of the first leaf that is not below a bound.
    static func firstIndex(in leaves: ArraySlice<UInt64>, from bound: UInt64) -> Int {
        var low = leaves.startIndex
        var high = leaves.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if leaves[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
