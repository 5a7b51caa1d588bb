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
                #expect(!events.isEmpty || step.at == steps.last?.step.at)
                for event in events {
                    #expect(event.mark.moment == step.at)
                    #expect(step.at == (event.mark.isRecording ? event.recordedAt : event.occurredAt))
                }
            }
            // What was written down after the last event shows all the same: the end is that of the report.
            if let last = steps.last {
                let end = try #require(try UnitReplayTests.steps(.day, query, of: ledger.ledger).last)
                #expect(last.step.at == end.step.at && last.step.after == end.step.after, "\(query.unit)")
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

    @Test("it makes no difference where the segments of the ledger are cut, nor in which order lines come")
    func sealed() async throws {
        let it = try RandomCase(seed: 5_301)
        let noise = (0..<Limits.segmentEvents - it.feed.lines.count / 2).map { number in
            EventLine("noise-\(number)", "feedback.received", at: "2000-01-01").with("unit", "noise")
                .holding("\"topic\":\"t\"").text
        }
        let ledger = try await TemporaryLedger(noise + it.feed.lines)
        #expect(try ledger.ledger.read { view in view.layout.sealedSegments } == 1)
        var generator = SeededGenerator(seed: 3)
        let other = try await TemporaryLedger(it.feed.lines.shuffled(using: &generator))
        for query in it.queries {
            try expectReports(query, of: ledger.ledger, in: [.week], "sealed \(it.feed)")
            for stepping in ReplayStepping.allCases {
                let one = try UnitReplayTests.steps(stepping, query, of: ledger.ledger)
                let two = try UnitReplayTests.steps(stepping, query, of: other.ledger)
                #expect(one.count == two.count)
                for (left, right) in zip(one, two) {
                    #expect(left.step.at == right.step.at)
                    #expect(left.step.after == right.step.after && left.step.before == right.step.before)
                    let names = [left, right].map { found in
                        found.events.map { "\($0.dossier ?? "-") \($0.mark.type) \($0.recordedAt)" }.sorted()
                    }
                    #expect(names[0] == names[1])
                }
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

/// What the feeds of chance seldom have: mergers within a day, and dossiers of very many events.
@Suite("replay of a unit, rare cases")
struct UnitReplayCaseTests {
    private static let units = [
        EventLine.unit("T", "province").recorded("2020-01-02").text,
        EventLine.unit("C1", "commune", below: "T").recorded("2020-01-02").text,
        EventLine.unit("C2", "commune", below: "T").recorded("2020-01-02").text,
        EventLine.procedure("P1", workingDays: 5).recorded("2020-01-02").text,
    ]

    private static func received(_ dossier: String, at time: String, unit: String) -> String {
        EventLine.received(dossier, at: time, unit: unit).recorded(time).text
    }

    /// Two mergers on one day, one of them twice, a unit that moves, and paper entries.
    private static let mergers =
        units + [
            received("A", at: "2026-03-02 09:00", unit: "C1"),
            received("B", at: "2026-03-03 10:00", unit: "C2"),
            received("C", at: "2026-03-04 11:30", unit: "C1"),
            received("D", at: "2026-03-04 16:00", unit: "C2"),
            EventLine("m1", "unit.merged", at: "2026-03-04 12:00").recorded("2026-03-04 12:00")
                .with("unit", "C1").holding("\"into\":\"C2\"").text,
            EventLine("m2", "unit.merged", at: "2026-03-04 15:00").recorded("2026-03-04 15:00")
                .with("unit", "C2").holding("\"into\":\"C3\"").text,
            EventLine("u-C3", "unit.registered", at: "2026-03-04 14:00").recorded("2026-03-04 14:00")
                .with("unit", "C3").holding("\"name\":\"C3\",\"level\":\"commune\",\"parent\":\"T\"").text,
            EventLine("p1", "paper.entered", at: "2026-03-04 09:00").recorded("2026-03-06 09:00")
                .with("unit", "C1").holding("\"paperNo\":\"7\",\"sector\":\"land\"").text,
            EventLine("p2", "paper.entered", at: "2026-03-04 13:00").recorded("2026-03-04 13:00")
                .with("unit", "C1").with("dossier", "A").holding("\"paperNo\":\"8\",\"sector\":\"land\"")
                .text,
        ]

    @Test("a merger within a day is seen at its moment", arguments: ["T", "C1", "C2", "C3"])
    func merged(_ unit: String) async throws {
        let ledger = try await TemporaryLedger(UnitReplayCaseTests.mergers)
        let reading = try SlowReading(lines: UnitReplayCaseTests.mergers)
        let from = try #require(LocalDate("2026-03-01"))
        let query = UnitReplayQuery(unit: unit, from: from, to: LocalDate("2026-03-08"))
        for stepping in [ReplayStepping.day, .event] {
            let steps = try UnitReplayTests.steps(stepping, query, of: ledger.ledger)
            for (step, _) in steps {
                var asked = SlowQuery(from: from, to: step.last)
                asked.unit = unit
                asked.at = step.at
                let answer = try reading.answer(asked).total
                for key in CountKey.allCases {
                    #expect(step.after.reported[key] == answer.reported[key.name], "\(step.at) \(key)")
                    #expect(step.after.audited[key] == answer.audited[key.name], "\(step.at) \(key)")
                }
            }
            let names = Set(steps.map { $0.step.mergedInto ?? "-" })
            #expect(
                names == (unit == "C1" ? ["-", "C2", "C3"] : unit == "C2" ? ["-", "C3"] : ["-"])
                    || stepping == .day
            )
        }
    }

    @Test("a dossier of very many events in one day is right at every one of them")
    func long() async throws {
        var lines =
            UnitReplayCaseTests.units + [
                UnitReplayCaseTests.received("A", at: "2026-03-02 07:00", unit: "C1")
            ]
        for number in 0..<300 {
            let clock =
                "2026-03-09 \(number < 120 ? "08" : number < 240 ? "10" : "14"):\(padded(number % 60, 2))"
            let type = number % 2 == 0 ? "paused" : "resumed"
            lines.append(
                EventLine.step("e\(number)", type, of: "A", at: clock).recorded(clock)
                    .holding(number % 2 == 0 ? "\"ground\":\"other\"" : "").text
            )
        }
        let ledger = try await TemporaryLedger(lines)
        let reading = try SlowReading(lines: lines)
        let from = try #require(LocalDate("2026-03-01"))
        let query = UnitReplayQuery(unit: "C1", from: from, to: LocalDate("2026-03-10"))
        let steps = try UnitReplayTests.steps(.event, query, of: ledger.ledger)
        #expect(steps.count > 100)
        #expect(steps.map(\.events.count).reduce(0, +) == 301)
        for index in stride(from: 0, to: steps.count, by: 17) {
            let step = steps[index].step
            var asked = SlowQuery(from: from, to: step.last)
            asked.unit = "C1"
            asked.at = step.at
            let answer = try reading.answer(asked).total
            for key in CountKey.allCases {
                #expect(step.after.reported[key] == answer.reported[key.name], "\(step.at) \(key)")
                #expect(step.after.audited[key] == answer.audited[key.name], "\(step.at) \(key)")
            }
        }
    }

    @Test("the steps of weeks and months are cut to the period")
    func calendar() async throws {
        let ledger = try await TemporaryLedger(UnitReplayCaseTests.mergers)
        for (from, to, weeks, months) in [
            ("2026-03-01", "2026-03-06", 2, 1), ("2026-02-28", "2026-03-01", 1, 2),
            ("2026-03-02", "2026-03-02", 1, 1),
            ("2025-12-31", "2026-03-06", 10, 4),
        ] {
            let query = UnitReplayQuery(unit: "T", from: LocalDate(from), to: LocalDate(to))
            let found = try UnitReplayTests.steps(.week, query, of: ledger.ledger).map(\.step)
            #expect(found.count == weeks, "\(from)")
            #expect(found.dropFirst().allSatisfy { $0.first.weekday == 0 })
            let all = try UnitReplayTests.steps(.month, query, of: ledger.ledger).map(\.step)
            #expect(all.count == months, "\(from)")
            for steps in [found, all] {
                #expect("\(steps[0].first)" == from && "\(steps[steps.count - 1].last)" == to)
                #expect(zip(steps, steps.dropFirst()).allSatisfy { $0.last.adding(days: 1) == $1.first })
            }
        }
    }
}
