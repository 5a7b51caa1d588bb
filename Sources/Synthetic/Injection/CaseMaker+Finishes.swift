internal import DossierModel

/// Faults of how dossiers are ended, and of the people who do it.
extension CaseMaker {
    /// Done in time with evidence, and ticked off two to four working days later, after the due date.
    ///
    /// An apology and an explanation are there, as the system showed a late dossier.
    mutating func lateTick() {
        var life = begun { $0.isMedium }
        maker.apologise(&life, on: maker.dayOfApology(life), until: due(5, of: life))
        let end = due(-(turn % 2), of: life)
        // The apology may be of that day.
        let finish = completeLate(&life, on: end, recordedOn: calendar.working(end, plus: 2 + turn % 3))
        keep(life, hitBy: [0, finish])
    }

    /// Completes with evidence and hands over one working day later; both are written down on a later day, which is
    /// when somebody explains it too.
    private mutating func completeLate(
        _ life: inout InjectedLife,
        on day: Int,
        recordedOn late: Int
    ) -> Int {
        let finish = maker.complete(&life, on: day, recordedOn: late)
        let handOver = calendar.working(day, plus: 1)
        maker.giveBack(&life, on: handOver, recordedOn: calendar.working(late, plus: 1))
        maker.explain(&life, on: calendar.working(late, plus: 1))
        return finish
    }

    /// Work after the finish, or the finish taken back on the next working day.
    mutating func earlyTick() {
        var life = begun { $0.isMedium }
        let end = day(2, of: life)
        let finish = maker.complete(&life, on: end)
        let after = calendar.working(end, plus: 1)
        let work: Int
        switch turn % 4 {
        case 0:
            maker.handOver(&life, on: after)
            work = life.events.count - 1
        case 1:
            let data: LifeMaker.Fields = [("amount", .number(50_000)), ("kind", .text("fee"))]
            work = maker.add(.feeRequested, to: &life, on: after, by: .onestop, data: data)
        case 2: work = maker.requestSupplement(&life, on: after)
        default:
            let reason = Phrases.reopenReasons[maker.random.below(Phrases.reopenReasons.count)]
            work = maker.add(.reopened, to: &life, on: after, data: [("reason", .text(reason))])
            maker.complete(&life, on: calendar.working(end, plus: 2))
        }
        maker.giveBack(&life, on: calendar.working(end, plus: 2))
        keep(life, hitBy: [finish, work])
    }

    /// Granted on the system, with nothing on paper, and nothing handed over.
    mutating func noResultDocument() {
        var life = begun { $0.isMedium }
        let finish = maker.complete(&life, on: day(5, of: life), hasNotice: false)
        let number = keep(life)
        hit(.noResultDocument, number, by: [finish])
        hit(.resultNotReturned, number, by: [finish])
    }

    /// Declined on the last working day before the due date, refused on it, or refused after it.
    mutating func refusedAtDue() {
        var life = begun { $0.isMedium }
        switch turn % 3 {
        case 0: maker.close(&life, .declined, on: calendar.workingDay(before: life.dueDay))
        case 1: maker.end(&life, on: life.dueDay, outcome: "refused")
        default:
            let end = due(2, of: life)
            maker.apologise(&life, on: maker.dayOfApology(life), until: end)
            maker.complete(&life, on: end, outcome: "refused")
            maker.explain(&life, on: end)
            life.lateDays = life.dueDay + 1...end
            maker.handBack(&life, from: end)
        }
        keep(life, hitBy: [life.finish ?? 0])
    }

    /// The result waits for more than three working days; every third is never fetched.
    mutating func resultNotReturned() {
        var life = begun { $0.isMedium }
        let end = day(5, of: life)
        var places = [maker.complete(&life, on: end)]
        if turn % 3 != 2 {
            let day = calendar.working(end, plus: maker.random.within(4...9))
            places.append(maker.giveBack(&life, on: day))
        }
        keep(life, hitBy: places)
    }

