internal import DossierModel

/// The tables of a ``WorkCalendar``, which must be held as long as they are read.
///
/// rules.md section 1; what each function promises is told at the calendar's.
struct DayTable: BitwiseCopyable, Sendable {
    /// How many working days there are from the first day of the table to each day, that day included.
    let workedThrough: Table<Int32>

    /// The working days in order, as numbers of days since 1970-01-01.
    let workingDates: Table<Int32>

    /// How many working days the table has up to and with a date.
    @inline(__always)
    func rank(_ date: LocalDate) -> Int {
        if date < WorkCalendar.first { return 0 }
        let index = Int(min(date.rawValue, WorkCalendar.last.rawValue) - WorkCalendar.first.rawValue)
        return Int(workedThrough[index])
    }

    /// The working day of that place in the table, from 0 on, or the table's end where there is none.
    @inline(__always)
    func workingDate(_ index: Int) -> LocalDate {
        index < workingDates.count ? LocalDate(rawValue: workingDates[index]) : WorkCalendar.last
    }

    /// Whether the date is worked.
    @inline(__always)
    func isWorking(_ date: LocalDate) -> Bool {
        rank(date) > rank(date.adding(days: -1))
    }

    /// The number of working days `d` with `start` < `d` ≤ `end`: `wd` of rules.md section 1.
    @inline(__always)
    func workingDays(after start: LocalDate, through end: LocalDate) -> Int {
        end <= start ? 0 : rank(end) - rank(start)
    }

    /// The `count`-th working day after a date; the date itself for 0, even if it is not worked.
    @inline(__always)
    func advance(_ date: LocalDate, by count: Int64) -> LocalDate {
        guard count > 0 else { return date }
        // A count may be as large as a JSON number; more than the table holds is the table's end.
        return workingDate(rank(date) + Int(min(count, Int64(workingDates.count))) - 1)
    }

    /// The date itself if it is worked, else the next working day.
    @inline(__always)
    func roll(_ date: LocalDate) -> LocalDate {
        workingDate(rank(date.adding(days: -1)))
    }

    /// The date so many calendar days later, at most the end of the tables.
    @inline(__always)
    func adding(_ days: Int64, to date: LocalDate) -> LocalDate {
        let room = Int64(WorkCalendar.last.rawValue) - Int64(date.rawValue)
        return days >= room ? max(date, WorkCalendar.last) : date.adding(days: Int(days))
    }
}
