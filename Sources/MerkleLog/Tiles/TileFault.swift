/// Why a tile or an entry bundle cannot be made or read.
package enum TileFault: Error, Hashable, Sendable {
    /// The text is not the path of a tile that some tree has.
    case badPath

    /// The event is longer than an entry bundle can say: 65,535 bytes.
    case entryTooLong(leaf: UInt64, count: Int)

    /// A bundle has 256 entries and takes no more.
    case bundleFull

    /// The bundle ends inside an entry, or has bytes behind its last one.
    case malformedBundle(TilePath)

    /// The tile has more or fewer bytes than its width asks for.
    case wrongLength(TilePath, expected: Int, actual: Int)

    /// Whoever reads the tiles has none of that path.
    case missing(TilePath)

    /// The tree is larger than 2^63 − 1 leaves.
    case sizeTooLarge(TreeSize)

    /// The subtree is not in the tree.
    case noSuchSubtree(PerfectSubtree, size: TreeSize)
}

extension TileFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .badPath: "tileBadPath"
        case .entryTooLong: "entryTooLong"
        case .bundleFull: "bundleFull"
        case .malformedBundle: "malformedBundle"
        case .wrongLength: "tileWrongLength"
        case .missing: "tileMissing"
        case .sizeTooLarge: "tileSizeTooLarge"
        case .noSuchSubtree: "noSuchSubtree"
        }
    }
}

extension TileFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .badPath: "not the path of a tile"
        case .entryTooLong(let leaf, let count):
            "event \(leaf) has \(count) bytes; an entry bundle takes \(EntryBundle.maxEntryBytes) at most"
        case .bundleFull: "entry bundle has \(TilePath.fullWidth) entries already"
        case .malformedBundle(let path): "\(path): not the entries that its width asks for"
        case .wrongLength(let path, let expected, let actual):
            "\(path): \(actual) bytes where \(expected) are due"
        case .missing(let path): "\(path): missing"
        case .sizeTooLarge(let size): "tree of \(size.rawValue) leaves, above 2^63 - 1"
        case .noSuchSubtree(let subtree, let size):
            "no subtree \(subtree.index) of height \(subtree.height) in a tree of size \(size.rawValue)"
        }
    }
}