    /// Late as it was known first, and in time by what was written down seven or more working days after it happened.
    mutating func retroactiveImprovement() {
        var life = begun { $0.isMedium }
        let places: (late: Int, finish: Int)
        if turn % 2 == 0 {
            maker.apologise(&life, on: maker.dayOfApology(life), until: due(9, of: life))
            let end = due(0, of: life)
            let late = calendar.working(end, plus: maker.random.within(7...10))
            let finish = completeLate(&life, on: end, recordedOn: late)
            places = (finish, finish)
        } else {
            places = pausedInRetrospect(&life)
        }
        let number = keep(life)
        hit(.retroactiveImprovement, number, by: [places.late])
        hit(.lateTick, number, by: [0, places.finish])
    }

    /// A lawful pause from well before the due date, on the system only after it.
    private mutating func pausedInRetrospect(_ life: inout InjectedLife) -> (late: Int, finish: Int) {
        let start = due(-4, of: life)
        let pause = maker.pause(&life, on: start, recordedOn: due(3, of: life))
        maker.apologise(&life, on: maker.dayOfApology(life), until: due(9, of: life))
        maker.resume(&life, on: due(5, of: life))
        let end = due(7, of: life)
        let finish = maker.complete(&life, on: end)
        maker.explain(&life, on: end)
        maker.handBack(&life, from: end)
        return (pause, finish)
    }

    /// A unit ends twenty and more dossiers on the last working day before the 15th, or before the last of a month.
    mutating func massClosing() {
        let days = closingDays
        let offset = maker.random.below(days.count)
        let rotated = days[offset...] + days[..<offset]
        for office in officesInTurn() {
            guard let closing = rotated.first(where: { take(office, $0) }) else { continue }
            return closeMany(at: office, on: closing)
        }
        assertionFailure("there are more closing days of units than cases")
    }

    private mutating func closeMany(at office: Int, on closing: Int) {
        for _ in 0..<maker.random.within(22...27) {
            let (_, procedure) = maker.place(at: [office]) { $0.isMedium }
            let received = calendar.working(closing, plus: -maker.random.within(3...7))
            var life = maker.receive(procedure, at: office, on: received)
            maker.handOver(&life, on: received)
            maker.end(&life, on: closing)
            keep(life)
        }
        addQuietDays(at: office)
        hit(unit: office, on: closing, by: [])
    }

    /// Five lives that end on days of their own, so that the unit has a usual day also in the smallest stream.
    private mutating func addQuietDays(at office: Int) {
        let first = maker.receiptDay(in: InjectionCalendar.firstDay...InjectionCalendar.firstDay + 20)
        for turn in 0..<5 {
            let (_, procedure) = maker.place(at: [office]) { $0.isMedium }
            let day = calendar.working(first, plus: 21 * turn)
            var life = maker.receive(procedure, at: office, on: day)
            maker.plain(&life)
            keep(life)
        }
    }

    /// The last working days before the 15th and before the last day of each month from May to November.
    private var closingDays: [Int] {
        (5...11).flatMap { month in
            let first =
                LocalDate.daysSinceEpoch(year: 2_025, month: month, day: 1) - InjectionCalendar.dayZero
            let last = first + LocalDate.days(inMonth: month, ofYear: 2_025) - 1
            return [calendar.workingDay(before: first + 14), calendar.workingDay(before: last)]
        }
    }

    /// A secondment of a few months, or of more than three years: outside both rule sets.
    mutating func secondmentLength() {
        let office = maker.province.receiving[maker.random.below(maker.province.receiving.count)]
        let days = turn % 2 == 0 ? maker.random.within(60...150) : maker.random.within(1_200...1_500)
        let released = maker.receiptDay(in: InjectionCalendar.lastDayOfLongLives...InjectionCalendar.lastDay)
        let officer = "bp.\(maker.province.offices[office].code).\(number)"
        let events = maker.secondment(of: officer, at: office, from: released - days, to: released)
        let references = events.map { keep($0) }
        hit(unit: office, officer: officer, by: references)
    }
}
