import DossierModel
import MerkleLog
import TestSupport
import Testing

@testable import LedgerStore

/// The hashes of all perfect subtrees over some leaves.
struct PlainTree {
    /// From the leaves up.
    private(set) var levels: [[Digest]]

    init(_ leaves: [Digest]) {
        levels = [leaves]
        while let level = levels.last, level.count > 1 {
            levels.append((0..<level.count / 2).map { TreeHash.node(level[2 * $0], level[2 * $0 + 1]) })
        }
    }

    /// All of them, the leaves first.
    var subtrees: [(subtree: PerfectSubtree, hash: Digest)] {
        levels.enumerated().flatMap { height, level in
            level.enumerated().map { (PerfectSubtree(height: height, index: UInt64($0)), $1) }
        }
    }
}

@Suite("the hashes of subtrees of a ledger")
struct SubtreeHashTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Reads a ledger of the first events of many.
    private func read(_ size: Int, _ body: (borrowing LedgerView) throws -> Void) throws {
        guard size < SampleEvents.many.count else { return try SampleLedger.many.get().read(body) }
        try ledger(size).read { view in try body(view) }
    }

    private func ledger(_ size: Int) throws -> Ledger {
        let events = SampleEvents.many.batch(0..<size)
        return try Ledger.create(
            at: folder.at("ledger-\(size)"),
            firstBatch: (events, Instant(rawValue: 0)),
            makeFactsReader: sampleFacts
        )
    }

    @Test(
        "are those of the plain tree, each of them",
        arguments: [
            0, 1, 2, 3, 7, 1_023, 1_024, 1_025, 2_048, 3_100, 16_383, 16_384, 17_500, 33_468,
        ]
    )
    func all(size: Int) throws {
        let tree = PlainTree(Array(SampleEvents.manyLog.leaves.prefix(size)))
        let blocks = (size + Limits.blockEvents - 1) / Limits.blockEvents
        try read(size) { view in
            #expect(view.size == UInt64(size))
            var hashes = SubtreeHashes()
            var wrong: [PerfectSubtree] = []
            for (subtree, hash) in tree.subtrees where try hashes.hash(of: subtree, in: view) != hash {
                wrong.append(subtree)
            }
            #expect(wrong.isEmpty)
            #expect(hashes.hashedBlocks <= 11 * blocks)
        }
    }

    @Test("asked for block by block, each block is hashed once")
    func once() throws {
        let size = UInt64(SampleEvents.many.count)
        try read(Int(size)) { view in
            var hashes = SubtreeHashes()
            for start in stride(from: 0, to: size, by: 256) {
                for height in [0, 3, 8] where start + 1 << UInt64(height) <= size {
                    _ = try hashes.hash(
                        of: PerfectSubtree(height: height, index: start >> UInt64(height)),
                        in: view
                    )
                }
            }
            try hashes.forEachLeaf(size - 700..<size, in: view) { _, _ in true }
            #expect(hashes.hashedBlocks == 33)
        }
    }

    @Test("from a block up those of sealed segments are read without hashing an event")
    func kept() throws {
        try read(33_468) { view in
            var hashes = SubtreeHashes()
            for height in 10...15 {
                for index in 0..<UInt64(32_768 >> height) {
                    _ = try hashes.hash(of: PerfectSubtree(height: height, index: index), in: view)
                }
            }
            #expect(hashes.hashedBlocks == 0)
        }
    }

    @Test("one that is asked for alone is the same")
    func alone() throws {
        let tree = PlainTree(SampleEvents.manyLog.leaves)
        try read(SampleEvents.many.count) { view in
            var generator = SeededGenerator(seed: 5)
            for _ in 0..<60 {
                let height = generator.number(in: 0...tree.levels.count - 1)
                let index = generator.number(in: 0...tree.levels[height].count - 1)
                let hash = try view.hash(of: PerfectSubtree(height: height, index: UInt64(index)))
                #expect(hash == tree.levels[height][index])
            }
        }
    }

    @Test("a memory stays right while events are appended and sealed")
    func growing() throws {
        let all = SampleEvents.many
        let ledger = try ledger(1_500)
        var hashes = SubtreeHashes()
        for size in [1_500, 1_501, 2_048, 16_383, 16_384, 20_000] {
            let present = try ledger.read { view in Int(view.size) }
            _ = try ledger.append(all.batch(present..<size), appendedAt: Instant(rawValue: 0))
            let tree = PlainTree(Array(SampleEvents.manyLog.leaves.prefix(size)))
            try ledger.read { view in
                for (height, level) in tree.levels.enumerated() {
                    for index in [0, level.count / 2, level.count - 1] {
                        let subtree = PerfectSubtree(height: height, index: UInt64(index))
                        let hash = try hashes.hash(of: subtree, in: view)
                        #expect(hash == level[index])
                    }
                }
            }
        }
    }

    @Test("leaf hashes of a range come in order and end where they are asked to", arguments: [700, 17_500])
    func leaves(size: Int) throws {
        let leaves = Array(SampleEvents.manyLog.leaves.prefix(size))
        try read(size) { view in
            let end = UInt64(size)
            for range in [0..<0, 0..<end, 0..<end + 5, 5..<6, end - 3..<end, 300..<690, end..<end + 9] {
                var found: [Digest] = []
                try view.forEachLeaf(range) { number, leaf in
                    #expect(number == range.lowerBound + UInt64(found.count))
                    found.append(leaf)
                    return true
                }
                let expected = leaves.dropFirst(Int(range.lowerBound)).prefix(range.count)
                #expect(found == Array(expected))
            }
            var visited = 0
            try view.forEachLeaf(2..<end) { _, _ in
                visited += 1
                return visited < 4
            }
            #expect(visited == 4)
        }
    }
}

