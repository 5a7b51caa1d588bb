import Audit
import DossierModel
import Foundation
import Projections
import TestSupport
import Testing

/// A campaign must say of every day what the report and the slow reading say when they are asked at that day.
@Suite("campaign, day by day")
struct CampaignPropertyTests {
    /// A feed with a campaign in the midst of it.
    private struct Case {
        let feed: RandomFeed
        let lines: [String]
        let reading: SlowReading
        var query: CampaignQuery

        init(seed: UInt64, dossiers: Int, withMergers: Bool = true) throws {
            feed = RandomFeed(seed: seed, dossiers: dossiers)
            lines = try feed.lines.filter { line in
                let event = try SlowReading(lines: [line]).events.first
                return withMergers || event?.type != "unit.merged"
            }
            reading = try SlowReading(lines: lines)
            let receipts = reading.events.filter { $0.type == "dossier.received" }.map(\.occurredAt).sorted()
            let middle =
                receipts.isEmpty ? Instant(rawValue: 1_700_000_000_000) : receipts[receipts.count / 2]
            let start = middle.localDate.adding(days: Int(seed % 23))
            query = CampaignQuery(start: start, days: 12 + Int(seed % 9))
        }
    }

    @Test(
        "stock and new lateness add up to the report's late dossiers",
        arguments: 3_001...3_024 as ClosedRange<UInt64>
    )
    func totals(_ seed: UInt64) async throws {
        var it = try Case(seed: seed, dossiers: 40)
        let ledger = try await TemporaryLedger(it.lines)
        if seed % 3 == 0 { it.query.asOf = Instant.end(of: it.query.start.adding(days: 7)) }
        let campaign = try CampaignMaker.make(it.query, of: ledger.ledger)
        for (index, date) in campaign.dates.enumerated() {
            var query = ReportQuery(from: date, to: date)
            query.asOf = campaign.asOf
            let report = try ReportMaker.make(query, of: ledger.ledger)
            for basis in Basis.allCases {
                let counts = campaign.total[basis].counts[index]
                #expect(
                    counts[.late] + counts[new: .late] == report.total[basis][.openOverdue],
                    "\(it.feed), \(date), \(basis)"
                )
                #expect(counts.atStart == campaign.total[basis].counts[0].lateOpen)
                #expect(counts.lateOpen == counts[.late] + counts[new: .late])
            }
        }
    }

    @Test("so they do for every unit", arguments: 3_101...3_116 as ClosedRange<UInt64>)
    func units(_ seed: UInt64) async throws {
        let it = try Case(seed: seed, dossiers: 40, withMergers: false)
        let ledger = try await TemporaryLedger(it.lines)
        let campaign = try CampaignMaker.make(it.query, of: ledger.ledger)
        for (index, date) in campaign.dates.enumerated() {
            var query = ReportQuery(from: date, to: date)
            query.asOf = campaign.asOf
            query.by = [.unit]
            let report = try ReportMaker.make(query, of: ledger.ledger)
            for basis in Basis.allCases {
                var expected: [[UInt8]: Int] = [:]
                for row in report.rows where row.figures[basis][.openOverdue] > 0 {
                    expected[Array((row.group[0] ?? "-").utf8)] = row.figures[basis][.openOverdue]
                }
                var found: [[UInt8]: Int] = [:]
                for row in campaign.rows where row[basis].counts[index].lateOpen != 0 {
                    found[Array((row.unit ?? "-").utf8)] = row[basis].counts[index].lateOpen
                }
                #expect(found == expected, "\(it.feed), \(date), \(basis)")
            }
        }
    }

    /// What a dossier is by the slow reading.
    private func state(_ life: SlowLife) -> LateState {
        if let finish = life.finish {
            return finish.event.type == "dossier.completed"
                ? .finished : finish.event.type == "dossier.declined" ? .declined : .withdrawn
        }
        return life.section7Class == "openOverdue"
            ? .late : life.section7Class == "stopped" ? .stopped : .inTime
    }

    /// The counts of a basis by asking the slow reading for every dossier at the end of every day.
    private func literal(_ it: Case, _ basis: Basis, dates: [LocalDate], asOf: Instant) throws
        -> [CampaignCounts]
    {
        var stock: Set<String> = []
        var new: Set<String> = []
        return try dates.enumerated().map { index, date in
            var query = SlowQuery(from: date, to: date)
            query.asOf = asOf
            var counts = CampaignCounts()
            for (code, dossier) in try it.reading.dossiers(query) {
                guard let life = dossier[basis] else { continue }
                let state = state(life)
                let isLate = state == .late
                let isOverdue = life.section7Class == "overdue"
                if index == 0, isLate { stock.insert(code) }
                if stock.contains(code) {
                    counts[state] += 1
                    let shows = dossier.reported.map { self.state($0) == .late } ?? false
                    if basis == .audited, isLate, !shows { counts.masked += 1 }
                    continue
                }
                let isThen = (life.finish?.time.localDate).map { $0 >= it.query.start } ?? false
                if isLate || (isOverdue && isThen) { new.insert(code) }
                if new.contains(code) { counts[new: state] += 1 }
            }
            return counts
        }
    }

    @Test(
        "every count is that of a literal reading, dossier by dossier",
        arguments: 3_201...3_212 as ClosedRange<UInt64>
    )
    func literally(_ seed: UInt64) async throws {
        let it = try Case(seed: seed, dossiers: 14)
        let ledger = try await TemporaryLedger(it.lines)
        let campaign = try CampaignMaker.make(it.query, of: ledger.ledger)
        for basis in Basis.allCases {
            let expected = try literal(it, basis, dates: campaign.dates, asOf: campaign.asOf)
            for (index, date) in campaign.dates.enumerated() {
                #expect(
                    campaign.total[basis].counts[index] == expected[index],
                    "\(it.feed), \(date), \(basis)"
                )
            }
        }
    }

    @Test("the feeds have everything that can become of a late dossier")
    func coverage() async throws {
        var met = CampaignCounts()
        for seed in 3_101...3_116 as ClosedRange<UInt64> {
            let it = try Case(seed: seed, dossiers: 40, withMergers: false)
            let campaign = try CampaignMaker.make(it.query, of: try await TemporaryLedger(it.lines).ledger)
            for row in campaign.rows {
                for counts in row.reported.counts + row.audited.counts {
                    for state in LateState.allCases {
                        met[state] += counts[state]
                        met[new: state] += counts[new: state]
                    }
                    met.masked += counts.masked
                    met.passedOn += counts.passedOn
                    met.takenOver += counts.takenOver
                }
            }
        }
        for state in LateState.allCases {
            #expect(met[state] > 0, "\(state)")
            #expect(met[new: state] > 0, "new \(state)")
        }
        #expect(met.masked > 0)
        #expect(met.passedOn > 0 && met.takenOver > 0)
    }

    @Test("shuffled and doubled lines change nothing")
    func shuffled() async throws {
        let it = try Case(seed: 3_301, dossiers: 40)
        var generator = SeededGenerator(seed: 1)
        let one = try CampaignMaker.make(it.query, of: try await TemporaryLedger(it.lines).ledger)
        let other = try await TemporaryLedger(it.lines.shuffled(using: &generator) + it.lines.prefix(9))
        let two = try CampaignMaker.make(it.query, of: other.ledger)
        #expect(one.total.audited.counts == two.total.audited.counts)
        #expect(one.total.reported.counts == two.total.reported.counts)
        #expect(one.rows.map(\.unit) == two.rows.map(\.unit))
    }
}
