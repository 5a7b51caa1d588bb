internal import DossierModel

extension DocumentPlanner {
    /// Asks for what is missing, once and with its notice.
    mutating func requestSupplement(of life: inout DocumentLife, rank: Int) {
        let time = next(rank: rank, of: &life, by: 26_400)
        var event = event(.supplementRequested, of: life, at: time, by: life.handler)
        event.first = Int32(random.below(9_000) + 100)
        event.second = Int32(random.within(1...4))
        put(event, of: life)
        // It stands in the system before anything follows.
        life.latest += 660
    }

    /// Asks for a tax and stops until it is paid, by a decision of a leader.
    mutating func awaitPayment(of life: inout DocumentLife, rank: Int) {
        var request = event(.feeRequested, of: life, at: next(rank: rank, of: &life), by: life.onestop)
        request.first = Int32(random.within(5...800) * 100_000)
        request.second = 1
        queue.put(request)
        life.latest += random.within(60...300)
        put(pause(of: life, ground: 0, reason: 0), of: life)
    }

    /// Pauses for a reason that no law knows: another office's opinion, or papers sent to the tax office.
    mutating func pauseUnlawfully(_ life: inout DocumentLife, rank: Int) {
        _ = next(rank: rank, of: &life, by: 26_400)
        let awaitsOpinion = random.chance(600)
        let ground = awaitsOpinion ? Phrases.coordinationOpinion : Phrases.taxTransfer
        var event = pause(of: life, ground: ground, reason: awaitsOpinion ? 2 : 1)
        if random.chance(400) { event.second = -1 }
        if random.chance(300) { event.third = -1 }
        guard event.second < 0 else { return put(event, of: life) }
        // The decision is what would be shown for it: without one there is no evidence.
        queue.put(event)
    }

    private mutating func pause(of life: DocumentLife, ground: Int, reason: Int) -> PlannedEvent {
        var event = event(.paused, of: life, at: life.latest, by: life.handler)
        event.first = Int32(ground)
        event.second = Int32(random.below(9_000) + 100)
        event.third = Int32(life.leader)
        event.fourth = Int32(reason)
        return event
    }

    /// Pauses without a lawful ground for longer than it is late, so that the system shows it in time.
    mutating func planMask(of life: inout DocumentLife, _ share: SharePlan) {
        let start = random.within(life.receiptRank + 1...life.dueRank)
        let length = random.within(5...FinishWindow.longestMask)
        pauseUnlawfully(&life, rank: start)
        let resumed = next(rank: start + length, of: &life, by: 14_400)
        queue.put(event(.resumed, of: life, at: resumed, by: life.handler))
        let end = random.within(max(start + length, life.dueRank + 1)...life.dueRank + length)
        put(completion(of: life, share, at: next(rank: end, of: &life)), of: life)
    }

    /// Apologies, new days and an explanation for a dossier that is late, on working days before that one.
    ///
    /// A new day always comes before the finish, so that it hides nothing.
    mutating func planLatePapers(of life: DocumentLife, _ share: SharePlan, before end: Int) {
        let due = life.dueRank
        let apology = share.apology(of: life.item)
        if apology.isGiven {
            let isTimely = random.chance(600)
            let earliest = isTimely ? due - 2 : due + 1
            let latest = isTimely ? due - 1 : end - 1
            var event = paper(.apologised, of: life, from: earliest, to: latest, before: end)
            event.first = Int32(closing(rank: end))
            event.second = apology.isComplete ? Int32(random.below(9_000) + 100) : -1
            event.third = Int32(random.below(Phrases.lateReasons.count))
            event.fourth = Int32(random.below(Phrases.media.count))
            put(event, of: life)
        }
        for round in 0..<share.reschedules(of: life.item) {
            let day = due + round
            var event = paper(.rescheduled, of: life, from: day, to: day, before: end)
            event.first = Int32(closing(rank: day + 1))
            event.second = Int32(random.below(9_000) + 100)
            put(event, of: life)
        }
        if share.isExplained(life.item) {
            var event = paper(.explained, of: life, from: due + 1, to: end - 1, before: end)
            event.first = Int32(random.below(900) + 10)
            put(event, of: life)
        }
    }

    /// An event about lateness on one of those working days, after the receipt and before a day.
    private mutating func paper(
        _ type: EventType,
        of life: DocumentLife,
        from earliest: Int,
        to latest: Int,
        before end: Int
    ) -> PlannedEvent {
        let first = min(max(earliest, life.receiptRank), end - 1)
        var copy = life
        // A while on, when all that happens at the counter is over.
        copy.latest = life.receipt + 600
        let time = next(rank: random.within(first...max(first, min(latest, end - 1))), of: &copy)
        return event(type, of: life, at: time, by: life.leader)
    }

    /// 17:00 on the working day of that number.
    private func closing(rank: Int) -> Int {
        calendar.closing(of: calendar.day(ofRank: rank))
    }
}
