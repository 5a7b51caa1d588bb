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

    /// The days that differ from the week, in order.
    package let exceptions: [DeclaredDay]

    private let memory = TableMemory()

    // Computed, for a stored constant of a type is asked each time whether it has been made.

    /// The first day of the tables: 1890-01-01.
    @inline(__always) package static var first: LocalDate { LocalDate(rawValue: -29_219) }

    /// The last day of the tables: 2300-12-31.
    @inline(__always) package static var last: LocalDate { LocalDate(rawValue: 120_894) }

    /// The calendar of weekdays, changed where a day was declared otherwise.
    package init(_ declared: DeclaredDays = DeclaredDays()) {
        let exceptions = declared.days.filter { day in
            day.differsFromWeek && day.date >= WorkCalendar.first && day.date <= WorkCalendar.last
        }
        self.exceptions = exceptions
        let first = Int(WorkCalendar.first.rawValue)
        let end = Int(WorkCalendar.last.rawValue) + 1
        let weekday = WorkCalendar.first.weekday
        let (counts, workedThrough) = memory.blank(of: Int32.self, count: end - first)
        let (dates, workingDates) = memory.blank(of: Int32.self, count: end - first)
        var worked: Int32 = 0
        var day = first
        // From one declared day to the next only the week counts; it is laid out without a branch.
        for index in 0...exceptions.count {
            let stop = index < exceptions.count ? Int(exceptions[index].date.rawValue) : end
            var place = (day - first + weekday) % 7
            while day < stop {
                dates[Int(worked)] = Int32(truncatingIfNeeded: day)
                worked &+= place < 5 ? 1 : 0
                counts[day - first] = worked
                place = place == 6 ? 0 : place + 1
                day += 1
            }
            guard index < exceptions.count else { break }
            dates[Int(worked)] = Int32(truncatingIfNeeded: day)
            worked += exceptions[index].kind == .working ? 1 : 0
            counts[day - first] = worked
            day += 1
        }
        days = DayTable(workedThrough: workedThrough, workingDates: workingDates.prefix(Int(worked)))
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
