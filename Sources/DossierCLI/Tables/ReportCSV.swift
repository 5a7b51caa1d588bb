internal import Audit
internal import DossierModel
internal import Projections

/// A report as CSV (RFC 4180): a line for each row and basis, then two for the total.
enum ReportCSV {
    static func text(_ report: Report) -> String {
        var header = ["row"] + report.by.map(\.rawValue) + ["basis"]
        header += CountKey.allCases.map(\.name)
        header += RateKey.allCases.map(\.rawValue)
        header += OnTimeReading.allCases.map { "onTimeRates." + $0.rawValue }
        header += DaysLateBucket.allCases.map { "daysLate." + $0.name }
        var text = CSVRecord.text(header)
        for row in report.rows {
            text += lines(row.isRollup ? "rollup" : "group", row.group, row.figures, isTotal: false)
        }
        return text + lines("total", report.by.map { _ in nil }, report.total, isTotal: true)
    }

    private static func lines(_ kind: String, _ group: [String?], _ figures: FiguresPair, isTotal: Bool)
        -> String
    {
        Basis.allCases.map { basis in
            var fields = [kind] + group.map { $0 ?? "" } + ["\(basis)"]
            // What is counted in the total only is empty elsewhere, not 0.
            fields += CountKey.allCases.map { isTotal || !$0.isOfTotalOnly ? String(figures[basis][$0]) : "" }
            fields += RateKey.allCases.map { number(figures[basis].rate($0)) }
            fields += OnTimeReading.allCases.map { number(figures[basis].rate($0)) }
            fields += DaysLateBucket.allCases.map { String(figures[basis][$0]) }
            return CSVRecord.text(fields)
        }.joined()
    }

    /// A rate with full precision; empty where there is none.
    static func number(_ ratio: Ratio?) -> String {
        ratio.map { JSONValue.double($0.value).description } ?? ""
    }
}
