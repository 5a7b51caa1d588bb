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

/// What gave an event its effective time (rules.md section 3).
package enum TimeSource: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// `recordedAt`: the reported basis.
    case recorded
    /// `occurredAt`, as asserted: the audited basis.
    case occurred
    /// `recordedAt`, for the time favours the unit and nothing shows it.
    case noEvidence
    /// `recordedAt`, for what is shown lies before the receipt.
    case beforeReceipt
    /// The receipt's, for nothing happens to a dossier before it (step 3).
    case receipt
    /// That of a return that was shown: who holds the result was served (step 2).
    case served
    /// That of the question that it answers (step 4).
    case question
}

/// When an event takes effect, and why then.
package struct TimeRecord: Hashable, Sendable {
    package var effective: Instant
    package var source: TimeSource
    /// The row of the return or question that gave the time.
    package var causeRow: Int?
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
    /// Whether the clock stands still for it.
    package var holdsClock: Bool
    /// The place in ``LifeRecord/standstills`` of the time that it is a part of; `nil` where the clock runs on.
    package var standstill: Int?
}

/// A pause or request that opened no stop (rules.md section 5).
package struct IgnoredQuestion: Hashable, Sendable {
    package enum Cause: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        /// Its first later answer takes effect before it.
        case overWhenWritten
        /// A stop of its kind is open.
        case alreadyOpen
    }

    package var kind: StopKind
    package var row: Int
    package var at: Instant
    package var cause: Cause
    /// Why it did not take the place of an unauthorised pause; empty where nobody asked.
    package var reasons: StopReasons
}

/// A time in which the clock stood still: that of one stop, or of several that overlap.
package struct StandstillRecord: Hashable, Sendable {
    /// The row of the event that stopped it.
    package var row: Int
    package var start: Instant
    /// From when on it is counted: a reschedule meanwhile begins anew.
    package var countsFrom: Instant
    /// The due as it stood there; `nil` for an undated dossier.
    package var due: DueDate?
    /// Whether ``countsFrom`` is not after the due.
    package var isInTime: Bool
    /// Both are `nil` while it stands.
    package var end: Instant?
    package var endRow: Int?
    /// The place in ``LifeRecord/shifts`` of the change that it made; `nil` where it made none.
    package var shift: Int?
}

/// How far a standstill moves a due date.
package struct StandstillShift: Hashable, Sendable {
    package enum Measure: UInt8, CaseIterable, Sendable, BitwiseCopyable {
        case workingDays
        case calendarDays
        /// In milliseconds.
        case workingTime
    }

    package var measure: Measure
    package var amount: Int64
    /// The due moved on by the amount, before the end of the standstill is asked.
    package var counted: DueDate
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
    /// `nil` for a reschedule.
    package var standstill: StandstillShift?
}

/// A new appointment (hẹn lại), whether or not it moves the due (rules.md section 6).
package struct RescheduleRecord: Hashable, Sendable {
    package var row: Int
    package var at: Instant
    package var promised: Instant?
    /// Whether it moves the due on the basis: on the reported one.
    package var counts: Bool
}

/// What the due date begins with.
package struct LifeStart: Hashable, Sendable {
    /// The row of the receipt.
    package var row: Int
    /// Its effective time.
    package var received: Instant
    /// The publication of the procedure in force then; `nil` for a procedure unknown by then.
    package var procedure: ProcedureTerms?
    package var statutory: DueDate?
    package var base: BaseDue
    /// The place of the rule set in ``RuleBook/inForce``.
    package var ruleSet: Int
}

/// A transfer that counts.
package struct TransferRecord: Hashable, Sendable {
    package var row: Int
    package var at: Instant
}

/// How a judgement was come to on one basis: for `history`, for evidence and for tests.
package struct LifeRecord: Hashable, Sendable {
    /// When each row takes effect, by row; empty where the receipt comes after `at`.
    package var times: [TimeRecord?] = []
    /// The events by `at`, the receipt first.
    package var steps: [StepRecord] = []
    package var stops: [StopRecord] = []
    package var ignored: [IgnoredQuestion] = []
    package var standstills: [StandstillRecord] = []
    package var shifts: [DueShift] = []
    package var reschedules: [RescheduleRecord] = []
    package var transfers: [TransferRecord] = []
    /// `nil` for a dossier without a receipt by `at`.
    package var start: LifeStart?
    /// The row of the standing finish.
    package var finishRow: Int?

    /// The due date before any shift.
    package var baseDue: DueDate? { start?.base.due }

    package init() {}
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
