package import DossierModel
internal import Rules

/// Where a dossier stands on one basis, and how it came there.
package struct DossierStanding: Sendable {
    /// An event by `at` in the order of the dossier's life (rules.md section 3).
    package struct Step: Sendable {
        package let event: SequenceNumber
        package let effective: Instant
        /// What the event does: `receipt`, `counts`, or the name of an anomaly.
        package let note: String
        package let isAnomaly: Bool
    }

    /// A stop of the clock (rules.md section 5).
    package struct Stop: Sendable {
        package let isPause: Bool
        package let event: SequenceNumber
        package let start: Instant
        /// Both are `nil` while it is open.
        package let end: Instant?
        package let closedBy: SequenceNumber?
        package let isAuthorised: Bool
        /// The names of the reasons why it is not, as the rules write them.
        package let reasons: [String]
    }

    /// A change of the due date (rules.md section 6).
    package struct Shift: Sendable {
        package let event: SequenceNumber
        package let stoppedAt: Instant
        package let resumedAt: Instant
        package let before: String?
        package let after: String
    }

    /// What the dossier is: its class (rules.md section 7), how it ended without one, or what it lacks.
    package enum Kind: String, Sendable {
        case absent, orphan, declinedAtIntake, declined, withdrawn
        case early, onTime, overdue, undatedFinished
        case openInTime, openOverdue, stopped, undatedOpen
    }

    package let kind: Kind
    package let isOpen: Bool
    /// How the work ended, in the rules' words; `nil` while it is open.
    package let finish: String?
    /// The unit answerable.
    package let unit: String?
    /// The due before any shift and now: a date, or in hours an instant.
    package let baseDue: String?
    package let due: String?
    /// In working days; 0 for what is not late.
    package let daysLate: Int
    package let steps: [Step]
    package let stops: [Stop]
    package let shifts: [Shift]

    /// `events` are the dossier's, in the order in which they were judged.
    init(_ found: Judgement, _ record: LifeRecord, unit: String?, _ events: [DossierHistory.Event]) {
        kind = Kind(found)
        isOpen = found.isOpen
        finish = found.presence == .received && !found.isOpen ? "\(found.finish)" : nil
        self.unit = unit
        baseDue = record.baseDue?.text
        due = found.due?.text
        daysLate = Int(found.daysLate)
        steps = record.steps.map { step in
            Step(
                event: events[step.row].number,
                effective: step.effective,
                note: "\(step.note)",
                isAnomaly: step.note.isAnomaly
            )
        }
        stops = record.stops.map { stop in
            Stop(
                isPause: stop.kind == .pause,
                event: events[stop.row].number,
                start: stop.start,
                end: stop.end,
                closedBy: stop.closingRow.map { events[$0].number },
                isAuthorised: stop.isAuthorised,
                reasons: stop.reasons.names
            )
        }
        shifts = record.shifts.map { shift in
            Shift(
                event: events[shift.row].number,
                stoppedAt: shift.stoppedAt,
                resumedAt: shift.resumedAt,
                before: shift.before?.text,
                after: shift.after.text
            )
        }
    }
}

extension DossierStanding.Kind {
    init(_ found: Judgement) {
        switch found.presence {
        case .absent: self = .absent
        case .orphan: self = .orphan
        case .declinedAtIntake: self = .declinedAtIntake
        case .received:
            self =
                switch found.dossierClass {
                case .none: found.finish == .withdrawn ? .withdrawn : .declined
                case .early: .early
                case .onTime: .onTime
                case .overdue: .overdue
                case .undatedFinished: .undatedFinished
                case .openInTime: .openInTime
                case .openOverdue: .openOverdue
                case .stopped: .stopped
                case .undatedOpen: .undatedOpen
                }
        }
    }
}

extension DueDate {
    /// A date, or in hours an instant.
    fileprivate var text: String { instant.map { "\($0)" } ?? "\(date)" }
}
