import DossierModel
import Projections
import TestSupport
import Testing

@testable import Audit

/// Column (6) of a form against column (11) of the one before.
@Suite("Carry-over")
struct CarryOverTests {
    private func day(_ text: String) -> LocalDate { LocalDate(text) ?? LocalDate(rawValue: 0) }

    private func form(
        _ ledger: TemporaryLedger,
        _ basis: Basis,
        asOf: Instant? = nil,
        from: LocalDate,
        to: LocalDate,
        after previous: FormPeriod,
        previousAsOf: Instant? = nil,
        unit: String? = nil
    ) throws -> SettlementForm {
        var query = FormQuery(period: FormPeriod(from: from, to: to))
        query.basis = basis
        query.asOf = asOf
        query.unit = unit
        query.previous = previous
        query.previousAsOf = previousAsOf
        return try FormMaker.make(query, of: ledger.ledger)
    }

    /// Both columns are those of the two forms, and the dossiers make up the difference, in total and in each sector.
    private func expect(_ form: SettlementForm, after before: SettlementForm, _ what: String) throws
        -> CarryOver
    {
        let carryOver = try #require(form.carryOver)
        #expect(carryOver.carriedIn == form.total[.carriedIn], "\(what)")
        #expect(carryOver.open == before.total[.open], "\(what)")
        let change = carryOver.dossiers.map(\.reason.change).reduce(0, +)
        #expect(carryOver.carriedIn - carryOver.open == change, "\(what)")
        let sectors = Set((form.lines + before.lines).map(\.sector)).filter { sector in
            let now = form.lines.first { $0.sector == sector }?.figures[.carriedIn] ?? 0
            let then = before.lines.first { $0.sector == sector }?.figures[.open] ?? 0
            return now != then
        }
        #expect(Set(carryOver.sectors.map(\.sector)) == sectors, "\(what)")
        #expect(carryOver.holds == (carryOver.open == carryOver.carriedIn && sectors.isEmpty), "\(what)")
        return carryOver
    }

    /// The dossiers of a feed that were reopened ever: only they can be counted twice over as of one moment.
    private func reopened(_ lines: [String]) throws -> Set<String> {
        var found: Set<String> = []
        for event in try SlowReading(lines: lines).events where event.type == "dossier.reopened" {
            if let dossier = event.dossier { found.insert(dossier.text) }
        }
        return found
    }

    @Test(
        "as of one moment it holds from period to period, but for what was reopened or moved",
        arguments: Array(1...40 as ClosedRange<UInt64>)
    )
    func consecutive(_ number: UInt64) async throws {
        let feed = RandomFeed(seed: number * 13)
        let ledger = try await TemporaryLedger(feed.lines)
        let reopened = try reopened(feed.lines)
        let (first, last) = (feed.queries[0].from, feed.queries[0].to)
        let middle = LocalDate(rawValue: (first.rawValue + last.rawValue) / 2)
        let previous = FormPeriod(from: first.adding(days: -3_000), to: middle)
        for basis in Basis.allCases {
            var query = FormQuery(period: previous)
            query.basis = basis
            let before = try FormMaker.make(query, of: ledger.ledger)
            let form = try form(ledger, basis, from: middle.adding(days: 1), to: last, after: previous)
            let carryOver = try expect(form, after: before, "\(feed), \(basis)")
            #expect(carryOver.isAdjacent)
            for dossier in carryOver.dossiers {
                #expect(reopened.contains(dossier.code), "\(feed), \(basis), \(dossier)")
                #expect(dossier.reason == .finishTakenBack, "\(feed), \(basis), \(dossier)")
            }
        }
    }

    // MARK: - Reasons, one dossier each

    private static let lines = [
        EventLine.unit("T", "province"), EventLine.unit("U1", "commune", below: "T"),
        EventLine.unit("U2", "commune", below: "T"), EventLine.procedure("P1", workingDays: 10),
        // Stays open: in both columns.
        EventLine.received("STAY", at: "2024-03-04"),
        EventLine.received("LEARNT", at: "2024-03-05").recorded("2024-04-10"),
        EventLine.received("AWAY", at: "2024-03-06"),
        EventLine.step("t1", "transferred", of: "AWAY", at: "2024-04-15").holding("\"toUnit\":\"U2\""),
        EventLine.received("HERE", at: "2024-03-06", unit: "U2"),
        EventLine.step("t2", "transferred", of: "HERE", at: "2024-04-15").holding("\"toUnit\":\"U1\""),
        EventLine.received("AGAIN", at: "2024-03-07"),
        EventLine.step("c1", "completed", of: "AGAIN", at: "2024-03-12").holding(
            "\"outcome\":\"granted\",\"form\":\"paper\""
        ),
        EventLine.step("o1", "reopened", of: "AGAIN", at: "2024-04-16").holding("\"reason\":\"sai sót\""),
        EventLine.received("DONE", at: "2024-03-08"),
        EventLine.step("c2", "completed", of: "DONE", at: "2024-03-20").recorded("2024-04-20")
            .with("evidence", "S-1").holding("\"outcome\":\"granted\",\"form\":\"paper\""),
        EventLine.received("VOID", at: "2024-03-08"),
        EventLine("v1", "event.voided", at: "2024-04-21").holding(
            "\"target\":\"r-VOID\",\"reason\":\"trùng\""
        ),
    ].map(\.text)

