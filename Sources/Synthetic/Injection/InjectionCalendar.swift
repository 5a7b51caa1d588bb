internal import DossierModel

/// The days of an injected stream, as numbers of days since 2024-01-01.
enum InjectionCalendar {
    /// The day of number 0, in days since 1970-01-01.
    static let dayZero = LocalDate.daysSinceEpoch(year: 2_024, month: 1, day: 1)
    /// 2025-03-17: everything that is no dossier is known from here on.
    static let referenceDay = 441
    /// 2025-04-01: the first receipts, under the rule set of 2018.
    static let firstDay = 456
    /// 2025-11-28: the last receipts but for the few that stay open.
    static let lastDay = 697
    /// 2025-08-29: who is received by then has ended in the year, however long it takes.
    static let lastDayOfLongLives = 606
    /// 2025-12-29: the receipts that stay open begin.
    static let firstOpenDay = 728
    /// 2025-12-31: the end of the period.
    static let periodEnd = 730
    /// 2026-01-14: the last line is of this day at the latest.
    static let lastKnownDay = 744
    /// 2025-07-01: from here on the rule set of 2025 holds, and applicants may ask for a stop.
    static let reformDay = ScenarioCalendar.reformDay
}

extension ScenarioCalendar {
    /// The working day that many working days after another (before, where negative).
    func working(_ day: Int, plus count: Int) -> Int {
        self.day(ofRank: rank(of: day) + count)
    }

    /// The last working day before a day.
    func workingDay(before day: Int) -> Int {
        self.day(ofRank: rank(of: day - 1))
    }

    /// The working days after one day, up to and with another (rules.md section 1, `wd`).
    func workingDays(from start: Int, to end: Int) -> Int {
        max(0, rank(of: end) - rank(of: start))
    }

    /// The month that a day is in, as its first day and its last.
    func month(of day: Int) -> ClosedRange<Int> {
        let civil = InjectedValue.localDate(day).civil
        let first = day - civil.day + 1
        return first...first + LocalDate.days(inMonth: civil.month, ofYear: civil.year) - 1
    }
}
