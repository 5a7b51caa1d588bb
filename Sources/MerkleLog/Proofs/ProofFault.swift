/// Why a proof cannot be made, or does not prove what it is shown for.
package enum ProofFault: Error, Hashable, Sendable {
    /// The tree has no such leaf; an empty tree has none at all.
    case noSuchLeaf(leaf: UInt64, size: TreeSize)

    /// The leaves that one proof is for are not in rising order, or one of them stands twice.
    case unsortedLeaves(leaf: UInt64)

    /// Nothing can be proved about the empty tree: every tree begins with it.
    case emptyTree

    /// The earlier tree is larger than the later one.
    case sizesReversed(old: TreeSize, new: TreeSize)

    /// The proof has more or fewer hashes than the sizes ask for.
    case wrongLength(expected: Int, actual: Int)

    /// The hashes do not lead from the leaf to the root.
    case rootMismatch

    /// The hashes do not lead to the root of the earlier tree.
    case oldRootMismatch

    /// The hashes lead to the root of the earlier tree, but not to that of the later one.
    case newRootMismatch
}

extension ProofFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .noSuchLeaf: "noSuchLeaf"
        case .unsortedLeaves: "unsortedLeaves"
        case .emptyTree: "emptyTree"
        case .sizesReversed: "sizesReversed"
        case .wrongLength: "wrongLength"
        case .rootMismatch: "rootMismatch"
        case .oldRootMismatch: "oldRootMismatch"
        case .newRootMismatch: "newRootMismatch"
        }
    }
}

extension ProofFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noSuchLeaf(let leaf, let size): "no leaf \(leaf) in a tree of size \(size.rawValue)"
        case .unsortedLeaves(let leaf): "leaf \(leaf) is not above the one before it"
        case .emptyTree: "no consistency proof begins at size 0"
        case .sizesReversed(let old, let new):
            "earlier size \(old.rawValue) is above later size \(new.rawValue)"
        case .wrongLength(let expected, let actual): "proof of \(actual) hashes where \(expected) are due"
        case .rootMismatch: "proof does not lead to the root"
        case .oldRootMismatch: "proof does not lead to the earlier root"
        case .newRootMismatch: "proof does not lead to the later root"
        }
    }
}
