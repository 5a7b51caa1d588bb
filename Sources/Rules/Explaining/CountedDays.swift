package import DossierModel

/// The working days after one date and up to another, as somebody counts them on a paper calendar.
///
/// The parts leave out no working day and name none twice: their counts add up to ``count``.
package struct CountedDays: Hashable, Sendable {
    /// Days in a row, all of them worked; of a long time a month or a year with the working days that it has.
    package struct Part: Hashable, Sendable {
        package let first: LocalDate
        package let last: LocalDate
        package let days: Int
    }

    /// The day before the first that can count.
    package let after: LocalDate
    package let through: LocalDate
    package let count: Int
    package let parts: [Part]

    /// The days in between that differ from the week: holidays, and Saturdays and Sundays that are worked.
    package let exceptions: [DeclaredDay]
}

/// A date, and the next working day where it is none.
package struct RolledDay: Hashable, Sendable {
    /// A day that is not worked.
    package struct DayOff: Hashable, Sendable {
        package let date: LocalDate
        /// What was declared of it; `nil` for a weekend.
        package let declared: DeclaredDay?
    }

    package let date: LocalDate
    package let working: LocalDate
    /// The days that are passed over, the date first.
    package let skipped: [DayOff]
}

extension WorkCalendar {
    /// More days than this are told by the month, and more than the other by the year.
    private static var daysByMonth: Int { 93 }
    private static var daysByYear: Int { 1_098 }

    /// The working days `d` with `after` < `d` ≤ `through`, one by one or in parts.
    package func counted(after: LocalDate, through: LocalDate) -> CountedDays {
        let span = max(0, Int(through.rawValue) - Int(after.rawValue))
        var parts: [CountedDays.Part] = []
        var day = after.adding(days: 1)
        while span > 0, day <= through {
            let end =
                span > WorkCalendar.daysByMonth ? last(of: day, isYear: span > WorkCalendar.daysByYear) : day
            var last = min(end, through)
            if span <= WorkCalendar.daysByMonth, isWorking(day) {
                while last < through, isWorking(last.adding(days: 1)) { last = last.adding(days: 1) }
            }
            let days = workingDays(after: day.adding(days: -1), through: last)
            if days > 0 { parts.append(CountedDays.Part(first: day, last: last, days: days)) }
            day = last.adding(days: 1)
        }
        return CountedDays(
            after: after,
            through: through,
            count: workingDays(after: after, through: through),
            parts: parts,
            exceptions: exceptions(after: after, through: through)
        )
    }

    /// The last day of the month or year of a date.
    private func last(of date: LocalDate, isYear: Bool) -> LocalDate {
        let (year, month, _) = date.civil
        let lastMonth = isYear ? 12 : month
        let day = LocalDate.days(inMonth: lastMonth, ofYear: year)
        return LocalDate(year: year, month: lastMonth, day: day) ?? date
    }

    /// The declared days that differ from the week, after a date and up to another.
    package func exceptions(after: LocalDate, through: LocalDate) -> [DeclaredDay] {
        var low = 0
        var high = exceptions.count
        while low < high {
            let middle = (low + high) / 2
            if exceptions[middle].date <= after { low = middle + 1 } else { high = middle }
        }
        return Array(exceptions[low...].prefix { $0.date <= through })
    }

    /// A date rolled to a working day, with what is passed over.
    package func rolled(_ date: LocalDate) -> RolledDay {
        let working = roll(date)
        var skipped: [RolledDay.DayOff] = []
        var day = date
        while day < working {
            let declared = exceptions(after: day.adding(days: -1), through: day).first
            skipped.append(RolledDay.DayOff(date: day, declared: declared))
            day = day.adding(days: 1)
        }
        return RolledDay(date: date, working: working, skipped: skipped)
    }
}
