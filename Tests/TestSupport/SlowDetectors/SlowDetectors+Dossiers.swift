import DossierModel

/// The detectors that look at one dossier.
extension SlowDetectors {
    /// Registration, code, listing, slip and demands.
    mutating func receipt(_ life: SlowLife, _ dossier: SlowDossier) {
        let receipt = life.receipt
        let delay = calendar.section1WorkingDays(
            receipt.occurredAt.localDate,
            receipt.recordedAt.localDate
        )
        if delay > life.ruleSet.registrationGraceDays { hit("registeredLate", life, dossier, [receipt]) }
        // The receipt's date is that of its `occurredAt`, as the slip has it.
        if let code = DossierCode(dossier.code.text), code.date != receipt.occurredAt.localDate {
            hit("codeDateMismatch", life, dossier, [receipt])
        }
        let isListed = view.reference.section9IsListed(
            receipt.text("procedure"),
            at: receipt.unit,
            moment: life.receivedAt
        )
        if !isListed, !view.reference.section9Listings(at: receipt.unit).isEmpty {
            hit("unlistedProcedure", life, dossier, [receipt])
        }
        // Rules.md section 6: neither a slip nor a limit gives a date.
        if life.baseDue.section6Base(.audited) == nil { hit("noDueDate", life, dossier, [receipt]) }
        if let dueAt = receipt.time("dueAt"), let statutory = life.baseDue.section6Statutory,
            dueAt.localDate > statutory.date
        {
            hit("inflatedDue", life, dossier, [receipt])
        }
        let demands = life.demands.map(\.event).filter { !$0.has("legalBasis") }
        if !demands.isEmpty { hit("componentDemanded", life, dossier, demands) }
    }

    /// Pauses and requests; "the due date" is the one that stood when the pause or the request came.
    mutating func stops(_ life: SlowLife, _ dossier: SlowDossier) {
        for stop in life.stops where stop.isPause {
            let pause = events[dossier.code]?.first { $0.id == stop.openedBy }
            if !stop.isAuthorised { hit("unauthorisedPause", life, dossier, [pause]) }
            if stop.reasons.contains("afterDue") { hit("pauseAfterDue", life, dossier, [pause]) }
            if let due = dueDate(of: dossier, before: stop.start) {
                let start = stop.start.localDate
                if start >= lastWorkingDay(before: due), start <= due {
                    hit("pauseBeforeDue", life, dossier, [pause])
                }
            }
            // Also one that is over by now.
            let end = (stop.end ?? life.at).localDate
            if calendar.section1WorkingDays(stop.start.localDate, end) > 30 {
                hit("endlessPause", life, dossier, [pause])
            }
        }
        for (index, request) in life.requests.enumerated() {
            if index + 1 > life.ruleSet.maxSupplementRequests {
                hit("secondSupplement", life, dossier, [request.event])
            }
            let date = request.time.localDate
            let days = calendar.section1WorkingDays(life.receivedAt.localDate, date)
            if let bound = life.ruleSet.supplementWithinDays, days > bound {
                hit("lateSupplement", life, dossier, [request.event])
            }
            if let due = dueDate(of: dossier, before: request.time), date >= lastWorkingDay(before: due) {
                hit("supplementAtDue", life, dossier, [request.event])
            }
        }
    }

    /// A dossier is late as the rules have it, on the audited basis, unless the detector compares the two.
    ///
    /// The three detectors of apologies exclude each other: there is none; there is none with all that it takes; the first
    /// with all that it takes came too late.
    mutating func lateness(_ life: SlowLife, _ dossier: SlowDossier) {
        dueMoved(life, dossier)
        let span = [life.receipt, life.finish?.event]
        let isLateReported = dossier.reported?.section7IsLate ?? false
        if isLateReported, !life.section7IsLate { hit("lateTick", life, dossier, span) }
        guard life.section7IsLate, let due = life.due else { return }
        if !isLateReported { hit("maskedLateness", life, dossier, span) }
        let given = life.apologies.filter { apology in
            let event = apology.step.event
            return event.has("letter") && event.has("reason") && (!apology.wasOpen || event.has("newDueAt"))
        }
        let latest = due.date.adding(days: -life.ruleSet.apologyLeadDays)
        if life.apologies.isEmpty {
            hit("lateNoApology", life, dossier, span)
        } else if let first = given.first {
            if first.step.time.localDate > latest { hit("apologyTooLate", life, dossier, [first.step.event]) }
        } else {
            hit("apologyIncomplete", life, dossier, life.apologies.map(\.step.event))
        }
        let isExplained = life.timeline.happened.contains {
            $0.event.type == "dossier.explained" && $0.event.has("report")
        }
        if !isExplained { hit("lateNoExplanation", life, dossier, span) }
    }

