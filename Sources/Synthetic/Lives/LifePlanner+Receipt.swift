internal import DossierModel

extension LifePlanner {
    /// Decides the life of a dossier that is received at a time.
    mutating func planLife(receipt: Int, day: Int) {
        var life = makeLife(receipt: receipt, day: day)
        chooseEnd(of: &life)
        choosePause(of: &life)
        planReceipt(of: &life)
        let procedure = province.procedures[life.procedure]
        if procedure.unit == .sameDay {
            planCounterWork(of: &life)
        } else {
            planWork(of: &life)
        }
        planEnd(of: &life)
        planStrays(at: receipt, life)
    }

    private mutating func makeLife(receipt: Int, day: Int) -> Life {
        let bits = random.next()
        let drawn = Int(province.officeSlots[Int(bits & 0xFFF) % province.officeSlots.count])
        let office = day >= ScenarioCalendar.reformDay ? province.offices[drawn].heir : drawn
        let here = province.offices[office]
        let table = province.procedureTables[Province.slot(of: here.level)]
        let procedure = Int(table[Int(bits >> 12 & 0xFF) % table.count])
        let limit = province.procedures[procedure]
        let statutory = calendar.due(receipt: receipt, value: limit.value, unit: limit.unit)
        return Life(
            office: office,
            procedure: procedure,
            receipt: receipt,
            day: day,
            number: nextNumber(of: office),
            statutory: statutory,
            receiptRank: calendar.rank(of: day),
            dueRank: calendar.rank(of: statutory / ScenarioCalendar.secondsOfDay),
            isOnline: random.chance(day < 366 ? 420 : 560),
            unit: office,
            onestop: anyone(of: here.onestop),
            handler: anyone(of: here.handlers),
            leader: anyone(of: here.leaders),
            latest: receipt
        )
    }

    /// Decides on which working day the work will be done, if nothing stops it.
    private mutating func chooseEnd(of life: inout Life) {
        let late = province.offices[life.office].latePermille
        let limit = life.dueRank - life.receiptRank
        let choice = random.below(1_000)
        // What is due the same day is seldom late.
        if choice < (limit < 2 ? late / 4 : late) {
            life.isLate = true
            life.finishRank = life.dueRank + daysLate()
        } else if choice < 600 || limit < 2 {
            life.finishRank = life.receiptRank + (limit < 2 ? limit : 1 + random.below(limit - 1))
        } else if choice < 992 {
            life.finishRank = life.dueRank - (choice < 800 ? 1 : 0)
        } else {
            life.finishRank = life.dueRank
            life.isStuck = true
        }
    }

    /// Working days late: mostly under a week, with a long tail.
    private mutating func daysLate() -> Int {
        switch random.below(100) {
        case ..<58: random.within(1...5)
        case ..<86: random.within(6...30)
        case ..<96: random.within(31...90)
        case ..<99: random.within(91...250)
        default: random.within(251...420)
        }
    }

    private mutating func choosePause(of life: inout Life) {
        // Seven in a hundred of all: only what has some days to run is paused.
        guard life.dueRank - life.receiptRank >= 2, province.procedures[life.procedure].unit != .workingHours
        else { return }
        life.hasPause = random.chance(life.isLate ? 170 : 115)
    }

    private mutating func planReceipt(of life: inout Life) {
        let procedure = province.procedures[life.procedure]
        var event = event(.received, of: life, at: life.receipt, by: life.onestop)
        let choice = random.below(1_000)
        if choice >= 15 {
            life.dueAt = life.statutory
            if choice < 40 {
                // A longer appointment than the law gives: found as an inflated due date.
                let rank = life.dueRank + random.within(1...10)
                life.dueAt = calendar.day(ofRank: rank) * ScenarioCalendar.secondsOfDay + 61_200
                event.traits.insert(.isInflated)
            }
        }
        event.first = life.dueAt.map { Int32($0) } ?? -1
        if random.chance(120) { event.second = nextRegisterNumber(of: life.office) }
        event.third = Int32(random.below(600_000))
        event.fourth = Int32(receiptDetails(of: life, procedure))
        if life.isOnline { event.source = .portal }
        if !province.offices[life.office].isListed[life.procedure] { event.traits.insert(.isUnlisted) }
        // The truth about pauses needs a receipt that stands before them on either clock.
        let receipt = put(event, of: life, isPrompt: life.hasPause)
        life.receiptRecorded = Int(receipt.recorded)
        life.receiptArrival = Int(receipt.arrival)
        if random.chance(20) { planRegisterLine(of: life, number: event.second) }
    }

    /// Channel, kind of applicant, components, and the procedure in one number.
    private mutating func receiptDetails(of life: Life, _ procedure: ScenarioProcedure) -> Int {
        let channel: Channel = life.isOnline ? .online : random.chance(40) ? .postal : .counter
        let business = procedure.sector == "business" || random.chance(70)
        let kind = business ? 1 : random.chance(25) ? 2 : 0
        let components = procedure.components
        let digitised = life.isOnline || random.chance(550) ? components : random.below(components + 1)
        let hasCounts = random.chance(930) ? 1 : 0
        let zalo = random.chance(4) ? 1 : 0
        return life.procedure | Int(channel.rawValue) << 8 | kind << 10 | components << 12 | digitised << 16
            | hasCounts << 20 | zalo << 21
    }
}
