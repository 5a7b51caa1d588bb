internal import DossierModel

/// Decides what happens in the province, day by day.
///
/// All of a dossier's life is decided on the day of its receipt and waits in the queue; of what is over nothing is
/// kept. Lines of a dossier never reach the log before its receipt, so that wherever a stream is cut the truth holds.
struct LifePlanner: Sendable {
    let province: Province
    let calendar: ScenarioCalendar
    var random: SplitMix64
    var queue: EventQueue
    /// How many dossiers are received by the end of each day of the period.
    private let receivedThrough: [Int]
    private var lastSerial: UInt32 = 0
    /// The last number of today, by unit.
    private var numbers: [Int32]
    /// The last number of this year's paper register (sổ theo dõi), by unit.
    private var registerNumbers: [Int32]
    private var orphanNumber: Int32 = 0

    init(province: Province, calendar: ScenarioCalendar, dossiers: Int, random: SplitMix64) {
        self.province = province
        self.calendar = calendar
        self.random = random
        queue = EventQueue(dayCount: calendar.dayCount)
        numbers = Array(repeating: 0, count: province.offices.count)
        registerNumbers = numbers
        receivedThrough = LifePlanner.spread(dossiers, over: calendar, random: &self.random)
    }

    /// Spreads the dossiers over the period.
    private static func spread(
        _ dossiers: Int,
        over calendar: ScenarioCalendar,
        random: inout SplitMix64
    ) -> [Int] {
        var sum = 0
        let weightThrough = (0..<ScenarioCalendar.periodDays).map { day in
            let jitter = random.within(88...112)
            sum += calendar.weight(of: day) * jitter
            return sum
        }
        return weightThrough.map { dossiers * $0 / sum }
    }

    /// How many dossiers come in on a day; after the period as many as on an average day of it.
    private func receipts(on day: Int) -> Int {
        guard calendar.isWorking(day) else { return 0 }
        guard day < receivedThrough.count else { return max(1, (receivedThrough.last ?? 0) / 500) }
        return receivedThrough[day] - (day == 0 ? 0 : receivedThrough[day - 1])
    }

    /// Decides the lives that begin on a day, and opens the day in the queue.
    mutating func begin(day: Int) {
        for index in numbers.indices { numbers[index] = 0 }
        // 1 January 2025 and 2026: the registers begin again.
        if day == 366 || day == 731 {
            for index in registerNumbers.indices { registerNumbers[index] = 0 }
        }
        if day == ScenarioCalendar.reformDay { planMerges() }
        let count = receipts(on: day)
        for index in 0..<count {
            let seconds = ScenarioCalendar.receivingSeconds
            let worked = (index * seconds + random.below(seconds)) / count
            planLife(receipt: calendar.moment(day: day, worked: worked), day: day)
        }
        queue.open(day: day)
    }

    private mutating func planMerges() {
        for (index, office) in province.offices.enumerated() where office.heir != index {
            var event = blank(.unitMerged, at: ScenarioCalendar.reformDay * ScenarioCalendar.secondsOfDay)
            event.unit = UInt16(index)
            event.first = Int32(office.heir)
            queue.put(event)
        }
    }

    /// The next number of a unit's paper register in the year that runs.
    mutating func nextRegisterNumber(of office: Int) -> Int32 {
        registerNumbers[office] += 1
        return registerNumbers[office]
    }

    /// The next number in the dossier codes of a unit today.
    mutating func nextNumber(of office: Int) -> Int {
        numbers[office] += 1
        return Int(numbers[office])
    }

    mutating func nextOrphanNumber() -> Int32 {
        orphanNumber += 1
        return orphanNumber
    }

    /// An event that happens at a time and is recorded and logged then, of no dossier.
    mutating func blank(_ type: EventType, at time: Int) -> PlannedEvent {
        lastSerial += 1
        return PlannedEvent(type, at: time, serial: lastSerial)
    }

    /// An event of a dossier; who sends it depends on the unit.
    mutating func event(_ type: EventType, of life: Life, at time: Int, by actor: Int) -> PlannedEvent {
        var event = blank(type, at: time)
        event.codeUnit = UInt16(life.office)
        event.codeDay = Int16(life.day)
        event.codeNumber = Int32(life.number)
        event.unit = UInt16(life.unit)
        event.actor = Int16(actor)
        if province.offices[life.unit].level == .branch { event.source = .land }
        let extra = random.below(1_000)
        if extra < 6 { event.traits.insert(.hasVersion) }
        if extra > 993 { event.traits.insert(.hasMeta) }
        return event
    }

    /// Puts in an event of a dossier: recorded when it happens, a little later, or for a few per cent much later.
    ///
    /// Where it must be prompt it is recorded within ten minutes for certain.
    ///
    /// - Returns: The event as it was put in.
    @discardableResult
    mutating func put(_ event: PlannedEvent, of life: Life, isPrompt: Bool = false) -> PlannedEvent {
        var event = event
        var recorded = Int(event.occurred)
        let lag = random.below(1_000)
        if lag >= 966, !isPrompt {
            let days = lag < 991 ? random.within(1...3) : random.within(4...15)
            let rank = calendar.rank(of: recorded / ScenarioCalendar.secondsOfDay) + days
            recorded = moment(rank: rank)
        } else if lag >= 120 {
            recorded += random.within(5...600)
        }
        recorded = max(recorded, life.receiptRecorded)
        let day = Int(event.occurred) / ScenarioCalendar.secondsOfDay
        if recorded / ScenarioCalendar.secondsOfDay > day { event.traits.insert(.isRecordedLate) }
        event.recorded = Int32(recorded)
        event.arrival = Int32(max(recorded + delay(), life.receiptArrival))
        queue.put(event)
        return event
    }

    /// Seconds from the recording of an event to its line in the log: mostly none, at most two hours.
    private mutating func delay() -> Int {
        random.chance(30) ? random.below(7_201) : 0
    }

    /// A time in the receiving hours of the working day of that number.
    mutating func moment(rank: Int) -> Int {
        calendar.moment(
            day: calendar.day(ofRank: rank),
            worked: random.below(ScenarioCalendar.receivingSeconds)
        )
    }

    /// A time on the working day of that number, or minutes after the latest of the life where that is later.
    mutating func next(rank: Int, of life: inout Life) -> Int {
        let candidate = moment(rank: rank)
        life.latest = candidate > life.latest ? candidate : life.latest + random.within(60...600)
        return life.latest
    }

    mutating func anyone(of officers: Range<Int>) -> Int {
        officers.lowerBound + random.below(officers.count)
    }
}
