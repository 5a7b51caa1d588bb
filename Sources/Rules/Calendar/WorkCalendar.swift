package import DossierModel

/// Which days are worked, with the working days counted beforehand.
///
/// Built once for a report. Every question is answered in constant time from two tables over the years 1890 to
/// 2300, which hold every date that an event can carry and a century of room for due dates. What would lie
/// beyond the tables is taken as their end: no event can be dated so late, so no figure can tell.
///
/// rules.md section 1.
package struct WorkCalendar: Sendable {
    /// How many working days there are from the first day of the table to each day, that day included.
    let workedThrough: Table<Int32>

    /// The working days in order, as numbers of days since 1970-01-01.
    let workingDates: Table<Int32>

    private let memory = TableMemory()

    /// The first day of the tables: 1890-01-01.
    package static let first = LocalDate(
        rawValue: Int32(LocalDate.daysSinceEpoch(year: 1_890, month: 1, day: 1))
    )

    /// The last day of the tables: 2300-12-31.
    package static let last = LocalDate(
        rawValue: Int32(LocalDate.daysSinceEpoch(year: 2_300, month: 12, day: 31))
    )

    /// The calendar of weekdays, changed where a day was declared otherwise.
    package init(_ declared: DeclaredDays = DeclaredDays()) {
        let first = WorkCalendar.first.rawValue
        let count = Int(WorkCalendar.last.rawValue - first) + 1
        let weekday = WorkCalendar.first.weekday
        var isWorked = (0..<count).map { ($0 + weekday) % 7 < 5 }
        // A holiday says nothing new of a weekend, nor a working day of a weekday.
        for (date, kind) in declared.kinds where date >= WorkCalendar.first && date <= WorkCalendar.last {
            isWorked[Int(date.rawValue - first)] = kind == .working
        }
        var counts = [Int32](repeating: 0, count: count)
        var dates = [Int32]()
        dates.reserveCapacity(count)
        for index in 0..<count {
            if isWorked[index] { dates.append(first + Int32(index)) }
            counts[index] = Int32(dates.count)
        }
        workedThrough = memory.table(counts)
        workingDates = memory.table(dates)
    }

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
    package func isWorking(_ date: LocalDate) -> Bool {
        rank(date) > rank(date.adding(days: -1))
    }

    /// The number of working days `d` with `start` < `d` ≤ `end`: `wd` of rules.md section 1.
    @inline(__always)
    package func workingDays(after start: LocalDate, through end: LocalDate) -> Int {
        end <= start ? 0 : rank(end) - rank(start)
    }

    /// The `count`-th working day after a date; the date itself for 0, even if it is not worked.
    @inline(__always)
    package func advance(_ date: LocalDate, by count: Int64) -> LocalDate {
        guard count > 0 else { return date }
        // A count may be as large as a JSON number; more than the table holds is the table's end.
        return workingDate(rank(date) + Int(min(count, Int64(workingDates.count))) - 1)
    }

    /// The date itself if it is worked, else the next working day.
    @inline(__always)
    package func roll(_ date: LocalDate) -> LocalDate {
        workingDate(rank(date.adding(days: -1)))
    }

    /// The date so many calendar days later, at most the end of the tables.
    @inline(__always)
    package func adding(_ days: Int64, to date: LocalDate) -> LocalDate {
        let room = Int64(WorkCalendar.last.rawValue) - Int64(date.rawValue)
        return days >= room ? max(date, WorkCalendar.last) : date.adding(days: Int(days))
    }
}
