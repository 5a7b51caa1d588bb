import DossierModel

/// The stops of the clock (rules.md section 5).
extension SlowLife {
    /// Whether the clock is stopped: on the audited basis only authorised stops stop it.
    package var section5IsClockStopped: Bool {
        stops.contains { $0.end == nil && (basis == .reported || $0.isAuthorised) }
    }

    /// Closes the open stops that a rule takes, and says whether there were any.
    @discardableResult
    mutating func section5Close(at time: Instant, where isMeant: (SlowStop) -> Bool) -> Bool {
        var hasClosed = false
        for index in stops.indices where stops[index].end == nil && isMeant(stops[index]) {
            stops[index].end = time
            hasClosed = true
        }
        return hasClosed
    }

    /// A request for a supplement, counted already.
    mutating func section5Request(_ step: SlowStep) {
        if timeline.section5WasOver(step) { return }
        if stops.contains(where: { !$0.isPause && $0.end == nil }) { return }
        section5Open(step, kind: "supplement", section5Authorisation(of: step))
    }

    /// A pause: it opens a stop, or counts as the one that is open, or takes its place.
    mutating func section5Pause(_ step: SlowStep) {
        if timeline.section5WasOver(step) { return }
        let authorisation = section5Authorisation(of: step)
        if let open = stops.first(where: { $0.isPause && $0.end == nil }) {
            guard basis == .audited, !open.isAuthorised, authorisation.isAuthorised else {
                if basis == .audited { authorisations[step.event.id] = authorisations[open.openedBy] }
                return
            }
            section5Close(at: step.time) { $0.isPause }
        }
        section5Open(step, kind: step.event.text("ground")?.text ?? "", authorisation)
    }

    private mutating func section5Open(_ step: SlowStep, kind: String, _ authorisation: SlowAuthorisation) {
        authorisations[step.event.id] = authorisation
        stops.append(
            SlowStop(
                openedBy: step.event.id,
                kind: kind,
                isPause: step.event.type == "dossier.paused",
                start: step.time,
                end: nil,
                isAuthorised: authorisation.isAuthorised,
                reasons: authorisation.reasons
            )
        )
    }

    /// Authorisation is judged on the audited basis only; the reported one asks what it came to there.
    private func section5Authorisation(of step: SlowStep) -> SlowAuthorisation {
        if basis == .reported { return authorisations[step.event.id] ?? .none }
        let reasons = section5Reasons(of: step)
        return SlowAuthorisation(isAuthorised: reasons.isEmpty, reasons: reasons)
    }

    /// All reasons that hold, in the order of the table.
    private func section5Reasons(of step: SlowStep) -> [String] {
        let event = step.event
        let isPause = event.type == "dossier.paused"
        let start = step.time
        var reasons: [String] = []
        if isPause {
            let ground = event.text("ground") ?? ""
            if !ruleSet.section8IsLawful(ground, sector: sector, on: start.localDate) {
                reasons.append("groundNotLawful")
            }
        }
        if !event.has(isPause ? "document" : "notice") { reasons.append("noDocument") }
        if isPause { reasons += section5ReasonsOfApprover(of: step) }
        if !isPause {
            // The request itself is the last of those counted so far.
            if requests.count > ruleSet.maxSupplementRequests { reasons.append("secondSupplement") }
            if let days = ruleSet.supplementWithinDays,
                calendar.section1WorkingDays(receivedAt.localDate, start.localDate) > days
            {
                reasons.append("lateSupplement")
            }
        }
        if !section5IsClockStopped, let due, due.section6IsPassed(at: start) { reasons.append("afterDue") }
        return reasons
    }

    private func section5ReasonsOfApprover(of step: SlowStep) -> [String] {
        guard let approver = step.event.text("approver") else { return ["noApprover"] }
        var reasons: [String] = []
        if approver == step.event.actor { reasons.append("selfApproved") }
        if reference.section5IsNotLeader(approver, at: step.time) { reasons.append("approverNotLeader") }
        return reasons
    }
}
