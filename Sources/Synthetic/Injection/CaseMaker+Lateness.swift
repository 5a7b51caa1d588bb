internal import DossierModel

/// Faults of late dossiers, and of due dates that were moved.
extension CaseMaker {
    /// A reschedule without an apology, or two with one each; the result is there by the first due date all the same.
    mutating func dueMoved() {
        var life = begun { $0.isMedium }
        let isSecond = turn % 2 == 1
        var moves: [Int] = []
        for place in 0...(isSecond ? 1 : 0) {
            let day = day(2 + 2 * place, of: life)
            let later = due(3 + 3 * place, of: life)
            if isSecond { maker.apologise(&life, on: day, until: later) }
            moves.append(maker.reschedule(&life, on: day, to: later))
        }
        maker.end(&life, on: due(-maker.random.below(2), of: life))
        keep(life, hitBy: moves)
    }

    /// Late and explained, but nobody said sorry; every third is still open at the end.
    mutating func lateNoApology() {
        var life = begun { $0.isMedium }
        if turn % 3 == 2 {
            maker.explain(&life, on: due(2, of: life))
            life.lateDays = life.dueDay + 1...InjectionCalendar.lastKnownDay
            keep(life, hitBy: [0])
        } else {
            maker.finishLate(&life, on: due(maker.random.within(1...15), of: life))
            keepLate(life)
        }
    }

    /// Late and apologised for, but not explained.
    mutating func lateNoExplanation() {
        var life = begun { $0.isMedium }
        let end = due(maker.random.within(1...15), of: life)
        maker.apologise(&life, on: maker.dayOfApology(life), until: end)
        maker.finishLate(&life, on: end, isExplained: false)
        keepLate(life)
    }

    /// Late and explained; the apology is of the due date, or of the working day after it.
    mutating func apologyTooLate() {
        var life = begun { $0.isMedium }
        let end = due(maker.random.within(2...12), of: life)
        let apology = maker.apologise(&life, on: due(turn % 2, of: life), until: end)
        maker.finishLate(&life, on: end)
        keep(life, hitBy: [apology])
    }

    /// Late and explained; the apology is in time, but without number, reason or new day.
    mutating func apologyIncomplete() {
        var life = begun { $0.isMedium }
        let end = due(maker.random.within(2...12), of: life)
        let missing = ["letter", "reason", "newDueAt"][turn % 3]
        let day = maker.dayOfApology(life)
        let apology = maker.apologise(&life, on: day, until: end, without: missing)
        maker.finishLate(&life, on: end)
        keep(life, hitBy: [apology])
    }

    /// Keeps a late life whose lateness itself is the fault: its receipt and its finish show it.
    private mutating func keepLate(_ life: InjectedLife) {
        keep(life, hitBy: [0] + [life.finish].compactMap { $0 })
    }

    /// Late by the rules, and in time for the system: by a pause, by the slip, or by a new appointment.
    mutating func maskedLateness() {
        switch turn % 3 {
        case 0: maskedByPause()
        case 1: maskedBySlip()
        default: maskedByAppointment()
        }
    }

    /// Nobody apologises or explains, for the system shows nothing to apologise for.
    private mutating func maskedByPause() {
        var life = begun { $0.isMedium }
        let pause = unauthorisedPause(&life, from: day(2, of: life), to: day(8, of: life))
        maker.finishLate(&life, on: due(maker.random.within(2...4), of: life), isExplained: false)
        let places = [0, life.finish ?? 0]
        let number = keep(life)
        hit(.maskedLateness, number, by: places)
        hit(.unauthorisedPause, number, by: [pause])
        hit(.lateNoApology, number, by: places)
        hit(.lateNoExplanation, number, by: places)
    }

    private mutating func maskedBySlip() {
        var life = begun({ $0.isMedium }, slip: .inflated(8))
        let end = due(maker.random.within(3...6), of: life)
        maker.apologise(&life, on: maker.dayOfApology(life), until: end)
        maker.finishLate(&life, on: end)
        let places = [0, life.finish ?? 0]
        let number = keep(life)
        hit(.maskedLateness, number, by: places)
        hit(.inflatedDue, number, by: [0])
    }

    private mutating func maskedByAppointment() {
        var life = begun { $0.isMedium }
        let (apology, later) = (maker.dayOfApology(life), due(8, of: life))
        maker.apologise(&life, on: apology, until: later)
        maker.reschedule(&life, on: apology, to: later)
        maker.finishLate(&life, on: due(maker.random.within(3...6), of: life))
        keepLate(life)
    }

    /// A unit does not publish the list of a month in which it was late, or does so five days after the bound.
    ///
    /// The case has a late dossier that begins and ends to be late in that month, so that no other month is meant.
    mutating func listNotPublished() {
        for office in officesInTurn() where listNotPublished(at: office) { return }
        assertionFailure("there are more months of units than cases")
    }

    /// False where every month of the unit is taken.
    private mutating func listNotPublished(at office: Int) -> Bool {
        let (_, procedure) = maker.place(at: [office]) { $0.isMedium }
        let span = InjectionCalendar.lastDayOfLongLives - InjectionCalendar.firstDay
        let offset = maker.random.below(span)
        for step in 0...span {
            let day = calendar.roll(InjectionCalendar.firstDay + (offset + step) % span)
            var life = maker.receive(procedure, at: office, on: day)
            let end = due(2, of: life)
            let month = calendar.month(of: end)
            guard month.contains(life.dueDay), take(office, -month.lowerBound) else { continue }
            maker.handOver(&life, on: day)
            maker.apologise(&life, on: maker.dayOfApology(life), until: end)
            maker.finishLate(&life, on: end)
            keep(life)
            withheldLists[UnitMonth(office: office, day: month.lowerBound)] = turn % 2 == 1
            hit(unit: office, on: month.lowerBound, by: [])
            return true
        }
        return false
    }

    /// All units that have a medium procedure, from any of them on.
    mutating func officesInTurn() -> [Int] {
        let offices = maker.province.receiving.filter {
            maker.province.offices[$0].listed.contains { $0.isMedium }
        }
        let offset = maker.random.below(offices.count)
        return Array(offices[offset...] + offices[..<offset])
    }
}
