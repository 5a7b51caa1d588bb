package import DossierModel
package import LedgerStore
internal import MerkleLog
package import Projections

/// What a province asks of its units every week (S0 of the reference: weekly, on the late dossiers above all).
package struct WeeklyReport: Sendable {
    /// Why a unit needs attention.
    package enum Reason: String, CaseIterable, Sendable {
        /// Among the units with the most late dossiers.
        case mostLate
        /// Among those whose late dossiers grew the most in the week.
        case growing
        /// Among those with the most dossiers in unauthorised pauses.
        case pausing
    }

    /// A unit's week on both bases.
    package struct UnitWeek: Sendable {
        package let unit: String?
        package let figures: FiguresPair
        /// The late dossiers; `nil` where there were none.
        package let late: Campaign.Group?
        package fileprivate(set) var reasons: [Reason] = []

        /// Late and open before the week, and at its end.
        package func late(_ basis: Basis) -> (before: Int, after: Int) {
            guard let late else { return (0, 0) }
            return (late[basis].counts[0].lateOpen, late[basis].now.lateOpen)
        }

        /// By how many the late dossiers grew.
        package func growth(_ basis: Basis) -> Int {
            let (before, after) = late(basis)
            return after - before
        }
    }

    /// The figures of rules.md section 9, by unit.
    package let report: Report

    /// What was late before the week, and what became of it.
    package let week: Campaign

    /// The late dossiers of the weeks before and of this one.
    package let trend: Campaign

    /// The campaign that was asked for, as it stood at the end of the week.
    package let campaign: Campaign?

    /// By unit, in the order of their codes.
    package let units: [UnitWeek]

    package var from: LocalDate { report.from }
    package var to: LocalDate { report.to }

    /// Weeks before this one that the trend shows.
    static let weeksBefore = 7

    /// How many units are named for each reason.
    package static let namedUnits = 5

    /// The units that need attention, the most late first.
    package var attention: [UnitWeek] {
        units.filter { !$0.reasons.isEmpty }.sorted { left, right in
            let (one, other) = (left.late(.audited).after, right.late(.audited).after)
            if one != other { return one > other }
            return (left.unit ?? "").utf8.lexicographicallyPrecedes((right.unit ?? "").utf8)
        }
    }

    /// Makes the report of a snapshot of the ledger.
    ///
    /// `progress` is told how many dossiers are done and how many there are, in each of two passes.
    ///
    /// - Throws: ``ReportError``, ``ReplayError``, `StoreError`.
    package static func make(
        _ query: WeeklyQuery,
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> WeeklyReport {
        let stocks = try CampaignMaker.make(query.stocks, of: ledger, progress: progress)
        var asked = ReportQuery(from: query.from, to: query.to)
        asked.by = [.unit]
        asked.unit = query.unit
        asked.ruleSets = query.ruleSets
        // What is appended between the passes is not looked at.
        asked.asOf = stocks[0].asOf
        asked.logSize = stocks[0].logSize
        let report = try ReportMaker.answer(asked, of: ledger, checkpointsFrom: nil, progress: progress)
            .report
        return WeeklyReport(
            report: report,
            week: stocks[0],
            trend: stocks[1],
            campaign: stocks.count > 2 ? stocks[2] : nil,
            units: units(report, stocks[0])
        )
    }

    private static func units(_ report: Report, _ week: Campaign) -> [UnitWeek] {
        var late: [[UInt8]: Campaign.Group] = [:]
        for row in week.rows { late[key(row.unit)] = row }
        var units = report.rows.map { row in
            UnitWeek(
                unit: row.group[0],
                figures: row.figures,
                late: late.removeValue(forKey: key(row.group[0]))
            )
        }
        // Late before the week and gone within it, with nothing in the report: transferred to another unit.
        for row in week.rows where late[key(row.unit)] != nil {
            units.append(UnitWeek(unit: row.unit, figures: FiguresPair(), late: row))
        }
        units.sort { key($0.unit).lexicographicallyPrecedes(key($1.unit)) }
        mark(&units, .mostLate) { $0.late(.audited).after }
        mark(&units, .growing) { $0.growth(.audited) }
        mark(&units, .pausing) { $0.figures.audited[.pausedOpenUnauthorised] }
        return units
    }

    /// The bytes of a code, a missing one before all.
    private static func key(_ unit: String?) -> [UInt8] {
        unit.map { [1] + Array($0.utf8) } ?? []
    }

    /// Marks the units with the most of something; of equals the first code, and none that have nothing.
    private static func mark(_ units: inout [UnitWeek], _ reason: Reason, _ count: (UnitWeek) -> Int) {
        let order = units.indices.filter { count(units[$0]) > 0 }.sorted { left, right in
            let (one, other) = (count(units[left]), count(units[right]))
            return one == other ? left < right : one > other
        }
        for index in order.prefix(namedUnits) { units[index].reasons.append(reason) }
    }
}

extension WeeklyQuery {
    /// The stocks to be followed: the week's, that of some weeks, and the campaign's.
    fileprivate var stocks: [CampaignQuery] {
        let before = 7 * WeeklyReport.weeksBefore
        var stocks = [
            CampaignQuery(start: from, days: days),
            CampaignQuery(start: from.adding(days: -before), days: days + before),
        ]
        if let campaignStart { stocks.append(CampaignQuery(start: campaignStart, days: campaignDays)) }
        return stocks.map { stock in
            var stock = stock
            stock.through = to
            stock.unit = unit
            stock.asOf = asOf
            stock.logSize = logSize
            stock.ruleSets = ruleSets
            return stock
        }
    }
}
