internal import DossierModel

extension LifePlanner {
    /// Decides the work on a dossier that is due the same day.
    mutating func planCounterWork(of life: inout Life) {
        life.latest += random.within(60...900)
        if random.chance(600) { planTransfer(of: life, at: life.latest, by: life.onestop, to: life.handler) }
        planFee(of: &life, permille: 850)
    }

    /// Decides the work on a dossier that has days to run.
    mutating func planWork(of life: inout Life) {
        let rank = life.receiptRank + (random.chance(820) ? 0 : 1)
        let time = next(rank: rank, of: &life)
        if province.procedures[life.procedure].isOfLand, random.chance(150),
            province.offices[life.unit].level == .commune
        {
            planHandover(of: &life, at: time)
        } else {
            planTransfer(of: life, at: time, by: life.onestop, to: life.handler)
        }
        planFee(of: &life, permille: 620)
        if random.chance(7) { planDemand(of: &life) }
        if random.chance(life.dueRank - life.receiptRank < 3 ? 30 : 90) { planSupplement(of: &life) }
        if life.hasPause { planPause(of: &life) }
        if life.isLate { planLatePapers(of: life) }
        if random.chance(750) {
            let time = next(rank: min(life.finishRank, Int(life.dueRank + life.shift)), of: &life)
            planTransfer(of: life, at: time, by: life.handler, to: life.leader)
        }
    }

    private mutating func planTransfer(of life: Life, at time: Int, by actor: Int, to receiver: Int) {
        var event = event(.transferred, of: life, at: time, by: actor)
        event.second = Int32(receiver)
        if random.chance(650) { event.traits.insert(.hasNote) }
        event.third = random.chance(930) ? Int32(actor == life.handler ? 3 : random.below(7)) : -1
        put(event, of: life)
    }

    /// Hands a land dossier from the commune to a land branch, which answers for it from then on.
    private mutating func planHandover(of life: inout Life, at time: Int) {
        let branches = province.indices(of: .branch)
        let branch = branches[life.office % branches.count]
        let there = province.offices[branch]
        var event = event(.transferred, of: life, at: time, by: life.onestop)
        life.unit = branch
        life.handler = anyone(of: there.handlers)
        life.leader = anyone(of: there.leaders)
        event.first = Int32(branch)
        event.second = Int32(life.handler)
        event.third = 7
        put(event, of: life)
    }

    private mutating func planFee(of life: inout Life, permille: Int) {
        let fee = province.procedures[life.procedure].fee
        guard fee > 0, random.chance(permille) else { return }
        if life.isOnline || random.chance(250) {
            life.latest += random.within(60...600)
            requestFee(of: life, amount: fee * 1_000, isTax: false)
        }
        payFee(of: &life, amount: fee * 1_000, isTax: false)
    }

    mutating func requestFee(of life: Life, amount: Int, isTax: Bool) {
        var event = event(.feeRequested, of: life, at: life.latest, by: life.onestop)
        event.first = Int32(amount)
        event.second = isTax ? 1 : 0
        put(event, of: life)
    }

    mutating func payFee(of life: inout Life, amount: Int, isTax: Bool) {
        let isOnline = random.chance(life.isOnline ? 800 : 200)
        life.latest += random.within(60...1_800)
        var event = event(.feePaid, of: life, at: life.latest, by: isOnline ? -1 : life.onestop)
        event.first = Int32(amount)
        event.second = isTax ? 1 : 0
        let route: PaymentRoute = isOnline ? .onlinePortal : isTax || random.chance(300) ? .transfer : .cash
        event.third = Int32(route.rawValue)
        if isOnline { event.source = .portal }
        if random.chance(900) { event.traits.insert(.hasEvidence) }
        put(event, of: life)
    }

    private mutating func planDemand(of life: inout Life) {
        life.latest += random.within(60...600)
        var event = event(.componentDemanded, of: life, at: life.latest, by: life.handler)
        event.first = Int32(random.below(Phrases.components.count))
        event.second = random.chance(300) ? 0 : -1
        put(event, of: life)
    }

    private mutating func planSupplement(of life: inout Life) {
        life.hasSupplement = true
        let rounds = random.chance(110) ? 2 : 1
        for round in 0..<rounds {
            let working = calendar.rank(of: life.latest / ScenarioCalendar.secondsOfDay)
            let rank = max(working, life.receiptRank) + random.within(round == 0 ? 0...2 : 1...4)
            var request = event(
                .supplementRequested,
                of: life,
                at: next(rank: rank, of: &life),
                by: life.handler
            )
            request.first = random.chance(900) ? Int32(random.below(9_000) + 100) : -1
            request.second = random.chance(800) ? Int32(random.within(1...4)) : -1
            if random.chance(850) { request.traits.insert(.hasEvidence) }
            put(request, of: life)
            // Some never bring what they were asked for.
            guard random.chance(930) else {
                life.isStuck = random.chance(500)
                return
            }
            let days = random.within(1...9)
            let answered = next(rank: rank + days, of: &life)
            put(event(.supplemented, of: life, at: answered, by: life.onestop), of: life)
            life.shift += days
            life.finishRank += days
        }
    }

    /// Apologies, new appointments and explanations for a dossier that is late, where they are given.
    private mutating func planLatePapers(of life: Life) {
        let due = life.dueRank + life.shift
        let newDue = closing(rank: max(life.finishRank, due + 1))
        if random.chance(560) {
            var apology = event(.apologised, of: life, at: around(due, of: life), by: life.leader)
            apology.first = random.chance(860) ? Int32(newDue) : -1
            apology.second = random.chance(880) ? Int32(random.below(9_000) + 100) : -1
            apology.third = random.chance(920) ? Int32(random.below(Phrases.lateReasons.count)) : -1
            apology.fourth = random.chance(900) ? Int32(random.below(Phrases.media.count)) : -1
            if random.chance(800) { apology.traits.insert(.hasEvidence) }
            put(apology, of: life)
        }
        if random.chance(450) {
            for _ in 0..<(random.chance(120) ? 2 : 1) {
                var reschedule = event(.rescheduled, of: life, at: around(due, of: life), by: life.handler)
                reschedule.first = Int32(newDue)
                reschedule.second = random.chance(800) ? Int32(random.below(9_000) + 100) : -1
                if random.chance(700) { reschedule.traits.insert(.hasEvidence) }
                put(reschedule, of: life)
            }
        }
        if random.chance(300) {
            var explanation = event(.explained, of: life, at: around(due + 5, of: life), by: life.leader)
            explanation.first = random.chance(850) ? Int32(random.below(900) + 10) : -1
            if random.chance(800) { explanation.traits.insert(.hasEvidence) }
            put(explanation, of: life)
        }
    }

    /// A time from two working days before that one to three after it, never before the receipt.
    private mutating func around(_ rank: Int, of life: Life) -> Int {
        max(life.receipt + 600, moment(rank: rank + random.within(-2...3)))
    }

    /// 17:00 on the working day of that number.
    private func closing(rank: Int) -> Int {
        calendar.day(ofRank: rank) * ScenarioCalendar.secondsOfDay + 61_200
    }
}
