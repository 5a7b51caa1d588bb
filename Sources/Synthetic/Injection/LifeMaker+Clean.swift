internal import DossierModel

/// Lives in which no detector of findings.md section 4 finds anything.
///
/// Many of them come as near to a fault as the rules allow; `Injection.md` says how near.
extension LifeMaker {
    /// A life on any day of the period, at any of the units.
    mutating func cleanLife() -> InjectedLife {
        let office = province.receiving[random.below(province.receiving.count)]
        let procedure = weighted(province.offices[office].listed)
        let isLong = procedure.allowsSteps
        let story = isLong ? random.below(100) : 99
        let last =
            story < 35 ? InjectionCalendar.lastDayOfLongLives + 30 : InjectionCalendar.lastDay
        let day = receiptDay(in: InjectionCalendar.firstDay...last)
        // A receipt may reach the system on the next working day.
        let lag = isLong && story >= 35 && random.chance(40) ? 1 : 0
        var life = receive(procedure, at: office, on: day, recordedAfter: lag)
        switch story {
        case 0..<4: lateButApologised(&life)
        case 4..<14: supplemented(&life)
        case 14..<24: paused(&life)
        case 24..<29: endedEarly(&life)
        case 29..<32: rescheduledInVain(&life)
        case 32..<34: demanded(&life)
        case 34: passedOn(&life)
        default: plain(&life)
        }
        return life
    }

    /// A working day on which receipts come in.
    mutating func receiptDay(in days: ClosedRange<Int>) -> Int {
        calendar.roll(random.within(days))
    }

    private mutating func weighted(_ procedures: [ScenarioProcedure]) -> ScenarioProcedure {
        var place = random.below(procedures.reduce(0) { $0 + $1.weight })
        for procedure in procedures {
            place -= procedure.weight
            if place < 0 { return procedure }
        }
        return procedures[0]
    }

    /// Nothing but work, and a result in time.
    mutating func plain(_ life: inout InjectedLife) {
        let start = life.latest / ScenarioCalendar.secondsOfDay
        switch life.procedure.unit {
        case .sameDay: end(&life, on: random.chance(800) ? start : life.dueDay)
        case .workingHours:
            end(&life, on: calendar.working(start, plus: random.below(life.procedure.value / 12 + 1)))
        case .workingDays, .calendarDays:
            begin(&life, on: start)
            end(&life, on: plainEnd(of: life, from: start))
        }
    }

    /// Fees and the way to whoever handles it, on the first day.
    mutating func begin(_ life: inout InjectedLife, on day: Int) {
        if random.chance(500) { charge(&life, on: day) }
        handOver(&life, on: day)
    }

    /// The due day in one of six lives, else any working day before it.
    private mutating func plainEnd(of life: InjectedLife, from start: Int) -> Int {
        let days = calendar.workingDays(from: start, to: life.dueDay)
        guard days > 1, !random.chance(160) else { return life.dueDay }
        return calendar.working(start, plus: random.within(1...days - 1))
    }

    /// Late, but apologised for by the day before the due date, and explained.
    private mutating func lateButApologised(_ life: inout InjectedLife) {
        begin(&life, on: life.receivedDay)
        let end = calendar.working(life.dueDay, plus: random.within(1...9))
        apologise(&life, on: dayOfApology(life), until: end)
        finishLate(&life, on: end)
    }

    /// The last working day before the due date, or the one before.
    mutating func dayOfApology(_ life: InjectedLife) -> Int {
        calendar.working(calendar.workingDay(before: life.dueDay), plus: -random.below(2))
    }

    /// Completes a dossier after its due day, explains it, and hands the result over.
    mutating func finishLate(_ life: inout InjectedLife, on day: Int, isExplained: Bool = true) {
        complete(&life, on: day)
        if isExplained { explain(&life, on: day) }
        life.lateDays = life.dueDay + 1...day
        handBack(&life, from: day)
    }

    /// One request with a notice, within five working days of the receipt and before the last two of the limit.
    private mutating func supplemented(_ life: inout InjectedLife) {
        let asked = calendar.working(life.receivedDay, plus: random.within(1...min(5, life.spareDays)))
        begin(&life, on: life.receivedDay)
        requestSupplement(&life, on: asked)
        let answered = calendar.working(asked, plus: random.within(1...5))
        supplement(&life, on: answered)
        end(&life, on: calendar.working(answered, plus: random.below(2)))
    }

    /// One lawful pause, mostly short, sometimes of nearly the thirty days that nobody asks about.
    private mutating func paused(_ life: inout InjectedLife) {
        begin(&life, on: life.receivedDay)
        let start = calendar.working(life.receivedDay, plus: random.within(1...min(6, life.spareDays)))
        let length = random.chance(60) ? 29 : random.within(1...12)
        let end = calendar.working(start, plus: length)
        pause(&life, on: start)
        resume(&life, on: end)
        if life.procedure.fee > 0, random.chance(300) {
            pay(&life, .number(life.procedure.fee * 1_000), kind: "tax", on: end)
        }
        self.end(&life, on: calendar.working(end, plus: random.below(2)))
    }

