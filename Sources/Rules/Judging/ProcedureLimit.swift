package import DossierModel

/// How long a procedure may take.
package struct ProcedureLimit: Hashable, Sendable, BitwiseCopyable {
    /// From 0 to 2^53 − 1; without meaning where the unit is `sameDay`.
    package var value: Int64
    package var unit: LimitUnit

    package init(_ value: Int64, _ unit: LimitUnit) {
        self.value = value
        self.unit = unit
    }

    package var grain: Grain {
        if case .workingHours = unit { .hours } else { .days }
    }

    var isOfCalendarDays: Bool {
        if case .calendarDays = unit { true } else { false }
    }

    /// A receipt from this time of the day on is worked on the next working day: 15:00:00.000.
    static var sameDayEnd: Int64 { 15 * DayTable.hour }

    /// The statutory due of a dossier received at an instant (rules.md section 6).
    package func due(receivedAt: Instant, in calendar: WorkCalendar) -> DueDate {
        due(receivedAt: receivedAt, in: calendar.days)
    }

    /// The same, by the tables of the calendar; the statutory due of a dossier received at an instant (rules.md section 6).
    @inline(__always)
    func due(receivedAt: Instant, in calendar: DayTable) -> DueDate {
        let date = receivedAt.localDate
        switch unit {
        case .workingDays:
            return .day(calendar.advance(date, by: value))
        case .calendarDays:
            return .day(calendar.roll(calendar.adding(value, to: date)))
        case .workingHours:
            return .moment(calendar.instant(after: receivedAt, workingHours: value))
        case .sameDay:
            let isInTime =
                receivedAt.millisecondsOfDay < ProcedureLimit.sameDayEnd && calendar.isWorking(date)
            return .day(isInTime ? date : calendar.advance(date, by: 1))
        }
    }
}