@Suite("proofs made from a ledger")
struct LedgerProofTests {
    /// Sizes at which the kind of storage changes, and some between.
    private static let sizes: [UInt64] = [
        1, 2, 3, 1_000, 1_023, 1_024, 1_025, 5_555, 16_383, 16_384, 16_385, 30_000, 32_767, 32_768, 32_769,
        33_467, 33_468,
    ]

    @Test("inclusion proofs hold against the roots of their sizes")
    func inclusion() throws {
        try SampleLedger.many.get().read { view in
            var hashes = SubtreeHashes()
            for size in LedgerProofTests.sizes {
                let root = try view.root(ofFirst: size)
                for leaf in Set([0, 1, 1_023, 1_024, 16_384, size / 3, size / 2, size - 1]).sorted()
                where leaf < size {
                    let plan = try InclusionPlan(leaf: leaf, size: TreeSize(size))
                    let proof = try plan.prove { subtree throws(StoreError) in
                        try hashes.hash(of: subtree, in: view)
                    }
                    let leafHash = SampleEvents.manyLog.leaves[Int(leaf)]
                    #expect(throws: Never.self) { try proof.check(leafHash: leafHash, root: root) }
                }
            }
        }
    }

    @Test("consistency proofs hold between the roots of their sizes")
    func consistency() throws {
        try SampleLedger.many.get().read { view in
            var hashes = SubtreeHashes()
            for new in LedgerProofTests.sizes {
                let newRoot = try view.root(ofFirst: new)
                for old in LedgerProofTests.sizes where old <= new {
                    let oldRoot = try view.root(ofFirst: old)
                    let plan = try ConsistencyPlan(from: TreeSize(old), to: TreeSize(new))
                    let proof = try plan.prove { subtree throws(StoreError) in
                        try hashes.hash(of: subtree, in: view)
                    }
                    #expect(throws: Never.self) { try proof.check(oldRoot: oldRoot, newRoot: newRoot) }
                }
            }
        }
    }
}

@Suite("hashes of a damaged ledger")
struct DamagedHashTests {
    /// Why the hash of a subtree of a changed ledger is not given; `nil` where it is.
    private func refusal(
        _ height: Int,
        _ index: UInt64,
        of sample: Result<SampleLedger, any Error> = SampleLedger.sealed,
        after change: (inout WriteTransaction) throws(StoreError) -> Void
    ) throws -> StoreError? {
        let folder = try TemporaryFolder()
        try folder.copyLedger(try sample.get().path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        try ledger.environment.write(path: "", change)
        return try ledger.read { view in
            do throws(StoreError) {
                _ = try view.hash(of: PerfectSubtree(height: height, index: index))
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("a block that is missing or has another root than was kept is named")
    func block() throws {
        let missing = try refusal(0, 5_121) { transaction throws(StoreError) in
            try transaction.remove(.blocks, StoreKey(UInt32(5)))
        }
        #expect(missing?.code == "damaged" && "\(missing as Any)".contains("block 5, events 5120 on"))
        let moved = try refusal(3, 640) { transaction throws(StoreError) in
            let other = try copied(.blocks, StoreKey(UInt32(6)), transaction.reading)
            try transaction.put(.blocks, StoreKey(UInt32(5)), other.span, isNew: false)
        }
        let what = "block 5, events 5120 on: they do not have the root that was kept"
        #expect(moved == .damaged(what: what))
    }

    @Test("marks that are missing or cut short are named")
    func marks() throws {
        let missing = try refusal(12, 1) { transaction throws(StoreError) in
            try transaction.removeAll(.marks)
        }
        #expect(missing == .damaged(what: "block 4: the marks of segment 0 are missing"))
        let short = try refusal(10, 2) { transaction throws(StoreError) in
            try transaction.put(
                .marks,
                StoreKey(UInt32(0)),
                [UInt8](repeating: 0, count: 95).span,
                isNew: false
            )
        }
        #expect(short == .damaged(what: "block 2: the marks of segment 0 are cut short"))
    }

    @Test("an event of the tail that is missing, cut short or changed is named")
    func tail() throws {
        let missing = try refusal(0, 16_390) { transaction throws(StoreError) in
            try transaction.remove(.tail, StoreKey(UInt64(16_387)))
        }
        #expect(missing == .damaged(what: "event 16387 is missing"))
        let changed = try refusal(0, 3, of: SampleLedger.short) { transaction throws(StoreError) in
            var record = try copied(.tail, StoreKey(UInt64(7)), transaction.reading)
            record[TailRecord.headerSize + 9] ^= 1
            try transaction.put(.tail, StoreKey(UInt64(7)), record.span, isNew: false)
        }
        #expect(changed == .damaged(what: "event 7: its bytes do not have the hash that was kept"))
        let short = try refusal(0, 3, of: SampleLedger.short) { transaction throws(StoreError) in
            try transaction.put(.tail, StoreKey(UInt64(7)), [1, 2].span, isNew: false)
        }
        #expect(short?.code == "damaged")
    }

    @Test("what is not asked for may be damaged")
    func elsewhere() throws {
        let refused = try refusal(0, 5) { transaction throws(StoreError) in
            try transaction.remove(.blocks, StoreKey(UInt32(5)))
            try transaction.removeAll(.tail)
        }
        #expect(refused == nil)
    }
}
