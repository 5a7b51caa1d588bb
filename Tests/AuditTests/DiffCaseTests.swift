import DossierModel
import LedgerStore
import Projections
import Testing

@testable import Audit

/// What moves a dossier between two moments, case by case.
@Suite("Causes of a difference")
struct DiffCaseTests {
    /// Five working days from Monday 2024-03-04: due on Monday 2024-03-11, done the day after.
    private static let overdue = [
        EventLine.procedure("P1", workingDays: 5),
        EventLine.received("A", at: "2024-03-04"),
        EventLine.step("c-A", "completed", of: "A", at: "2024-03-12")
            .holding("\"outcome\":\"granted\",\"form\":\"paper\""),
    ]

    private static let holiday = EventLine("day", "calendar.declared", at: "2024-04-02").with("actor", "CB1")
        .with("source", "gov").holding("\"days\":[{\"date\":\"2024-03-08\",\"kind\":\"holiday\"}]")

    private func diff(_ lines: [EventLine], _ query: DiffQuery) async throws -> DiffResult {
        try DiffResult(query, of: try await TemporaryLedger(lines.map(\.text)))
    }

    private func change(_ result: DiffResult, _ key: CountKey) -> [Int] {
        Basis.allCases.map { result.diff.total.after[$0][key] - result.diff.total.before[$0][key] }
    }

    @Test("a calendar that is declared later moves a dossier without an event of its own, and is named")
    func calendar() async throws {
        let result = try await diff(
            DiffCaseTests.overdue + [
                DiffCaseTests.holiday,
                // Its own news, which explains nothing.
                EventLine.step("rate", "rated", of: "A", at: "2024-04-03").holding("\"score\":5,\"max\":5"),
            ],
            DiffQuery("2024-03-31", "2024-04-30", to: "2024-03-31")
        )
        #expect(result.diff.before.at == result.diff.after.at)
        let found = try #require(result["A"])
        #expect(found.causes == .references)
        #expect(found.references == [0])
        #expect(found.reported.before.kind == .overdue && found.reported.after.kind == .onTime)
        #expect(found.audited.before.due == "2024-03-11" && found.audited.after.due == "2024-03-12")
        let reference = try #require(result.diff.references.first)
        #expect(reference.change.event.id == "day" && reference.change.event.actor == "CB1")
        #expect(reference.change.event.source == "gov")
        #expect(reference.subject == "2024-03-08 holiday")
        #expect(change(result, .overdue) == [-1, -1])
        #expect(change(result, .onTime) == [1, 1])
        #expect(change(result, .finished) == [0, 0])
        #expect(result.diff.movedByReferences == 1 && result.diff.movedByEvents == 0)
    }

    @Test("a calendar that was known and is voided is named with what voided it")
    func voidedCalendar() async throws {
        let void = EventLine("v", "event.voided", at: "2024-05-02").with("actor", "CB9")
            .holding("\"target\":\"day\",\"reason\":\"wrong year\"")
        let lines = DiffCaseTests.overdue + [DiffCaseTests.holiday, void]
        let result = try await diff(lines, DiffQuery("2024-04-30", "2024-05-31", to: "2024-03-31"))
        #expect(result["A"]?.causes == .references)
        #expect(result["A"]?.reported.after.kind == .overdue)
        let reference = try #require(result.diff.references.first)
        #expect(reference.change.event.id == "day" && reference.change.void?.id == "v")
        #expect(reference.change.reason == "wrong year" && reference.change.void?.actor == "CB9")
        #expect(result.diff.news.voided == 1)
        // What came and went in between is no news.
        let both = try await diff(lines, DiffQuery("2024-03-31", "2024-05-31", to: "2024-03-31"))
        #expect(both.diff.references.isEmpty && both.dossiers.isEmpty)
        #expect(both.diff.rows.isEmpty)
    }

    @Test("an event that was written down late is named with the working days between its clocks")
    func lateRecord() async throws {
        let late = EventLine.step("c-B", "completed", of: "B", at: "2024-03-08")
            .recorded("2024-03-20 09:00").with("evidence", "KQ-7").with("actor", "CB2").with(
                "source",
                "igate"
            )
            .holding("\"outcome\":\"granted\",\"form\":\"paper\"")
        let lines = [
            EventLine.procedure("P1", workingDays: 5), EventLine.received("B", at: "2024-03-04"), late,
        ]
        let result = try await diff(lines, DiffQuery("2024-03-15", nil, at: "2024-03-14"))
        let found = try #require(result["B"])
        #expect(found.causes == .events && found.references.isEmpty)
        #expect(found.audited.before.kind == .openOverdue && found.audited.after.kind == .early)
        // The system knows nothing of the work on the day that is asked for.
        #expect(found.reported.before == found.reported.after)
        #expect(found.events.count == 1)
        let event = try #require(found.events.first)
        #expect(event.event.id == "c-B" && event.event.workingDays == 8 && event.void == nil)
        #expect(event.event.actor == "CB2" && event.event.source == "igate")
        #expect(result.diff.lags == [0, 0, 1, 0, 0, 0, 0])
        #expect(change(result, .openOverdue) == [0, -1])
        #expect(change(result, .lateTick) == [1, 1])
    }

