import Audit
import DossierModel
import Projections
import TestSupport

extension ReportQuery {
    /// The slow reading's question.
    init(_ query: SlowQuery) {
        self.init(from: query.from, to: query.to)
        by = query.by.compactMap { Dimension(rawValue: $0.rawValue) }
        asOf = query.asOf
        logSize = query.logSize.map { UInt64($0) }
        unit = query.unit
        sector = query.sector
        procedure = query.procedure
        channel = query.channel.flatMap { name in Channel.allCases.first { "\($0)" == name } }
        level = query.level.flatMap { name in UnitLevel.allCases.first { "\($0)" == name } }
    }
}

extension SlowAnswer {
    /// The rows and the total of a report, to be compared with the slow reading's.
    init(_ report: Report) {
        self.init(
            rows: report.rows.filter { !$0.isRollup }.map {
                Row(group: $0.group, $0.figures, isTotal: false)
            },
            total: Row(group: [], report.total, isTotal: true)
        )
    }
}

extension SlowAnswer.Row {
    fileprivate init(group: [String?], _ figures: FiguresPair, isTotal: Bool) {
        self.init(
            group: group,
            reported: SlowCounts(figures.reported, isTotal: isTotal),
            audited: SlowCounts(figures.audited, isTotal: isTotal)
        )
    }
}

extension SlowCounts {
    fileprivate init(_ figures: Figures, isTotal: Bool) {
        var counts: [String: Int] = [:]
        for key in CountKey.allCases where isTotal || !key.isOfTotalOnly { counts[key.name] = figures[key] }
        for bucket in DaysLateBucket.allCases { counts["daysLate " + bucket.name] = figures[bucket] }
        // Scores of the feeds are halves: millionths and floating point both hold their sums exactly.
        self.init(
            counts,
            score: Double(figures.score) / 1_000_000,
            max: Double(figures.scoreMax) / 1_000_000
        )
    }
}
