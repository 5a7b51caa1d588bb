import DossierModel
import MerkleLog
import Testing

@testable import LedgerStore

@Suite("tallies that are kept")
struct TallyTests {
    private let folder: TemporaryFolder
    private let ledger: Ledger

    init() throws {
        folder = try TemporaryFolder()
        ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
    }

    private func key(_ text: String) -> Digest { TreeHash.leaf(of: Array(text.utf8).span) }

    private func all() throws -> [Digest: [UInt8]] {
        var found: [Digest: [UInt8]] = [:]
        try ledger.read { view in
            var keys: [Digest] = []
            try view.forEachTally { key, bytes in
                keys.append(key)
                found[key] = bytes.indices.map { bytes[$0] }
                return true
            }
            #expect(keys.map(\.hex) == keys.map(\.hex).sorted())
            for key in keys {
                let bytes = try view.withTally(key) { bytes throws(StoreError) in
                    bytes.withUnsafeBytes { Array($0) }
                }
                #expect(bytes == found[key])
            }
        }
        return found
    }

    @Test("are given back, replaced and removed, and are no part of the log")
    func keeping() throws {
        #expect(try all().isEmpty)
        try ledger.keepTally([1, 2, 3], under: key("a"))
        try ledger.keepTally([UInt8](repeating: 7, count: 100_000), under: key("b"))
        try ledger.keepTally([], under: key("c"))
        #expect(
            try all() == [
                key("a"): [1, 2, 3], key("b"): [UInt8](repeating: 7, count: 100_000), key("c"): [],
            ]
        )
        try ledger.keepTally([9], under: key("a"))
        try ledger.removeTally(key("b"))
        try ledger.removeTally(key("none"))
        #expect(try all() == [key("a"): [9], key("c"): []])
        try ledger.read { view in
            #expect(view.size == 0 && view.root == TreeHash.empty)
            let removed = try view.withTally(key("b")) { bytes throws(StoreError) in
                bytes.withUnsafeBytes { Array($0) }
            }
            #expect(removed == nil)
            #expect(try view.verify(isDeep: true) { _ in }.faults.isEmpty)
        }
        // Appending goes on, and leaves them alone.
        _ = try ledger.append(SampleEvents(count: 5, seed: 1).batch, appendedAt: Instant(rawValue: 0))
        #expect(try all() == [key("a"): [9], key("c"): []])
    }

    @Test("can be listed in part")
    func listing() throws {
        for text in ["a", "b", "c"] { try ledger.keepTally([1], under: key(text)) }
        var visited = 0
        try ledger.read { view in
            try view.forEachTally { _, _ in
                visited += 1
                return visited < 2
            }
        }
        #expect(visited == 2)
    }

    @Test("are kept only by the one who may append")
    func reading() throws {
        let sample = try SampleLedger.short.get()
        try folder.copyLedger(sample.path, to: "copy")
        let reader = try Ledger.open(at: folder.at("copy"), for: .reading, makeFactsReader: sampleFacts)
        let refused = StoreError.readOnly(path: folder.at("copy"))
        #expect(throws: refused) { try reader.keepTally([1], under: key("a")) }
        #expect(throws: refused) { try reader.removeTally(key("a")) }
    }
}
