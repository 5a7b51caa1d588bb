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

    /// The rows of the late entries by which the dossier went from late to not late on the audited basis; none where it did not.
    package func rows(_ rows: Span<EventRow>, at: Instant) -> [Int] {
        let late = rows.indices.filter { isLate(rows[$0]) && rows[$0].recordedAt <= at }
        guard !late.isEmpty else { return [] }
        var isEntry = [Bool](repeating: false, count: rows.count)
        for row in late { isEntry[row] = true }
        let moments = Set(late.map { rows[$0].recordedAt }).sorted()
        for moment in moments {
            // Alone the late entries are left out: what was written down in time at that moment is known both times.
            let known = rows.indices.filter { rows[$0].recordedAt <= moment }
            let others = known.filter { !(isEntry[$0] && rows[$0].recordedAt == moment) }
            if isLate(others, of: rows, at: moment), !isLate(known, of: rows, at: moment) {
                return late.filter { rows[$0].recordedAt == moment }
            }
        }
        return []
    }

    private func isLate(_ row: EventRow) -> Bool {
        let (occurred, recorded) = (row.occurredAt.localDate, row.recordedAt.localDate)
        guard Int(recorded.rawValue) - Int(occurred.rawValue) > RetroactiveImprovement.grace else {
            return false
        }
        return references.calendar.workingDays(after: occurred, through: recorded)
            > RetroactiveImprovement.grace
    }

    private func isLate(_ places: [Int], of rows: Span<EventRow>, at: Instant) -> Bool {
        let known = places.map { rows[$0] }
        let question = Question(asOf: at, at: at, from: at.localDate, to: at.localDate)
        var judge = DossierJudge(question, references)
        return judge.judge(known.span).audited.dossierClass.isLate
    }
}
