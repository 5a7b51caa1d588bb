internal import DossierModel

/// Faults of pauses and supplement requests.
extension CaseMaker {
    /// A pause early in the life that lacks one of the things it takes; the result is in time without it.
    mutating func unauthorisedPause() {
        var life = begun { $0.isMedium }
        let pause = unauthorisedPause(&life, from: day(1, of: life), to: day(4, of: life))
        maker.end(&life, on: day(6, of: life))
        keep(life, hitBy: [pause])
    }

    /// Each case lacks something else, so that five cases have every reason but `afterDue`.
    mutating func unauthorisedPause(_ life: inout InjectedLife, from start: Int, to end: Int) -> Int {
        let lack = turn % 5
        let pause = maker.pause(&life, on: start) { [answerable = life.answerable] data, maker in
            switch lack {
            case 0:
                let unlawful = Phrases.grounds[Phrases.firstUnlawful...]
                var ground = unlawful[unlawful.startIndex + maker.random.below(unlawful.count)]
                // Lawful from the reform on.
                if start < InjectionCalendar.reformDay, maker.random.chance(500) {
                    ground = "applicantRequest"
                }
                CaseMaker.replace("ground", in: &data, with: ground)
            case 1: data.removeAll { $0.key == "document" }
            case 2: data.removeAll { $0.key == "approver" }
            case 3:
                // The event's actor is put in when the event is there.
                CaseMaker.replace("approver", in: &data, with: "self")
            default:
                let handlers = maker.province.offices[answerable].handlers
                CaseMaker.replace("approver", in: &data, with: handlers.first ?? "")
            }
        }
        if lack == 3 { approveByLeader(&life, pause) }
        if lack == 4 { life.events[pause] = life.events[pause].by(lastHandler(of: life)) }
        maker.resume(&life, on: end)
        return pause
    }

    /// Makes a leader both the actor and the approver of a pause.
    private mutating func approveByLeader(_ life: inout InjectedLife, _ pause: Int) {
        guard let leader = maker.officer(.leader, of: life.answerable) else { return }
        var data = life.events[pause].data
        CaseMaker.replace("approver", in: &data, with: leader)
        life.events[pause] = life.events[pause].by(leader, data)
    }

    private func lastHandler(of life: InjectedLife) -> String? {
        maker.province.offices[life.answerable].handlers.last
    }

    static func replace(_ key: String, in data: inout LifeMaker.Fields, with text: String) {
        data.removeAll { $0.key == key }
        data.append((key, .text(text)))
    }

    /// A lawful pause on the last working day before the due date, or on it.
    mutating func pauseBeforeDue() {
        var life = begun { $0.isMedium }
        let start = turn % 2 == 0 ? calendar.workingDay(before: life.dueDay) : life.dueDay
        let pause = maker.pause(&life, on: start)
        let end = calendar.working(start, plus: maker.random.within(2...6))
        maker.resume(&life, on: end)
        maker.end(&life, on: end)
        keep(life, hitBy: [pause])
    }

    /// A pause, lawful but for its day, of a dossier that is late, apologised for and explained.
    mutating func pauseAfterDue() {
        var life = begun { $0.isMedium }
        let end = due(7, of: life)
        maker.apologise(&life, on: maker.dayOfApology(life), until: end)
        let pause = maker.pause(&life, on: due(maker.random.within(1...3), of: life))
        maker.resume(&life, on: due(5, of: life))
        maker.finishLate(&life, on: end)
        let number = keep(life)
        hit(.pauseAfterDue, number, by: [pause])
        hit(.unauthorisedPause, number, by: [pause])
    }

    /// A lawful pause of 31 to 45 working days; every third is still open at the end.
    mutating func endlessPause() {
        var life = begun { $0.isMedium }
        let start = day(maker.random.within(1...4), of: life)
        let pause = maker.pause(&life, on: start)
        if turn % 3 != 2 {
            let end = calendar.working(start, plus: maker.random.within(31...45))
            maker.resume(&life, on: end)
            maker.end(&life, on: calendar.working(end, plus: 1))
        }
        keep(life, hitBy: [pause])
    }

    mutating func secondSupplement() {
        var life = begun { $0.isMedium }
        maker.requestSupplement(&life, on: day(1, of: life))
        maker.supplement(&life, on: day(2, of: life))
        let second = maker.requestSupplement(&life, on: day(3, of: life))
        maker.supplement(&life, on: day(4, of: life))
        maker.end(&life, on: day(6, of: life))
        keep(life, hitBy: [second])
    }

    /// A request on the seventh or eighth working day, where the province's own rules allow five.
    mutating func lateSupplement() {
        var life = begun(
            { $0.unit == .workingDays && (12...20).contains($0.value) },
            from: InjectionCalendar.reformDay
        )
        let asked = maker.random.within(7...8)
        let request = maker.requestSupplement(&life, on: day(asked, of: life))
        maker.supplement(&life, on: day(asked + 1, of: life))
        maker.end(&life, on: day(11, of: life))
        keep(life, hitBy: [request])
    }

    /// The one request, on the last working day before the due date or on it.
    mutating func supplementAtDue() {
        var life = begun { $0.isShort }
        let asked = turn % 2 == 0 ? calendar.workingDay(before: life.dueDay) : life.dueDay
        let request = maker.requestSupplement(&life, on: asked)
        let answered = calendar.working(asked, plus: maker.random.within(1...4))
        maker.supplement(&life, on: answered)
        maker.end(&life, on: answered)
        keep(life, hitBy: [request])
    }
}

extension InjectedEvent {
    /// The same event by another officer, and with other data where they are given.
    func by(_ actor: String?, _ data: LifeMaker.Fields? = nil) -> InjectedEvent {
        InjectedEvent(
            type: type,
            occurred: occurred,
            recorded: recorded,
            office: office,
            actor: actor,
            isEvidenced: isEvidenced,
            data: data ?? self.data
        )
    }
}
