import MerkleLog
import Testing

@Suite("consistency proof")
struct ConsistencyProofTests {
    /// Goal: no proof but the right one is taken.
    ///
    /// Method: every pair of sizes; the proof as RFC 6962
    /// defines it must come out, be taken, and be refused once a bit of it is flipped.
    @Test("every pair of sizes is proved, and no proof with a flipped bit is taken", arguments: 1...130)
    func exhaustive(new: Int) throws {
        var naive = NaiveTree(size: new)
        let newRoot = naive.root(of: 0..<new)
        for old in 1...new {
            let oldRoot = naive.root(of: 0..<old)
            let plan = try ConsistencyPlan(from: TreeSize(UInt64(old)), to: TreeSize(UInt64(new)))
            let proof = plan.prove { naive.hash(of: $0) }
            #expect(proof.hashes == naive.proof(from: old, to: new))
            try proof.check(oldRoot: oldRoot, newRoot: newRoot)
            for step in proof.hashes.indices {
                for bit in bitsToFlip(size: new, step: step) {
                    var hashes = proof.hashes
                    hashes[step] = hashes[step].flipping(bit: bit)
                    let changed = ConsistencyProof(old: proof.old, new: proof.new, hashes: hashes)
                    guard !isTaken(changed, oldRoot, newRoot) else {
                        Issue.record("\(old) to \(new): hash \(step) may have bit \(bit) flipped")
                        return
                    }
                }
            }
            for bit in 0..<64 where old < new {
                let other = TreeSize(proof.old.rawValue ^ 1 << UInt64(bit))
                let changed = ConsistencyProof(old: other, new: proof.new, hashes: proof.hashes)
                guard !isTaken(changed, oldRoot, newRoot) else {
                    Issue.record("\(old) to \(new) is taken for one from \(other.rawValue)")
                    return
                }
            }
            let bit = (old + new) % 256
            #expect(!isTaken(proof, oldRoot.flipping(bit: bit), newRoot))
            #expect(!isTaken(proof, oldRoot, newRoot.flipping(bit: bit)))
        }
    }

    @Test("a proof is refused for every other earlier size, and every other later one", arguments: 1...24)
    func wrongSize(new: Int) throws {
        var naive = NaiveTree(size: 30)
        for old in 1...new {
            let hashes = naive.proof(from: old, to: new)
            for other in 0...30 {
                let isOld = ConsistencyProof(
                    old: TreeSize(UInt64(other)),
                    new: TreeSize(UInt64(new)),
                    hashes: hashes
                )
                let isNew = ConsistencyProof(
                    old: TreeSize(UInt64(old)),
                    new: TreeSize(UInt64(other)),
                    hashes: hashes
                )
                let otherRoot = naive.root(of: 0..<other)
                let taken = isTaken(isOld, otherRoot, naive.root(of: 0..<new))
                // The empty proof is also the right one between any size and itself.
                #expect(taken == (other == old || (hashes.isEmpty && other == new)))
                let isTakenForNew = isTaken(isNew, naive.root(of: 0..<old), otherRoot)
                #expect(isTakenForNew == (other == new || (hashes.isEmpty && other == old)))
            }
        }
    }

