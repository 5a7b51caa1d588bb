internal import DossierModel
internal import Projections
internal import Rules

/// The rows of a report with their groups as texts.
struct ReportRows {
    private(set) var rows: [Report.Row] = []
    let total: FiguresPair

    init(_ query: ReportQuery, _ codes: CodeBook, _ tally: ReportTally) {
        total = tally.total
        for row in tally.rows {
            rows.append(
                Report.Row(group: group(row.key, query.by, codes), isRollup: false, figures: row.figures)
            )
        }
        rows.sort { ReportRows.precedes($0, $1) }
    }

    /// Adds a row for every unit above those that have one.
    mutating func addRollUp(
        _ query: ReportQuery,
        _ knowledge: Knowledge,
        _ question: Question,
        _ scope: Scope,
        _ tally: ReportTally
    ) {
        let units = knowledge.references.answerableUnits(at: question.at)
        let parents = knowledge.references.parents(at: question.at).map { units.unit(for: $0) }
        let above = ReportRows.units(above: tally.rows.map(\.key.unit), parents)
        for row in tally.rolledUp(parents: parents).rows where above.contains(row.key.unit) {
            guard scope.units?.contains(row.key.unit) ?? true else { continue }
            let group = group(row.key, query.by, knowledge.codes)
            rows.append(Report.Row(group: group, isRollup: true, figures: row.figures))
        }
        rows.sort { ReportRows.precedes($0, $1) }
    }

    /// The units that stand above others, directly or through others.
    private static func units(above units: [CodeIndex], _ parents: [CodeIndex]) -> Set<CodeIndex> {
        var above: Set<CodeIndex> = []
        for unit in Set(units) {
            var unit = unit
            while Int(unit.rawValue) < parents.count, parents[Int(unit.rawValue)] != .none {
                unit = parents[Int(unit.rawValue)]
                guard above.insert(unit).inserted else { break }
            }
        }
        return above
    }

    private func group(_ key: GroupKey, _ by: [Dimension], _ codes: CodeBook) -> [String?] {
        by.map { dimension in
            switch dimension {
            case .unit: codes.name(key.unit, .unit)
            case .sector: codes.name(key.sector, .sector)
            case .channel: key.channel.map { "\($0)" }
            case .procedure: codes.name(key.procedure, .procedure)
            }
        }
    }

    /// By the group's values in their order, what is lacking first, byte by byte; a sum behind its unit's own row.
    private static func precedes(_ left: Report.Row, _ right: Report.Row) -> Bool {
        for (one, other) in zip(left.group, right.group) {
            // By bytes: Swift takes texts for equal that are spelt with other code points.
            guard let other else {
                if one == nil { continue }
                return false
            }
            guard let one else { return true }
            if one.utf8.elementsEqual(other.utf8) { continue }
            return one.utf8.lexicographicallyPrecedes(other.utf8)
        }
        return !left.isRollup && right.isRollup
    }

    /// Throws where the balance of a row or of the total does not close (rules.md section 9).
    func checkBalance() throws(ReportError) {
        for row in rows where !row.figures.balanceCloses { throw .balance(group: row.group) }
        guard total.balanceCloses else { throw .balance(group: []) }
    }
}
