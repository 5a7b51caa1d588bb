internal import DossierModel

/// The working calendar that a scenario lives by, from 2024 to 2027.
///
/// Days are counted from 2024-01-01, which is 0; times are seconds from its first one in local time. The days off are
/// those of the notices for 2024 to 2026; for 2027, where only due dates fall, none is declared.
struct ScenarioCalendar: Sendable {
    /// A day that departs from the week.
    struct Exception: Sendable {
        let date: LocalDate
        let isWorking: Bool
        let note: String
    }

    static let firstDay = LocalDate.daysSinceEpoch(year: 2_024, month: 1, day: 1)
    /// 2024 to 2027.
    static let dayCount = 1_461
    /// Days of the two years in which dossiers come in.
    static let periodDays = 731
    /// 1 August 2024: from here on the land authority's own reckoning of a tax stops the clock lawfully.
    static let taxDeterminationDay = 213
    /// 1 July 2025: the districts end, communes merge, and applicants may ask for a stop.
    static let reformDay = 547
    static let secondsOfDay = 86_400
    /// Seconds in which receipts come in on a working day: 07:30–11:30 and 13:30–17:00.
    static let receivingSeconds = 27_000

    let exceptions: [Exception]
    private let isWorkingDay: [Bool]
    /// How many working days there are up to and with a day.
    private let workingDaysThrough: [Int32]
    private let workingDays: [Int32]

    init() {
        let exceptions = ScenarioCalendar.declared
        var isWorking = (0..<ScenarioCalendar.dayCount).map { day in
            LocalDate(rawValue: Int32(ScenarioCalendar.firstDay + day)).weekday < 5
        }
        for exception in exceptions {
            isWorking[Int(exception.date.rawValue) - ScenarioCalendar.firstDay] = exception.isWorking
        }
        var through: [Int32] = []
        var days: [Int32] = []
        for day in 0..<ScenarioCalendar.dayCount {
            if isWorking[day] { days.append(Int32(day)) }
            through.append(Int32(days.count))
        }
        self.exceptions = exceptions
        isWorkingDay = isWorking
        workingDaysThrough = through
        workingDays = days
    }

    func isWorking(_ day: Int) -> Bool {
        isWorkingDay[day]
    }

    func weekday(_ day: Int) -> Int {
        LocalDate(rawValue: Int32(ScenarioCalendar.firstDay + day)).weekday
    }

    /// The number of the last working day not after a day; the first working day has number 0.
    func rank(of day: Int) -> Int {
        Int(workingDaysThrough[min(day, ScenarioCalendar.dayCount - 1)]) - 1
    }

    /// The working day of that number, at most the last of 2027.
    func day(ofRank rank: Int) -> Int {
        Int(workingDays[max(0, min(rank, workingDays.count - 1))])
    }

    /// The day itself where it is worked, else the next one that is (rules.md section 1).
    func roll(_ day: Int) -> Int {
        let day = min(day, ScenarioCalendar.dayCount - 1)
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

    private func closing(of day: Int) -> Int {
        day * ScenarioCalendar.secondsOfDay + 61_200
    }

    private func dueInHours(day: Int, clock: Int, hours: Int) -> Int {
        let shift = 14_400
        let worked = clock < 48_600 ? min(clock - 27_000, shift) : clock - 48_600 + shift
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
        let date = LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day)))
        return Exception(date: date, isWorking: isWorking, note: note)
    }
}
