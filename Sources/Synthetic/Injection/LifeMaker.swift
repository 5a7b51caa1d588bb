internal import DossierModel

/// Makes the lives of an injected stream, step by step, each step later than the one before.
///
/// Unless a fault wants it otherwise an event is written down within three minutes, on its own day, and has evidence where
/// its time needs that: so both bases see the same days.
struct LifeMaker {
    /// The place of an officer who acts.
    enum Post {
        case onestop
        case handler
        case leader
        /// Nobody of the unit: the applicant, or the system.
        case nobody
    }

    /// The appointment on a receipt's slip.
    enum Slip {
        case statutory
        /// That many working days beyond the limit.
        case inflated(Int)
        case missing
    }

    let calendar: ScenarioCalendar
    let province: InjectionProvince
    var random: SplitMix64
    private var applicants = 0

    init(calendar: ScenarioCalendar, province: InjectionProvince, random: SplitMix64) {
        self.calendar = calendar
        self.province = province
        self.random = random
    }

    mutating func newApplicant() -> Int {
        applicants += 1
        return applicants
    }

    /// Starts a life on a working day.
    ///
    /// The receipt falls into `share`, thousandths of the receiving hours, and is on the system `recordedAfter` working days
    /// later.
    mutating func receive(
        _ procedure: ScenarioProcedure,
        at office: Int,
        on day: Int,
        applicant: Int? = nil,
        slip: Slip = .statutory,
        share: ClosedRange<Int> = 0...999,
        recordedAfter: Int = 0
    ) -> InjectedLife {
        let seconds = ScenarioCalendar.receivingSeconds
        let worked = random.within(share) * seconds / 1_000 + random.below(seconds / 1_000)
        let moment = calendar.moment(day: day, worked: worked)
        let due = calendar.due(receipt: moment, value: procedure.value, unit: procedure.unit)
        let dueDay = due / ScenarioCalendar.secondsOfDay
        var life = InjectedLife(
            procedure: procedure,
            office: office,
            answerable: office,
            applicant: applicant ?? newApplicant(),
            receivedDay: day,
            dueDay: dueDay,
            codeDay: day,
            latest: moment
        )
        let components = procedure.components
        let channel = ["counter", "online", "online", "online", "postal"][random.below(5)]
        var data: [(key: String, value: InjectedValue)] = [
            ("channel", .text(channel)), ("components", .number(components)),
            ("digitisedComponents", .number(components - random.below(2))),
            ("procedure", .text(procedure.code)),
            ("applicantKind", .text(["citizen", "citizen", "citizen", "business"][random.below(4)])),
        ]
        switch slip {
        case .statutory: data.append(("dueAt", .moment(due)))
        case .inflated(let days):
            data.append(("dueAt", .moment(closing(of: calendar.working(dueDay, plus: days)))))
        case .missing: data.append(("sector", .text(procedure.sector)))
        }
        var recorded = moment + random.below(180)
        if recordedAfter > 0 {
            let late = calendar.working(day, plus: recordedAfter)
            recorded = late * ScenarioCalendar.secondsOfDay + moment % ScenarioCalendar.secondsOfDay
        }
        life.events.append(
            event(.received, of: life, occurred: moment, recorded: recorded, by: .onestop, data: data)
        )
        life.latest = recorded
        return life
    }

    /// The end of a day's work, as slips write it.
    func closing(of day: Int) -> Int {
        day * ScenarioCalendar.secondsOfDay + 61_200
    }

    /// Adds an event on a day that is not before the last one, and gives its place in the life.
    ///
    /// One that is written down on a later day does not keep others from happening before.
    @discardableResult
    mutating func add(
        _ type: EventType,
        to life: inout InjectedLife,
        on day: Int,
        by post: Post = .handler,
        data: [(key: String, value: InjectedValue)] = [],
        recordedOn late: Int? = nil
    ) -> Int {
        let occurred = nextMoment(on: day, after: life.latest)
        var recorded = occurred + random.below(180)
        if let late { recorded += (late - day) * ScenarioCalendar.secondsOfDay }
        life.events.append(
            event(type, of: life, occurred: occurred, recorded: recorded, by: post, data: data)
        )
        life.latest = occurred
        return life.events.count - 1
    }

    private mutating func nextMoment(on day: Int, after last: Int) -> Int {
        assert(day >= last / ScenarioCalendar.secondsOfDay, "a life does not go back")
        guard last / ScenarioCalendar.secondsOfDay == day else {
            return calendar.moment(day: day, worked: random.below(23_400))
        }
        return last + random.within(360...1_200)
    }

    private mutating func event(
        _ type: EventType,
        of life: InjectedLife,
        occurred: Int,
        recorded: Int,
        by post: Post,
        data: [(key: String, value: InjectedValue)]
    ) -> InjectedEvent {
        InjectedEvent(
            type: type,
            occurred: occurred,
            recorded: recorded,
            office: life.answerable,
            actor: officer(post, of: life.answerable),
            isEvidenced: LifeMaker.evidenced.contains(type),
            data: data
        )
    }

    /// The types whose time counts in the unit's favour only where it is shown (rules.md section 3).
    private static let evidenced: Set<EventType> = [
        .completed, .declined, .withdrawn, .returned, .supplementRequested, .paused, .rescheduled,
        .apologised, .explained,
    ]

    mutating func officer(_ post: Post, of office: Int) -> String? {
        switch post {
        case .onestop: one(of: province.offices[office].onestop)
        case .handler: one(of: province.offices[office].handlers)
        case .leader: one(of: province.offices[office].leaders)
        case .nobody: nil
        }
    }

    mutating func one(of texts: [String]) -> String? {
        texts.isEmpty ? nil : texts[random.below(texts.count)]
    }

    /// A number for a document of a unit, as `1234/QĐ`.
    mutating func document(_ kind: String) -> InjectedValue {
        .text("\(random.within(10...9_999))/\(kind)")
    }
}
