/// What is decided for the days to come, by the day on which it reaches the log.
///
/// A calendar queue: putting in is an append, and a day is sorted once, when it comes.
struct EventQueue: Sendable {
    private var days: [[PlannedEvent]]
    private var today: [PlannedEvent] = []
    /// Arrival and place in `today`, in one number that sorts.
    private var order: [UInt64] = []
    private var position = 0
    /// How many events wait, today's not counted.
    private(set) var waiting = 0

    /// A queue for that many days; what is to come after them is forgotten.
    init(dayCount: Int) {
        days = Array(repeating: [], count: dayCount)
    }

    /// Puts in an event for today or later.
    mutating func put(_ event: PlannedEvent) {
        let day = Int(event.arrival) / ScenarioCalendar.secondsOfDay
        guard day < days.count else { return }
        days[day].append(event)
        waiting += 1
    }

    /// Turns to a day; what was left of the day before is gone.
    mutating func open(day: Int) {
        today = days[day]
        days[day] = []
        waiting -= today.count
        order.removeAll(keepingCapacity: true)
        for (index, event) in today.enumerated() {
            order.append(UInt64(event.arrival) << 32 | UInt64(index))
        }
        order.sort()
        position = 0
    }

    /// The next event of the day, in order of arrival and then of being put in.
    @inline(__always)
    mutating func next() -> PlannedEvent? {
        guard position < order.count else { return nil }
        defer { position += 1 }
        return today[Int(truncatingIfNeeded: order[position] & 0xFFFF_FFFF)]
    }
}
