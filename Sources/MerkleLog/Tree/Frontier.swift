/// The right edge of a growing tree: the roots of the perfect subtrees that its leaves make up.
///
/// It is all that is needed to append and to tell the root: at most 64 digests, one for each bit
/// set in the size. A value: a copy is a snapshot of the ledger's hash at that size.
///
///     var frontier = Frontier()
///     frontier.append(TreeHash.leaf(of: bytes))
///     frontier.root
package struct Frontier: Hashable, Sendable {
    /// The number of leaves taken in.
    package private(set) var size: TreeSize

    /// The roots of the perfect subtrees from the left, the largest first.
    package private(set) var subtrees: [Digest]

    /// Starts with the empty tree.
    package init() {
        size = 0
        subtrees = []
    }

    /// The root of the tree: RFC 6962's tree hash of the leaves so far.
    ///
    /// - Complexity: O(log *n*) node hashes
    package var root: Digest { TreeHash.join(subtrees) }

    /// Takes in the hash of the next leaf.
    ///
    /// - Complexity: One node hash on average, O(log *n*) at most.
    package mutating func append(_ leaf: Digest) {
        append(leaf, height: 0) { (_: PerfectSubtree, _: Digest) in }
    }

    /// Takes in the next 2^`height` leaves at once, by the root of their subtree.
    ///
    /// - Precondition: The size is a multiple of 2^`height`.
    package mutating func append(_ subtree: Digest, height: Int) {
        append(subtree, height: height) { (_: PerfectSubtree, _: Digest) in }
    }

    /// Takes in the next 2^`height` leaves, and tells of every perfect subtree that is complete by them.
    ///
    /// - Precondition: The size is a multiple of 2^`height`, and stays below 2^64.
    /// - Parameters:
    ///   - subtree: The root over those leaves; a leaf hash if the height is 0.
    ///   - height: The height of that subtree, 0 to 63.
    ///   - completed: Called with the subtree itself and then with each higher one, for a store that keeps them.
    /// - Throws: What `completed` throws. The frontier is then as it was before.
    package mutating func append<Failure: Error>(
        _ subtree: Digest,
        height: Int,
        completed: (PerfectSubtree, Digest) throws(Failure) -> Void
    ) throws(Failure) {
        precondition((0..<UInt64.bitWidth).contains(height), "no tree is so high")
        let count: UInt64 = 1 << UInt64(height)
        precondition(size.rawValue & (count - 1) == 0, "a subtree joins where it is aligned")
        var node = PerfectSubtree(height: height, index: size.rawValue >> UInt64(height))
        var digest = subtree
        var kept = subtrees.count
        try completed(node, digest)
        while node.index & 1 == 1 {
            kept -= 1
            digest = TreeHash.node(subtrees[kept], digest)
            node = PerfectSubtree(height: node.height + 1, index: node.index >> 1)
            try completed(node, digest)
        }
        subtrees.removeSubrange(kept...)
        subtrees.append(digest)
        size = TreeSize(size.rawValue + count)
    }
}

// MARK: - Bytes

extension Frontier {
    /// The largest size that is read from bytes: sizes are signed 64-bit numbers in other programs' logs.
    private static let maxSize = UInt64(Int64.max)
    private static let sizeByteCount = 8

    /// The tree as it was at the last multiple of 2^`height` leaves.
    package func rounded(toHeight height: Int) -> Frontier {
        var rounded = self
        let size = (self.size.rawValue >> UInt64(height)) << UInt64(height)
        rounded.size = TreeSize(size)
        rounded.subtrees.removeLast(subtrees.count - size.nonzeroBitCount)
        return rounded
    }

    /// Writes the size (8 bytes, the highest first) and then the subtrees' roots, the largest first.
    package func encode() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.sizeByteCount + subtrees.count * Digest.byteCount)
        withUnsafeBytes(of: size.rawValue.bigEndian) { bytes.append(contentsOf: $0) }
        for subtree in subtrees { subtree.append(to: &bytes) }
        return bytes
    }

    /// Reads what ``encode()`` wrote.
    ///
    /// The digests are taken as they are; whether they are right shows when ``root`` is compared.
    ///
    /// - Throws: ``FrontierFault``, if the length is not the one that the size asks for.
    package init(decoding bytes: Span<UInt8>) throws(FrontierFault) {
        guard bytes.count >= Self.sizeByteCount else {
            throw .wrongLength(expected: Self.sizeByteCount, actual: bytes.count)
        }
        var size: UInt64 = 0
        for index in 0..<Self.sizeByteCount { size = size << 8 | UInt64(bytes[index]) }
        guard size <= Self.maxSize else { throw .sizeTooLarge(size) }
        let expected = Self.sizeByteCount + size.nonzeroBitCount * Digest.byteCount
        guard bytes.count == expected else { throw .wrongLength(expected: expected, actual: bytes.count) }
        self.size = TreeSize(size)
        subtrees = bytes.withUnsafeBytes { raw in
            stride(from: Self.sizeByteCount, to: raw.count, by: Digest.byteCount).map { offset in
                Digest(unchecked: UnsafeRawBufferPointer(rebasing: raw[offset..<offset + Digest.byteCount]))
            }
        }
    }
}
