internal import DossierModel

/// The working calendar that a scenario lives by: some whole years, as a rule 2024 to 2027.
///
/// Days are counted from the first of its first year, which is 0; times are seconds from then in local time. The days off
/// are those of the notices for 2021 to 2026; for other years, where only due dates fall, none is declared.
struct ScenarioCalendar: Sendable {
    /// A day that departs from the week.
    struct Exception: Sendable {
        let date: LocalDate
        let isWorking: Bool
        let note: String
    }

    /// Days of the two years of a free scenario, which begins in 2024, in which dossiers come in.
    static let periodDays = 731
    /// 1 August 2024: from here on the land authority's own reckoning of a tax stops the clock lawfully.
    static let taxDeterminationDay = 213
    /// 1 July 2025: the districts end, communes merge, and applicants may ask for a stop.
    static let reformDay = 547
    static let secondsOfDay = 86_400
    /// Seconds in which receipts come in on a working day: 07:30–11:30 and 13:30–17:00.
    static let receivingSeconds = 27_000

    let years: ClosedRange<Int>
    /// The first day, in days since 1970-01-01.
    let firstDay: Int
    let dayCount: Int
    let exceptions: [Exception]
    private let isWorkingDay: [Bool]
    /// How many working days there are up to and with a day.
    private let workingDaysThrough: [Int32]
    private let workingDays: [Int32]

    init(years: ClosedRange<Int> = 2_024...2_027) {
        let firstDay = LocalDate.daysSinceEpoch(year: years.lowerBound, month: 1, day: 1)
        let dayCount = LocalDate.daysSinceEpoch(year: years.upperBound + 1, month: 1, day: 1) - firstDay
        let exceptions = ScenarioCalendar.declared.filter { years.contains($0.date.year) }
        var isWorking = (0..<dayCount).map { day in
            LocalDate(rawValue: Int32(firstDay + day)).weekday < 5
        }
        for exception in exceptions {
            isWorking[Int(exception.date.rawValue) - firstDay] = exception.isWorking
        }
        var through: [Int32] = []
        var days: [Int32] = []
        for day in 0..<dayCount {
            if isWorking[day] { days.append(Int32(day)) }
            through.append(Int32(days.count))
        }
        self.years = years
        self.firstDay = firstDay
        self.dayCount = dayCount
        self.exceptions = exceptions
        isWorkingDay = isWorking
        workingDaysThrough = through
        workingDays = days
    }

    func isWorking(_ day: Int) -> Bool {
        isWorkingDay[day]
    }

    func weekday(_ day: Int) -> Int {
        date(of: day).weekday
    }

    func date(of day: Int) -> LocalDate {
        LocalDate(rawValue: Int32(firstDay + day))
    }

    /// The number of the day with that date.
    func day(of date: LocalDate) -> Int {
        Int(date.rawValue) - firstDay
    }

    /// How many receipts a day has beside others: many on Mondays, few on a Saturday worked, none on days off.
    func weight(of day: Int) -> Int {
        isWorking(day) ? [1_200, 1_080, 1_000, 980, 900, 400, 300][weekday(day)] : 0
    }

    /// The number of the last working day not after a day; the first working day has number 0.
    func rank(of day: Int) -> Int {
        Int(workingDaysThrough[min(day, dayCount - 1)]) - 1
    }

    /// The working day of that number, at most the last of all.
    func day(ofRank rank: Int) -> Int {
        Int(workingDays[max(0, min(rank, workingDays.count - 1))])
    }

    /// The day itself where it is worked, else the next one that is (rules.md section 1).
    func roll(_ day: Int) -> Int {
        let day = min(day, dayCount - 1)
        return isWorkingDay[day] ? day : self.day(ofRank: rank(of: day) + 1)
    }

    /// The time at which that many of a day's ``receivingSeconds`` have passed.
    func moment(day: Int, worked: Int) -> Int {
        let clock = worked < 14_400 ? 27_000 + worked : 48_600 + worked - 14_400
        return day * ScenarioCalendar.secondsOfDay + clock
    }

    /// The due time of a limit for a receipt in receiving hours of a working day (rules.md section 6).
    ///
    /// Limits in days end at 17:00 of their last day.
    func due(receipt: Int, value: Int, unit: LimitUnit) -> Int {
        let day = receipt / ScenarioCalendar.secondsOfDay
        let clock = receipt % ScenarioCalendar.secondsOfDay
        switch unit {
        case .workingDays: return closing(of: self.day(ofRank: rank(of: day) + value))
        case .calendarDays: return closing(of: roll(day + value))
        case .sameDay: return closing(of: clock < 54_000 ? day : self.day(ofRank: rank(of: day) + 1))
        case .workingHours: return dueInHours(day: day, clock: clock, hours: value)
        }
    }