    /// Declined, refused or withdrawn, and not in the last two days of the limit.
    private mutating func endedEarly(_ life: inout InjectedLife) {
        begin(&life, on: life.receivedDay)
        let day = calendar.working(life.receivedDay, plus: random.within(1...life.spareDays))
        endEarly(&life, on: day)
    }

    mutating func endEarly(_ life: inout InjectedLife, on day: Int) {
        switch random.below(5) {
        case 0, 1: close(&life, .declined, on: day)
        case 2: close(&life, .withdrawn, on: day)
        default: end(&life, on: day, outcome: "refused")
        }
    }

    /// Apologised for and rescheduled on one day, once, and done by the first appointment after all.
    private mutating func rescheduledInVain(_ life: inout InjectedLife) {
        begin(&life, on: life.receivedDay)
        let day = calendar.working(life.receivedDay, plus: random.within(1...life.spareDays))
        let later = calendar.working(life.dueDay, plus: random.within(2...6))
        apologise(&life, on: day, until: later)
        reschedule(&life, on: day, to: later)
        end(&life, on: random.chance(300) ? life.dueDay : calendar.working(day, plus: 1))
    }

    /// A component asked for beyond the list, with the law that asks for it.
    private mutating func demanded(_ life: inout InjectedLife) {
        demand(&life, basis: "Nghị định 151/2025/NĐ-CP")
        begin(&life, on: life.receivedDay)
        end(&life, on: plainEnd(of: life, from: life.receivedDay))
    }

    @discardableResult
    mutating func demand(_ life: inout InjectedLife, basis: String?) -> Int {
        let component = Phrases.components[random.below(Phrases.components.count)]
        var data: Fields = [("component", .text(component))]
        if let basis { data.append(("legalBasis", .text(basis))) }
        return add(.componentDemanded, to: &life, on: life.receivedDay, by: .onestop, data: data)
    }

    /// Passed on to a land branch, which answers for it from then on.
    private mutating func passedOn(_ life: inout InjectedLife) {
        handOver(&life, on: life.receivedDay)
        if life.procedure.isOfLand, province.offices[life.office].level == .commune {
            let day = calendar.working(life.receivedDay, plus: 1)
            let branch = province.branches[random.below(province.branches.count)]
            let code = province.offices[branch].code
            add(.transferred, to: &life, on: day, data: [("toUnit", .text(code))])
            life.answerable = branch
        }
        let start = life.latest / ScenarioCalendar.secondsOfDay
        end(&life, on: plainEnd(of: life, from: start))
    }

    /// In time and not ended: received in the last days of the period.
    mutating func openLife() -> InjectedLife {
        let (office, procedure) = place { $0.unit == .workingDays && $0.value >= 15 }
        let day = receiptDay(in: InjectionCalendar.firstOpenDay...InjectionCalendar.periodEnd)
        var life = receive(procedure, at: office, on: day)
        handOver(&life, on: day)
        if random.chance(300) { pause(&life, on: calendar.working(day, plus: 2)) }
        return life
    }

    /// A dossier that ended early without service, and the same applicant's next one, well after thirty days.
    mutating func cleanReturn() -> [InjectedLife] {
        let (office, procedure) = place { $0.isMedium }
        let day = receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDayOfLongLives)
        var first = receive(procedure, at: office, on: day)
        let end = calendar.working(day, plus: 2)
        endEarly(&first, on: end)
        let again = calendar.roll(end + random.within(32...50))
        var second = receive(procedure, at: office, on: again, applicant: first.applicant)
        plain(&second)
        return [first, second]
    }

    /// Two receipts of one applicant on one day: one fewer than a split.
    mutating func cleanPair() -> [InjectedLife] {
        let (office, procedure) = place { _ in true }
        let day = receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.lastDay)
        var first = receive(procedure, at: office, on: day)
        var second = receive(procedure, at: office, on: day, applicant: first.applicant)
        plain(&first)
        plain(&second)
        return [first, second]
    }

    /// A unit, and a procedure posted there that is of the wanted sort.
    mutating func place(
        at offices: [Int]? = nil,
        _ isWanted: (ScenarioProcedure) -> Bool
    ) -> (office: Int, procedure: ScenarioProcedure) {
        let able = (offices ?? province.receiving).filter { office in
            province.offices[office].listed.contains(where: isWanted)
        }
        precondition(!able.isEmpty, "every sort of procedure that is asked for is posted at some unit")
        let office = able[random.below(able.count)]
        let procedures = province.offices[office].listed.filter(isWanted)
        return (office, procedures[random.below(procedures.count)])
    }
}

extension ScenarioProcedure {
    /// Whether its limit leaves room for more than work and a result.
    var allowsSteps: Bool {
        switch unit {
        case .workingDays: value >= 5
        case .calendarDays: value >= 10
        case .workingHours, .sameDay: false
        }
    }

    /// From eight to twenty working days: room for every fault that takes some days.
    var isMedium: Bool { unit == .workingDays && (8...20).contains(value) }

    /// From three to five working days: the last one before the due date is within five of the receipt.
    var isShort: Bool { unit == .workingDays && (3...5).contains(value) }
}

extension InjectedLife {
    /// The working days after the receipt that are surely neither the last before the due date nor later.
    var spareDays: Int {
        procedure.unit == .workingDays ? procedure.value - 2 : 2
    }
}
