import Audit
import DossierModel
import Projections
import TestSupport
import Testing

/// A campaign over a feed that is written by hand, with everything that can become of a late dossier.
@Suite("campaign")
struct CampaignTests {
    /// An event that was recorded when it occurred, and can be shown.
    private static func step(_ type: String, of dossier: String, at day: String, _ data: String = "")
        -> String
    {
        var line = EventLine.step("\(dossier)-\(type)-\(day)", type, of: dossier, at: day).recorded(day)
            .with("evidence", "E1").with("actor", "O1")
        if !data.isEmpty { line = line.holding(data) }
        return line.text
    }

    private static func received(_ dossier: String, at day: String, unit: String) -> String {
        EventLine.received(dossier, at: day, unit: unit).recorded(day).text
    }

    private static let completed = "\"outcome\":\"granted\",\"form\":\"paper\""

    /// All had five working days; those of 2026-03-02 were late from 2026-03-10 on.
    static let lines =
        [
            EventLine.unit("T", "province").recorded("2020-01-02").text,
            EventLine.unit("C1", "commune", below: "T").recorded("2020-01-02").text,
            EventLine.unit("C2", "commune", below: "T").recorded("2020-01-02").text,
            EventLine.unit("M", "commune", below: "T").recorded("2020-01-02").text,
            EventLine.unit("IDLE", "commune", below: "T").recorded("2020-01-02").text,
            EventLine.procedure("P1", workingDays: 5).recorded("2020-01-02").text,
            EventLine("m", "unit.merged", at: "2026-03-20").recorded("2026-03-20").with("unit", "M")
                .holding("\"into\":\"C1\"").text,
        ]
        + ["A", "B", "R", "X", "H"].map { received($0, at: "2026-03-02", unit: "C1") }
        + ["W", "D", "S"].map { received($0, at: "2026-03-02", unit: "C2") }
        + [
            received("M1", at: "2026-03-02", unit: "M"),
            // Late since Wednesday 18 and done on Friday; done on the day on which it became late; never late.
            received("N", at: "2026-03-10", unit: "C2"), received("O", at: "2026-03-12", unit: "C2"),
            received("I", at: "2026-03-27", unit: "C1"),
            step("completed", of: "H", at: "2026-03-11", completed),
            step("completed", of: "A", at: "2026-03-18", completed),
            step(
                "paused",
                of: "B",
                at: "2026-03-17",
                "\"ground\":\"applicantRequest\",\"document\":\"D1\",\"approver\":\"L1\""
            ),
            step("completed", of: "R", at: "2026-03-17", completed),
            step("reopened", of: "R", at: "2026-03-19"),
            step("transferred", of: "X", at: "2026-03-18", "\"toUnit\":\"C2\""),
            step("rescheduled", of: "S", at: "2026-03-17", "\"newDueAt\":\"2026-03-27T17:00:00+07:00\""),
            step("withdrawn", of: "W", at: "2026-03-20"),
            step("declined", of: "D", at: "2026-03-23", "\"reason\":\"x\""),
            step("completed", of: "N", at: "2026-03-20", completed),
            step("completed", of: "O", at: "2026-03-20", completed),
        ]

