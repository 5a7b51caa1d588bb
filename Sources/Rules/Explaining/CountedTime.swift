package import DossierModel

/// The working hours between two instants: those of the first day, of whole days between, and of the last day.
///
/// rules.md section 1: 07:30–11:30 and 13:30–17:30 of a working day.
package struct CountedTime: Hashable, Sendable {
    package let start: Instant
    package let end: Instant
    /// All of it.
    package let milliseconds: Int64
    /// What is worked on the first day, after the start.
    package let firstDay: Int64
    /// The days between the first and the last, of eight hours each.
    package let whole: CountedDays
    /// What is worked on the last day, up to the end; 0 where that is the first.
    package let lastDay: Int64

    /// Milliseconds worked on a whole day.
    package static var wholeDay: Int64 { 8 * DayTable.hour }
}

extension WorkCalendar {
    /// The working time between two instants, day by day.
    package func counted(from start: Instant, to end: Instant) -> CountedTime {
        let first = start.localDate
        let last = max(first, end.localDate)
        let isOneDay = first == last
        let evening = isOneDay ? end : Instant.end(of: first)
        return CountedTime(
            start: start,
            end: end,
            milliseconds: workingTime(from: start, to: end),
            firstDay: workingTime(from: start, to: evening),
            whole: counted(after: first, through: isOneDay ? first : last.adding(days: -1)),
            lastDay: isOneDay ? 0 : workingTime(from: Instant(last), to: end)
        )
    }
}
