internal import DossierModel

extension LifePlanner {
    /// Decides the words of feedback, the orphans and the receipts on paper alone that fall to a dossier's time.
    mutating func planStrays(at time: Int, _ life: Life) {
        if random.chance(3) { planOrphan(at: time, life) }
        if random.chance(5) { planFeedback(at: time, life) }
        if random.chance(10) {
            let number = nextRegisterNumber(of: life.office)
            planRegisterLine(of: life, number: number, traits: .isOffSystem)
        }
    }

    /// The line of the paper register that belongs to a receipt.
    ///
    /// Where the receipt has no number of the register the line names the dossier.
    mutating func planRegisterLine(of life: Life, number: Int32) {
        if number >= 0 {
            planRegisterLine(of: life, number: number, traits: [])
        } else {
            planRegisterLine(of: life, number: nextRegisterNumber(of: life.office), traits: .namesDossier)
        }
    }

    /// A line of the paper register, entered by an inspection weeks later; the register shows the day alone.
    private mutating func planRegisterLine(of life: Life, number: Int32, traits: PlannedEvent.Traits) {
        var line = event(.paperEntered, of: life, at: life.day * ScenarioCalendar.secondsOfDay, by: -1)
        line.unit = UInt16(life.office)
        line.source = .paper
        line.traits.formUnion(traits)
        line.first = number
        line.second = random.chance(700) ? Int32(life.procedure) : -1
        line.third = Int32(life.procedure)
        let recorded = moment(rank: life.receiptRank + random.within(5...60))
        line.recorded = Int32(max(recorded, life.receiptRecorded))
        line.arrival = Int32(max(Int(line.recorded), life.receiptArrival))
        queue.put(line)
    }

    private mutating func planFeedback(at time: Int, _ life: Life) {
        var event = event(.feedbackReceived, of: life, at: time + random.within(600...900_000), by: -1)
        event.source = .survey
        if random.chance(500) { event.traits.insert(.namesDossier) }
        event.first = Int32(random.below(Phrases.topics.count))
        event.second = random.chance(700) ? event.occurred + Int32(random.within(3_600...1_200_000)) : -1
        put(event, of: life)
    }

    /// An event of a dossier that was received before the ledger began, and is not in it.
    private mutating func planOrphan(at time: Int, _ life: Life) {
        let types: [EventType] = [.completed, .transferred, .returned]
        var event = event(types[random.below(types.count)], of: life, at: time + 60, by: life.handler)
        event.codeNumber = nextOrphanNumber()
        event.traits.insert(.isOrphan)
        event.first = event.type == .completed ? 0 : -1
        event.third = event.type == .completed ? 2 : -1
        put(event, of: life)
    }
}