    static func campaign(
        _ start: String = "2026-03-16",
        days: Int = 14,
        lines: [String] = lines,
        _ change: (inout CampaignQuery) -> Void = { _ in }
    ) async throws -> Campaign {
        var query = CampaignQuery(start: try #require(LocalDate(start)), days: days)
        query.asOf = Instant("2026-03-31T00:00:00+07:00")
        change(&query)
        return try CampaignMaker.make(query, of: try await TemporaryLedger(lines).ledger)
    }

    /// A count by the last two digits of its day.
    private func byDay(_ campaign: Campaign, _ basis: Basis, _ count: (CampaignCounts) -> Int) -> [Int] {
        campaign.total[basis].counts.map(count)
    }

    @Test("the stock and what becomes of it, day by day, as audited")
    func audited() async throws {
        let campaign = try await CampaignTests.campaign()
        #expect(campaign.dates.map { "\($0)" }.first == "2026-03-15")
        #expect(campaign.dates.count == 15)
        #expect(campaign.isOver)
        //                                            15 16 17 18 19 20 21 22 23 24 25 26 27 28 29
        #expect(byDay(campaign, .audited) { $0.atStart } == Array(repeating: 8, count: 15))
        #expect(byDay(campaign, .audited, \.cleared) == [0, 0, 1, 2, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3])
        #expect(byDay(campaign, .audited, \.newlyLate) == [0, 0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
        #expect(byDay(campaign, .audited, \.newlyCleared) == [0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
        #expect(byDay(campaign, .audited, \.masked) == [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1])
        #expect(byDay(campaign, .audited, \.lateOpen) == [8, 8, 7, 7, 8, 6, 6, 6, 5, 5, 5, 5, 5, 5, 5])
        let now = campaign.total.audited.now
        #expect([now[.finished], now[.withdrawn], now[.declined], now[.late]] == [1, 1, 1, 5])
        #expect(now[.stopped] == 0 && now[.inTime] == 0)
        #expect(campaign.total.audited.lines == [8, 8, 7, 6, 5, 4, 4, 4, 4, 3, 2, 1, 0, 0, 0])
        #expect(campaign.total.audited.ahead == -5)
    }

    @Test("a pause and a new appointment make a dossier look not late, and clear nothing")
    func reported() async throws {
        let campaign = try await CampaignTests.campaign()
        #expect(byDay(campaign, .reported, { $0[.stopped] }) == [0, 0] + Array(repeating: 1, count: 13))
        #expect(
            byDay(campaign, .reported, { $0[.inTime] }) == [0, 0] + Array(repeating: 1, count: 11) + [0, 0]
        )
        let now = campaign.total.reported.now
        #expect(
            [now[.finished], now[.withdrawn], now[.declined], now[.late], now[.stopped]] == [1, 1, 1, 4, 1]
        )
        #expect(now.masked == 0)
        #expect(now.remaining == campaign.total.audited.now.remaining)
    }

    @Test("the stock stays with the unit that held it, under the name that the unit has now")
    func units() async throws {
        let campaign = try await CampaignTests.campaign()
        #expect(campaign.rows.map(\.unit) == ["C1", "C2"])
        let (one, two) = (campaign.rows[0].audited, campaign.rows[1].audited)
        #expect(one.counts[0].atStart == 5 && two.counts[0].atStart == 3)
        #expect(one.now.cleared == 1 && two.now.cleared == 2)
        #expect(one.now.passedOn == 1 && one.now.takenOver == 0)
        #expect(two.now.passedOn == 0 && two.now.takenOver == 1)
        #expect(one.now.lateOpen == 3 && two.now.lateOpen == 2)
        #expect(two.now.newlyLate == 2)
        #expect(campaign.total.audited.now.passedOn == 0)
        // Until it is passed on there is nothing to tell.
        #expect(one.counts[2].passedOn == 0 && one.counts[3].passedOn == 1)
    }

    @Test("a unit that was merged away is asked for where it went")
    func merged() async throws {
        let campaign = try await CampaignTests.campaign { $0.unit = "M" }
        #expect(campaign.mergedInto == "C1")
        #expect(campaign.rows.map(\.unit) == ["C1"])
        #expect(campaign.total.audited.now.passedOn == 1)
        #expect(campaign.total.audited.now.lateOpen == 3)
        // Looked at before the merger it is itself.
        let before = try await CampaignTests.campaign {
            $0.unit = "M"
            $0.through = LocalDate("2026-03-19")
        }
        #expect(before.mergedInto == nil)
        #expect(before.total.audited.now.atStart == 1)
    }

    @Test("a unit with nothing has nothing, and an unknown one is refused with the nearest")
    func idle() async throws {
        let campaign = try await CampaignTests.campaign { $0.unit = "IDLE" }
        #expect(campaign.rows.isEmpty)
        #expect(campaign.total.audited.counts.allSatisfy { $0 == CampaignCounts() })
        #expect(campaign.total.audited.forecast == .none(.noStock))
        await #expect(throws: ReportError.self) {
            _ = try await CampaignTests.campaign { $0.unit = "C3" }
        }
    }

    @Test("before all events there is no stock, and all lateness is new")
    func beforeAll() async throws {
        let campaign = try await CampaignTests.campaign("2026-01-05", days: 90)
        #expect(campaign.total.audited.now.atStart == 0)
        #expect(campaign.total.audited.now.newlyLate == 11)
        #expect(campaign.total.audited.now.lateOpen == 5)
        #expect(campaign.total.audited.forecast == .none(.noStock))
        #expect(!campaign.isOver)
        #expect("\(try #require(campaign.dates.last))" == "2026-03-31")
    }

    @Test("in the future there is a stock and nothing else")
    func future() async throws {
        let campaign = try await CampaignTests.campaign("2026-05-04", days: 45)
        #expect(!campaign.hasBegun)
        #expect(campaign.dates.count == 1)
        #expect(campaign.at == campaign.asOf)
        #expect(campaign.total.audited.now.atStart == 5)
        #expect(campaign.total.audited.forecast == .none(.notBegun))
        #expect(campaign.total.audited.ahead == 0)
    }

    @Test("of one day")
    func oneDay() async throws {
        let campaign = try await CampaignTests.campaign("2026-03-17", days: 1)
        #expect(campaign.dates.count == 2)
        #expect(campaign.total.audited.now.cleared == 1)
        #expect(campaign.total.audited.lines == [8, 0])
        #expect(campaign.total.audited.forecast == .none(.tooFewDays))
        let sunday = try await CampaignTests.campaign("2026-03-22", days: 1)
        #expect(sunday.total.audited.ahead == nil)
    }

    @Test("a stock that is gone was cleared on the day from which on nothing remained")
    func gone() async throws {
        let more = ["B", "R", "X", "M1", "S"].map {
            CampaignTests.step(
                "completed",
                of: $0,
                at: $0 == "S" ? "2026-03-25" : "2026-03-24",
                CampaignTests.completed
            )
        }
        let campaign = try await CampaignTests.campaign(lines: CampaignTests.lines + more)
        let day = try #require(LocalDate("2026-03-25"))
        #expect(campaign.total.audited.forecast == .cleared(day))
        #expect(campaign.total.audited.ahead == 0)
    }

    @Test("the forecast stands on what was cleared on each working day")
    func forecast() async throws {
        let campaign = try await CampaignTests.campaign()
        #expect(campaign.total.audited.forecast == .none(.tooFewCleared))
        let days = [16: 1, 17: 1, 18: 2, 19: 1, 20: 0, 23: 2, 24: 1, 25: 1, 26: 1, 27: 1]
        var lines = CampaignTests.lines.filter { !$0.contains("dossier.") }
        var next = 0
        for number in 0..<20 {
            lines.append(CampaignTests.received("F\(number)", at: "2026-03-02", unit: "C1"))
        }
        for (day, count) in days.sorted(by: { $0.key < $1.key }) {
            for _ in 0..<count {
                lines.append(
                    CampaignTests.step(
                        "completed",
                        of: "F\(next)",
                        at: "2026-03-\(day)",
                        CampaignTests.completed
                    )
                )
                next += 1
            }
        }
        // On a Saturday: it counts with Monday's.
        lines.append(
            CampaignTests.step("completed", of: "F\(next)", at: "2026-03-21", CampaignTests.completed)
        )
        let fed = try await CampaignTests.campaign(lines: lines)
        let sample = ClearingForecast(remaining: 8, clearedByDay: [1, 1, 2, 1, 0, 3, 1, 1, 1, 1])
        #expect(fed.total.audited.now.remaining == 8)
        #expect(fed.total.audited.forecast == sample)
    }

    @Test("what is recorded later is not known before")
    func knowledge() async throws {
        let campaign = try await CampaignTests.campaign { $0.asOf = Instant("2026-03-18T00:00:00+07:00") }
        #expect(campaign.total.audited.counts.count == 4)
        #expect(campaign.total.audited.now.cleared == 1)
        let later = CampaignTests.lines.map {
            $0.replacing("\"recordedAt\":\"2026-03-18", with: "\"recordedAt\":\"2026-03-30")
        }
        // A, shown by its evidence: on the audited basis done when it was done, on the reported one twelve days later.
        let late = try await CampaignTests.campaign(lines: later)
        #expect(late.total.audited.now.cleared == 3)
        #expect(late.total.reported.now.cleared == 2)
    }
}
