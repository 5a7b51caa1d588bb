package import DossierModel

/// How the due date of a dossier comes about on one basis, so that it can be counted again by hand (rules.md section 6).
///
/// Its ends are what the judge recorded; what is added here are the days between them.
package struct DueExplanation: Hashable, Sendable {
    /// From the receipt to the statutory due.
    package enum Statutory: Hashable, Sendable {
        case workingDays(CountedDays)
        case calendarDays(RolledDay)
        case workingHours(CountedTime)
        /// `isInTime` says whether the receipt's own day is the due.
        case sameDay(isWorkingDay: Bool, isBeforeThree: Bool, CountedDays?)
    }

    /// How a standstill moved the due.
    package enum Move: Hashable, Sendable {
        /// The days that the clock stood, and as many after the due.
        case workingDays(stood: CountedDays, moved: CountedDays)
        case calendarDays(stood: Int, moved: RolledDay)
        case workingTime(stood: CountedTime, moved: CountedTime)
    }

    package let statutory: Statutory?
    /// The date on the slip, where the basis rolls it to a working day.
    package let slip: RolledDay?
    /// For each of ``LifeRecord/shifts`` how it came about; `nil` for a reschedule.
    package let moves: [Move?]
    /// The working days that a late dossier is late by.
    package let lateness: CountedDays?

    /// Explains what was recorded.
    ///
    /// `written` is the `dueAt` of the receipt, `end` the finish or, for an open dossier, `at`.
    package init(
        _ record: LifeRecord,
        _ judgement: Judgement,
        written: Instant?,
        isAudited: Bool,
        end: Instant,
        in calendar: WorkCalendar
    ) {
        statutory = record.start.flatMap { DueExplanation.statutory($0, calendar) }
        let isInHours = record.start?.procedure?.limit.grain == .hours
        slip = isAudited && !isInHours ? written.map { calendar.rolled($0.localDate) } : nil
        moves = record.shifts.map { shift in DueExplanation.move(shift, calendar) }
        lateness =
            judgement.dossierClass.isLate
            ? judgement.due.map { calendar.counted(after: $0.date, through: end.localDate) } : nil
    }

    private static func statutory(_ start: LifeStart, _ calendar: WorkCalendar) -> Statutory? {
        guard let limit = start.procedure?.limit, let due = start.statutory else { return nil }
        let date = start.received.localDate
        switch limit.unit {
        case .workingDays: return .workingDays(calendar.counted(after: date, through: due.date))
        case .calendarDays: return .calendarDays(calendar.rolled(calendar.adding(limit.value, to: date)))
        case .workingHours:
            return due.instant.map { .workingHours(calendar.counted(from: start.received, to: $0)) }
        case .sameDay:
            return .sameDay(
                isWorkingDay: calendar.isWorking(date),
                isBeforeThree: start.received.millisecondsOfDay < ProcedureLimit.sameDayEnd,
                due.date > date ? calendar.counted(after: date, through: due.date) : nil
            )
        }
    }

    private static func move(_ shift: DueShift, _ calendar: WorkCalendar) -> Move? {
        guard let how = shift.standstill, let before = shift.before else { return nil }
        let (first, last) = (shift.stoppedAt.localDate, shift.resumedAt.localDate)
        switch how.measure {
        case .workingDays:
            return .workingDays(
                stood: calendar.counted(after: first, through: last),
                moved: calendar.counted(after: before.date, through: how.counted.date)
            )
        case .calendarDays:
            let moved = calendar.rolled(calendar.adding(how.amount, to: before.date))
            return .calendarDays(stood: Int(how.amount), moved: moved)
        case .workingTime:
            guard let from = before.instant, let to = how.counted.instant else { return nil }
            return .workingTime(
                stood: calendar.counted(from: shift.stoppedAt, to: shift.resumedAt),
                moved: calendar.counted(from: from, to: to)
            )
        }
    }
}
