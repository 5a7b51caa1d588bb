import MerkleLog
import TestSupport
import Testing

@Suite("shared proof")
struct SharedProofTests {
    /// The proof as it is defined: the tree is walked from the root, and ends of the walk take a hash.
    private static func slowHashes(
        _ naive: inout NaiveTree,
        _ leaves: Set<Int>,
        _ run: Range<Int>,
        everyLeaf: Bool
    ) -> [Digest] {
        guard !run.isEmpty else { return [] }
        let hasNone = leaves.isDisjoint(with: run)
        if hasNone, !everyLeaf || run.count == 1 { return [naive.root(of: run)] }
        guard run.count > 1 else { return [] }
        var split = 1
        while split * 2 < run.count { split *= 2 }
        let middle = run.lowerBound + split
        return slowHashes(&naive, leaves, run.lowerBound..<middle, everyLeaf: everyLeaf)
            + slowHashes(&naive, leaves, middle..<run.upperBound, everyLeaf: everyLeaf)
    }

    private static func shown(_ naive: inout NaiveTree, _ leaves: [Int]) -> [SharedProof.Leaf] {
        leaves.map { (index: UInt64($0), hash: naive.leafHash($0)) }
    }

    private static func isTaken(_ proof: SharedProof, _ leaves: [SharedProof.Leaf], _ root: Digest) -> Bool {
        do throws(ProofFault) {
            try proof.check(leaves: leaves, root: root)
            return true
        } catch {
            return false
        }
    }

    /// Makes, compares and checks a proof, and gives it with what it is checked with.
    private static func proved(
        _ naive: inout NaiveTree,
        _ leaves: [Int],
        size: Int,
        everyLeaf: Bool
    ) throws -> (proof: SharedProof, leaves: [SharedProof.Leaf]) {
        let plan = try SharedPlan(
            leaves: leaves.map { UInt64($0) },
            size: TreeSize(UInt64(size)),
            everyLeaf: everyLeaf
        )
        let proof = plan.prove { naive.hash(of: $0) }
        #expect(proof.hashes == slowHashes(&naive, Set(leaves), 0..<size, everyLeaf: everyLeaf))
        #expect(plan.hashCount == UInt64(proof.hashes.count))
        #expect(plan.runs.count == proof.hashes.count)
        let shown = shown(&naive, leaves)
        #expect(try proof.root(of: shown) == naive.root(of: 0..<size))
        return (proof, shown)
    }

    @Test(
        "every subset of every tree is proved, and no proof with a changed hash or leaf is taken",
        arguments: 0...12
    )
    func exhaustive(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        for bits in 0..<1 << size {
            let leaves = (0..<size).filter { bits >> $0 & 1 == 1 }
            for everyLeaf in [false, true] {
                let (proof, shown) = try Self.proved(&naive, leaves, size: size, everyLeaf: everyLeaf)
                for index in proof.hashes.indices {
                    var hashes = proof.hashes
                    hashes[index] = hashes[index].flipping(bit: (bits * 31 + index * 101) % 256)
                    let changed = SharedProof(size: proof.size, everyLeaf: everyLeaf, hashes: hashes)
                    #expect(!Self.isTaken(changed, shown, root))
                }
                for index in shown.indices {
                    var changed = shown
                    changed[index].hash = changed[index].hash.flipping(bit: (bits * 37 + index * 11) % 256)
                    #expect(!Self.isTaken(proof, changed, root))
                }
            }
        }
    }

    @Test("all bits of all hashes and leaves count", arguments: [[0], [2, 3, 6], [0, 1, 2, 3, 4, 5, 6]])
    func everyBit(leaves: [Int]) throws {
        var naive = NaiveTree(size: 7)
        let root = naive.root(of: 0..<7)
        for everyLeaf in [false, true] {
            let (proof, shown) = try Self.proved(&naive, leaves, size: 7, everyLeaf: everyLeaf)
            for bit in 0..<proof.hashes.count * 256 {
                var hashes = proof.hashes
                hashes[bit / 256] = hashes[bit / 256].flipping(bit: bit % 256)
                let changed = SharedProof(size: 7, everyLeaf: everyLeaf, hashes: hashes)
                #expect(!Self.isTaken(changed, shown, root))
            }
            for bit in 0..<shown.count * 256 {
                var changed = shown
                changed[bit / 256].hash = changed[bit / 256].hash.flipping(bit: bit % 256)
                #expect(!Self.isTaken(proof, changed, root))
            }
        }
    }