    @Test("an event that was voided is named with who voided it and why")
    func voidedEvent() async throws {
        let void = EventLine("v", "event.voided", at: "2024-04-05").with("actor", "CB3").with(
            "source",
            "igate"
        )
        .holding("\"target\":\"c-A\",\"reason\":\"ticked by mistake\"")
        let result = try await diff(
            DiffCaseTests.overdue + [void],
            DiffQuery("2024-03-31", "2024-04-30", to: "2024-03-31")
        )
        let found = try #require(result["A"])
        #expect(found.causes == .events)
        #expect(found.reported.before.kind == .overdue && found.reported.after.kind == .openOverdue)
        let event = try #require(found.events.first)
        #expect(event.event.id == "c-A" && event.void?.id == "v" && event.reason == "ticked by mistake")
        #expect(event.void?.actor == "CB3")
        #expect(
            result.diff.news
                == KnowledgeDiff.News(dossierEvents: 0, paperEntries: 0, references: 0, voided: 1)
        )
        // Seen from before the dossier was known, the completion never was.
        let whole = try await diff(
            DiffCaseTests.overdue + [void],
            DiffQuery("2024-03-01", "2024-04-30")
        )
        #expect(whole["A"]?.events.map(\.event.id) == ["r-A"])
        #expect(whole["A"]?.reported.before.kind == .absent)
    }

    @Test("a merger that is known later moves figures from unit to unit, and no total")
    func merger() async throws {
        let lines = [
            EventLine.unit("C1", "commune"), EventLine.unit("M", "commune"),
            EventLine.received("A", at: "2024-03-04", unit: "C1"),
            EventLine.received("B", at: "2024-03-04", unit: "M"),
            EventLine("m", "unit.merged", at: "2024-03-05").recorded("2024-04-02").with("unit", "M")
                .holding("\"into\":\"C1\""),
            EventLine.procedure("P9", workingDays: 3).recorded("2024-04-03"),
        ]
        let result = try await diff(lines, DiffQuery("2024-03-31", "2024-04-30", at: "2024-03-31"))
        #expect(result.dossiers.map(\.dossier) == ["B"])
        let found = try #require(result["B"])
        #expect(found.causes == .references)
        #expect(found.reported.before.unit == "M" && found.reported.after.unit == "C1")
        // A procedure that the dossier is not of has not moved it.
        #expect(found.references.map { result.diff.references[$0].change.event.id } == ["m"])
        #expect(result.diff.references.count == 2)
        #expect(result.diff.rows.map(\.unit) == ["C1", "M"])
        #expect(result.diff.rows.map { $0.after.audited[.open] - $0.before.audited[.open] } == [1, -1])
        #expect(result.diff.total.before == result.diff.total.after)
        #expect(result.diff.movesReported.isEmpty)
        // Of the unit that remains, a dossier came in from outside the filter.
        var asked = DiffQuery("2024-03-31", "2024-04-30", at: "2024-03-31")
        asked.report.unit = "C1"
        let filtered = try await diff(lines, asked)
        #expect(filtered["B"]?.reported.before.isInScope == false)
        #expect(filtered["B"]?.reported.after.isInScope == true)
        #expect(filtered["B"]?.references.count == 1)
        #expect(change(filtered, .open) == [1, 1])
    }

    @Test("time alone moves a dossier past its due date, unless the world is held still")
    func time() async throws {
        let lines = [
            EventLine.procedure("P1", workingDays: 5), EventLine.received("A", at: "2024-03-04"),
            EventLine.received("B", at: "2024-03-20"),
        ]
        let moved = try await diff(lines, DiffQuery("2024-03-08", "2024-03-18"))
        #expect(moved.dossiers.map(\.dossier) == ["A"])
        #expect(moved["A"]?.causes == .time)
        #expect(moved["A"]?.events.isEmpty == true)
        #expect(change(moved, .openOverdue) == [1, 1])
        #expect(moved.diff.movedByTime == 1)
        let still = try await diff(lines, DiffQuery("2024-03-08", "2024-03-18", at: "2024-03-08"))
        #expect(still.dossiers.isEmpty && still.diff.rows.isEmpty)
        // A dossier that came in and went past its due date in between came in by its own event.
        let all = try await diff(lines, DiffQuery("2024-03-01", "2024-03-31"))
        #expect(all["A"]?.causes == .events && all["B"]?.causes == .events)
    }

    @Test("a line of a paper register that is found later, or matched later, is told")
    func papers() async throws {
        let paper = EventLine("p", "paper.entered", at: "2024-03-04").recorded("2024-04-02").with(
            "unit",
            "U1"
        )
        .with("source", "thanh-tra").holding("\"paperNo\":\"7\",\"sector\":\"land\",\"dossier\":\"A\"")
        let receipt = EventLine.received("A", at: "2024-03-04").recorded("2024-05-03")
        let lines = [EventLine.received("B", at: "2024-03-04"), paper, receipt]
        let found = try await diff(lines, DiffQuery("2024-03-31", "2024-04-30", to: "2024-03-31"))
        #expect(found.diff.papers.count == 1)
        #expect(found.diff.papers.first?.isNews == true)
        #expect(found.diff.papers.first?.audited.after == .offSystem)
        #expect(found.diff.papers.first?.reported.after == .absent)
        #expect(found.diff.papers.first?.change.event.source == "thanh-tra")
        #expect(change(found, .offSystem) == [0, 1])
        #expect(found.diff.news.paperEntries == 1)
        let matched = try await diff(lines, DiffQuery("2024-04-30", "2024-05-31", to: "2024-03-31"))
        #expect(matched.diff.papers.first?.isNews == false)
        #expect(matched.diff.papers.first?.audited.before == .offSystem)
        #expect(matched.diff.papers.first?.audited.after == .onSystem)
        #expect(change(matched, .offSystem) == [0, -1])
    }

    // MARK: - Edges

    @Test("one moment differs from itself in nothing")
    func same() async throws {
        for day in ["2024-03-10", "2024-03-12", "2024-06-01"] {
            let result = try await diff(
                DiffCaseTests.overdue + [DiffCaseTests.holiday],
                DiffQuery(day, day)
            )
            #expect(result.dossiers.isEmpty && result.diff.rows.isEmpty && result.diff.references.isEmpty)
            #expect(result.diff.total.before == result.diff.total.after)
            #expect(result.diff.news == KnowledgeDiff.News())
        }
    }

    @Test("a ledger of one event, and moments before it, give sensible answers")
    func oneEvent() async throws {
        let lines = [EventLine.received("A", at: "2024-03-04")]
        let before = try await diff(lines, DiffQuery("1990-01-01", "1991-01-01"))
        #expect(before.dossiers.isEmpty && before.diff.rows.isEmpty && before.diff.news.dossierEvents == 0)
        let found = try await diff(lines, DiffQuery("1990-01-01", nil))
        #expect(found["A"]?.causes == .events)
        #expect(found.diff.from == LocalDate("2024-03-04") && found.diff.to == LocalDate("2024-03-04"))
        #expect(change(found, .received) == [1, 1])
        // What lies behind the latest record is the latest record.
        let after = try await diff(lines, DiffQuery("2030-01-01", nil))
        #expect(after.dossiers.isEmpty && after.diff.before.asOf == after.diff.after.asOf)
    }

    @Test(
        "what cannot be asked is refused: backwards, a moment behind the first, a wrong unit; an empty ledger has no change"
    )
    func refusals() async throws {
        let ledger = try await TemporaryLedger(DiffCaseTests.overdue.map(\.text))
        let backwards = DiffQuery("2024-03-31", "2024-03-30")
        #expect(throws: DiffError.self) { try DiffResult(backwards, of: ledger) }
        let late = DiffQuery("2024-03-10", "2024-03-31", at: "2024-03-11")
        #expect(throws: DiffError.self) { try DiffResult(late, of: ledger) }
        let behindPeriod = DiffQuery("2024-03-20", "2024-03-31", to: "2024-03-15", at: "2024-03-16")
        #expect(throws: DiffError.self) { try DiffResult(behindPeriod, of: ledger) }
        let empty = try TemporaryLedger()
        let nothing = try DiffResult(DiffQuery("2024-03-10", nil), of: empty)
        #expect(nothing.dossiers.isEmpty && nothing.diff.rows.isEmpty && nothing.diff.moved == 0)
        #expect(nothing.diff.before.asOf == nothing.diff.after.asOf)
        #expect(throws: ReportError.self) {
            try DiffResult(DiffQuery(ReportQuery(), and: nil, at: nil), of: empty)
        }
        var wrong = DiffQuery("2024-03-10", "2024-03-31")
        wrong.report.unit = "U2"
        do {
            _ = try DiffResult(wrong, of: ledger)
            Issue.record("there is no unit U2")
        } catch ReportError.unknownCode(_, let code, let nearest) {
            #expect(code == "U2" && nearest.first == "U1")
        }
    }
}
