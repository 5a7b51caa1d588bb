/// Gives hashes of a tree out of its tiles, for roots and proofs without a ledger.
///
/// Tiles may come from anyone and are taken as they are. What is made of them shows itself right when it is
/// compared with a verified checkpoint: its root with ``root()``, its size with the one given here.
///
///     var tiles = try TileReader(size: checkpoint.size) { path throws(TileFault) in … }
///     guard try tiles.root() == checkpoint.root else { … }
package struct TileReader {
    package let size: TreeSize

    private let tiles: TileSet
    private let read: (TilePath) throws(TileFault) -> [UInt8]

    /// The last tile that was read of each level; proofs come back to it.
    private var last: [(path: TilePath, hashes: [Digest])?]

    /// - Parameters:
    ///   - size: The size of the tree, from a checkpoint.
    ///   - read: Gives the bytes of a tile, or throws ``TileFault/missing(_:)``.
    /// - Throws: ``TileFault/sizeTooLarge(_:)``
    package init(
        size: TreeSize,
        read: @escaping (TilePath) throws(TileFault) -> [UInt8]
    ) throws(TileFault) {
        tiles = try TileSet(size: size)
        self.size = size
        self.read = read
        last = Array(repeating: nil, count: TilePath.maxLevel + 1)
    }

    /// The root of the tree as the tiles have it.
    package mutating func root() throws(TileFault) -> Digest {
        var subtrees: [Digest] = []
        for subtree in PerfectSubtree.cover(of: 0..<size.rawValue) { subtrees.append(try hash(of: subtree)) }
        return TreeHash.join(subtrees)
    }

    /// The hash of a perfect subtree of the tree.
    ///
    /// - Complexity: One tile is read, unless it is the last one of its level; up to 127 node hashes.
    /// - Throws: ``TileFault``
    package mutating func hash(of subtree: PerfectSubtree) throws(TileFault) -> Digest {
        guard (0..<UInt64.bitWidth).contains(subtree.height),
            subtree.index < size.rawValue >> UInt64(subtree.height)
        else { throw .noSuchSubtree(subtree, size: size) }
        let (level, height) = subtree.height.quotientAndRemainder(dividingBy: TilePath.height)
        let first = subtree.index << UInt64(height)
        guard let path = tiles.path(.hashes(level: level), holding: first) else {
            throw .noSuchSubtree(subtree, size: size)
        }
        let hashes = try hashes(at: path)
        let start = Int(first % UInt64(TilePath.fullWidth))
        return TreeHash.root(of: Array(hashes[start..<start + 1 << height]).span)
    }

    private mutating func hashes(at path: TilePath) throws(TileFault) -> [Digest] {
        if let last = last[path.level], last.path == path { return last.hashes }
        let bytes = try read(path)
        let expected = path.width * Digest.byteCount
        guard bytes.count == expected else {
            throw .wrongLength(path, expected: expected, actual: bytes.count)
        }
        let hashes = stride(from: 0, to: expected, by: Digest.byteCount).compactMap {
            Digest(bytes: Array(bytes[$0..<$0 + Digest.byteCount]))
        }
        last[path.level] = (path, hashes)
        return hashes
    }
}
