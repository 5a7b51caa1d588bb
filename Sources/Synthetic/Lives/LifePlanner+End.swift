internal import DossierModel

extension LifePlanner {
    /// Decides how a dossier ends, if it ends.
    mutating func planEnd(of life: inout Life) {
        guard !life.isStuck else { return }
        if random.chance(3) { planMistake(of: &life) }
        let choice = random.below(1_000)
        if choice < 12 {
            planRefusal(.withdrawn, of: &life, reasons: Phrases.withdrawReasons.count)
        } else if choice < 20 {
            planRefusal(.declined, of: &life, reasons: Phrases.declineReasons.count)
        } else {
            complete(&life)
            if random.chance(4) { planReopening(of: &life) }
        }
    }

    private mutating func planRefusal(_ type: EventType, of life: inout Life, reasons: Int) {
        let time = next(rank: life.receiptRank + random.below(3), of: &life)
        var event = event(type, of: life, at: time, by: life.onestop)
        event.first = type == .declined || random.chance(800) ? Int32(random.below(reasons)) : -1
        event.second = random.chance(800) ? Int32(random.below(9_000) + 100) : -1
        if random.chance(800) { event.traits.insert(.hasEvidence) }
        put(event, of: life)
    }

    private mutating func complete(_ life: inout Life) {
        var event = event(.completed, of: life, at: next(rank: life.finishRank, of: &life), by: life.leader)
        let form = random.below(100)
        if random.chance(300) { event.traits.insert(.hasNote) }
        event.first = random.chance(15) ? 1 : 0
        event.second = event.first == 1 && random.chance(850) ? Int32(random.below(9_000) + 100) : -1
        event.third = form < 55 ? 0 : form < 70 ? 1 : 2
        event.fourth = event.third == 0 ? (random.chance(850) ? 1 : 0) : random.chance(100) ? 0 : -1
        if random.chance(900) { event.traits.insert(.hasEvidence) }
        put(event, of: life)
        if random.chance(920) { hand(over: &life) }
    }

    /// Hands the result over, and asks some how content they are.
    private mutating func hand(over life: inout Life) {
        let working = calendar.rank(of: life.latest / ScenarioCalendar.secondsOfDay)
        let isSoon = random.chance(660)
        if isSoon {
            life.latest += random.within(120...5_400)
        } else {
            _ = next(rank: working + random.within(1...4), of: &life)
        }
        var event = event(.returned, of: life, at: life.latest, by: life.onestop)
        event.first = random.chance(500) ? Int32(random.below(90_000) + 1_000) : -1
        if random.chance(850) { event.traits.insert(.hasEvidence) }
        put(event, of: life)
        if random.chance(300) { planRating(of: life) }
    }

    private mutating func planRating(of life: Life) {
        let time = life.latest + random.within(300...172_800)
        var rating = event(.rated, of: life, at: time, by: -1)
        rating.source = .survey
        rating.first = Int32(random.below(8))
        put(rating, of: life)
    }

    private mutating func planReopening(of life: inout Life) {
        let working = calendar.rank(of: life.latest / ScenarioCalendar.secondsOfDay)
        let time = next(rank: working + random.within(1...10), of: &life)
        var event = event(.reopened, of: life, at: time, by: life.leader)
        event.first = random.chance(850) ? Int32(random.below(Phrases.reopenReasons.count)) : -1
        put(event, of: life)
        life.finishRank = working + 11
        complete(&life)
    }

    /// Writes down what did not happen, and voids it within three working days.
    private mutating func planMistake(of life: inout Life) {
        life.latest += random.within(60...600)
        var mistake: PlannedEvent
        // A finish, though voided, could hide a pause from who does not know of the void yet.
        if !life.hasPause, random.chance(600) {
            mistake = event(.completed, of: life, at: life.latest, by: life.handler)
            mistake.first = 0
            mistake.third = 2
        } else {
            mistake = event(.transferred, of: life, at: life.latest, by: life.onestop)
            mistake.first = Int32(random.below(province.offices.count))
        }
        mistake = put(mistake, of: life, isPrompt: true)
        let working = calendar.rank(of: life.latest / ScenarioCalendar.secondsOfDay)
        let time = max(moment(rank: working + random.below(4)), Int(mistake.arrival) + 60)
        var void = event(.eventVoided, of: life, at: time, by: life.leader)
        void.first = Int32(bitPattern: mistake.serial)
        void.second = Int32(mistake.source.rawValue)
        void.third = Int32(random.below(Phrases.voidReasons.count))
        put(void, of: life)
    }
}
