import DossierModel
import Foundation
import LedgerStore
import MerkleLog
import Projections
import TestSupport
import Testing

@testable import Audit

/// A report from a kept tally must be the report that counts everything (ledger.md section 4).
@Suite("kept tallies")
struct CheckpointTests {
    /// The lines of a feed: reference events first, then what happened, as it came or as it was recorded.
    private func lines(_ feed: RandomFeed, inOrder: Bool) throws -> (references: [String], others: [String]) {
        var references: [String] = []
        var others: [(line: String, at: Instant)] = []
        for line in feed.lines {
            guard let event = try SlowReading(lines: [line]).events.first else { continue }
            let isOther = ["dossier.", "paper.", "event."].contains { event.type.hasPrefix($0) }
            if isOther { others.append((line, event.recordedAt)) } else { references.append(line) }
        }
        if inOrder { others.sort { $0.at < $1.at } }
        return (references, others.map(\.line))
    }

    private func queries(_ feed: RandomFeed) -> [ReportQuery] {
        var queries = feed.queries.filter { $0.logSize == nil }.prefix(5).map { ReportQuery($0) }
        var whole = ReportQuery()
        whole.by = [.unit, .sector]
        queries.append(whole)
        for index in queries.indices where index % 2 == 0 {
            // As it is asked each morning: as of whatever is known by then.
            queries[index].asOf = nil
        }
        return queries
    }

    @Test(
        "what is brought up to date is what counting everything gives, byte for byte",
        arguments: Array(2_001...2_012 as ClosedRange<UInt64>),
        [true, false]
    )
    func upToDate(_ seed: UInt64, _ inOrder: Bool) async throws {
        let feed = RandomFeed(seed: seed, dossiers: 25)
        let (references, others) = try lines(feed, inOrder: inOrder)
        let ledger = try await TemporaryLedger(references + others.prefix(others.count / 2))
        var generator = SeededGenerator(seed: seed)
        let queries = queries(feed)
        for query in queries {
            // A unit that no event has named yet is refused either way.
            guard let answer = try? ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0) else {
                continue
            }
            #expect(!answer.isFromCheckpoint)
            try CheckpointShelf.keep(try #require(answer.checkpoint), in: ledger.ledger)
            #expect(try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0).isFromCheckpoint)
        }
        var rest = others.dropFirst(others.count / 2)
        while !rest.isEmpty {
            let count = Int.random(in: 1...9, using: &generator)
            try await ledger.take(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
            for (index, query) in queries.enumerated() {
                guard let fresh = try? ReportMaker.make(query, of: ledger.ledger) else { continue }
                let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
                #expect(
                    answer.report.json == fresh.json,
                    "\(feed), query \(index), \(answer.isFromCheckpoint), \(fresh.logSize) events"
                )
            }
        }
    }

