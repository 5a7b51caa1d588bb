internal import DossierModel

/// Everything that happens in an injected stream, decided but not written: lives, other events, and what must be found.
struct InjectionPlan {
    let province: InjectionProvince
    let calendar: ScenarioCalendar
    let order: InjectionOrder
    private(set) var lives: [InjectedLife]
    private(set) var hits: [InjectedHit]
    private(set) var others: [InjectedEvent]

    private var maker: LifeMaker
    /// Lives from here on are of no case.
    private let firstClean: Int
    private let withheld: [CaseMaker.UnitMonth: Bool]

    init(order: InjectionOrder, dossiers: Int, random: SplitMix64) throws(InjectionFault) {
        let cases = order[.listNotPublished] * 2 + order[.massClosing] * 2 + order[.codeGap] + order[.split]
        province = InjectionProvince(communes: min(900, max(8, dossiers / 220, cases / 8)))
        calendar = ScenarioCalendar()
        self.order = order
        var maker = CaseMaker(
            maker: LifeMaker(calendar: calendar, province: province, random: random)
        )
        maker.make(order)
        guard maker.lives.count <= dossiers else {
            throw .tooFewDossiers(asked: dossiers, needed: maker.lives.count)
        }
        lives = maker.lives
        hits = maker.hits
        others = maker.others
        self.maker = maker.maker
        firstClean = maker.lives.count
        withheld = maker.withheldLists
        addCleanLives(upTo: dossiers)
        numberCodes()
        completeUnitHits()
        addOthers()
    }

    /// Fills the stream with lives that are as they should be: open ones, applicants with two, and the rest.
    private mutating func addCleanLives(upTo dossiers: Int) {
        let count = dossiers - lives.count
        for _ in 0..<count / 100 { lives.append(maker.openLife()) }
        for _ in 0..<count / 100 { lives += maker.cleanReturn() }
        for _ in 0..<count / 100 { lives += maker.cleanPair() }
        while lives.count < dossiers { lives.append(maker.cleanLife()) }
    }

    /// Gives each code its number of the unit's day, in the order of the receipts, and closes the hits of ``CaseMaker/codeGap()``.
    private mutating func numberCodes() {
        let sorted = lives.indices.sorted { left, right in
            (lives[left].office, lives[left].codeDay, lives[left].events[0].occurred, left)
                < (lives[right].office, lives[right].codeDay, lives[right].events[0].occurred, right)
        }
        var before: [Int: Int] = [:]
        for (place, index) in sorted.enumerated() {
            let previous = place > 0 ? sorted[place - 1] : nil
            var number = 0
            if let previous, lives[previous].office == lives[index].office,
                lives[previous].codeDay == lives[index].codeDay
            {
                number = lives[previous].number
                before[index] = previous
            }
            lives[index].number = number + (lives[index].isAfterGap ? 2 : 1)
        }
        for index in hits.indices where hits[index].detector == .codeGap {
            guard case .life(let life, _)? = hits[index].events.first, let previous = before[life] else {
                continue
            }
            hits[index] = hits[index].shown(by: [.life(previous, 0), .life(life, 0)])
        }
    }

    /// Gathers what other lives have to do with a unit's hit: who else was ended that day, who else was late that month.
    private mutating func completeUnitHits() {
        for index in hits.indices {
            guard let day = hits[index].day else { continue }
            let office = hits[index].office
            switch hits[index].detector {
            case .massClosing:
                hits[index] = hits[index].shown(by: finishes(at: office, on: day))
            case .listNotPublished:
                let late = lateLives(at: office, in: calendar.month(of: day))
                hits[index] = hits[index].shown(by: late.map { .life($0, 0) })
            default: break
            }
        }
    }

    private func finishes(at office: Int, on day: Int) -> [InjectedReference] {
        lives.indices.compactMap { index in
            guard lives[index].answerable == office, let finish = lives[index].finish,
                lives[index].events[finish].occurred / ScenarioCalendar.secondsOfDay == day
            else { return nil }
            return .life(index, finish)
        }
    }

