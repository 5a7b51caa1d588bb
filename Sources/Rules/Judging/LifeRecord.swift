package import DossierModel

/// What an event does in the life of its dossier (rules.md section 4).
package enum StepNote: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case receipt
    case counts
    // The anomalies: the event changes nothing, but for `reopened`.
    case duplicateReceipt
    case reopened
    case reopenOfOpen
    case afterFinish
    case closeWithoutStop

    package var isAnomaly: Bool { rawValue >= StepNote.duplicateReceipt.rawValue }
}

/// One event by `at` in the order of its dossier's life.
package struct StepRecord: Hashable, Sendable {
    /// The row of the event among those that were handed over.
    package var row: Int
    package var effective: Instant
    package var note: StepNote
}

/// What opened a stop.
package enum StopKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case pause
    case supplement
}

/// A stop of the clock (tạm dừng) as it was opened and closed (rules.md section 5).
package struct StopRecord: Hashable, Sendable {
    package var kind: StopKind
    /// The row of the event that opened it.
    package var row: Int
    package var start: Instant
    /// `nil` while it is open.
    package var end: Instant?
    /// The row of the event that closed it; `nil` while it is open.
    package var closingRow: Int?
    /// Judged on the audited basis only: empty on the reported one.
    package var reasons: StopReasons
    /// For a supplement on the reported basis true: nothing there asks.
    package var isAuthorised: Bool
}

/// A change of the due date (rules.md section 6, "Shift").
package struct DueShift: Hashable, Sendable {
    /// The row of the event that let the clock run again, or of the reschedule.
    package var row: Int
    /// From when to when the clock stood still; both the same for a reschedule.
    package var stoppedAt: Instant
    package var resumedAt: Instant
    /// `nil` for an undated dossier that is given an appointment.
    package var before: DueDate?
    package var after: DueDate
}

/// How a judgement was come to on one basis: for `history`, for evidence and for tests.
package struct LifeRecord: Hashable, Sendable {
    /// The events by `at`, the receipt first.
    package var steps: [StepRecord] = []
    package var stops: [StopRecord] = []
    package var shifts: [DueShift] = []
    /// The due date before any shift.
    package var baseDue: DueDate?

    package init() {}
}

/// Who listens to a walk.
protocol LifeListener {
    /// Whether it is told of events that change nothing as well.
    static var hearsIdle: Bool { get }
    mutating func began(due: DueDate?)
    mutating func took(row: Int, effective: Instant, note: StepNote)
    mutating func opened(_ stop: StopRecord)
    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int)
    mutating func moved(_ shift: DueShift)
}

extension LifeRecord: LifeListener {
    static var hearsIdle: Bool { true }

    mutating func began(due: DueDate?) {
        baseDue = due
    }

    mutating func took(row: Int, effective: Instant, note: StepNote) {
        steps.append(StepRecord(row: row, effective: effective, note: note))
    }

    mutating func opened(_ stop: StopRecord) {
        stops.append(stop)
    }

    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int) {
        guard let index = stops.lastIndex(where: { $0.kind == kind && $0.end == nil }) else { return }
        stops[index].end = end
        stops[index].closingRow = row
    }

    mutating func moved(_ shift: DueShift) {
        shifts.append(shift)
    }
}

/// Listens to nothing, at no cost: what a report uses.
struct NoListener: LifeListener {
    @inline(__always) static var hearsIdle: Bool { false }

    mutating func began(due: DueDate?) {}
    mutating func took(row: Int, effective: Instant, note: StepNote) {}
    mutating func opened(_ stop: StopRecord) {}
    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int) {}
    mutating func moved(_ shift: DueShift) {}
}

/// A judgement with the way it was come to, on both bases.
package struct RecordedJudgement: Hashable, Sendable {
    package var judgements: JudgementPair
    package var reported: LifeRecord
    package var audited: LifeRecord

    package subscript(basis: Basis) -> LifeRecord {
        basis == .reported ? reported : audited
    }
}
