import DossierModel

/// What one dossier adds to the figures of rules.md section 9, on one basis.
struct SlowTally {
    private(set) var counts = SlowCounts()
    private let life: SlowLife
    private let other: SlowLife?
    private let query: SlowQuery

    /// Counts a life; `other` is the same dossier on the other basis, where it has been received.
    init(_ life: SlowLife, other: SlowLife?, query: SlowQuery) {
        self.life = life
        self.other = other
        self.query = query
        section9CountReceipt()
        section9CountFinish()
        section9CountOpen()
        section9CountApologies()
        section9CountPauses()
        section9CountRequests()
        section9CountEvents()
        section9CountMasked()
    }

    private var isFinishedInPeriod: Bool { life.finish.map { query.section9IsInPeriod($0.time) } ?? false }

    private mutating func section9CountReceipt() {
        let receipt = life.receipt
        if life.receivedAt.localDate < query.from {
            let hasFinishBefore = life.finish.map { $0.time.localDate < query.from } ?? false
            if !hasFinishBefore { counts.add(to: "carriedIn") }
        }
        guard query.section9IsInPeriod(life.receivedAt) else { return }
        counts.add(to: "received")
        switch receipt.text("channel") {
        case "online": counts.add(to: "receivedOnline")
        case "counter": counts.add(to: "receivedCounter")
        case "postal": counts.add(to: "receivedPostal")
        default: break
        }
        let delay = life.calendar.section1WorkingDays(
            receipt.occurredAt.localDate,
            receipt.recordedAt.localDate
        )
        if delay > life.ruleSet.registrationGraceDays { counts.add(to: "registeredLate") }
        counts.add(receipt.count("components"), to: "components")
        counts.add(receipt.count("digitisedComponents"), to: "digitisedComponents")
        let reference = life.reference
        let isListed = reference.section9IsListed(
            receipt.text("procedure"),
            at: receipt.unit,
            moment: life.receivedAt
        )
        if !isListed, !reference.section9Listings(at: receipt.unit).isEmpty { counts.add(to: "unlisted") }
        if let dueAt = receipt.time("dueAt"), let statutory = life.baseDue.section6Statutory,
            dueAt.localDate > statutory.date
        {
            counts.add(to: "inflatedDue")
        }
    }

    private mutating func section9CountFinish() {
        guard let finish = life.finish, isFinishedInPeriod else { return }
        let event = finish.event
        if event.type != "dossier.completed" {
            counts.add(to: event.type == "dossier.declined" ? "declined" : "withdrawn")
            if let due = life.due, due.section6IsPassed(at: finish.time) { counts.add(to: "endedLate") }
            return
        }
        counts.add(to: life.section7Class ?? "undatedFinished")
        counts.add(to: "finished")
        guard event.text("outcome") == "granted" else {
            counts.add(to: "refused")
            return
        }
        counts.add(to: "granted")
        let form = event.text("form")
        let isElectronic =
            switch life.basis {
            case .reported: form == "electronic" || form == "scan"
            case .audited: form == "electronic" && event.isTrue("signed")
            }
        if isElectronic { counts.add(to: "electronicResults") }
    }

    private mutating func section9CountOpen() {
        guard life.isOpen else { return }
        counts.add(to: "open")
        if let name = life.section7Class { counts.add(to: name) }
        let openPauses = life.stops.filter { $0.isPause && $0.end == nil }
        if !openPauses.isEmpty { counts.add(to: "pausedOpen") }
        if openPauses.contains(where: { !$0.isAuthorised }) { counts.add(to: "pausedOpenUnauthorised") }
    }

    private mutating func section9CountApologies() {
        let isOwed =
            life.section7Class == "openOverdue" || (life.section7Class == "overdue" && isFinishedInPeriod)
        guard isOwed, let due = life.due else { return }
        counts.add(to: "apologyOwed")
        section7CountBucket()
        let given = life.apologies.filter { apology in
            if life.basis == .reported { return true }
            let event = apology.step.event
            return event.has("letter") && event.has("reason") && (!apology.wasOpen || event.has("newDueAt"))
        }
        if let first = given.first {
            counts.add(to: "apologyGiven")
            let latest = due.date.adding(days: -life.ruleSet.apologyLeadDays)
            if first.step.time.localDate <= latest { counts.add(to: "apologyTimely") }
        }
        let isExplained = life.timeline.happened.contains {
            $0.event.type == "dossier.explained" && (life.basis == .reported || $0.event.has("report"))
        }
        if isExplained { counts.add(to: "explained") }
    }

    private mutating func section7CountBucket() {
        guard let days = life.section7DaysLate else { return }
        let bounds = [5, 30, 90, 250, 500]
        let bucket = bounds.firstIndex { days <= $0 } ?? bounds.count
        counts.add(to: SlowAnswer.bucketKeys[bucket])
    }

    private mutating func section9CountPauses() {
        for stop in life.stops where stop.isPause {
            if query.section9IsInPeriod(stop.start) {
                counts.add(to: "pausesStarted")
                if !stop.isAuthorised { counts.add(to: "pausesUnauthorised") }
            }
            guard !stop.isAuthorised else { continue }
            // The days d with start < d <= end and from <= d <= to.
            let begin = max(stop.start.localDate, query.from.adding(days: -1))
            let end = min((stop.end ?? life.at).localDate, query.to)
            counts.add(life.calendar.section1WorkingDays(begin, end), to: "unauthorisedDays")
        }
    }

    private mutating func section9CountRequests() {
        for (index, request) in life.requests.enumerated() where query.section9IsInPeriod(request.time) {
            counts.add(to: "supplementRequests")
            if index + 1 > life.ruleSet.maxSupplementRequests { counts.add(to: "secondSupplements") }
        }
        if life.reschedules.contains(where: { query.section9IsInPeriod($0.time) }) {
            counts.add(to: "rescheduled")
            if life.reschedules.count > life.ruleSet.maxReschedules { counts.add(to: "rescheduledAgain") }
        }
        let demanded = life.demands.contains {
            !$0.event.has("legalBasis") && query.section9IsInPeriod($0.time)
        }
        if demanded { counts.add(to: "componentsDemanded") }
    }

    private mutating func section9CountEvents() {
        let inPeriod = life.timeline.happened.filter { query.section9IsInPeriod($0.time) }.map(\.event)
        let payments = inPeriod.filter { $0.type == "dossier.feePaid" }
        if !payments.isEmpty { counts.add(to: "paid") }
        if payments.contains(where: { $0.text("via") == "onlinePortal" }) { counts.add(to: "paidOnline") }
        for rating in inPeriod where rating.type == "dossier.rated" {
            counts.addRating(score: rating.number("score") ?? 0, max: rating.number("max") ?? 0)
        }
    }

    /// `masked` and `lateTick`, of the dossiers finished in the period in any way, or open.
    private mutating func section9CountMasked() {
        guard life.isOpen || isFinishedInPeriod else { return }
        let isLateHere = life.section7IsLate
        let isLateThere = other?.section7IsLate ?? false
        let isLateAudited = life.basis == .audited ? isLateHere : isLateThere
        let isLateReported = life.basis == .reported ? isLateHere : isLateThere
        if isLateAudited, !isLateReported { counts.add(to: "masked") }
        if isLateReported, !isLateAudited { counts.add(to: "lateTick") }
    }
}
