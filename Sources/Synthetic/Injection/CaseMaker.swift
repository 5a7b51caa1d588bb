internal import DossierModel

/// Makes the cases that were ordered, and says what each must be found by.
///
/// A case has dossiers of its own. Where a fault cannot be had without another, or is more like life with one, its hits say so.
struct CaseMaker {
    var maker: LifeMaker
    private(set) var lives: [InjectedLife] = []
    private(set) var hits: [InjectedHit] = []
    /// Events that are of no dossier.
    private(set) var others: [InjectedEvent] = []
    /// Lists of late dossiers that a unit owes: whether they come after all, but too late.
    var withheldLists: [UnitMonth: Bool] = [:]

    /// The kind and number of the case that is being made.
    private(set) var kind = InjectionKind.offSystemReceipt
    private(set) var number = 0
    /// How many cases of the kind came before.
    private(set) var turn = 0
    /// Unit-days and unit-months that a case has for itself.
    private var taken: Set<UnitMonth> = []

    /// A unit and a day, or the first day of a month.
    struct UnitMonth: Hashable {
        let office: Int
        let day: Int
    }

    var calendar: ScenarioCalendar { maker.calendar }

    init(maker: LifeMaker) {
        self.maker = maker
    }

    mutating func make(_ order: InjectionOrder) {
        for kind in InjectionKind.allCases {
            self.kind = kind
            for turn in 0..<order[kind] {
                self.turn = turn
                number += 1
                makeCase()
            }
        }
    }

    /// Adds a finished life.
    ///
    /// - Returns: Its number.
    @discardableResult
    mutating func keep(_ life: InjectedLife) -> Int {
        lives.append(life)
        return lives.count - 1
    }

    mutating func keep(_ event: InjectedEvent) -> InjectedReference {
        others.append(event)
        return .other(others.count - 1)
    }

    /// Notes that a detector must find a life, by events of it.
    mutating func hit(_ detector: InjectionKind, _ life: Int, by places: [Int]) {
        hit(detector, life, byEvents: places.map { .life(life, $0) })
    }

    /// The same where events of other dossiers show it too.
    mutating func hit(_ detector: InjectionKind, _ life: Int, byEvents events: [InjectedReference]) {
        hits.append(
            InjectedHit(
                detector: detector,
                life: life,
                office: lives[life].answerable,
                events: events,
                kind: kind,
                number: number
            )
        )
    }

    /// Keeps a life that has one fault and nothing else.
    mutating func keep(_ life: InjectedLife, hitBy places: [Int]) {
        hit(kind, keep(life), by: places)
    }

    /// Notes that a detector must find a unit.
    mutating func hit(
        unit office: Int,
        on day: Int? = nil,
        officer: String? = nil,
        by events: [InjectedReference]
    ) {
        hits.append(
            InjectedHit(
                detector: kind,
                life: nil,
                office: office,
                day: day,
                officer: officer,
                events: events,
                kind: kind,
                number: number
            )
        )
    }

    /// Takes a unit's day, or month, for a case; false where another case has it.
    mutating func take(_ office: Int, _ day: Int) -> Bool {
        taken.insert(UnitMonth(office: office, day: day)).inserted
    }

    private mutating func makeCase() {
        switch kind {
        case .offSystemReceipt: offSystemReceipt()
        case .registeredLate: registeredLate()
        case .codeDateMismatch: codeDateMismatch()
        case .codeGap: codeGap()
        case .unauthorisedPause: unauthorisedPause()
        case .pauseBeforeDue: pauseBeforeDue()
        case .pauseAfterDue: pauseAfterDue()
        case .endlessPause: endlessPause()
        case .secondSupplement: secondSupplement()
        case .lateSupplement: lateSupplement()
        case .supplementAtDue: supplementAtDue()
        case .componentDemanded: componentDemanded()
        case .unlistedProcedure: unlistedProcedure()
        case .noDueDate: noDueDate()
        case .inflatedDue: inflatedDue()
        case .dueMoved: dueMoved()
        case .lateNoApology: lateNoApology()
        case .lateNoExplanation: lateNoExplanation()
        case .apologyTooLate: apologyTooLate()
        case .apologyIncomplete: apologyIncomplete()
        case .maskedLateness: maskedLateness()
        case .lateTick: lateTick()
        case .earlyTick: earlyTick()
        case .noResultDocument: noResultDocument()
        case .refusedAtDue: refusedAtDue()
        case .reentered: reentered()
        case .split: split()
        case .massClosing: massClosing()
        case .resultNotReturned: resultNotReturned()
        case .secondmentLength: secondmentLength()
        case .listNotPublished: listNotPublished()
        case .retroactiveImprovement: retroactiveImprovement()
        }
    }

    /// A receipt on any day that leaves time for a long life, with work begun.
    mutating func begun(
        _ isWanted: (ScenarioProcedure) -> Bool,
        slip: LifeMaker.Slip = .statutory,
        from first: Int = InjectionCalendar.firstDay
    ) -> InjectedLife {
        let (office, procedure) = maker.place(isWanted)
        let day = maker.receiptDay(in: first...InjectionCalendar.lastDayOfLongLives)
        var life = maker.receive(procedure, at: office, on: day, slip: slip)
        maker.handOver(&life, on: day)
        return life
    }

    /// The working day that many after a life's receipt.
    func day(_ count: Int, of life: InjectedLife) -> Int {
        calendar.working(life.receivedDay, plus: count)
    }

    /// The working day that many after a life's due day.
    func due(_ count: Int, of life: InjectedLife) -> Int {
        calendar.working(life.dueDay, plus: count)
    }
}
