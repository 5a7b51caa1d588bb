import Audit
import DossierModel
import Foundation
import LedgerStore
import Projections
import TestSupport
import Testing

/// A unit's history must say at every step what the report says when it is asked at that step's end.
@Suite("replay of a unit")
struct UnitReplayTests {
    /// All steps, with the events of each.
    static func steps(
        _ stepping: ReplayStepping,
        _ query: UnitReplayQuery,
        of ledger: Ledger
    ) throws -> [(step: ReplayStep, events: [ReplayEvent])] {
        var steps: [(step: ReplayStep, events: [ReplayEvent])] = []
        try UnitReplayMaker.run(query, of: ledger) { replay, view in
            for index in 0..<replay.count(stepping) {
                let step = try replay.step(stepping, index, view)
                steps.append((step, try replay.events(step.marks, view)))
            }
        }
        return steps
    }

    private func expectReports(
        _ query: UnitReplayQuery,
        of ledger: Ledger,
        in steppings: [ReplayStepping] = [.day, .week, .month],
        _ name: String
    ) throws {
        for stepping in steppings {
            let steps = try UnitReplayTests.steps(stepping, query, of: ledger)
            var last: ReplayStep?
            for (step, _) in steps {
                var asked = ReportQuery(from: steps[0].step.first, to: step.last)
                asked.unit = query.unit
                asked.asOf = query.asOf
                let report = try ReportMaker.make(asked, of: ledger)
                for basis in Basis.allCases {
                    #expect(
                        step.after[basis] == report.total[basis],
                        "\(name), \(query.unit), \(step.first)–\(step.last), \(basis)"
                    )
                }
                #expect(step.at == report.at)
                #expect(step.mergedInto == report.mergedInto)
                if let last {
                    #expect(last.last.adding(days: 1) == step.first)
                    #expect(last.marks.upperBound == step.marks.lowerBound)
                    #expect(last.after == step.before)
                }
                last = step
            }
        }
    }

    @Test(
        "every step of the golden streams is the report of its day, on both bases",
        .enabled(if: SharedFolder.isPresent, "the folder of golden streams is not beside the project"),
        arguments: GoldenAnswers.names
    )
    func golden(_ name: String) async throws {
        let golden = try GoldenAnswers(name)
        let ledger = try TemporaryLedger()
        try await ledger.take(golden.lines)
        let query = golden.answers[0].query
        let units = try UnitReplayTests.units(golden.lines)
        for (index, unit) in units.enumerated() {
            var asked = UnitReplayQuery(unit: unit, from: query.from, to: query.to)
            asked.asOf = index % 2 == 0 ? query.asOf : nil
            // The smaller units by week and month alone: a report for each day takes its time.
            let steppings: [ReplayStepping] = index % 4 == 0 ? [.day, .week, .month] : [.week, .month]
            try expectReports(asked, of: ledger.ledger, in: steppings, name)
        }
    }

    @Test(
        "every step of the demo stream is the report of its day",
        arguments: ["H50", "H50.17.02", "H50.41"]
    )
    func demo(_ unit: String) async throws {
        let ledger = try TemporaryLedger(isBare: false)
        try await ledger.take(try UnitReplayTests.demo())
        var query = UnitReplayQuery(
            unit: unit,
            from: LocalDate("2025-08-20"),
            to: LocalDate("2025-10-05")
        )
        try expectReports(query, of: ledger.ledger, "demo")
        query.asOf = Instant("2025-09-17T12:00:00+07:00")
        try expectReports(query, of: ledger.ledger, "demo, known by September 17")
    }

    @Test("so is every step of random feeds", arguments: 5_001...5_024 as ClosedRange<UInt64>)
    func random(_ seed: UInt64) async throws {
        let it = try RandomCase(seed: seed)
        let ledger = try await TemporaryLedger(it.feed.lines)
        for query in it.queries { try expectReports(query, of: ledger.ledger, "\(it.feed)") }
    }

    @Test(
        "at every moment of an event the figures are those of a literal reading at that moment",
        arguments: 5_101...5_116 as ClosedRange<UInt64>
    )
    func moments(_ seed: UInt64) async throws {
        let it = try RandomCase(seed: seed, dossiers: 10)
        let ledger = try await TemporaryLedger(it.feed.lines)
        let reading = try SlowReading(lines: it.feed.lines)
        for query in it.queries.prefix(2) {
            let steps = try UnitReplayTests.steps(.event, query, of: ledger.ledger)
            for (step, events) in steps {
                let from = try #require(query.from)
                var asked = SlowQuery(from: from, to: step.last)
                asked.unit = query.unit
                asked.asOf = query.asOf
                asked.at = step.at
                let answer = try reading.answer(asked).total
                for basis in Basis.allCases {
                    let expected = basis == .reported ? answer.reported : answer.audited
                    for key in CountKey.allCases {
                        #expect(
                            step.after[basis][key] == expected[key.name],
                            "\(it.feed), \(query.unit), \(step.at), \(basis), \(key)"
                        )
                    }
                }
                #expect(!events.isEmpty)
                for event in events {
                    #expect(event.mark.moment == step.at)
                    #expect(step.at == (event.mark.isRecording ? event.recordedAt : event.occurredAt))
                }
            }
            let moments = steps.map(\.step.at)
            #expect(moments == moments.sorted() && Set(moments).count == moments.count)
        }
    }

    @Test("steps of events come to the same forwards, backwards and in leaps")
    func leaps() async throws {
        let it = try RandomCase(seed: 5_201)
        let ledger = try await TemporaryLedger(it.feed.lines)
        try UnitReplayMaker.run(it.queries[0], of: ledger.ledger) { replay, view in
            let count = replay.count(.event)
            try #require(count > 20)
            var forward: [ReplayStep] = []
            for index in 0..<count { forward.append(try replay.step(.event, index, view)) }
            for index in (0..<count).reversed() {
                #expect(try replay.step(.event, index, view).after == forward[index].after)
            }
            var generator = SeededGenerator(seed: 7)
            for _ in 0..<200 {
                let index = Int.random(in: 0..<count, using: &generator)
                let step = try replay.step(.event, index, view)
                #expect(step.after == forward[index].after && step.before == forward[index].before)
                #expect(replay.step(.event, at: step.at) == index)
            }
        }
    }

    /// A random feed, with the units and the periods that go to the edges of it.
    struct RandomCase {
        let feed: RandomFeed
        let queries: [UnitReplayQuery]

        init(seed: UInt64, dossiers: Int = 40) throws {
            feed = RandomFeed(seed: seed, dossiers: dossiers)
            let reading = try SlowReading(lines: feed.lines)
            let receipts = reading.events.filter { $0.type == "dossier.received" }.map(\.occurredAt).sorted()
            let units = try UnitReplayTests.units(feed.lines)
            let mergers = reading.events.filter { $0.type == "unit.merged" }.map(\.occurredAt)
            var queries: [UnitReplayQuery] = []
            for (index, unit) in units.enumerated() where (index + Int(seed)) % 3 == 0 || units.count < 4 {
                let days = receipts + mergers
                let middle = days[(index * 7 + Int(seed)) % days.count]
                let from = middle.localDate.adding(days: -3 - index % 5)
                var query = UnitReplayQuery(unit: unit, from: from, to: from.adding(days: 20))
                if index % 3 == 1 {
                    query.asOf = Instant(
                        rawValue: Instant.end(of: from.adding(days: 11)).rawValue - 7_654_321
                    )
                }
                queries.append(query)
            }
            self.queries = queries
        }
    }

    /// The units that lines name, in order.
    static func units(_ lines: [String]) throws -> [String] {
        let units = Set(try SlowReading(lines: lines).events.compactMap { $0.unit?.text })
        return units.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    static func demo() throws -> [String] {
        let file = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }
}
