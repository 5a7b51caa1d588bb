internal import DossierModel

/// Working hours: 07:30–11:30 and 13:30–17:30 of a working day (rules.md section 1).
extension DayTable {
    /// Milliseconds in an hour.
    static var hour: Int64 { 3_600_000 }

    /// Milliseconds worked in half a working day.
    private static var halfDay: Int64 { 4 * hour }

    /// Milliseconds worked on a working day.
    private static var wholeDay: Int64 { 8 * hour }

    /// 07:30 in milliseconds of the day.
    private static var morning: Int64 { 15 * hour / 2 }

    /// 13:30 in milliseconds of the day.
    private static var afternoon: Int64 { 27 * hour / 2 }

    /// Working milliseconds from the start of the tables to an instant.
    private func worked(until instant: Instant) -> Int64 {
        let date = instant.localDate
        let before = Int64(rank(date.adding(days: -1))) * DayTable.wholeDay
        guard isWorking(date) else { return before }
        let time = instant.millisecondsOfDay
        let inMorning = min(max(time - DayTable.morning, 0), DayTable.halfDay)
        let inAfternoon = min(max(time - DayTable.afternoon, 0), DayTable.halfDay)
        return before + inMorning + inAfternoon
    }

    /// The working time between two instants in milliseconds; 0 where the second is not the later.
    func workingTime(from start: Instant, to end: Instant) -> Int64 {
        end <= start ? 0 : worked(until: end) - worked(until: start)
    }

    /// The earliest instant with so much working time between the start and it, at most the end of the tables.
    ///
    /// It is an end of work rather than the next beginning: four hours after 07:30 are up at 11:30. Nothing
    /// after an instant is that instant, worked or not.
    func instant(after start: Instant, workingTime milliseconds: Int64) -> Instant {
        guard milliseconds > 0 else { return start }
        let end = Instant.end(of: WorkCalendar.last)
        let whole = Int64(workingDates.count) * DayTable.wholeDay
        guard milliseconds <= whole else { return end }
        let target = worked(until: start) + milliseconds
        let index = Int((target - 1) / DayTable.wholeDay)
        guard index < workingDates.count else { return end }
        let rest = target - Int64(index) * DayTable.wholeDay
        let time =
            rest <= DayTable.halfDay
            ? DayTable.morning + rest : DayTable.afternoon + rest - DayTable.halfDay
        return Instant(workingDate(index), milliseconds: time)
    }

    /// The instant so many working hours after another, at most the end of the tables.
    func instant(after start: Instant, workingHours count: Int64) -> Instant {
        let whole = Int64(workingDates.count) * 8
        return instant(after: start, workingTime: min(count, whole + 1) * DayTable.hour)
    }
}
