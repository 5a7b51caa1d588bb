import DossierModel

/// How stops and reschedules move the due date, and the class that it gives (rules.md sections 6 and 7).
extension SlowLife {
    /// After an event, takes note of a clock that has stopped or runs again.
    mutating func section6Shift(at time: Instant, wasStopped: Bool) {
        let isStopped = section5IsClockStopped
        if !wasStopped, isStopped {
            clockStop = (time, section6IsInTime(time))
        } else if wasStopped, !isStopped {
            if let stop = clockStop, stop.isInTime { section6MoveOn(from: stop.time, to: time) }
            clockStop = nil
        }
    }

    /// Whether a time is not after the due as it stands, by grain.
    private func section6IsInTime(_ time: Instant) -> Bool {
        guard let due else { return false }
        return !due.section6IsPassed(at: time)
    }

    private mutating func section6MoveOn(from s: Instant, to e: Instant) {
        switch due {
        case nil:
            break
        case .date(let date):
            let start = s.localDate
            let end = e.localDate
            let moved =
                if baseDue.limitUnit == "calendarDays" {
                    calendar.section1Roll(date.adding(days: Int(end.rawValue - start.rawValue)))
                } else {
                    calendar.section1Advance(date, calendar.section1WorkingDays(start, end))
                }
            due = .date(max(moved, end))
        case .instant(let instant):
            let worked = calendar.section1WorkingTime(s, e)
            due = .instant(max(calendar.section1After(instant, workingTime: worked), e))
        }
    }

    /// On the reported basis a reschedule sets the due; on the audited basis it changes nothing.
    mutating func section6Reschedule(_ step: SlowStep) {
        guard basis == .reported, let newDueAt = step.event.time("newDueAt") else { return }
        due = baseDue.isInHours ? .instant(newDueAt) : .date(newDueAt.localDate)
        if clockStop != nil { clockStop = (step.time, section6IsInTime(step.time)) }
    }

    /// The class (section 7), or `nil` for one declined or withdrawn, or finished without a due date.
    package var section7Class: String? {
        guard let finish else { return section7ClassOfOpen }
        guard finish.event.type == "dossier.completed", let due else { return nil }
        if due.section6IsPassed(at: finish.time) { return "overdue" }
        return finish.time.localDate < due.date ? "early" : "onTime"
    }

    private var section7ClassOfOpen: String {
        guard let due else { return "undatedOpen" }
        if section5IsClockStopped { return "stopped" }
        return due.section6IsPassed(at: at) ? "openOverdue" : "openInTime"
    }

    package var section7IsLate: Bool {
        section7Class == "overdue" || section7Class == "openOverdue"
    }

    /// Working days by which a late dossier is late, at least 1; `nil` of one that is not late.
    package var section7DaysLate: Int? {
        guard section7IsLate, let due else { return nil }
        let end = (finish?.time ?? at).localDate
        return max(1, calendar.section1WorkingDays(due.date, end))
    }
}
