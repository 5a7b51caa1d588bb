import MerkleLog
import Testing

@Suite("frontier")
struct FrontierTests {
    private struct Stop: Error, Equatable {}

    /// The frontiers over the first 0 to 130 leaves of the naive tree, grown leaf by leaf.
    private static let grown: [Frontier] = {
        var naive = NaiveTree(size: 130)
        var frontiers = [Frontier()]
        for leaf in 0..<130 {
            var frontier = frontiers[leaf]
            frontier.append(naive.leafHash(leaf))
            frontiers.append(frontier)
        }
        return frontiers
    }()

    @Test("the root at each size is the recursive one")
    func roots() {
        var naive = NaiveTree(size: 130)
        var frontier = Frontier()
        for size in 0...130 {
            #expect(frontier.size == TreeSize(UInt64(size)))
            #expect(frontier.root == naive.root(of: 0..<size))
            #expect(frontier.subtrees.count == size.nonzeroBitCount)
            if size < 130 { frontier.append(naive.leafHash(size)) }
        }
    }

    @Test("appending perfect subtrees of any height equals leaf by leaf", arguments: 0...7)
    func perfectSubtrees(height: Int) {
        var naive = NaiveTree(size: 130)
        let width = 1 << height
        for size in 0...130 {
            var frontier = Frontier()
            for index in 0..<size / width {
                frontier.append(naive.root(of: index * width..<(index + 1) * width), height: height)
            }
            for leaf in size / width * width..<size { frontier.append(naive.leafHash(leaf)) }
            #expect(frontier == Self.grown[size])
        }
    }

    @Test("appending the largest subtrees that fit equals leaf by leaf, from every size to every other")
    func covers() {
        var naive = NaiveTree(size: 64)
        for old in 0...64 {
            for new in old...64 {
                var frontier = Self.grown[old]
                var next = old
                while next < new {
                    let aligned = next == 0 ? 6 : next.trailingZeroBitCount
                    var height = aligned
                    while next + 1 << height > new { height -= 1 }
                    frontier.append(naive.root(of: next..<next + 1 << height), height: height)
                    next += 1 << height
                }
                #expect(frontier == Self.grown[new])
            }
        }
    }

    @Test("each perfect subtree is told of once, when its last leaf comes", arguments: [0, 1, 3])
    func completed(height: Int) {
        var naive = NaiveTree(size: 128)
        var frontier = Frontier()
        var told: [PerfectSubtree: Digest] = [:]
        for index in 0..<128 >> height {
            let end = UInt64(index + 1) << UInt64(height)
            let root = naive.root(of: index << height..<(index + 1) << height)
            frontier.append(root, height: height) { (subtree: PerfectSubtree, digest: Digest) in
                #expect(subtree.leaves.upperBound == end)
                #expect(told.updateValue(digest, forKey: subtree) == nil)
            }
        }
        #expect(told.count == (128 >> height) * 2 - 1)
        for (subtree, digest) in told { #expect(naive.hash(of: subtree) == digest) }
    }

    @Test("a refusal while telling leaves the frontier as it was")
    func refusal() {
        let before = Self.grown[7]
        var frontier = before
        #expect(throws: Stop()) {
            try frontier.append(TreeHash.empty, height: 0) { (subtree: PerfectSubtree, _) throws(Stop) in
                if subtree.height == 2 { throw Stop() }
            }
        }
        #expect(frontier == before)
    }

    @Test("a subtree that is not aligned stops the program")
    func misaligned() async {
        await #expect(processExitsWith: .failure) {
            var frontier = Frontier()
            frontier.append(TreeHash.empty)
            frontier.append(TreeHash.empty, height: 1)
        }
    }

    @Test("its bytes give it back at each size")
    func roundTrip() throws {
        for size in 0...130 {
            let frontier = Self.grown[size]
            let bytes = frontier.encode()
            #expect(bytes.count == 8 + 32 * size.nonzeroBitCount)
            #expect(try decodedFrontier(bytes) == frontier)
        }
    }

    @Test("bytes of any other length are refused")
    func wrongLength() {
        let bytes = Self.grown[7].encode()
        for length in 0..<bytes.count {
            let expected = length < 8 ? 8 : bytes.count
            #expect(throws: FrontierFault.wrongLength(expected: expected, actual: length)) {
                try decodedFrontier(Array(bytes.prefix(length)))
            }
        }
        #expect(throws: FrontierFault.wrongLength(expected: bytes.count, actual: bytes.count + 1)) {
            try decodedFrontier(bytes + [0])
        }
    }

    @Test("a size that does not fit the digests, or no ledger, is refused")
    func wrongSize() {
        let digests = Self.grown[7].encode().dropFirst(8)
        #expect(throws: FrontierFault.wrongLength(expected: 40, actual: 104)) {
            try decodedFrontier([0, 0, 0, 0, 0, 0, 0, 8] + digests)
        }
        #expect(throws: FrontierFault.sizeTooLarge(UInt64.max)) {
            try decodedFrontier([UInt8](repeating: 0xFF, count: 8) + digests)
        }
    }
}
