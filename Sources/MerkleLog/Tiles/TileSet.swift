/// Which tiles and entry bundles a tree of some size has.
///
/// The files are listed one by one and never held all at once. Full ones are immutable, and a partial
/// one of another width is another file: growing means writing ``paths(since:)`` and nothing else.
package struct TileSet: Hashable, Sendable {
    package let size: TreeSize

    /// - Throws: ``TileFault/sizeTooLarge(_:)``
    package init(size: TreeSize) throws(TileFault) {
        guard size <= Checkpoint.maxSize else { throw .sizeTooLarge(size) }
        self.size = size
    }

    private static let kinds =
        [TilePath.Kind.entries] + (0...TilePath.maxLevel).map { TilePath.Kind.hashes(level: $0) }

    /// The files that a tree of the earlier size did not have: bundles, then hashes, level by level, each from the left.
    ///
    /// - Parameter earlier: 0 gives all files.
    /// - Returns: Their paths, made as they are asked for.
    package func paths(since earlier: TreeSize = 0) -> some Sequence<TilePath> {
        Self.kinds.lazy.flatMap { kind in
            let old = Self.count(kind, earlier)
            let new = Self.count(kind, size)
            let first = old / UInt64(TilePath.fullWidth)
            let end = new > old ? (new - 1) / UInt64(TilePath.fullWidth) + 1 : first
            return (first..<end).lazy.compactMap { index in
                let width = min(new - index * UInt64(TilePath.fullWidth), UInt64(TilePath.fullWidth))
                return TilePath(kind, index: index, width: Int(width))
            }
        }
    }

    /// The partial files of an earlier size that a larger or full one has taken the place of; they may be deleted.
    package func outgrown(since earlier: TreeSize) -> [TilePath] {
        Self.kinds.compactMap { kind in
            let old = Self.count(kind, earlier)
            let width = Int(old % UInt64(TilePath.fullWidth))
            guard width > 0, Self.count(kind, size) > old else { return nil }
            return TilePath(kind, index: old / UInt64(TilePath.fullWidth), width: width)
        }
    }

    /// The file of this tree that holds a hash or an entry, or nil if there is none.
    ///
    /// - Parameters:
    ///   - kind: Entries, or hashes of a level.
    ///   - number: The number of the hash in its level, or of the entry.
    /// - Returns: Its path, with the width it has in this tree.
    package func path(_ kind: TilePath.Kind, holding number: UInt64) -> TilePath? {
        let count = Self.count(kind, size)
        guard number < count else { return nil }
        let index = number / UInt64(TilePath.fullWidth)
        let width = min(count - index * UInt64(TilePath.fullWidth), UInt64(TilePath.fullWidth))
        return TilePath(kind, index: index, width: Int(width))
    }

    /// How many hashes a level has, or how many entries there are.
    private static func count(_ kind: TilePath.Kind, _ size: TreeSize) -> UInt64 {
        switch kind {
        case .entries: size.rawValue
        case .hashes(let level):
            (0...TilePath.maxLevel).contains(level) ? size.rawValue >> UInt64(TilePath.height * level) : 0
        }
    }
}
