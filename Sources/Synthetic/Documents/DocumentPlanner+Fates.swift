internal import DossierModel

extension DocumentPlanner {
    /// Decides the life of a dossier with the fate of its share.
    mutating func planFate(of planned: DocumentLife, _ share: SharePlan) {
        var life = planned
        planReceipt(of: life, share)
        planCounter(of: &life, share)
        guard
            let days = plan.window.days(
                share.share.fate,
                receipt: life.receiptRank,
                due: life.dueRank,
                unit: plan.procedures[life.batch.procedure].unit
            )
        else { preconditionFailure("a receipt on a day on which \(share.share.fate) cannot be") }
        switch share.share.fate {
        case .early, .onTime, .inTime: planInTime(of: &life, share, days)
        case .overdue: planOverdue(of: &life, share, days)
        case .openInTime: finish(&life, share, rank: random.within(days))
        case .declined: planRefusal(.declined, of: &life, rank: random.within(days))
        case .withdrawn: planRefusal(.withdrawn, of: &life, rank: random.within(days))
        case .openOverdue:
            planTransfer(of: &life, by: life.dueRank)
            planLatePapers(of: life, share, before: plan.window.last + 1)
        case .awaitingSupplement: requestSupplement(of: &life, rank: random.within(days))
        case .awaitingPayment: awaitPayment(of: &life, rank: random.within(days))
        case .paused, .pausedLate:
            planTransfer(of: &life, by: life.receiptRank)
            pauseUnlawfully(&life, rank: random.within(days))
        case .masked: planMask(of: &life, share)
        case .tickedLate: tickLate(&life, share, rank: random.within(days))
        case .offSystem: break
        }
    }

    /// What happens at the counter: a demand, a payment.
    private mutating func planCounter(of life: inout DocumentLife, _ share: SharePlan) {
        if share.hasDemand(life.item) {
            life.latest += random.within(60...300)
            var event = event(.componentDemanded, of: life, at: life.latest, by: life.onestop)
            event.first = Int32(random.below(Phrases.components.count))
            queue.put(event)
        }
        guard let route = share.payment(of: life.item) else { return }
        life.latest += random.within(60...300)
        let isOnline = route == .onlinePortal
        var event = event(.feePaid, of: life, at: life.latest, by: isOnline ? -1 : life.onestop)
        event.first = Int32(max(1, plan.procedures[life.batch.procedure].fee) * 1_000)
        event.second = 0
        event.third = Int32(route.rawValue)
        if isOnline { event.source = .portal }
        put(event, of: life)
    }

    /// Hands a dossier to the officer who works on it, for about every second one.
    private mutating func planTransfer(of life: inout DocumentLife, by rank: Int) {
        guard random.chance(500) else { return }
        let due = min(rank, life.receiptRank + (random.chance(800) ? 0 : 1))
        // At once where it is finished the same day, so that time is left.
        if due >= rank {
            life.latest += random.within(60...600)
        } else {
            _ = next(rank: due, of: &life, by: 26_400)
        }
        var event = event(.transferred, of: life, at: life.latest, by: life.onestop)
        event.second = Int32(life.handler)
        event.third = Int32(random.below(2))
        queue.put(event)
    }

    private mutating func planInTime(
        of life: inout DocumentLife,
        _ share: SharePlan,
        _ days: ClosedRange<Int>
    ) {
        var rank = random.within(days)
        let limit = plan.procedures[life.batch.procedure]
        // Now and then something is missing: the clock stands lawfully, and the due date moves on by those days.
        if limit.unit == .workingDays, limit.value >= 5, life.receiptRank >= plan.window.first,
            random.chance(40)
        {
            let waited = random.within(1...5)
            let start = life.receiptRank + 1
            if rank > start, rank + waited <= plan.window.last {
                requestSupplement(of: &life, rank: start)
                let answered = next(rank: start + waited, of: &life, by: 20_000)
                queue.put(event(.supplemented, of: life, at: answered, by: life.onestop))
                rank += waited
            }
        }
        finish(&life, share, rank: rank)
    }

    private mutating func planOverdue(
        of life: inout DocumentLife,
        _ share: SharePlan,
        _ days: ClosedRange<Int>
    ) {
        let rank = random.within(days)
        planLatePapers(of: life, share, before: rank)
        finish(&life, share, rank: rank)
    }

    /// Finishes a dossier on a working day, and hands most results over.
    private mutating func finish(_ life: inout DocumentLife, _ share: SharePlan, rank: Int) {
        planTransfer(of: &life, by: rank)
        let isDueDay = life.isInHours && rank == life.dueRank
        let end = isDueDay ? calendar.worked(by: life.due) : 28_000
        let completed = completion(of: life, share, at: next(rank: rank, of: &life, by: end))
        put(completed, of: life)
        let isRated = share.isRated(life.item)
        guard isRated || random.chance(650) else { return }
        if isRated || random.chance(500) {
            life.latest += random.within(660...1_200)
        } else {
            _ = next(rank: rank + random.within(1...3), of: &life)
        }
        put(handover(of: life), of: life)
        guard isRated else { return }
        var rating = event(.rated, of: life, at: life.latest + random.within(30...600), by: -1)
        rating.source = .survey
        rating.first = 4
        queue.put(rating)
    }

    mutating func completion(of life: DocumentLife, _ share: SharePlan, at time: Int) -> PlannedEvent {
        var event = event(.completed, of: life, at: time, by: life.leader)
        event.first = 0
        switch share.ending(of: life.item) {
        case .refused:
            event.first = 1
            event.second = Int32(random.below(9_000) + 100)
            event.third = Int32(ResultForm.paper.rawValue)
        case .signed:
            event.third = Int32(ResultForm.electronic.rawValue)
            event.fourth = 1
        case .unsigned:
            event.third = Int32(ResultForm.electronic.rawValue)
            event.fourth = 0
        case .scanned: event.third = Int32(ResultForm.scan.rawValue)
        case .onPaper: event.third = Int32(ResultForm.paper.rawValue)
        }
        return event
    }

    private mutating func handover(of life: DocumentLife) -> PlannedEvent {
        var event = event(.returned, of: life, at: life.latest, by: life.onestop)
        event.first = Int32(random.below(90_000) + 1_000)
        return event
    }

    /// Finished and handed over in time, as the papers show, and ticked off in the system days after the due date.
    private mutating func tickLate(_ life: inout DocumentLife, _ share: SharePlan, rank: Int) {
        planTransfer(of: &life, by: rank)
        var completed = completion(of: life, share, at: next(rank: rank, of: &life))
        life.latest += random.within(120...900)
        var returned = handover(of: life)
        let tick = random.within(life.dueRank + 1...min(life.dueRank + 10, plan.window.last))
        let worked = random.below(ScenarioCalendar.receivingSeconds)
        completed.recorded = Int32(calendar.moment(day: calendar.day(ofRank: tick), worked: worked))
        returned.recorded = completed.recorded + Int32(random.within(5...60))
        for event in [completed, returned] {
            var event = event
            event.traits.insert(.hasEvidence)
            event.arrival = event.recorded
            queue.put(event)
        }
    }

    private mutating func planRefusal(_ type: EventType, of life: inout DocumentLife, rank: Int) {
        var event = event(type, of: life, at: next(rank: rank, of: &life), by: life.onestop)
        let reasons = type == .declined ? Phrases.declineReasons : Phrases.withdrawReasons
        event.first = Int32(random.below(reasons.count))
        event.second = Int32(random.below(9_000) + 100)
        put(event, of: life)
    }
}
