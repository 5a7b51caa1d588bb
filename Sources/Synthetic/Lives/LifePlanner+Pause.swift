internal import DossierModel

/// The ways in which a pause is made unauthorised (rules.md section 5).
private enum PauseFault: Int, CaseIterable {
    case unlawfulGround
    case noDocument
    case noApprover
    case selfApproved
    case approverNotLeader
    /// The authority's own reckoning of a tax: outside land law, or before it was lawful there.
    case taxOutOfPlace
}

/// What a pause is to be.
private enum PauseIntent {
    case authorisedOrNot
    /// In all things lawful, but begun after the due date.
    case afterDue
    case unauthorised
}

extension LifePlanner {
    /// Decides a pause (tạm dừng), and for some a second one after it.
    mutating func planPause(of life: inout Life) {
        let span = life.dueRank - life.receiptRank - 1
        var rank = life.receiptRank + 1 + random.below(max(1, span))
        // A supplement may have moved the due date, which would leave it open whether the pause came after it.
        let startsAfterDue =
            life.isLate && !life.hasSupplement && life.finishRank > life.dueRank + 1 && random.chance(120)
        if startsAfterDue { rank = life.dueRank + 1 }
        let isResumed = plan(pauseOn: rank, of: &life, startsAfterDue ? .afterDue : .authorisedOrNot)
        guard isResumed, random.chance(80) else { return }
        let working = calendar.rank(of: life.latest / ScenarioCalendar.secondsOfDay)
        _ = plan(pauseOn: working + random.within(1...3), of: &life, .unauthorised)
    }

    /// Plans one pause and what ends it.
    ///
    /// A pause that is to be authorised has an evidence or is recorded at once, and starts by the statutory due date:
    /// so it is authorised whatever else befalls the dossier.
    ///
    /// - Returns: Whether it was resumed.
    private mutating func plan(pauseOn rank: Int, of life: inout Life, _ intent: PauseIntent) -> Bool {
        var time = next(rank: rank, of: &life)
        let day = time / ScenarioCalendar.secondsOfDay
        let isInTime = day <= life.statutory / ScenarioCalendar.secondsOfDay
        var pause = event(.paused, of: life, at: time, by: life.handler)
        pause.first = Int32(lawfulGround(of: life, day: day))
        pause.second = Int32(random.below(9_000) + 100)
        pause.third = Int32(life.leader)
        pause.fourth = random.chance(700) ? Int32(random.below(Phrases.pauseReasons.count)) : -1
        switch intent {
        case .afterDue: pause.traits.insert(.isUnauthorised)
        case .authorisedOrNot where isInTime && random.chance(550): break
        case .authorisedOrNot, .unauthorised: spoil(&pause, of: life, day: day)
        }
        var tax: Int?
        if pause.first == 0 {
            // The tax is asked for before it is waited for.
            let amount = random.within(5...800) * 100_000
            requestFee(of: life, amount: amount, isTax: true)
            time += random.within(60...300)
            pause.occurred = Int32(time)
            tax = amount
        }
        if pause.second >= 0, random.chance(750) { pause.traits.insert(.hasEvidence) }
        put(pause, of: life, isPrompt: !pause.traits.contains(.hasEvidence))
        // Without evidence it begins when it is recorded: nothing may end it before that.
        life.latest = time + 900
        return resume(of: &life, from: rank, tax: tax)
    }

    /// A ground that is lawful for the dossier on that day.
    private mutating func lawfulGround(of life: Life, day: Int) -> Int {
        if province.procedures[life.procedure].isOfLand, random.chance(650) {
            let isTaxLawful = day >= ScenarioCalendar.taxDeterminationDay
            if isTaxLawful, random.chance(400) { return Phrases.taxDetermination }
            return Phrases.firstOfLand + random.below(Phrases.firstUnlawful - Phrases.firstOfLand)
        }
        return day >= ScenarioCalendar.reformDay && random.chance(400) ? Phrases.applicantRequest : 0
    }

    private mutating func spoil(_ pause: inout PlannedEvent, of life: Life, day: Int) {
        pause.traits.insert(.isUnauthorised)
        switch PauseFault(rawValue: random.below(PauseFault.allCases.count)) ?? .unlawfulGround {
        case .noDocument: pause.second = -1
        case .noApprover: pause.third = -1
        case .selfApproved: pause.actor = Int16(life.leader)
        case .approverNotLeader:
            pause.third = Int32(anyone(of: province.offices[life.unit].handlers))
        case .taxOutOfPlace
        where !province.procedures[life.procedure].isOfLand || day < ScenarioCalendar.taxDeterminationDay:
            pause.first = Int32(Phrases.taxDetermination)
        case .unlawfulGround, .taxOutOfPlace:
            pause.first = Int32(random.within(Phrases.firstUnlawful...Phrases.grounds.count - 1))
            if random.chance(400) { pause.second = -1 }
            if random.chance(300) { pause.third = -1 }
        }
    }

    /// Ends a pause, where it is ended, and moves the end of the work on.
    private mutating func resume(of life: inout Life, from rank: Int, tax: Int?) -> Bool {
        let choice = random.below(100)
        let days =
            choice < 70 ? random.within(1...8) : choice < 92 ? random.within(9...30) : random.within(31...90)
        life.shift += days
        life.finishRank = max(life.finishRank, rank) + days
        guard random.chance(880) else {
            life.isStuck = random.chance(400)
            return false
        }
        _ = next(rank: rank + days, of: &life)
        if let tax { payFee(of: &life, amount: tax, isTax: true) }
        life.latest += random.within(60...900)
        put(event(.resumed, of: life, at: life.latest, by: life.handler), of: life)
        return true
    }
}
