internal import DossierModel
package import LedgerStore
internal import Projections
internal import Rules

/// Fills in form II.06a from a ledger.
package enum FormMaker {
    /// Makes the form of what the ledger shows.
    ///
    /// `progress` is told, by several threads, how many dossiers are done in a pass and how many there are. A form is one pass,
    /// and two more where the carry-over is checked.
    ///
    /// - Throws: ``ReportError``, ``ReplayError``, `StoreError`; an equation that does not close is ``ReportError/balance(group:)``.
    package static func make(
        _ query: FormQuery,
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> SettlementForm {
        if let previous = query.previous, previous.from > previous.to {
            throw ReportError.emptyPeriod(from: previous.from, to: previous.to)
        }
        let report = try ReportMaker.answer(query.report, of: ledger, progress: progress).report
        let ruleSets = try RuleSetFile.all(with: query.ruleSets)
        // Another snapshot than the report's, of the same events: the report says how many it looked at.
        return try ledger.read { view in
            let tail = try view.tailRows()
            return try view.withRows(tail: tail) { rows in
                let now = try knowledge(report.asOf, report, ruleSets, view, rows, tail)
                var carryOver: CarryOver?
                if let previous = query.previous {
                    let asOf = query.previousAsOf ?? report.asOf
                    let then = try knowledge(asOf, report, ruleSets, view, rows, tail)
                    let run = try CarryOverRun(query, previous, then, now, rows, progress: progress)
                    carryOver = try run.answer(view, tail)
                }
                let names = try RegisteredNames(now, at: report.at, rows, view)
                return try FormMaker.form(query, report, carryOver, names)
            }
        }
    }

    private static func knowledge(
        _ asOf: Instant,
        _ report: Report,
        _ ruleSets: [RuleSetFile],
        _ view: borrowing LedgerView,
        _ rows: LedgerRows,
        _ tail: TailRows
    ) throws(ReplayError) -> Knowledge {
        try KnowledgeReader.read(
            view,
            rows,
            tail: tail,
            asOf: asOf,
            logSize: report.logSize,
            ruleSets: ruleSets
        )
    }

    private static func form(
        _ query: FormQuery,
        _ report: Report,
        _ carryOver: CarryOver?,
        _ names: RegisteredNames
    ) throws -> SettlementForm {
        let unit = report.mergedInto ?? query.unit
        let total = FormLine(report.total[query.basis])
        guard FormCheck.allCases.allSatisfy(total.closes) else { throw ReportError.balance(group: []) }
        return SettlementForm(
            period: query.period,
            basis: query.basis,
            asOf: report.asOf,
            at: report.at,
            logSize: report.logSize,
            root: report.root,
            ruleSets: report.ruleSets,
            unit: unit.map { names.party($0) },
            hasUnitsBelow: unit.map { names.hasUnitsBelow($0) } ?? false,
            receiver: unit.flatMap { names.unit(above: $0) },
            mergedInto: report.mergedInto,
            lines: try lines(query, report, names),
            total: total,
            declinedAtIntake: report.total[query.basis][.declinedAtIntake],
            carryOver: carryOver
        )
    }

    /// The lines of the sectors, each with those of its procedures where they are asked for.
    private static func lines(
        _ query: FormQuery,
        _ report: Report,
        _ names: RegisteredNames
    ) throws(ReportError) -> [SettlementForm.Line] {
        var lines: [SettlementForm.Line] = []
        var sectors = 0
        var rest = report.rows[...]
        while let first = rest.first {
            let sector = first.group[0]
            // By bytes: Swift takes texts for equal that are spelt with other code points.
            let rows = rest.prefix { isSame($0.group[0], sector) }
            rest = rest.dropFirst(rows.count)
            var sum = FiguresPair()
            for row in rows { sum.merge(row.figures) }
            let whole = FormLine(sum[query.basis])
            guard !whole.isEmpty else { continue }
            sectors += 1
            lines.append(
                SettlementForm.Line(
                    number: "\(sectors)",
                    sector: sector,
                    procedure: nil,
                    name: nil,
                    figures: whole
                )
            )
            guard query.hasProcedures else { continue }
            var procedures = 0
            for row in rows {
                let figures = FormLine(row.figures[query.basis])
                guard !figures.isEmpty else { continue }
                procedures += 1
                let number = "\(sectors).\(procedures)"
                let procedure = row.group[1]
                lines.append(
                    SettlementForm.Line(
                        number: number,
                        sector: sector,
                        procedure: procedure,
                        name: procedure.flatMap { names.procedure($0) },
                        figures: figures
                    )
                )
            }
        }
        for line in lines where !FormCheck.allCases.allSatisfy(line.figures.closes) {
            throw .balance(group: [line.sector, line.procedure])
        }
        return lines
    }

    private static func isSame(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return one == nil && other == nil }
        return one.utf8.elementsEqual(other.utf8)
    }
}

extension FormQuery {
    /// The report whose counts stand in the form.
    fileprivate var report: ReportQuery {
        var report = ReportQuery(from: period.from, to: period.to)
        report.by = hasProcedures ? [.sector, .procedure] : [.sector]
        report.unit = unit
        report.asOf = asOf
        report.ruleSets = ruleSets
        return report
    }
}