    @Test("a proof that is too short or too long is refused, saying how long it should be", arguments: 1...40)
    func wrongLength(new: Int) throws {
        var naive = NaiveTree(size: new)
        let newRoot = naive.root(of: 0..<new)
        for old in 1...new {
            let oldRoot = naive.root(of: 0..<old)
            let right = naive.proof(from: old, to: new)
            let lengthened = [right + [newRoot], [oldRoot] + right, right + right + [newRoot]]
            let shortened = right.isEmpty ? [] : [Array(right.dropLast()), Array(right.dropFirst())]
            for hashes in lengthened + shortened {
                let proof = ConsistencyProof(
                    old: TreeSize(UInt64(old)),
                    new: TreeSize(UInt64(new)),
                    hashes: hashes
                )
                #expect(throws: ProofFault.wrongLength(expected: right.count, actual: hashes.count)) {
                    try proof.check(oldRoot: oldRoot, newRoot: newRoot)
                }
            }
        }
    }

    @Test("a ledger that was rewritten has no proof, whichever event was changed", arguments: [5, 8, 13])
    func rewritten(old: Int) throws {
        var before = NaiveTree(size: old)
        for changed in 0..<old {
            var leaves = (0..<16).map { Array("leaf \($0)".utf8) }
            leaves[changed] = Array("another".utf8)
            var after = NaiveTree(leaves)
            let plan = try ConsistencyPlan(from: TreeSize(UInt64(old)), to: 16)
            let proof = plan.prove { after.hash(of: $0) }
            // A proof from a power of two does not give the earlier root: the checker has it.
            let fault: ProofFault = old.nonzeroBitCount == 1 ? .newRootMismatch : .oldRootMismatch
            #expect(throws: fault) {
                try proof.check(oldRoot: before.root(of: 0..<old), newRoot: after.root(of: 0..<16))
            }
        }
    }

    @Test("between equal sizes the proof is empty and the roots must be equal")
    func equalSizes() throws {
        let proof = ConsistencyProof(old: 5, new: 5, hashes: [])
        try proof.check(oldRoot: TreeHash.empty, newRoot: TreeHash.empty)
        #expect(throws: ProofFault.newRootMismatch) {
            try proof.check(oldRoot: TreeHash.empty, newRoot: .zero)
        }
    }

    @Test("a proof from size 0 is refused, also to size 0", arguments: [0, 1, 8] as [TreeSize])
    func fromEmpty(new: TreeSize) {
        #expect(throws: ProofFault.emptyTree) { try ConsistencyPlan(from: 0, to: new) }
        #expect(throws: ProofFault.emptyTree) {
            try ConsistencyProof(old: 0, new: new, hashes: [])
                .check(oldRoot: TreeHash.empty, newRoot: TreeHash.empty)
        }
    }

    @Test("an earlier size above the later one is refused")
    func reversed() {
        #expect(throws: ProofFault.sizesReversed(old: 2, new: 1)) { try ConsistencyPlan(from: 2, to: 1) }
        #expect(throws: ProofFault.sizesReversed(old: 2, new: 1)) {
            try ConsistencyProof(old: 2, new: 1, hashes: [])
                .check(oldRoot: TreeHash.empty, newRoot: TreeHash.empty)
        }
    }

    @Test(
        "numbers at the edges are planned and checked without a trap",
        arguments: [1, 2, 1 << 32, 1 << 62, 1 << 63, .max - 1, .max] as [UInt64]
    )
    func edges(new: UInt64) throws {
        for old in [1, 3, new / 2, new / 2 + 1, new - 1, new] where (1...new).contains(old) {
            let plan = try ConsistencyPlan(from: TreeSize(old), to: TreeSize(new))
            #expect(plan.runs.count <= 65)
            for length in 0...67 where old < new || length > 0 {
                let hashes = [Digest](repeating: TreeHash.empty, count: length)
                let proof = ConsistencyProof(old: plan.old, new: plan.new, hashes: hashes)
                let isRight = length == plan.runs.count
                let expected: ProofFault =
                    isRight
                    ? (old.nonzeroBitCount == 1 ? .newRootMismatch : .oldRootMismatch)
                    : .wrongLength(expected: plan.runs.count, actual: length)
                #expect(throws: expected) { try proof.check(oldRoot: .zero, newRoot: .zero) }
            }
        }
    }

    private func isTaken(_ proof: ConsistencyProof, _ oldRoot: Digest, _ newRoot: Digest) -> Bool {
        do throws(ProofFault) {
            try proof.check(oldRoot: oldRoot, newRoot: newRoot)
            return true
        } catch {
            return false
        }
    }
}
