import DossierModel

/// Working days and hours (rules.md section 1).
struct SlowCalendar: Sendable {
    private var declared: [LocalDate: String] = [:]

    /// Takes in the known `calendar.declared` events.
    ///
    /// For a date declared more than once the latest `recordedAt` wins, then the greater `id`, then the later
    /// entry in the list: so they are written over each other in that order.
    init(_ events: [SlowEvent]) {
        let inOrder = events.sorted { ($0.recordedAt, $0.id) < ($1.recordedAt, $1.id) }
        for event in inOrder {
            guard case .list(let days) = event.data["days"] else { continue }
            for entry in days {
                guard let text = entry["date"].presentText, let date = LocalDate(text) else { continue }
                declared[date] = entry["kind"].presentText
            }
        }
    }

    func section1IsWorkingDay(_ date: LocalDate) -> Bool {
        let isMondayToFriday = date.weekday <= 4
        if isMondayToFriday { return declared[date] != "holiday" }
        return declared[date] == "working"
    }

    /// The number of working days `d` with `a < d ≤ b`; 0 where `b ≤ a`.
    func section1WorkingDays(_ a: LocalDate, _ b: LocalDate) -> Int {
        var count = 0
        var date = a.adding(days: 1)
        while date <= b {
            if section1IsWorkingDay(date) { count += 1 }
            date = date.adding(days: 1)
        }
        return count
    }

    /// The `n`-th working day after `date`; `date` itself for 0.
    func section1Advance(_ date: LocalDate, _ n: Int) -> LocalDate {
        var date = date
        var left = n
        while left > 0 {
            date = date.adding(days: 1)
            if section1IsWorkingDay(date) { left -= 1 }
        }
        return date
    }

    /// The date if it is a working day, else the next one.
    func section1Roll(_ date: LocalDate) -> LocalDate {
        section1IsWorkingDay(date) ? date : section1Advance(date, 1)
    }

    /// The working hours of a date, as instants: 07:30–11:30 and 13:30–17:30 of a working day.
    private func section1Hours(of date: LocalDate) -> [(begin: Instant, end: Instant)] {
        guard section1IsWorkingDay(date) else { return [] }
        let minute: Int64 = 60_000
        return [
            (Instant(date, milliseconds: 450 * minute), Instant(date, milliseconds: 690 * minute)),
            (Instant(date, milliseconds: 810 * minute), Instant(date, milliseconds: 1_050 * minute)),
        ]
    }

    /// The earliest instant with so much working time (in milliseconds) between `start` and it.
    func section1After(_ start: Instant, workingTime: Int64) -> Instant {
        var left = workingTime
        var date = start.localDate
        var reached = start
        while left > 0 {
            for hours in section1Hours(of: date) where left > 0 && hours.end > start {
                let begin = max(hours.begin, start)
                let taken = min(left, hours.end.rawValue - begin.rawValue)
                left -= taken
                reached = Instant(rawValue: begin.rawValue + taken)
            }
            date = date.adding(days: 1)
        }
        return reached
    }

    /// The working time between two instants, in milliseconds; 0 where the second is not later.
    func section1WorkingTime(_ start: Instant, _ end: Instant) -> Int64 {
        var total: Int64 = 0
        var date = start.localDate
        while date <= end.localDate {
            for hours in section1Hours(of: date) {
                let begin = max(hours.begin, start)
                let stop = min(hours.end, end)
                if stop > begin { total += stop.rawValue - begin.rawValue }
            }
            date = date.adding(days: 1)
        }
        return total
    }
}