    private func answer(
        _ basis: Basis,
        previousAsOf: String? = "2024-03-31T23:00:00+07:00",
        from: String = "2024-04-01",
        previousTo: String = "2024-03-31",
        unit: String? = "U1"
    ) async throws -> CarryOver {
        let ledger = try await TemporaryLedger(CarryOverTests.lines)
        let form = try form(
            ledger,
            basis,
            asOf: Instant("2024-06-30T23:59:59+07:00"),
            from: day(from),
            to: day("2024-04-30"),
            after: FormPeriod(from: day("2024-01-01"), to: day(previousTo)),
            previousAsOf: previousAsOf.flatMap { Instant($0) },
            unit: unit
        )
        return try #require(form.carryOver)
    }

    private func reasons(_ carryOver: CarryOver) -> [String: CarryOver.Reason] {
        Dictionary(uniqueKeysWithValues: carryOver.dossiers.map { ($0.code, $0.reason) })
    }

    @Test("late recordings, moves, reopenings and voids are each named with the events that show them")
    func audited() async throws {
        let carryOver = try await answer(.audited)
        #expect(
            reasons(carryOver) == [
                "LEARNT": .learntLater, "AWAY": .movedOut, "HERE": .movedIn, "AGAIN": .finishTakenBack,
                "DONE": .finishLearntLater, "VOID": .receiptTakenBack,
            ]
        )
        // STAY, AWAY, DONE and VOID then; STAY, LEARNT, HERE and AGAIN now.
        #expect((carryOver.open, carryOver.carriedIn) == (4, 4))
        #expect(carryOver.holds)
        let events = Dictionary(
            uniqueKeysWithValues: carryOver.dossiers.map { ($0.code, $0.events.map(\.id)) }
        )
        #expect(
            events == [
                "LEARNT": ["r-LEARNT"], "AWAY": ["t1"], "HERE": ["t2"], "AGAIN": ["o1"], "DONE": ["c2"],
                "VOID": ["r-VOID"],
            ]
        )
        let void = try #require(carryOver.dossiers.first { $0.code == "VOID" })
        #expect(void.events.map(\.isVoided) == [true])
        #expect((void.before.kind, void.now.kind) == ("openOverdue", "absent"))
        let away = try #require(carryOver.dossiers.first { $0.code == "AWAY" })
        #expect((away.before.unit, away.now.unit) == ("U1", "U2"))
        #expect(away.events.map(\.type) == [.transferred])
    }

    @Test("on the reported basis what was recorded late counts when it was recorded")
    func reported() async throws {
        let reasons = reasons(try await answer(.reported))
        // LEARNT was recorded in April: received then. DONE was ticked in April: open until then.
        #expect(
            reasons == [
                "AWAY": .movedOut, "HERE": .movedIn, "AGAIN": .finishTakenBack, "VOID": .receiptTakenBack,
            ]
        )
    }

    @Test("as of one moment only what happened since is behind a difference")
    func oneMoment() async throws {
        let carryOver = try await answer(.audited, previousAsOf: nil)
        #expect(
            reasons(carryOver) == ["AWAY": .movedOut, "HERE": .movedIn, "AGAIN": .finishTakenBack]
        )
        // In all units together nothing moves.
        let all = try await answer(.audited, previousAsOf: nil, unit: nil)
        #expect(reasons(all) == ["AGAIN": .finishTakenBack])
        #expect(!all.holds)
        #expect(all.sectors == [CarryOver.Sector(sector: "land", open: all.open, carriedIn: all.open + 1)])
    }

    @Test("periods that leave a gap or overlap are told apart from faults")
    func gaps() async throws {
        let gap = try await answer(.audited, previousAsOf: nil, previousTo: "2024-03-04", unit: nil)
        #expect(
            reasons(gap) == [
                "LEARNT": .receivedBetween, "AWAY": .receivedBetween, "HERE": .receivedBetween,
                "AGAIN": .receivedBetween,
            ]
        )
        let done = try await answer(.audited, previousAsOf: nil, previousTo: "2024-03-15", unit: nil)
        #expect(reasons(done) == ["DONE": .finishedBetween, "AGAIN": .finishTakenBack])
        let overlap = try await answer(.audited, previousAsOf: nil, from: "2024-03-06", unit: nil)
        #expect(reasons(overlap)["AWAY"] == .receivedInPeriod)
    }
}
