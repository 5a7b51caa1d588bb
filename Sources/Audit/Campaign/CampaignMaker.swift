internal import DossierModel
package import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// Follows late dossiers through campaigns.
package enum CampaignMaker {
    /// Follows a campaign in a snapshot of the ledger, in one pass over the dossiers.
    ///
    /// `progress` is told, by several threads, how many dossiers are done and how many there are.
    ///
    /// - Throws: ``ReportError``, ``ReplayError``, `StoreError`.
    package static func make(
        _ query: CampaignQuery,
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> Campaign {
        try make([query], of: ledger, progress: progress)[0]
    }

    /// The same for several stocks of one unit and one knowledge: those of the first, and so is the last day looked at.
    static func make(
        _ queries: [CampaignQuery],
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws -> [Campaign] {
        let files = try RuleSetFile.all(with: queries[0].ruleSets)
        return try ledger.read { view in
            if let asked = queries[0].logSize, asked > view.size {
                throw ReportError.noSuchLogSize(asked: asked, size: view.size)
            }
            // Without events there is no latest moment; the end of what is asked serves.
            let isEmpty = min(queries[0].logSize ?? view.size, view.size) == 0
            let tail = try view.tailRows()
            return try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: queries[0].asOf ?? (isEmpty ? Instant.end(of: queries[0].lastAsked) : nil),
                    logSize: queries[0].logSize,
                    ruleSets: files
                )
                return try CampaignRun(queries, knowledge).campaigns(rows, view, progress: progress)
            }
        }
    }
}

/// Campaigns in the making: what is known of the ledger is read.
private struct CampaignRun {
    private let queries: [CampaignQuery]
    private let knowledge: Knowledge
    private let days: CourseDays
    private let scope: ReportScope

    init(_ queries: [CampaignQuery], _ knowledge: Knowledge) throws {
        self.queries = queries
        self.knowledge = knowledge
        var first = queries[0].start
        var last = queries[0].lastAsked
        for query in queries {
            first = min(first, query.start)
            last = max(last, query.lastAsked)
        }
        days = CourseDays(from: first.adding(days: -1), through: last, asOf: knowledge.asOf)
        var filter = ReportQuery()
        filter.unit = queries[0].unit
        scope = try ReportScope(filter, knowledge, at: days.at)
    }

    func campaigns(
        _ rows: LedgerRows,
        _ view: borrowing LedgerView,
        progress: @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws -> [Campaign] {
        // A campaign that begins after the moment of knowledge is looked at where that is.
        let empty = queries.map { query in
            CampaignTally(
                days,
                start: min(query.start, days.last.adding(days: 1)),
                through: query.lastAsked,
                scope: scope.scope
            )
        }
        let part = CampaignPart(days, knowledge, empty)
        let parts = try DossierFold.run(rows, knowledge.filter, view, from: part, progress: progress)
        let root = try view.root(ofFirst: knowledge.logSize)
        return queries.indices.map { index in
            var tally = empty[index]
            for part in parts { tally.merge(part.tallies[index]) }
            return campaign(queries[index], tally, root)
        }
    }

    private func campaign(_ query: CampaignQuery, _ tally: CampaignTally, _ root: Digest) -> Campaign {
        let count = tally.total(.reported).count
        let first = min(query.start, days.last.adding(days: 1)).adding(days: -1)
        let place = Int(first.rawValue - days.first.rawValue) + count - 1
        let at = days.moments[place]
        let calendar = CampaignCalendar(
            start: query.start,
            days: query.days,
            at: at,
            knowledge.references.calendar
        )
        let dates = (0..<count).map { first.adding(days: $0) }
        var rows = tally.unitsMet.map { unit in
            Campaign.Group(
                unit: knowledge.codes.name(unit, .unit),
                reported: Campaign.Course(tally.days(of: unit, .reported), dates, calendar),
                audited: Campaign.Course(tally.days(of: unit, .audited), dates, calendar)
            )
        }
        rows.sort { left, right in
            guard let right = right.unit else { return false }
            return left.unit.map { $0.utf8.lexicographicallyPrecedes(right.utf8) } ?? true
        }
        return Campaign(
            calendar: calendar,
            days: query.days,
            dates: dates,
            asOf: knowledge.asOf,
            at: at,
            logSize: knowledge.logSize,
            root: root,
            ruleSets: knowledge.ruleSets,
            unit: query.unit,
            mergedInto: scope.mergedInto,
            total: Campaign.Group(
                unit: nil,
                reported: Campaign.Course(tally.total(.reported), dates, calendar),
                audited: Campaign.Course(tally.total(.audited), dates, calendar)
            ),
            rows: rows
        )
    }
}

extension CampaignQuery {
    /// The last day that is looked at, if it is known by then.
    fileprivate var lastAsked: LocalDate { min(end, max(through ?? end, start.adding(days: -1))) }
}

extension Campaign.Course {
    /// A course by its counts, the first of which is of the day before the start.
    fileprivate init(_ counts: [CampaignCounts], _ dates: [LocalDate], _ calendar: CampaignCalendar) {
        let stock = counts[0].atStart
        self.init(
            counts: counts,
            lines: dates.map { calendar.line(stock, on: $0) },
            forecast: Campaign.Course.forecast(counts, dates, calendar)
        )
    }

    private static func forecast(
        _ counts: [CampaignCounts],
        _ dates: [LocalDate],
        _ calendar: CampaignCalendar
    ) -> ClearingForecast {
        let remaining = counts.map(\.remaining)
        guard calendar.at >= Instant(calendar.start) else { return .none(.notBegun) }
        guard counts[0].atStart > 0 else { return .none(.noStock) }
        if remaining[remaining.count - 1] == 0 {
            let open = remaining.lastIndex { $0 > 0 } ?? 0
            return .cleared(dates[open + 1])
        }
        // What is cleared on a day off counts with the next working day.
        var cleared: [Int] = []
        var before = remaining[0]
        for (date, left) in zip(dates, remaining).dropFirst()
        where calendar.isWorking(date) && date <= calendar.lastWorked {
            cleared.append(before - left)
            before = left
        }
        return ClearingForecast(remaining: remaining[remaining.count - 1], clearedByDay: cleared)
    }
}
