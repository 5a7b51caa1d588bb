import Audit
import DossierModel
import Foundation
import MerkleLog
import Testing

@testable import LedgerStore

/// Tiles of some leaves.
private struct TileShelf {
    let leaves: [Digest]

    func read(_ path: TilePath) throws(TileFault) -> [UInt8] {
        guard path.level == 0, path.leaves.upperBound <= UInt64(leaves.count) else { throw .missing(path) }
        return path.subtrees.flatMap { leaves[Int($0.index)].bytes }
    }
}

@Suite("a ledger held against checkpoints that were signed earlier")
struct SinceVerificationTests {
    private let folder: URL
    private let lines: [[UInt8]]
    private let events: EventBatch
    private let key: SigningKey
    private let otherKey: SigningKey

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossier-since-tests-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        lines = (0..<40).map { Array(EventLine.received("D\($0)", at: "2024-03-04").text.utf8) }
        events = try TamperVictim.batch(lines)
        let name = try KeyName("tests.example/since")
        key = try SigningKey(name: name, seed: [UInt8](repeating: 1, count: 32))
        otherKey = try SigningKey(name: name, seed: [UInt8](repeating: 2, count: 32))
    }

    /// Runs `body` on a ledger of changed lines, which is gone afterwards.
    private func with(
        _ change: (inout [[UInt8]]) -> Void = { _ in },
        _ body: (Ledger) throws -> Void
    ) throws {
        var changed = lines
        change(&changed)
        let path = folder.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let ledger = try Ledger.create(
            at: path,
            firstBatch: (try TamperVictim.batch(changed), TemporaryLedger.appendedAt),
            sizeLimitBytes: 1 << 28,
            makeFactsReader: Ledger.canonicalFacts
        )
        try body(ledger)
    }

    /// A checkpoint of the first of some leaves.
    private func signed(
        _ size: Int,
        of leaves: [Digest]? = nil,
        by key: SigningKey? = nil,
        origin: String? = nil
    ) throws -> SignedCheckpoint {
        let key =
            try origin.map { try SigningKey(name: KeyName($0), seed: [UInt8](repeating: 3, count: 32)) }
            ?? key ?? self.key
        let first = Array((leaves ?? events.leaves).prefix(size))
        let root = TreeHash.root(of: first.span)
        return try Checkpoint(
            origin: key.verifier.name.text,
            size: TreeSize(UInt64(size)),
            root: root
        ).sign(with: key)
    }

    private func answer(
        _ given: [SignedCheckpoint],
        _ ledger: Ledger,
        trusting keys: [SigningKey]? = nil,
        tiles: [Digest]? = nil
    ) throws -> SinceVerification {
        let shelf = tiles.map { TileShelf(leaves: $0) }
        let query = SinceQuery(
            given: given.map { SinceQuery.Given(name: "c", checkpoint: $0) },
            policy: keys.map { WitnessPolicy(logs: $0.map(\.verifier)) },
            readTile: shelf.map { $0.read }
        )
        let sizes = try SinceVerification.sizes(for: query, in: ledger)
        let hashes = try ledger.read { view throws(StoreError) in
            try view.verify(isDeep: false, rootsAt: sizes) { _ in }
        }
        return try SinceVerification.make(query, of: ledger, verified: hashes)
    }

    /// The other history's leaves, changed at an event.
    private func leaves(changing number: Int) throws -> [Digest] {
        var changed = lines
        changed[number] = SinceVerificationTests.other
        return try TamperVictim.batch(changed).leaves
    }

    private static let other = Array(EventLine.received("X", at: "2024-03-05").text.utf8)

    @Test("it holds at every size that it ever had, and at none under another root")
    func everySize() throws {
        try with { ledger in
            let all = try (0...lines.count).map { try signed($0) }
            let found = try answer(all, ledger)
            #expect(found.isSound && found.fittingSize == 40 && found.contradictions.isEmpty)
            #expect(found.answers.allSatisfy { $0.finding == .holds && $0.signature == .notChecked })
            let other = try leaves(changing: 0)
            for size in 1...lines.count {
                let found = try answer([try signed(size, of: other)], ledger)
                let fork = SinceVerification.Finding.fork(after: 0, before: UInt64(size), first: nil)
                #expect(found.answers.first?.finding == fork && !found.isSound)
            }
        }
    }

    @Test("further checkpoints narrow where a fork begins")
    func narrowing() throws {
        try with({ $0[17] = SinceVerificationTests.other }) { ledger in
            let given = try [9, 40, 15, 18, 30].map { try signed($0) }
            // Notes that anybody may have written narrow nothing.
            let blind = try answer(given, ledger)
            #expect(blind.answers[1].finding == .fork(after: 0, before: 40, first: nil))
            #expect(blind.answers[3].finding == .fork(after: 0, before: 18, first: nil))
            let found = try answer(given, ledger, trusting: [key])
            let fork = SinceVerification.Finding.fork(after: 15, before: 18, first: nil)
            #expect(found.answers.map(\.finding) == [.holds, fork, .holds, fork, fork])
            #expect(found.fittingSize == 15 && found.contradictions.isEmpty && !found.isSound)
        }
    }

    @Test("kept checkpoints narrow it where they are signed as asked, and not otherwise")
    func kept() throws {
        try with({ $0[17] = SinceVerificationTests.other }) { ledger in
            try ledger.keep(checkpoint: try signed(12).encode(), size: 12)
            try ledger.keep(checkpoint: Array("no note".utf8), size: 13)
            // The forger's: it fits the new history, and another key has signed it.
            let forged = try signed(30, of: try leaves(changing: 17), by: otherKey)
            try ledger.keep(checkpoint: forged.encode(), size: 30)
            let given = [try signed(40)]
            let blind = try answer(given, ledger)
            #expect(blind.answers.first?.finding == .fork(after: 0, before: 40, first: nil))
            let seeing = try answer(given, ledger, trusting: [key])
            #expect(seeing.answers.first?.finding == .fork(after: 12, before: 40, first: nil))
            #expect(seeing.answers.first?.signature == .verified([key.verifier]))
            #expect(seeing.contradictions.isEmpty)
            // Who trusts that key too sees that two histories were signed.
            let both = try answer([try signed(20)], ledger, trusting: [key, otherKey])
            #expect(both.contradictions.map { [$0.first.size, $0.second.size] } == [[20, 30]])
            #expect(both.answers.first?.finding == .fork(after: 12, before: 20, first: nil))
        }
    }

    @Test("a checkpoint that is not signed as asked is a finding, and narrows nothing")
    func refused() throws {
        try with({ $0[17] = SinceVerificationTests.other }) { ledger in
            let strange = try signed(15, by: otherKey)
            let found = try answer([strange, try signed(40)], ledger, trusting: [key])
            let origin = key.verifier.name.text
            #expect(found.answers.first?.signature == .refused(.notSignedByLog(origin: origin)))
            #expect(found.answers.last?.finding == .fork(after: 0, before: 40, first: nil))
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try with { ledger in
            let found = try answer([try signed(15, by: otherKey)], ledger, trusting: [key])
            #expect(found.answers.first?.finding == .holds && !found.isSound && found.fittingSize == nil)
        }
    }

    @Test("two checkpoints that no history has together are said, of one origin and not of two")
    func contradictions() throws {
        try with { ledger in
            let other = try leaves(changing: 3)
            let (ours, theirs) = (try signed(20), try signed(20, of: other))
            let found = try answer([ours, theirs, ours], ledger)
            #expect(!found.isSound)
            #expect(
                found.contradictions.map { [$0.first, $0.second] } == [[ours.unverified, theirs.unverified]]
            )
            #expect(found.contradictions.map(\.isVerified) == [false])
            let seen = try answer([ours, theirs], ledger, trusting: [key])
            #expect(seen.contradictions.map(\.isVerified) == [true])
            // A note that says it is of the ledger, and is not signed by its key, is no second history.
            let forged = try signed(20, of: other, by: otherKey)
            let refused = try answer([ours, forged], ledger, trusting: [key])
            #expect(refused.contradictions.isEmpty && !refused.isSound)
            // The ledger shows that the larger is of a history that the smaller is not of.
            let later = try answer([try signed(30), try signed(10, of: other)], ledger)
            #expect(later.contradictions.map { [$0.first.size, $0.second.size] } == [[10, 30]])
            // Two logs are two histories.
            let foreign = try signed(20, of: other, origin: "tests.example/another")
            #expect(try answer([ours, foreign], ledger).contradictions.isEmpty)
            // A smaller that fits a history and a larger that does not contradict nobody: that is a fork.
            #expect(try answer([try signed(2), try signed(30, of: other)], ledger).contradictions.isEmpty)
        }
    }

    @Test("a ledger that went back is told by how much, and what is left by the tiles")
    func rollback() throws {
        try with({ $0.removeLast(12) }) { ledger in
            let found = try answer([try signed(40), try signed(20)], ledger, tiles: events.leaves)
            #expect(found.answers.map(\.finding) == [.rollback(missing: 12, first: nil), .holds])
            #expect(found.fittingSize == 20)
        }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try with({
            $0.removeLast(12)
            $0.remove(at: 5)
        }) { ledger in
            let found = try answer([try signed(40)], ledger, tiles: events.leaves)
            let first = LeafDifference(number: SequenceNumber(rawValue: 5), kind: .missing)
            #expect(found.answers.first?.finding == .rollback(missing: 13, first: first))
        }
    }

    @Test("tiles are used where they lead to the checkpoint's root, and what is wrong with them is said")
    func tiles() throws {
        try with({ $0[17] = SinceVerificationTests.other }) { ledger in
            let checkpoint = try signed(40)
            let whole = try answer([checkpoint], ledger, tiles: events.leaves)
            let first = LeafDifference(number: SequenceNumber(rawValue: 17), kind: .changed)
            #expect(whole.answers.first?.finding == .fork(after: 0, before: 40, first: first))
            #expect(whole.answers.first?.tileProblem == nil)
            let blind = SinceVerification.Finding.fork(after: 0, before: 40, first: nil)
            let strange = try answer([checkpoint], ledger, tiles: try leaves(changing: 17))
            #expect(strange.answers.first?.finding == blind)
            #expect(strange.answers.first?.tileProblem == "the tiles do not have the root of the checkpoint")
            let missing = try answer([checkpoint], ledger, tiles: Array(events.leaves.prefix(39)))
            #expect(missing.answers.first?.finding == blind)
            #expect(missing.answers.first?.tileProblem == "tile/0/000.p/40: missing")
        }
    }

    @Test("the last event, too, is named with what became of it", arguments: [0, 38, 39])
    func edges(number: Int) throws {
        try with({ $0[number] = SinceVerificationTests.other }) { ledger in
            let found = try answer([try signed(40)], ledger, tiles: events.leaves)
            let first = LeafDifference(number: SequenceNumber(rawValue: UInt64(number)), kind: .changed)
            #expect(found.answers.first?.finding == .fork(after: 0, before: 40, first: first))
        }
    }

    @Test("what lies before an event that is gone still holds; from it on the event is named")
    func unreadable() throws {
        try with { ledger in
            try ledger.environment.write(path: "") { transaction throws(StoreError) in
                try transaction.remove(.tail, StoreKey(UInt64(25)))
            }
            let found = try answer(try [24, 25, 26, 40].map { try signed($0) }, ledger)
            let gone = SinceVerification.Finding.changedEvent(SequenceNumber(rawValue: 25))
            #expect(found.answers.map(\.finding) == [.holds, .holds, gone, gone])
        }
    }
}
