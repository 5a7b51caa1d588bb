import Audit
import DossierModel
import Projections
import TestSupport
import Testing

/// The weekly report is the report of the week and the stock of the week, of one knowledge.
@Suite("weekly report")
struct WeeklyReportTests {
    private func weekly(
        _ from: String = "2026-03-16",
        _ to: String = "2026-03-22",
        _ change: (inout WeeklyQuery) -> Void = { _ in }
    ) async throws -> WeeklyReport {
        var query = WeeklyQuery(from: try #require(LocalDate(from)), to: try #require(LocalDate(to)))
        query.asOf = Instant("2026-03-31T00:00:00+07:00")
        change(&query)
        return try WeeklyReport.make(query, of: try await TemporaryLedger(CampaignTests.lines).ledger)
    }

    @Test("the late dossiers go from the end of one week to the end of the next")
    func walk() async throws {
        let week = try await weekly()
        let course = week.week.total.audited
        #expect(course.counts[0].lateOpen == 8)
        #expect(course.now.lateOpen == 6)
        #expect(course.now.lateOpen == week.report.total.audited[.openOverdue])
        #expect(week.week.at == week.report.at)
        #expect(week.week.root == week.report.root)
        let next = try await weekly("2026-03-23", "2026-03-29")
        #expect(next.week.total.audited.counts[0].lateOpen == course.now.lateOpen)
        #expect(next.campaign == nil)
    }

    @Test("the weeks before are shown, with this one at their end")
    func trend() async throws {
        let week = try await weekly()
        #expect(week.trend.dates.count == 1 + 8 * 7)
        #expect(week.trend.dates.last == week.to)
        let late = week.trend.total.audited.counts.map(\.lateOpen)
        #expect(Array(late.suffix(8)) == [8, 8, 7, 7, 8, 6, 6, 6])
        // Nothing was late before 2026-03-10; H was done on the 11th.
        #expect(Array(late.suffix(15).prefix(7)) == [0, 0, 9, 8, 8, 8, 8])
    }

    @Test("the units that need attention, and why")
    func attention() async throws {
        let week = try await weekly("2026-03-09", "2026-03-15")
        #expect(week.attention.map(\.unit) == ["C1", "C2", "M"])
        #expect(week.attention.allSatisfy { $0.reasons == [.mostLate, .growing] })
        let next = try await weekly("2026-03-16", "2026-03-22")
        #expect(next.attention.map(\.unit) == ["C1", "C2"])
        #expect(next.attention[0].reasons == [.mostLate, .pausing])
        #expect(next.attention[1].reasons == [.mostLate])
        // What M had is counted where it went.
        #expect(next.attention[0].late(.audited).before == 5)
        #expect(next.attention[0].growth(.audited) == -2)
    }

    @Test("the campaign is told as it stood at the end of the week")
    func campaign() async throws {
        let week = try await weekly("2026-03-16", "2026-03-22") {
            $0.campaignStart = LocalDate("2026-03-12")
            $0.campaignDays = 45
        }
        let campaign = try #require(week.campaign)
        #expect("\(try #require(campaign.dates.last))" == "2026-03-22")
        #expect(campaign.total.audited.now.atStart == 8)
        let alone = try await CampaignTests.campaign("2026-03-12", days: 45) {
            $0.through = LocalDate("2026-03-22")
        }
        #expect(campaign.total.audited.counts == alone.total.audited.counts)
        #expect(campaign.total.reported.lines == alone.total.reported.lines)
        #expect(campaign.total.audited.forecast == alone.total.audited.forecast)
        let before = try await weekly("2026-03-02", "2026-03-08") {
            $0.campaignStart = LocalDate("2026-03-12")
        }
        #expect(before.campaign?.hasBegun == false)
        #expect(before.campaign?.dates.count == 1)
    }

    @Test("a week before all events, one to come, and one that is not over")
    func edges() async throws {
        let before = try await weekly("2020-03-02", "2020-03-08")
        #expect(before.units.isEmpty && before.attention.isEmpty)
        let future = try await weekly("2026-06-01", "2026-06-07")
        #expect(!future.week.hasBegun)
        #expect(future.week.total.audited.now.atStart == 5)
        let cut = try await weekly { $0.asOf = Instant("2026-03-18T12:00:00+07:00") }
        #expect(cut.week.at == cut.report.at)
        #expect(cut.week.total.audited.counts.count == 4)
    }

    @Test("an unknown unit is refused; of an empty ledger all is 0 at the end of the week")
    func refusals() async throws {
        await #expect(throws: ReportError.self) { _ = try await weekly { $0.unit = "C9" } }
        let date = try #require(LocalDate("2026-03-16"))
        let empty = try WeeklyReport.make(
            WeeklyQuery(from: date, to: date),
            of: try await TemporaryLedger([]).ledger
        )
        #expect(empty.report.asOf == Instant.end(of: date) && empty.report.logSize == 0)
        #expect(empty.week.at == Instant.end(of: date) && empty.units.isEmpty)
        #expect(empty.week.total.audited.now == CampaignCounts())
        #expect(empty.report.total.reported[.received] == 0)
    }
}