    @Test("most additions are followed, and need no full count")
    func followed() async throws {
        var (followed, all) = (0, 0)
        for seed in 2_101...2_104 as ClosedRange<UInt64> {
            let feed = RandomFeed(seed: seed, dossiers: 40)
            let (references, others) = try lines(feed, inOrder: true)
            let half = others.count * 2 / 3
            let ledger = try await TemporaryLedger(references + others.prefix(half))
            var query = ReportQuery()
            query.by = [.unit]
            let first = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            try CheckpointShelf.keep(try #require(first.checkpoint), in: ledger.ledger)
            for line in others[half..<min(others.count, half + 20)] {
                try await ledger.take([line])
                let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
                all += 1
                followed += answer.isFromCheckpoint ? 1 : 0
            }
        }
        #expect(followed * 2 > all, "\(followed) of \(all)")
    }

    /// A ledger with one dossier late on 2024-03-12, and its report by unit kept.
    private func ledgerWithTally(_ more: [String] = []) async throws -> (TemporaryLedger, ReportQuery) {
        let procedure = EventLine("p", "procedure.published", at: "2020-01-01")
            .holding(
                "\"procedure\":\"P1\",\"name\":\"Cấp giấy\",\"sector\":\"land\",\"components\":3,\"levels\":[\"commune\"]"
            )
            .holding("\"limit\":{\"value\":5,\"unit\":\"workingDays\"},\"onlineLevel\":\"full\"")
        let lines = [procedure.text, EventLine.received("A", at: "2024-03-04").text] + more
        let ledger = try await TemporaryLedger(lines)
        var query = ReportQuery("2024-01-01", "2024-12-31")
        query.by = [.unit]
        try await keep(query, ledger)
        return (ledger, query)
    }

    private func keep(_ query: ReportQuery, _ ledger: TemporaryLedger) async throws {
        let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
        try CheckpointShelf.keep(try #require(answer.checkpoint), in: ledger.ledger)
    }

    @Test("a dossier that only time has made late is late, though nothing new is known of it")
    func timePasses() async throws {
        let (ledger, query) = try await ledgerWithTally()
        let before = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
        #expect(before.isFromCheckpoint)
        #expect(before.report.total.audited[.openInTime] == 1)
        for (day, isLate) in [("2024-03-11", false), ("2024-03-12", true), ("2024-06-03", true)] {
            try await ledger.take([EventLine.received("B" + day, at: day).text])
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(answer.isFromCheckpoint)
            #expect(answer.report.total.audited[.openOverdue] >= (isLate ? 1 : 0))
            #expect(answer.report.total.audited[.openOverdue] == 0 || isLate)
            #expect(answer.report.json == (try ReportMaker.make(query, of: ledger.ledger).json))
        }
    }

    @Test("a new calendar, merger or publication is counted in full")
    func references() async throws {
        for event in [
            EventLine("m", "unit.merged", at: "2024-03-05").with("unit", "U1").holding("\"into\":\"U2\"")
                .text,
            EventLine("k", "calendar.declared", at: "2024-03-05")
                .holding("\"days\":[{\"date\":\"2024-03-06\",\"kind\":\"holiday\"}]").text,
            EventLine.unit("U1", "commune").text,
        ] {
            let (ledger, query) = try await ledgerWithTally()
            try await ledger.take([event])
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(!answer.isFromCheckpoint)
            #expect(answer.report.json == (try ReportMaker.make(query, of: ledger.ledger).json))
        }
    }

    @Test("verify --deep names a tally that does not follow from the events, and no other")
    func tampered() async throws {
        let (ledger, query) = try await ledgerWithTally()
        var other = query
        other.by = [.sector]
        try await keep(other, ledger)
        let sound = try LedgerVerification.make(of: ledger.ledger, isDeep: true, ruleSets: []) { _, _ in }
        #expect(sound.isSound)
        let answer = try ReportMaker.answer(ReportQuery(), of: ledger.ledger, checkpointsFrom: 0)
        let checkpoint = try #require(answer.checkpoint)
        // Every byte that could be changed, one after the other, in a copy of a sound tally.
        for place in stride(from: 0, to: checkpoint.bytes.count, by: 7) {
            var bytes = checkpoint.bytes
            bytes[place] ^= 0x11
            try ledger.ledger.keepTally(bytes, under: checkpoint.key)
            let found = try LedgerVerification.make(of: ledger.ledger, isDeep: true, ruleSets: []) { _, _ in }
            #expect(found.tallyFaults.count + found.uncomparedTallies == 1, "byte \(place)")
            #expect(found.isSound == found.tallyFaults.isEmpty)
            #expect(
                try LedgerVerification.make(of: ledger.ledger, isDeep: false, ruleSets: []) { _, _ in }
                    .isSound
            )
        }
    }

    @Test("what is cut short is no tally, and everything is counted")
    func cutShort() async throws {
        let (ledger, query) = try await ledgerWithTally()
        let expected = try ReportMaker.make(query, of: ledger.ledger).json
        let key = try #require(CheckpointKey(query, try RuleSetFile.builtIn())).digest
        let bytes = try ledger.ledger.read { view in
            try view.withTally(key) { bytes throws(StoreError) in bytes.withUnsafeBytes { Array($0) } }
        }
        let whole = try #require(bytes)
        for length in stride(from: 0, to: whole.count, by: 5) {
            try ledger.ledger.keepTally(Array(whole.prefix(length)), under: key)
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(!answer.isFromCheckpoint)
            #expect(answer.report.json == expected)
        }
    }

    @Test("only so many questions are kept")
    func limited() async throws {
        let (ledger, query) = try await ledgerWithTally()
        for day in 1...28 {
            var asked = query
            asked.from = LocalDate(year: 2024, month: 2, day: day)
            try await keep(asked, ledger)
        }
        var count = 0
        try ledger.ledger.read { view in
            try view.forEachTally { _, _ in
                count += 1
                return true
            }
        }
        #expect(count == CheckpointShelf.limit)
    }

    @Test("a question of a part of the log has no tally, nor has a small ledger")
    func none() async throws {
        let (ledger, query) = try await ledgerWithTally()
        var part = query
        part.logSize = 2
        #expect(try ReportMaker.answer(part, of: ledger.ledger, checkpointsFrom: 0).checkpoint == nil)
        #expect(try ReportMaker.answer(query, of: ledger.ledger).checkpoint == nil)
        #expect(try !ReportMaker.answer(query, of: ledger.ledger).isFromCheckpoint)
    }

    @Test("a sector that became known since does not make a sound tally a fault")
    func newSector() async throws {
        let (ledger, query) = try await ledgerWithTally()
        let event = EventLine("p2", "procedure.published", at: "2020-01-01")
            .holding("\"procedure\":\"P2\",\"name\":\"Khai sinh\",\"sector\":\"civil\",\"components\":1")
            .holding("\"levels\":[\"commune\"],\"limit\":{\"value\":5,\"unit\":\"workingDays\"}")
            .holding("\"onlineLevel\":\"full\"")
        let before = try ledger.ledger.read { view in view.size }
        try await ledger.take([event.text])
        #expect(try ledger.ledger.read { view in view.size } == before + 1)
        let found = try LedgerVerification.make(of: ledger.ledger, isDeep: true, ruleSets: []) { _, _ in }
        #expect(found.isSound)
        #expect(found.uncomparedTallies == 1)
        #expect(try !ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0).isFromCheckpoint)
    }

    @Test("no report is made from a tally of which a byte was changed by accident")
    func damaged() async throws {
        let (ledger, query) = try await ledgerWithTally()
        let expected = try ReportMaker.make(query, of: ledger.ledger).json
        let key = try #require(CheckpointKey(query, try RuleSetFile.builtIn())).digest
        let whole = try #require(
            try ledger.ledger.read { view in
                try view.withTally(key) { bytes throws(StoreError) in bytes.withUnsafeBytes { Array($0) } }
            }
        )
        // Behind the checked part lies only what an update asks for: the one open dossier.
        for place in 0..<whole.count - 12 {
            var bytes = whole
            bytes[place] ^= 0x04
            try ledger.ledger.keepTally(bytes, under: key)
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(!answer.isFromCheckpoint, "byte \(place)")
            #expect(answer.report.json == expected, "byte \(place)")
        }
    }

    @Test("a receipt or a line of a register that was voided since is counted in full, and rightly")
    func voidedSince() async throws {
        let paper = EventLine("b", "paper.entered", at: "2024-03-04").with("unit", "U1")
            .holding("\"paperNo\":\"7\",\"applicant\":\"x\"")
        for target in ["r-A", "b"] {
            let (ledger, query) = try await ledgerWithTally([paper.text])
            let void = EventLine("v", "event.voided", at: "2024-03-05")
                .holding("\"target\":\"\(target)\",\"reason\":\"x\"")
            let before = try ledger.ledger.read { view in view.size }
            try await ledger.take([void.text])
            #expect(try ledger.ledger.read { view in view.size } == before + 1)
            let answer = try ReportMaker.answer(query, of: ledger.ledger, checkpointsFrom: 0)
            #expect(!answer.isFromCheckpoint || target == "b", "\(target)")
            #expect(answer.report.json == (try ReportMaker.make(query, of: ledger.ledger).json), "\(target)")
        }
    }
}
