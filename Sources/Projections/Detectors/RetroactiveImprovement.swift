package import DossierModel
package import Rules

/// Finds dossiers that late entries made good (findings.md section 4, `retroactiveImprovement`).
///
/// An entry is late if more than ``RetroactiveImprovement/grace`` working days lie between its clocks. For each moment at which
/// such entries became known the dossier is judged at that moment twice: without them and with them.
package struct RetroactiveImprovement: Sendable {
    /// Working days between the clocks that are still ordinary.
    package static let grace = 5

    private let references: ReferenceBook

    package init(_ references: ReferenceBook) {
        self.references = references
    }

    /// The late entries by which the dossier went from late to not late on the audited basis; `nil` where it did not.
    package func hit(_ rows: Span<EventRow>, at: Instant) -> DossierHit? {
        let late = rows.indices.filter { isLate(rows[$0]) && rows[$0].recordedAt <= at }
        guard !late.isEmpty else { return nil }
        var isEntry = [Bool](repeating: false, count: rows.count)
        for row in late { isEntry[row] = true }
        let moments = Set(late.map { rows[$0].recordedAt }).sorted()
        for moment in moments {
            // Alone the late entries are left out: what was written down in time at that moment is known both times.
            let known = rows.indices.filter { rows[$0].recordedAt <= moment }
            let others = known.filter { !(isEntry[$0] && rows[$0].recordedAt == moment) }
            let before = dossierClass(others, of: rows, at: moment)
            guard before.isLate else { continue }
            let after = dossierClass(known, of: rows, at: moment)
            guard !after.isLate else { continue }
            let entries = late.filter { rows[$0].recordedAt == moment }
            let lags = entries.map { lag(of: rows[$0]) }
            return DossierHit(
                .retroactiveImprovement,
                entries,
                day: moment.localDate,
                facts: [
                    HitFact(.classBefore, .dossierClass(before)), HitFact(.classAfter, .dossierClass(after)),
                    HitFact(.workingDays, .count(lags.max() ?? 0)),
                    HitFact(.allowed, .count(RetroactiveImprovement.grace)),
                ]
            )
        }
        return nil
    }

    /// Working days between the clocks.
    private func lag(of row: EventRow) -> Int {
        Int(
            references.calendar.workingDays(
                after: row.occurredAt.localDate,
                through: row.recordedAt.localDate
            )
        )
    }

    private func isLate(_ row: EventRow) -> Bool {
        let (occurred, recorded) = (row.occurredAt.localDate, row.recordedAt.localDate)
        guard Int(recorded.rawValue) - Int(occurred.rawValue) > RetroactiveImprovement.grace else {
            return false
        }
        return lag(of: row) > RetroactiveImprovement.grace
    }

    private func dossierClass(_ places: [Int], of rows: Span<EventRow>, at: Instant) -> DossierClass {
        let known = places.map { rows[$0] }
        let question = Question(asOf: at, at: at, from: at.localDate, to: at.localDate)
        var judge = DossierJudge(question, references)
        return judge.judge(known.span).audited.dossierClass
    }
}
