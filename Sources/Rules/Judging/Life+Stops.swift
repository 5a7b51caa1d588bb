internal import DossierModel

/// Stops of the clock, and what they do to the due date (rules.md sections 5 and 6).
extension Life {
    /// A pause: it may open a stop, take an unauthorised one's place, or do nothing.
    ///
    /// - Returns: Whether it counts as authorised; judged on the audited basis, repeated on the reported one.
    mutating func stop(_ event: UnsafePointer<EventRow>, _ step: Step, isOver: Bool, isLawful: Bool)
        -> Bool
    {
        // Over when it was written down: unauthorised, also where another pause is open.
        if isOver {
            ignore(.pause, step, .overWhenWritten)
            return false
        }
        guard On.isAudited else {
            if pause == nil {
                openPause(event, step, reasons: [], isAuthorised: isLawful)
            } else {
                ignore(.pause, step, .alreadyOpen)
            }
            return isLawful
        }
        if let open = pause, open.isAuthorised {
            ignore(.pause, step, .alreadyOpen)
            return true
        }
        let reasons = pauseReasons(event, at: step.effective)
        if pause != nil {
            guard reasons.isEmpty else {
                ignore(.pause, step, .alreadyOpen, reasons)
                return false
            }
            closePause(at: step.effective, by: step.row)
        }
        openPause(event, step, reasons: reasons, isAuthorised: reasons.isEmpty)
        return reasons.isEmpty
    }

    /// Notes a question that opens no stop.
    @inline(__always)
    mutating func ignore(
        _ kind: StopKind,
        _ step: Step,
        _ cause: IgnoredQuestion.Cause,
        _ reasons: StopReasons = []
    ) {
        listener.ignored(
            IgnoredQuestion(
                kind: kind,
                row: step.row,
                at: step.effective,
                cause: cause,
                reasons: reasons
            )
        )
    }

    /// Why a pause that starts now would be unauthorised.
    @inline(__always)
    private func pauseReasons(_ event: UnsafePointer<EventRow>, at start: Instant) -> StopReasons {
        var reasons: StopReasons = []
        let isLawful = book.pointee.rules.allows(
            event.pointee.code0,
            sector: judgement.pointee.sector,
            on: start.localDate,
            under: terms.pointee
        )
        if !isLawful { reasons.insert(.groundNotLawful) }
        if !event.pointee.flags.has(.hasDocument) { reasons.insert(.noDocument) }
        let approver = event.pointee.code1
        if approver == .none {
            reasons.insert(.noApprover)
        } else {
            if approver == event.pointee.code2 { reasons.insert(.selfApproved) }
            if book.pointee.leaders.value(of: approver, at: start) == false {
                reasons.insert(.approverNotLeader)
            }
        }
        if isAfterDue(start) { reasons.insert(.afterDue) }
        return reasons
    }

    /// Why the request of that number, which starts a stop now, is unauthorised.
    @inline(__always)
    private func requestReasons(_ event: UnsafePointer<EventRow>, number: Int, at start: Instant)
        -> StopReasons
    {
        var reasons: StopReasons = []
        if !event.pointee.flags.has(.hasDocument) { reasons.insert(.noDocument) }
        if number > terms.pointee.maxSupplementRequests { reasons.insert(.secondSupplement) }
        if let limit = terms.pointee.supplementWithinDays {
            let days = book.pointee.days.workingDays(after: received.localDate, through: start.localDate)
            if days > limit { reasons.insert(.lateSupplement) }
        }
        if isAfterDue(start) { reasons.insert(.afterDue) }
        return reasons
    }

    /// Whether a stop that starts now comes after the due, with the clock running.
    @inline(__always)
    private func isAfterDue(_ start: Instant) -> Bool {
        guard holds == 0, let due else { return false }
        return due.isPast(at: start)
    }

    private mutating func openPause(
        _ event: UnsafePointer<EventRow>,
        _ step: Step,
        reasons: StopReasons,
        isAuthorised: Bool
    ) {
        let isFinancial =
            event.pointee.code0 != .none && event.pointee.code0 == book.pointee.financialObligation
        pause = OpenStop(start: step.effective, isAuthorised: isAuthorised, isFinancial: isFinancial)
        if isInPeriod(step.effective) {
            judgement.pointee.pausesStarted += 1
            if !isAuthorised { judgement.pointee.pausesUnauthorised += 1 }
        }
        open(.pause, step, reasons: reasons, isAuthorised: isAuthorised)
    }

    /// Opens the stop of a request.
    mutating func openSupplement(_ event: UnsafePointer<EventRow>, _ step: Step, number: Int) {
        let reasons = On.isAudited ? requestReasons(event, number: number, at: step.effective) : []
        supplement = OpenStop(start: step.effective, isAuthorised: reasons.isEmpty, isFinancial: false)
        open(.supplement, step, reasons: reasons, isAuthorised: reasons.isEmpty)
    }

    private mutating func open(_ kind: StopKind, _ step: Step, reasons: StopReasons, isAuthorised: Bool) {
        let holdsClock = holdsClock(isAuthorised)
        if holdsClock {
            if holds == 0 {
                stoppedAt = step.effective
                wasStoppedInTime = due.map { !$0.isPast(at: step.effective) } ?? false
                listener.halted(row: step.row, at: stoppedAt, due: due, isInTime: wasStoppedInTime)
            }
            holds += 1
        }
        listener.opened(
            StopRecord(
                kind: kind,
                row: step.row,
                start: step.effective,
                end: nil,
                closingRow: nil,
                reasons: reasons,
                isAuthorised: isAuthorised,
                holdsClock: holdsClock
            )
        )
    }

    /// On the reported basis every stop holds the clock, on the audited one those that are authorised.
    @inline(__always)
    private func holdsClock(_ isAuthorised: Bool) -> Bool {
        !On.isAudited || isAuthorised
    }

    /// Closes the pause that is open, if there is one.
    mutating func closePause(at end: Instant, by row: Int) {
        guard let open = pause else { return }
        pause = nil
        if !open.isAuthorised { countUnauthorisedDays(of: open, until: end) }
        close(.pause, open, at: end, by: row)
    }

    /// Closes the supplement stop that is open, if there is one.
    mutating func closeSupplement(at end: Instant, by row: Int) {
        guard let open = supplement else { return }
        supplement = nil
        close(.supplement, open, at: end, by: row)
    }

    private mutating func close(
        _ kind: StopKind,
        _ stop: OpenStop,
        at end: Instant,
        by row: Int
    ) {
        listener.closed(kind, at: end, by: row)
        guard holdsClock(stop.isAuthorised) else { return }
        holds -= 1
        if holds == 0 { listener.ran(at: end, by: row) }
        guard holds == 0, wasStoppedInTime, let before = due else { return }
        let (after, how) = before.shifted(
            from: stoppedAt,
            to: end,
            isOfCalendarDays: isOfCalendarDays,
            in: book.pointee.days
        )
        due = after
        listener.moved(
            DueShift(
                row: row,
                stoppedAt: stoppedAt,
                resumedAt: end,
                before: before,
                after: after,
                standstill: how
            )
        )
    }

    /// The working days of the period after the start of a stop and up to its end (section 9).
    mutating func countUnauthorisedDays(of stop: OpenStop, until end: Instant) {
        let from = max(stop.start.localDate, periodStart.localDate.adding(days: -1))
        let to = min(end.localDate, periodEnd.localDate)
        judgement.pointee.unauthorisedDays += Int32(book.pointee.days.workingDays(after: from, through: to))
    }
}