    @Test("another number, order, set of leaves or length is refused", arguments: 1...9)
    func misused(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        for bits in 0..<1 << size {
            let leaves = (0..<size).filter { bits >> $0 & 1 == 1 }
            for everyLeaf in [false, true] {
                let (proof, shown) = try Self.proved(&naive, leaves, size: size, everyLeaf: everyLeaf)
                for index in shown.indices {
                    for other in 0..<UInt64(size) + 2 where other != shown[index].index {
                        var moved = shown
                        moved[index].index = other
                        #expect(!Self.isTaken(proof, moved, root))
                    }
                    var fewer = shown
                    fewer.remove(at: index)
                    #expect(!Self.isTaken(proof, fewer, root))
                }
                for hashes in [proof.hashes + [root], [root] + proof.hashes, Array(proof.hashes.dropLast())]
                where hashes.count != proof.hashes.count {
                    let changed = SharedProof(size: proof.size, everyLeaf: everyLeaf, hashes: hashes)
                    #expect(
                        throws: ProofFault.wrongLength(expected: proof.hashes.count, actual: hashes.count)
                    ) { try changed.root(of: shown) }
                }
            }
        }
    }

    @Test(
        "large trees with leaves by chance, and each leaf alone is the inclusion proof",
        arguments: UInt64(0)..<40
    )
    func seeded(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let size = random.number(in: 13...400)
        let share = random.number(in: 0...100)
        var naive = NaiveTree(size: size)
        let leaves = (0..<size).filter { _ in random.chance(share) }
        let root = naive.root(of: 0..<size)
        for everyLeaf in [false, true] {
            let (proof, shown) = try Self.proved(&naive, leaves, size: size, everyLeaf: everyLeaf)
            for index in proof.hashes.indices {
                var hashes = proof.hashes
                hashes[index] = hashes[index].flipping(bit: random.number(in: 0...255))
                let changed = SharedProof(size: proof.size, everyLeaf: everyLeaf, hashes: hashes)
                #expect(!Self.isTaken(changed, shown, root))
            }
        }
        let leaf = random.number(in: 0...size - 1)
        let (single, _) = try Self.proved(&naive, [leaf], size: size, everyLeaf: false)
        #expect(Set(single.hashes) == Set(naive.path(leaf, in: 0..<size)))
        try InclusionProof(
            leaf: UInt64(leaf),
            size: single.size,
            hashes: naive.path(leaf, in: 0..<size)
        ).check(leafHash: naive.leafHash(leaf), root: root)
    }

    @Test("wrong orders and numbers are named, in a plan as in a check")
    func numbers() throws {
        let cases =
            [
                ([3, 2], 5, .unsortedLeaves(leaf: 2)), ([2, 2], 5, .unsortedLeaves(leaf: 2)),
                ([5], 5, .noSuchLeaf(leaf: 5, size: 5)), ([0], 0, .noSuchLeaf(leaf: 0, size: 0)),
                ([.max], .max, .noSuchLeaf(leaf: .max, size: TreeSize(.max))),
            ] as [([UInt64], UInt64, ProofFault)]
        for (leaves, size, fault) in cases {
            for everyLeaf in [false, true] {
                #expect(throws: fault) {
                    try SharedPlan(leaves: leaves, size: TreeSize(size), everyLeaf: everyLeaf)
                }
                #expect(throws: fault) {
                    try SharedProof(size: TreeSize(size), everyLeaf: everyLeaf, hashes: [])
                        .root(of: leaves.map { (index: $0, hash: .zero) })
                }
            }
        }
    }

    @Test("the empty tree has the empty proof")
    func empty() throws {
        for everyLeaf in [false, true] {
            #expect(try SharedProof(size: 0, everyLeaf: everyLeaf, hashes: []).root(of: []) == TreeHash.empty)
            #expect(throws: ProofFault.wrongLength(expected: 0, actual: 1)) {
                try SharedProof(size: 0, everyLeaf: everyLeaf, hashes: [.zero]).root(of: [])
            }
        }
    }

    @Test(
        "numbers made to hurt are refused at once",
        arguments: [1 << 32, 1 << 62, 1 << 63, .max] as [UInt64]
    )
    func hostile(size: UInt64) throws {
        let leaves = [0, 1, size / 2, size - 2, size - 1]
        let plan = try SharedPlan(leaves: leaves, size: TreeSize(size))
        #expect(plan.hashCount < 300)
        #expect(UInt64(plan.runs.count) == plan.hashCount)
        let shown: [SharedProof.Leaf] = leaves.map { (index: $0, hash: .zero) }
        let hashes = [Digest](repeating: .zero, count: plan.runs.count)
        _ = try SharedProof(size: plan.size, hashes: hashes).root(of: shown)
        let whole = SharedProof(size: plan.size, everyLeaf: true, hashes: hashes)
        let due = Int(clamping: size - 5)
        #expect(throws: ProofFault.wrongLength(expected: due, actual: hashes.count)) {
            try whole.root(of: shown)
        }
        #expect(throws: ProofFault.wrongLength(expected: plan.runs.count, actual: 0)) {
            try SharedProof(size: plan.size, hashes: []).root(of: shown)
        }
    }
}
