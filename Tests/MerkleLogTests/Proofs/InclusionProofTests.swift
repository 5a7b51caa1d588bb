import MerkleLog
import Testing

@Suite("inclusion proof")
struct InclusionProofTests {
    /// Goal: no proof but the right one is taken.
    ///
    /// Method: every leaf of every tree; the proof as RFC 6962
    /// defines it must come out, be taken, and be refused once a bit of it is flipped.
    @Test("every leaf is proved in every tree, and no proof with a flipped bit is taken", arguments: 1...130)
    func exhaustive(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        for leaf in 0..<size {
            let leafHash = naive.leafHash(leaf)
            let plan = try InclusionPlan(leaf: UInt64(leaf), size: TreeSize(UInt64(size)))
            let proof = plan.prove { naive.hash(of: $0) }
            #expect(proof.hashes == naive.path(leaf, in: 0..<size))
            try proof.check(leafHash: leafHash, root: root)
            for step in proof.hashes.indices {
                for bit in bitsToFlip(size: size, step: step) {
                    var hashes = proof.hashes
                    hashes[step] = hashes[step].flipping(bit: bit)
                    let changed = InclusionProof(leaf: proof.leaf, size: proof.size, hashes: hashes)
                    guard !isTaken(changed, leafHash, root) else {
                        Issue.record("leaf \(leaf) of \(size): hash \(step) may have bit \(bit) flipped")
                        return
                    }
                }
            }
            for bit in 0..<64 {
                let other = proof.leaf ^ 1 << UInt64(bit)
                let changed = InclusionProof(leaf: other, size: proof.size, hashes: proof.hashes)
                guard !isTaken(changed, leafHash, root) else {
                    Issue.record("leaf \(leaf) of \(size) is taken for \(other)")
                    return
                }
            }
            let bit = (size + leaf) % 256
            #expect(!isTaken(proof, leafHash.flipping(bit: bit), root))
            #expect(!isTaken(proof, leafHash, root.flipping(bit: bit)))
        }
    }

    @Test("a proof is refused for every other leaf", arguments: 1...40)
    func wrongLeaf(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        for leaf in 0..<size {
            let hashes = naive.path(leaf, in: 0..<size)
            for other in UInt64(0)...UInt64(size + 3) where other != UInt64(leaf) {
                let proof = InclusionProof(leaf: other, size: TreeSize(UInt64(size)), hashes: hashes)
                #expect(!isTaken(proof, naive.leafHash(leaf), root))
            }
        }
    }

    @Test("a proof is refused for every other size and its root", arguments: 1...24)
    func wrongSize(size: Int) throws {
        var naive = NaiveTree(size: 40)
        for leaf in 0..<size {
            let hashes = naive.path(leaf, in: 0..<size)
            for other in 0...40 where other != size {
                let proof = InclusionProof(leaf: UInt64(leaf), size: TreeSize(UInt64(other)), hashes: hashes)
                #expect(!isTaken(proof, naive.leafHash(leaf), naive.root(of: 0..<other)))
            }
        }
    }

    @Test("a proof that is too short or too long is refused, saying how long it should be", arguments: 1...40)
    func wrongLength(size: Int) throws {
        var naive = NaiveTree(size: size)
        let root = naive.root(of: 0..<size)
        for leaf in 0..<size {
            let right = naive.path(leaf, in: 0..<size)
            let lengthened = [right + [root], [root] + right, right + right + [root]]
            let shortened = right.isEmpty ? [] : [Array(right.dropLast()), Array(right.dropFirst())]
            for hashes in lengthened + shortened {
                let proof = InclusionProof(leaf: UInt64(leaf), size: TreeSize(UInt64(size)), hashes: hashes)
                #expect(throws: ProofFault.wrongLength(expected: right.count, actual: hashes.count)) {
                    try proof.check(leafHash: naive.leafHash(leaf), root: root)
                }
            }
        }
    }

    @Test(
        "a leaf beyond the tree is neither planned nor taken",
        arguments: [(0, 0), (1, 1), (2, 1), (.max, 1), (.max, .max), (7, 0)] as [(UInt64, UInt64)]
    )
    func noSuchLeaf(leaf: UInt64, size: UInt64) {
        let fault = ProofFault.noSuchLeaf(leaf: leaf, size: TreeSize(size))
        #expect(throws: fault) { try InclusionPlan(leaf: leaf, size: TreeSize(size)) }
        #expect(throws: fault) {
            try InclusionProof(leaf: leaf, size: TreeSize(size), hashes: [])
                .check(leafHash: TreeHash.empty, root: TreeHash.empty)
        }
    }

    @Test(
        "numbers at the edges are planned and checked without a trap",
        arguments: [1, 2, 1 << 32, 1 << 62, 1 << 63, .max - 1, .max] as [UInt64]
    )
    func edges(size: UInt64) throws {
        for leaf in [0, 1, size / 2, size - 1] where leaf < size {
            let plan = try InclusionPlan(leaf: leaf, size: TreeSize(size))
            #expect(plan.runs.count <= 64)
            for length in 0...66 {
                let hashes = [Digest](repeating: TreeHash.empty, count: length)
                let proof = InclusionProof(leaf: leaf, size: TreeSize(size), hashes: hashes)
                let isRight = length == plan.runs.count
                let expected: ProofFault =
                    isRight ? .rootMismatch : .wrongLength(expected: plan.runs.count, actual: length)
                #expect(throws: expected) { try proof.check(leafHash: .zero, root: TreeHash.empty) }
            }
        }
    }

    @Test("what the store is asked for is in the tree, and leaves only the leaf itself out")
    func subtrees() throws {
        for size in UInt64(1)...130 {
            for leaf in 0..<size {
                let plan = try InclusionPlan(leaf: leaf, size: TreeSize(size))
                let asked = plan.subtrees.flatMap { Array($0.leaves) }
                #expect(asked.sorted() == (0..<size).filter { $0 != leaf })
            }
        }
    }

    private func isTaken(_ proof: InclusionProof, _ leafHash: Digest, _ root: Digest) -> Bool {
        do throws(ProofFault) {
            try proof.check(leafHash: leafHash, root: root)
            return true
        } catch {
            return false
        }
    }
}
