package import DossierModel

/// Which days are worked, with the working days counted beforehand.
///
/// Built once for a report. Every question is answered in constant time from two tables over the years 1890 to
/// 2300, which hold every date that an event can carry and a century of room for due dates. What would lie
/// beyond the tables is taken as their end: no event can be dated so late, so no figure can tell.
///
/// rules.md section 1.
package struct WorkCalendar: Sendable {
    /// The tables themselves, for what is asked many times for every dossier.
    let days: DayTable

    private let memory = TableMemory()

    // Computed, for a stored constant of a type is asked each time whether it has been made.

    /// The first day of the tables: 1890-01-01.
    @inline(__always) package static var first: LocalDate { LocalDate(rawValue: -29_219) }

    /// The last day of the tables: 2300-12-31.
    @inline(__always) package static var last: LocalDate { LocalDate(rawValue: 120_894) }

    /// The calendar of weekdays, changed where a day was declared otherwise.
    package init(_ declared: DeclaredDays = DeclaredDays()) {
        let first = WorkCalendar.first.rawValue
        let count = Int(WorkCalendar.last.rawValue - first) + 1
        let exceptions = declared.kinds.filter { $0.key >= WorkCalendar.first }.sorted { $0.key < $1.key }
        var next = 0
        var counts = [Int32](repeating: 0, count: count)
        var dates = [Int32]()
        dates.reserveCapacity(count)
        var weekday = WorkCalendar.first.weekday
        var day = first
        var index = 0
        // Plain counting, for this is the long loop of every small report.
        while index < count {
            var isWorked = weekday < 5
            if next < exceptions.count, exceptions[next].key.rawValue == day {
                // A holiday says nothing new of a weekend, nor a working day of a weekday.
                isWorked = exceptions[next].value == .working
                next += 1
            }
            if isWorked { dates.append(day) }
            counts[index] = Int32(dates.count)
            weekday = weekday == 6 ? 0 : weekday + 1
            day += 1
            index += 1
        }
        days = DayTable(workedThrough: memory.table(counts), workingDates: memory.table(dates))
    }

    /// Whether the date is worked.
    package func isWorking(_ date: LocalDate) -> Bool {
        days.isWorking(date)
    }

    /// The number of working days `d` with `start` < `d` ≤ `end`: `wd` of rules.md section 1.
    package func workingDays(after start: LocalDate, through end: LocalDate) -> Int {
        days.workingDays(after: start, through: end)
    }

    /// The `count`-th working day after a date; the date itself for 0, even if it is not worked.
    package func advance(_ date: LocalDate, by count: Int64) -> LocalDate {
        days.advance(date, by: count)
    }

    /// The date itself if it is worked, else the next working day.
    package func roll(_ date: LocalDate) -> LocalDate {
        days.roll(date)
    }

    /// The date so many calendar days later, at most the end of the tables.
    package func adding(_ count: Int64, to date: LocalDate) -> LocalDate {
        days.adding(count, to: date)
    }

    /// The working time between two instants in milliseconds; 0 where the second is not the later.
    package func workingTime(from start: Instant, to end: Instant) -> Int64 {
        days.workingTime(from: start, to: end)
    }

    /// The earliest instant with so much working time between the start and it, at most the end of the tables.
    package func instant(after start: Instant, workingTime milliseconds: Int64) -> Instant {
        days.instant(after: start, workingTime: milliseconds)
    }

    /// The instant so many working hours after another, at most the end of the tables.
    package func instant(after start: Instant, workingHours count: Int64) -> Instant {
        days.instant(after: start, workingHours: count)
    }
}
