import Foundation
import MerkleLog

/// RFC 6962 section 2.1 as it stands there: three recursive definitions over a list of leaves.
///
/// Nothing of the library's arithmetic is used, nor its hashing; only hashes worked out once are kept.
struct NaiveTree {
    private let leaves: [[UInt8]]
    private var known: [Range<Int>: Digest] = [:]

    init(_ leaves: [[UInt8]]) {
        self.leaves = leaves
    }

    /// A tree of leaves that are all different.
    init(size: Int) {
        self.init((0..<size).map { Array("leaf \($0)".utf8) })
    }

    /// MTH(D[n]), section 2.1.
    mutating func root(of run: Range<Int>) -> Digest {
        if let digest = known[run] { return digest }
        let digest: Digest
        switch run.count {
        case 0:
            digest = Self.hash([])
        case 1:
            digest = Self.hash([0] + leaves[run.lowerBound])
        default:
            let middle = run.lowerBound + Self.split(run.count)
            let left = root(of: run.lowerBound..<middle)
            let right = root(of: middle..<run.upperBound)
            digest = Self.hash([1] + left.bytes + right.bytes)
        }
        known[run] = digest
        return digest
    }

    /// PATH(m, D[n]), section 2.1.1.
    mutating func path(_ leaf: Int, in run: Range<Int>) -> [Digest] {
        guard run.count > 1 else { return [] }
        let middle = run.lowerBound + Self.split(run.count)
        if leaf < middle {
            return path(leaf, in: run.lowerBound..<middle) + [root(of: middle..<run.upperBound)]
        }
        return path(leaf, in: middle..<run.upperBound) + [root(of: run.lowerBound..<middle)]
    }

    /// PROOF(m, D[n]), section 2.1.2.
    mutating func proof(from old: Int, to new: Int) -> [Digest] {
        subproof(old, in: 0..<new, isWhole: true)
    }

    private mutating func subproof(_ old: Int, in run: Range<Int>, isWhole: Bool) -> [Digest] {
        if old == run.upperBound { return isWhole ? [] : [root(of: run)] }
        let middle = run.lowerBound + Self.split(run.count)
        if old <= middle {
            let left = subproof(old, in: run.lowerBound..<middle, isWhole: isWhole)
            return left + [root(of: middle..<run.upperBound)]
        }
        return subproof(old, in: middle..<run.upperBound, isWhole: false)
            + [root(of: run.lowerBound..<middle)]
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    private static func hash(_ message: [UInt8]) -> Digest {
        guard let digest = Digest(bytes: ReferenceSHA256.hash(message)) else {
            preconditionFailure("a SHA-256 hash has 32 bytes")
        }
        return digest
    }
}

extension NaiveTree {
    /// The hashes of the leaves, and of any perfect subtree, as a store would give them.
    mutating func hash(of subtree: PerfectSubtree) -> Digest {
        root(of: Int(subtree.leaves.lowerBound)..<Int(subtree.leaves.upperBound))
    }

    mutating func leafHash(_ leaf: Int) -> Digest {
        root(of: leaf..<leaf + 1)
    }
}

extension Digest {
    /// The digest with one of its 256 bits changed.
    func flipping(bit: Int) -> Digest {
        var changed = bytes
        changed[bit / 8] ^= 1 << UInt8(bit % 8)
        return Digest(bytes: changed) ?? self
    }
}

/// Whether every bit is flipped and not a choice of them: where `DOSSIER_EVERY_BIT` is set, in minutes.
let everyBitIsFlipped = ProcessInfo.processInfo.environment["DOSSIER_EVERY_BIT"] != nil

/// The bits of a hash that are flipped one by one: all of them in trees to 24, one in each byte in
/// trees to 40, and one that varies in larger trees.
func bitsToFlip(size: Int, step: Int) -> StrideTo<Int> {
    let varied = size * 37 + step * 101
    return switch size {
    case _ where everyBitIsFlipped: stride(from: 0, to: 256, by: 1)
    case ...24: stride(from: 0, to: 256, by: 1)
    case ...40: stride(from: varied % 8, to: 256, by: 8)
    default: stride(from: varied % 256, to: 256, by: 256)
    }
}

extension Digest {
    /// A digest that no message is known to have.
    static let zero = TreeHash.empty.flipping(bit: 0)
}

// An expectation cannot hold a span: these take one for it.

/// The library's hash of a leaf.
func leafHash(_ bytes: [UInt8]) -> Digest {
    TreeHash.leaf(of: bytes.span)
}

/// The library's root over leaf hashes.
func treeRoot(_ leaves: [Digest]) -> Digest {
    TreeHash.root(of: leaves.span)
}

/// The frontier that the library reads from bytes.
func decodedFrontier(_ bytes: [UInt8]) throws(FrontierFault) -> Frontier {
    try Frontier(decoding: bytes.span)
}
