import Audit
import DossierModel
import Foundation
import Interchange
import MerkleLog
import Testing

@testable import LedgerStore

/// A real ledger whose copies are changed behind the program's back.
///
/// It has the national calendar, events of dossiers, a kept tally, and two checkpoints that were signed.
final class TamperVictim: Sendable {
    let events: EventBatch
    let folder: URL
    /// Of the first events, before everything that is changed, and of all.
    let signed: [SignedCheckpoint]
    let key: SigningKey

    /// A tail alone.
    static let tail = Result { try TamperVictim(events: 80) }

    /// Two sealed segments and a tail.
    static let sealed = Result { try TamperVictim(events: 2 * Limits.segmentEvents + 40) }

    /// The events that the earlier checkpoint counts: the calendar and the first dossiers.
    static let earlySize = 9

    private init(events count: Int) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossier-tamper-tests-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var lines = try NationalCalendar.events()
        while lines.count < count { lines.append(Array(TamperVictim.line(lines.count).utf8)) }
        let batch = try TamperVictim.batch(lines)
        events = batch
        let name = try KeyName("tests.example/tampering")
        let key = try SigningKey(name: name, seed: [UInt8](repeating: 7, count: 32))
        self.key = key
        signed = try [TamperVictim.earlySize, count].map { size in
            let root = TreeHash.root(of: Array(batch.leaves.prefix(size)).span)
            let size = TreeSize(UInt64(size))
            return try Checkpoint(origin: name.text, size: size, root: root).sign(with: key)
        }
        try TamperVictim.make(batch, at: folder.appendingPathComponent("ledger").path)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Few of very many events are of dossiers: they cost more to judge.
    private static func line(_ number: Int) -> String {
        if number > 100, number % 64 != 0 {
            return EventLine("f-\(number)", "feedback.received", at: "2024-03-04")
                .with("unit", "U\(number % 3)").holding("\"topic\":\"t\"").text
        }
        return EventLine.received("D\(number)", at: "2024-03-04").text
    }

    /// Makes a ledger of events, with everything derived from them, as an honest program would.
    static func make(_ events: EventBatch, at path: String) throws {
        let ledger = try Ledger.create(
            at: path,
            firstBatch: (events, TemporaryLedger.appendedAt),
            sizeLimitBytes: 1 << 28,
            makeFactsReader: Ledger.canonicalFacts
        )
        var query = ReportQuery()
        query.by = [.unit]
        let answer = try ReportMaker.answer(query, of: ledger, checkpointsFrom: 0)
        let tally = try #require(answer.checkpoint)
        try ledger.keepTally(tally.bytes, under: tally.key)
    }

    /// A copy of the ledger, in a folder of that name.
    func copy(to name: String) throws -> String {
        let copy = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: folder.appendingPathComponent("ledger/data.mdb"),
            to: copy.appendingPathComponent("data.mdb")
        )
        return copy.path
    }

    /// Tiles as they were written with the later checkpoint.
    func tile(_ path: TilePath) throws(TileFault) -> [UInt8] {
        TileBuilder.tile(path) { subtree in
            let (first, end) = (Int(subtree.leaves.lowerBound), Int(subtree.leaves.upperBound))
            let leaves = Array(events.leaves[first..<end])
            return TreeHash.root(of: leaves.span)
        }
    }

    /// The canonical bytes of the events, one by one.
    var lines: [[UInt8]] { (0..<events.count).map { Array(events.bytes[events.range($0)]) } }

    /// A batch of canonical events.
    static func batch(_ lines: [[UInt8]]) throws -> EventBatch {
        var batch = EventBatch()
        var reader = EventReader()
        for line in lines {
            try batch.append { bytes throws(EventFault) in
                try line.span.withUnsafeBytes { line throws(EventFault) in
                    try reader.read(line, into: &bytes)
                }
            }
        }
        return batch
    }
}

/// What the three checks find in a ledger.
struct TamperFindings: Equatable, Sendable, CustomStringConvertible {
    var verify: String
    var deep: String
    var since: String

    var description: String { "verify: \(verify); deep: \(deep); since: \(since)" }

    init(_ verify: String, _ deep: String, _ since: String) {
        (self.verify, self.deep, self.since) = (verify, deep, since)
    }

    /// Asks all three of the ledger at a path.
    init(of path: String, _ victim: TamperVictim) throws {
        let ledger: Ledger
        do throws(StoreError) {
            ledger = try Ledger.open(at: path, for: .reading, sizeLimitBytes: 1 << 28)
        } catch {
            self.init("refused", "refused", "refused")
            return
        }
        let query = SinceQuery(
            given: victim.signed.map { SinceQuery.Given(name: "c", checkpoint: $0) },
            policy: WitnessPolicy(logs: [victim.key.verifier]),
            readTile: victim.tile
        )
        let sizes = try SinceVerification.sizes(for: query, in: ledger)
        let plain = try LedgerVerification.make(of: ledger, isDeep: false, ruleSets: [], rootsAt: sizes) {
            _,
            _ in
        }
        let deep = try LedgerVerification.make(of: ledger, isDeep: true, ruleSets: []) { _, _ in }
        let since = try SinceVerification.make(query, of: ledger, verified: plain.hashes)
        self.init(
            TamperFindings.text(plain),
            TamperFindings.text(deep),
            TamperFindings.text(try #require(since.answers.last).finding)
        )
        #expect(since.isSound == (self.since == "–"))
    }

    private static func text(_ found: LedgerVerification) -> String {
        if let fault = found.hashes.faults.first {
            return fault.part.rawValue + (fault.number.map { " \($0)" } ?? "")
        }
        if found.balanceCloses != true { return "balance" }
        return found.tallyFaults.isEmpty ? "–" : "tally"
    }

    private static func text(_ finding: SinceVerification.Finding) -> String {
        switch finding {
        case .holds: "–"
        case .changedEvent(let number): "changed \(number)"
        case .rollback(let missing, let first):
            "rollback \(missing)" + (first.map { ", \($0.kind) \($0.number)" } ?? "")
        case .fork(let after, let before, let first):
            "fork \(after)..<\(before)" + (first.map { ", \($0.kind) \($0.number)" } ?? "")
        }
    }
}
