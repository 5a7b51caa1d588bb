import Audit
import DossierModel
import Projections
import TestSupport

extension Report {
    /// All figures as JSON, without what names the ledger: its size, its root and the moment of knowledge.
    var figures: String {
        let text = json
        guard let start = text.firstRange(of: "\"logSize\": "),
            let end = text.firstRange(of: "\"ruleSets\": ")
        else { preconditionFailure("a report names the ledger's size and root") }
        return String(text[..<start.lowerBound] + text[end.lowerBound...])
    }

    /// A count of the total on the reported basis.
    subscript(key: CountKey) -> Int { total.reported[key] }

    /// The rows that are no sums, by their group in words.
    func counts(_ key: CountKey, rollup: Bool = false) -> [String: Int] {
        var counts: [String: Int] = [:]
        for row in rows where row.isRollup == rollup {
            counts[row.group.map { $0 ?? "null" }.joined(separator: "/")] = row.figures.reported[key]
        }
        return counts
    }
}

extension ReportQuery {
    /// A question from one day to another, as they are written.
    init(_ from: String, _ to: String, by: [Dimension] = []) {
        self.init(
            from: LocalDate(from) ?? LocalDate(rawValue: 0),
            to: LocalDate(to) ?? LocalDate(rawValue: 0)
        )
        self.by = by
    }
}