    /// 17:00 of a day, which a slip names as the end of a limit in days.
    func closing(of day: Int) -> Int {
        day * ScenarioCalendar.secondsOfDay + 61_200
    }

    /// How many seconds have been worked on its day by a time: the inverse of ``moment(day:worked:)``.
    func worked(by time: Int) -> Int {
        let clock = time % ScenarioCalendar.secondsOfDay
        return clock < 48_600 ? min(clock - 27_000, 14_400) : clock - 48_600 + 14_400
    }

    private func dueInHours(day: Int, clock: Int, hours: Int) -> Int {
        let shift = 14_400
        let worked = worked(by: clock)
        // The earliest instant is meant, so a full day ends in its evening and not on the next morning.
        let total = worked + hours * 3_600 - 1
        let last = self.day(ofRank: rank(of: day) + total / (2 * shift))
        let rest = total % (2 * shift) + 1
        let time = rest <= shift ? 27_000 + rest : 48_600 + rest - shift
        return last * ScenarioCalendar.secondsOfDay + time
    }
}

extension ScenarioCalendar {
    /// Weekdays off for civil servants, and Saturdays worked in exchange.
    private static var declared: [Exception] {
        let newYear = "Tết Dương lịch"
        let lunar = "Tết Nguyên đán"
        let kings = "Giỗ Tổ Hùng Vương"
        let victory = "Ngày Chiến thắng và Quốc tế Lao động"
        let national = "Quốc khánh"
        let groups: [(year: Int, note: String, days: [(month: Int, day: Int)])] = [
            (2_021, newYear, [(1, 1)]),
            (2_021, lunar, [(2, 10), (2, 11), (2, 12), (2, 15), (2, 16)]),
            (2_021, kings, [(4, 21)]),
            (2_021, victory, [(4, 30), (5, 3)]),
            (2_021, national, [(9, 2), (9, 3)]),
            (2_022, newYear, [(1, 3)]),
            (2_022, lunar, [(1, 31), (2, 1), (2, 2), (2, 3), (2, 4)]),
            (2_022, kings, [(4, 11)]),
            (2_022, victory, [(5, 2), (5, 3)]),
            (2_022, national, [(9, 1), (9, 2)]),
            (2_023, newYear, [(1, 2)]),
            (2_023, lunar, [(1, 20), (1, 23), (1, 24), (1, 25), (1, 26)]),
            (2_023, victory, [(5, 1), (5, 2), (5, 3)]),
            (2_023, national, [(9, 1), (9, 4)]),
            (2_024, newYear, [(1, 1)]),
            (2_024, lunar, [(2, 8), (2, 9), (2, 12), (2, 13), (2, 14)]),
            (2_024, kings, [(4, 18)]),
            (2_024, victory, [(4, 29), (4, 30), (5, 1)]),
            (2_024, national, [(9, 2), (9, 3)]),
            (2_025, newYear, [(1, 1)]),
            (2_025, lunar, [(1, 27), (1, 28), (1, 29), (1, 30), (1, 31)]),
            (2_025, kings, [(4, 7)]),
            (2_025, victory, [(4, 30), (5, 1), (5, 2)]),
            (2_025, national, [(9, 1), (9, 2)]),
            (2_026, newYear, [(1, 1), (1, 2)]),
            (2_026, lunar, [(2, 16), (2, 17), (2, 18), (2, 19), (2, 20)]),
            (2_026, kings, [(4, 27)]),
            (2_026, victory, [(4, 30), (5, 1)]),
            (2_026, national, [(8, 31), (9, 1), (9, 2)]),
            (2_026, "Ngày Văn hóa Việt Nam", [(11, 24)]),
        ]
        var answer = groups.flatMap { group in
            group.days.map { exception(group.year, $0.month, $0.day, isWorking: false, group.note) }
        }
        answer.append(exception(2_024, 5, 4, isWorking: true, "Làm bù cho ngày 29/4"))
        answer.append(exception(2_025, 4, 26, isWorking: true, "Làm bù cho ngày 2/5"))
        answer.append(exception(2_026, 1, 10, isWorking: true, "Làm bù cho ngày 2/1"))
        answer.append(exception(2_026, 8, 22, isWorking: true, "Làm bù cho ngày 31/8"))
        return answer
    }

    private static func exception(
        _ year: Int,
        _ month: Int,
        _ day: Int,
        isWorking: Bool,
        _ note: String
    ) -> Exception {
        Exception(date: LocalDate(year, month, day), isWorking: isWorking, note: note)
    }
}

extension LocalDate {
    /// The day of that year, month and day of the month, which must exist: for dates written in the source.
    init(_ year: Int, _ month: Int, _ day: Int) {
        self.init(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day)))
    }
}
