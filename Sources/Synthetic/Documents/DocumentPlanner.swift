internal import DossierModel

/// Decides what happens in the stream of a document, day by day.
///
/// ``DocumentPlan`` says how many dossiers with which fate come in on a day; here each gets its life, within what its
/// fate allows. All of a life is decided on the day of the receipt and waits in the queue.
struct DocumentPlanner: Sendable {
    let plan: DocumentPlan
    let staff: Staff
    let calendar: ScenarioCalendar
    var random: SplitMix64
    var queue: EventQueue
    /// Numbers of events begin anywhere, so that streams of two seeds have few ids in common.
    private var lastSerial: UInt32
    /// The last number of today, by unit.
    private var numbers: [Int32]
    /// The last number of this year's paper register (sổ theo dõi), by unit.
    private var registerNumbers: [Int32]
    /// Components of the receipts of the period so far, of which a share is digitised.
    private var components = 0
    private let sectors: [String]

    init(plan: DocumentPlan, staff: Staff, sectors: [String], random: SplitMix64) {
        self.plan = plan
        self.staff = staff
        self.sectors = sectors
        self.random = random
        calendar = plan.calendar
        queue = EventQueue(dayCount: plan.days.upperBound + 1)
        lastSerial = UInt32(self.random.below(1 << 30))
        numbers = Array(repeating: 0, count: staff.offices.count)
        registerNumbers = numbers
    }

    /// Decides the lives that begin on a day, in the order of their receipts, and opens the day in the queue.
    mutating func begin(day: Int) {
        for index in numbers.indices { numbers[index] = 0 }
        let date = calendar.date(of: day).civil
        if date.month == 1, date.day == 1 {
            for index in registerNumbers.indices { registerNumbers[index] = 0 }
        }
        var arrivals: [(order: UInt64, batch: Int, item: Int)] = []
        for (index, batch) in plan.batches.enumerated() where batch.days.contains(day) {
            let before = plan.received(batch, through: day - 1)
            for item in before..<plan.received(batch, through: day) {
                let time = receiptTime(of: batch, day: day)
                arrivals.append((UInt64(time) << 32 | UInt64(arrivals.count), index, batch.first + item))
            }
        }
        arrivals.sort { $0.order < $1.order }
        for arrival in arrivals {
            planLife(
                plan.batches[arrival.batch],
                item: arrival.item,
                receipt: Int(arrival.order >> 32),
                day: day
            )
        }
        queue.open(day: day)
    }

    private mutating func receiptTime(of batch: DocumentPlan.Batch, day: Int) -> Int {
        let clocks = plan.clocks(for: plan.shares[batch.cohort][batch.share].share.fate, batch.procedure)
        return calendar.moment(day: day, worked: random.within(clocks[0]...clocks[1]))
    }

    func share(of life: DocumentLife) -> SharePlan {
        plan.shares[life.batch.cohort][life.batch.share]
    }

    private mutating func planLife(_ batch: DocumentPlan.Batch, item: Int, receipt: Int, day: Int) {
        let share = plan.shares[batch.cohort][batch.share]
        let unit = share.unit(of: item)
        guard share.share.fate != .offSystem else {
            return planRegisterLine(of: batch, unit: unit, day: day, number: nextRegisterNumber(of: unit))
        }
        numbers[unit] += 1
        let due = plan.due(batch.procedure, receipt: receipt)
        let life = DocumentLife(
            batch: batch,
            item: item,
            unit: unit,
            onestop: anyone(of: staff.onestop[unit]),
            handler: anyone(of: staff.handlers[unit]),
            leader: anyone(of: staff.leaders[unit]),
            receipt: receipt,
            day: day,
            number: Int(numbers[unit]),
            due: due,
            receiptRank: calendar.rank(of: day),
            dueRank: calendar.rank(of: due / ScenarioCalendar.secondsOfDay),
            isInHours: plan.procedures[batch.procedure].unit == .workingHours,
            isOnline: plan.channel(of: item, batch) == .online,
            latest: receipt
        )
        planFate(of: life, share)
    }

    mutating func planReceipt(of life: DocumentLife, _ share: SharePlan) {
        var event = event(.received, of: life, at: life.receipt, by: life.onestop)
        event.first = Int32(life.due)
        if share.share.isOnPaper {
            let number = nextRegisterNumber(of: life.unit)
            event.second = number
            planRegisterLine(of: life.batch, unit: life.unit, day: life.day, number: number)
        }
        event.third = Int32(random.below(600_000))
        event.fourth = Int32(receiptDetails(of: life))
        if life.isOnline { event.source = .portal }
        queue.put(event)
    }

