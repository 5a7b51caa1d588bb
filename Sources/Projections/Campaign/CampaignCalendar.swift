package import DossierModel
package import Rules

/// The working days of a campaign, and the straight line over them that would clear a stock in time.
package struct CampaignCalendar: Sendable {
    package let start: LocalDate
    package let end: LocalDate

    /// The moment at which the campaign is looked at.
    package let at: Instant

    private let calendar: WorkCalendar

    /// The end of working hours (rules.md section 1): a working day is used up then.
    private static let endOfWork: Int64 = 63_000_000

    /// - Precondition: `days` is at least 1.
    package init(start: LocalDate, days: Int, at: Instant, _ calendar: WorkCalendar) {
        self.start = start
        self.end = start.adding(days: days - 1)
        self.at = at
        self.calendar = calendar
    }

    /// The working days from the first day to the last.
    package var workingDays: Int { workingDays(through: end) }

    package func isWorking(_ date: LocalDate) -> Bool { calendar.isWorking(date) }

    /// The working days from the first to a day, both included; of the day of ``at`` only once its working hours are over.
    package func worked(through date: LocalDate) -> Int {
        workingDays(through: min(date, lastWorked))
    }

    private func workingDays(through date: LocalDate) -> Int {
        calendar.workingDays(after: start.adding(days: -1), through: date)
    }

    /// The last day of which nothing more can be worked.
    package var lastWorked: LocalDate {
        at.millisecondsOfDay >= CampaignCalendar.endOfWork ? at.localDate : at.localDate.adding(days: -1)
    }

    /// How much of a stock may remain at the end of a day for the campaign to be on the line, or `nil` without a working day.
    ///
    /// stock × working days left / all working days, rounded up: who is behind by less than a dossier is not.
    package func line(_ stock: Int, on date: LocalDate) -> Int? {
        planned(stock, on: min(date, lastWorked))
    }

    /// The same for a day that may lie ahead, as if its working hours were over.
    package func planned(_ stock: Int, on date: LocalDate) -> Int? {
        let all = workingDays
        guard all > 0 else { return nil }
        let left = all - workingDays(through: min(date, end))
        return Int((Int128(stock) * Int128(left) + Int128(all - 1)) / Int128(all))
    }

    /// The so-many-th working day after the last that was worked.
    package func workingDay(_ count: Int) -> LocalDate {
        calendar.advance(lastWorked, by: Int64(count))
    }
}