    private mutating func dueMoved(_ life: SlowLife, _ dossier: SlowDossier) {
        var shown = life.reschedules.filter { reschedule in
            !life.apologies.contains { $0.step.time.localDate <= reschedule.time.localDate }
        }
        if life.reschedules.count > life.ruleSet.maxReschedules { shown = life.reschedules }
        if !shown.isEmpty { hit("dueMoved", life, dossier, shown.map(\.event)) }
    }

    mutating func finish(_ life: SlowLife, _ dossier: SlowDossier) {
        earlyTick(life, dossier)
        guard let finish = life.finish else { return }
        let day = finish.time.localDate
        let isRefused = finish.event.text("outcome") == "refused"
        if finish.event.type == "dossier.declined" || isRefused, let due = life.due?.date,
            day >= lastWorkingDay(before: due)
        {
            hit("refusedAtDue", life, dossier, [finish.event])
        }
        guard finish.event.type == "dossier.completed" else { return }
        let returned = handover(life)
        if finish.event.text("outcome") == "granted", !finish.event.has("notice"), returned == nil {
            hit("noResultDocument", life, dossier, [finish.event])
        }
        let end = (returned?.time ?? life.at).localDate
        if calendar.section1WorkingDays(day, end) > 3 {
            hit("resultNotReturned", life, dossier, [finish.event, returned?.event])
        }
    }

    /// The first return that is not of a finish which was taken back.
    private func handover(_ life: SlowLife) -> SlowStep? {
        var isFinished = false
        var returned: SlowStep?
        for step in life.timeline.happened {
            if SlowLife.finishes.contains(step.event.type) { isFinished = true }
            if step.event.type == "dossier.returned", returned == nil { returned = step }
            if step.event.type == "dossier.reopened", isFinished {
                isFinished = false
                returned = nil
            }
        }
        return returned
    }

    private static let work = [
        "dossier.transferred", "dossier.supplementRequested", "dossier.supplemented", "dossier.paused",
        "dossier.resumed", "dossier.feeRequested",
    ]

    private mutating func earlyTick(_ life: SlowLife, _ dossier: SlowDossier) {
        var finish: SlowStep?
        var shown: [SlowEvent] = []
        for step in life.timeline.happened {
            if SlowLife.finishes.contains(step.event.type), finish == nil {
                finish = step
            } else if let last = finish, SlowDetectors.work.contains(step.event.type) {
                shown += [last.event, step.event]
            } else if let last = finish, step.event.type == "dossier.reopened" {
                let days = calendar.section1WorkingDays(last.time.localDate, step.time.localDate)
                if days <= 5 { shown += [last.event, step.event] }
                finish = nil
            }
        }
        if !shown.isEmpty { hit("earlyTick", life, dossier, shown) }
    }

    /// Asks twice for each event that was recorded so late: right before it was known, and when it was.
    mutating func retroactiveImprovement(_ dossier: SlowDossier) throws(SlowError) {
        guard let life = dossier.audited, let all = events[dossier.code] else { return }
        for event in all {
            let lag = calendar.section1WorkingDays(
                event.occurredAt.localDate,
                event.recordedAt.localDate
            )
            guard lag > 5 else { continue }
            let before = Instant(rawValue: event.recordedAt.rawValue - 1)
            guard try isLate(dossier, all, asOf: before), try !isLate(dossier, all, asOf: event.recordedAt)
            else { continue }
            hit("retroactiveImprovement", life, dossier, [event])
        }
    }

    private func isLate(
        _ dossier: SlowDossier,
        _ all: [SlowEvent],
        asOf: Instant
    ) throws(SlowError) -> Bool {
        let known = all.filter { $0.recordedAt <= asOf }
        let then = SlowView(known: known, at: asOf, reference: view.reference)
        return try SlowDossier(dossier.code, known, then).audited?.section7IsLate ?? false
    }
}
