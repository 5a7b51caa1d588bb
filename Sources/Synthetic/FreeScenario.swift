internal import DossierModel

/// A stream of events about the dossiers of a province that does not exist, over the years 2024 and 2025.
///
/// The lines are NDJSON in the canonical form of RFC 8785, each a valid event (events.md). The same number of events
/// and the same seed give the same bytes on any machine. With more events come more dossiers a day, not more years.
///
///     var scenario = FreeScenario(events: 1_000_000, seed: 7)
///     var lines: [UInt8] = []
///     while scenario.next(into: &lines) { … }
///     scenario.truth.pausesUnauthorised
///
/// What waits in memory are the events of open dossiers, as numbers: about one byte for each event of the stream.
package struct FreeScenario: EventStream, ~Copyable {
    /// The most events that a scenario can have: the numbers that ids are made from are 32 bits wide.
    package static let maxEvents: UInt64 = 2_000_000_000

    /// What stands in the lines that came out so far.
    package private(set) var truth = ScenarioTruth()

    private let events: UInt64
    private let reference: ReferenceLines
    private let renderer: LineRenderer
    private var planner: LifePlanner
    private var repeats: RepeatedLines
    private var day = -1

    /// A scenario of exactly `events` lines, of which the first are the reference data.
    ///
    /// Of few events (some thousands) the reference data are a large part, although the province is then smaller.
    ///
    /// - Precondition: `events` is at most ``maxEvents``.
    package init(events: UInt64, seed: UInt64) {
        precondition(events <= FreeScenario.maxEvents, "a scenario has at most two thousand million events")
        var random = SplitMix64(seed: seed)
        let calendar = ScenarioCalendar()
        let province = Province(events: events, random: &random)
        let reference = ReferenceLines(province: province, calendar: calendar)
        let left = Int(events) - min(Int(events), reference.lines.count)
        self.events = events
        self.reference = reference
        renderer = LineRenderer(province: province, calendar: calendar, key: random.next())
        repeats = RepeatedLines(random: SplitMix64(seed: random.next()))
        planner = LifePlanner(
            province: province,
            calendar: calendar,
            dossiers: left * 1_000 / FreeScenario.eventsPerThousandDossiers,
            random: random
        )
    }

    /// Measured over the period, so that a stream ends with its last days whatever its length.
    private static let eventsPerThousandDossiers = 5_810

    /// Appends the next line with its line feed, or returns `false` after the last.
    package mutating func next(into output: inout [UInt8]) -> Bool {
        guard truth.lines < events else { return false }
        let written = Int(truth.lines)
        if written < reference.lines.count {
            truth.add(reference: reference.lines[written].type)
            output.append(contentsOf: reference.lines[written].bytes)
        } else if let line = repeats.choose() {
            truth.addDuplicate()
            output.append(contentsOf: line)
        } else {
            guard let event = nextEvent() else { return false }
            renderer.write(event)
            truth.add(event)
            output.append(contentsOf: renderer.out.line)
            repeats.offer(renderer.out.line)
        }
        return true
    }

    /// The next event to reach the log; `nil` where the calendar has ended, which no scenario comes to.
    private mutating func nextEvent() -> PlannedEvent? {
        while true {
            if let event = planner.queue.next() { return event }
            day += 1
            guard day < planner.calendar.dayCount else { return nil }
            planner.begin(day: day)
        }
    }
}