    /// What a receipt says of itself, as ``LineRenderer`` reads it.
    private mutating func receiptDetails(of life: DocumentLife) -> Int {
        let procedure = plan.procedures[life.batch.procedure]
        let channel = plan.channel(of: life.item, life.batch)
        let components = plan.components(of: life.item, life.batch)
        let kind = procedure.sector == "business" || random.chance(70) ? 1 : random.chance(25) ? 2 : 0
        let sector = staff.offices[life.unit].sector.flatMap { own in
            own == procedure.sector ? nil : sectors.firstIndex(of: own)
        }
        return life.batch.procedure | Int(channel.rawValue) << 8 | kind << 10 | components << 12
            | digitised(components, life) << 16 | 1 << 20 | (sector.map { $0 + 1 } ?? 0) << 22
    }

    /// How many of a receipt's components are digitised: of all so far always the share that the document has, rounded
    /// down.
    private mutating func digitised(_ count: Int, _ life: DocumentLife) -> Int {
        let share = plan.document.digitised
        guard plan.isCounted(life.batch) else { return count * share.part / share.whole }
        let before = components * share.part / share.whole
        components += count
        return components * share.part / share.whole - before
    }

    private mutating func nextRegisterNumber(of unit: Int) -> Int32 {
        registerNumbers[unit] += 1
        return registerNumbers[unit]
    }

    /// The line of a paper register, entered by an inspection on the last day of the period.
    private mutating func planRegisterLine(of batch: DocumentPlan.Batch, unit: Int, day: Int, number: Int32) {
        var line = blank(.paperEntered, at: day * ScenarioCalendar.secondsOfDay)
        line.unit = UInt16(unit)
        line.codeUnit = UInt16(unit)
        line.source = .paper
        line.first = number
        line.second = Int32(batch.procedure)
        line.third = Int32(batch.procedure)
        if plan.shares[batch.cohort][batch.share].share.fate == .offSystem {
            line.traits.insert(.isOffSystem)
        }
        // In the evening, when the register is gone through.
        line.recorded = Int32(plan.lastDay * ScenarioCalendar.secondsOfDay + 61_200 + random.below(10_800))
        line.arrival = line.recorded
        queue.put(line)
    }

    private mutating func blank(_ type: EventType, at time: Int) -> PlannedEvent {
        lastSerial += 1
        return PlannedEvent(type, at: time, serial: lastSerial)
    }

    /// An event of a dossier, at once recorded.
    mutating func event(_ type: EventType, of life: DocumentLife, at time: Int, by actor: Int) -> PlannedEvent
    {
        var event = blank(type, at: time)
        event.codeUnit = UInt16(life.unit)
        event.codeDay = Int16(life.day)
        event.codeNumber = Int32(life.number)
        event.unit = UInt16(life.unit)
        event.actor = Int16(actor)
        if staff.offices[life.unit].level == .branch { event.source = .land }
        return event
    }

    /// Puts in an event with its evidence, which is recorded at once or within minutes, on the same day.
    ///
    /// In hours a limit is judged by the instant, so there it is always recorded at once.
    mutating func put(_ event: PlannedEvent, of life: DocumentLife) {
        var event = event
        event.traits.insert(.hasEvidence)
        if !life.isInHours, random.chance(700) { event.recorded += Int32(random.within(5...600)) }
        event.arrival = event.recorded
        queue.put(event)
    }

    /// A time on the working day of that number, after the latest of the life, and not after so many seconds worked.
    mutating func next(rank: Int, of life: inout DocumentLife, by end: Int = 28_000) -> Int {
        let lastDay = life.latest / ScenarioCalendar.secondsOfDay
        let day = max(calendar.day(ofRank: rank), lastDay)
        let isSameDay = day == lastDay
        let start = isSameDay ? calendar.worked(by: life.latest) + 60 : 0
        let worked =
            start < end ? random.within(start...end) : isSameDay ? start + random.within(0...240) : end
        life.latest = calendar.moment(day: day, worked: worked)
        return life.latest
    }

    mutating func anyone(of officers: Range<Int>) -> Int {
        officers.lowerBound + random.below(officers.count)
    }
}