    private func lateLives(at office: Int, in month: ClosedRange<Int>) -> [Int] {
        lives.indices.filter {
            lives[$0].answerable == office && lives[$0].lateDays?.overlaps(month) == true
        }
    }

    private mutating func addOthers() {
        addLists()
        addPapers()
        addSecondments()
        if order[.lateSupplement] > 0 { adoptProvincialRules() }
    }

    /// Every unit publishes its list of every month between the 5th and the 15th of the next, also where nobody was late.
    private mutating func addLists() {
        var late: [Int: [ClosedRange<Int>]] = [:]
        for life in lives {
            if let days = life.lateDays { late[life.answerable, default: []].append(days) }
        }
        var month = calendar.month(of: InjectionCalendar.firstDay)
        while month.upperBound <= InjectionCalendar.periodEnd {
            for office in province.offices.indices {
                let isLate = withheld[CaseMaker.UnitMonth(office: office, day: month.lowerBound)]
                guard isLate != false else { continue }
                let count = late[office, default: []].count { $0.overlaps(month) }
                let day = month.upperBound + (isLate == true ? 20 : publicationDay(after: month))
                others.append(maker.list(of: month, at: office, on: day, dossiers: count))
            }
            month = calendar.month(of: month.upperBound + 1)
        }
    }

    /// The day of the next month on which a list is published, up to the 15th; for December up to the 14th.
    private mutating func publicationDay(after month: ClosedRange<Int>) -> Int {
        month.upperBound == InjectionCalendar.periodEnd
            ? maker.random.within(5...14) : maker.random.within(5...15)
    }

    /// Lines of paper registers whose receipts are on the system: by the dossier's code, or by the number.
    private mutating func addPapers() {
        for index in lives.indices where index >= firstClean && maker.random.chance(15) {
            let life = lives[index]
            let number = "S-\(index)"
            let isNamed = maker.random.chance(500)
            if !isNamed {
                let receipt = life.events[0]
                lives[index].events[0] = receipt.by(
                    receipt.actor,
                    receipt.data + [("paperNo", .text(number))]
                )
            }
            let entry = maker.paperEntry(
                of: life.procedure,
                at: life.office,
                on: life.receivedDay,
                number: number,
                dossier: isNamed ? code(of: life) : nil
            )
            guard entry.recorded < InjectionCalendar.lastKnownDay * ScenarioCalendar.secondsOfDay else {
                continue
            }
            others.append(entry)
        }
    }

    /// Secondments of 13 to 21 months: lawful under both rule sets, whichever day decides.
    private mutating func addSecondments() {
        for office in province.receiving where maker.random.chance(400) {
            let released = maker.receiptDay(in: InjectionCalendar.firstDay + 30...InjectionCalendar.lastDay)
            let assigned = released - maker.random.within(410...640)
            let officer = "bp.\(province.offices[office].code).0"
            others += maker.secondment(of: officer, at: office, from: assigned, to: released)
        }
    }

    /// The province's own rule set, with a bound for supplement requests: from 1 July 2025, adopted on 20 June.
    private mutating func adoptProvincialRules() {
        let data: LifeMaker.Fields = [
            ("effectiveFrom", .date(InjectionCalendar.reformDay)), ("ruleset", .text("minh-giang-2025")),
        ]
        others.append(
            maker.other(.rulesAdopted, at: nil, on: InjectionCalendar.reformDay - 11, data: data)
        )
    }

    /// The dossier code (mã hồ sơ): `{unit}-{yyMMdd}-{NNNN}`.
    func code(of life: InjectedLife) -> String {
        let civil = InjectedValue.localDate(life.codeDay).civil
        let date = padded(civil.year % 100, 2) + padded(civil.month, 2) + padded(civil.day, 2)
        return "\(province.offices[life.office].code)-\(date)-\(padded(life.number, 4))"
    }
}

extension InjectedHit {
    /// The same hit with other events to show it.
    func shown(by events: [InjectedReference]) -> InjectedHit {
        InjectedHit(
            detector: detector,
            life: life,
            office: office,
            day: day,
            officer: officer,
            events: events,
            kind: kind,
            number: number
        )
    }
}
