import Audit
import DossierModel
import Rules
import Testing

/// A history counted again with a finger on a paper calendar: day by day, by what is printed and nothing else.
struct PaperCount {
    let name: String
    let isWorking: @Sendable (LocalDate) -> Bool

    /// The working days of a stretch, both ends among them.
    private func count(_ first: LocalDate, _ last: LocalDate) -> Int {
        var count = 0
        var day = first
        while day <= last {
            if isWorking(day) { count += 1 }
            day = day.adding(days: 1)
        }
        return count
    }

    /// The parts are in order, apart from each other, hold what they say and add up.
    func check(_ counted: CountedDays) {
        var last = counted.after
        for part in counted.parts {
            #expect(part.first > last && part.last >= part.first && part.last <= counted.through, "\(name)")
            #expect(count(part.first, part.last) == part.days, "\(name): \(part)")
            last = part.last
        }
        #expect(counted.parts.reduce(0) { $0 + $1.days } == counted.count, "\(name): parts")
        #expect(count(counted.after.adding(days: 1), counted.through) == counted.count, "\(name): count")
        var exceptions: [LocalDate] = []
        var day = counted.after.adding(days: 1)
        while day <= counted.through {
            if isWorking(day) != (day.weekday < 5) { exceptions.append(day) }
            day = day.adding(days: 1)
        }
        #expect(counted.exceptions.map(\.date) == exceptions, "\(name): exceptions")
    }

    func check(_ time: CountedTime) {
        check(time.whole)
        let whole = Int64(time.whole.count) * 8 * 3_600_000
        #expect(time.firstDay + whole + time.lastDay == time.milliseconds, "\(name): time")
    }

    func check(_ day: RolledDay) {
        #expect(isWorking(day.working), "\(name): rolled")
        #expect(Int(day.working.rawValue) - Int(day.date.rawValue) == day.skipped.count, "\(name): skipped")
        for off in day.skipped { #expect(!isWorking(off.date), "\(name): \(off.date)") }
    }

    // MARK: - A standing

    /// Everything that a standing shows, from the receipt to the verdict.
    func check(_ found: DossierStanding, at: Instant) {
        guard let start = found.record.start else {
            #expect(["absent", "orphan", "declinedAtIntake"].contains(found.kind.rawValue), "\(name)")
            return
        }
        statutory(start, found.explanation)
        shifts(found)
        let end = found.finishedAt ?? at
        #expect(found.kind.rawValue == kind(found, end: end), "\(name): class")
        if let lateness = found.explanation.lateness {
            check(lateness)
            #expect(max(1, lateness.count) == found.daysLate, "\(name): days late")
        }
        let days = found.holdings.reduce(0) { $0 + $1.span.days }
        #expect(days == count(start.received.localDate.adding(days: 1), end.localDate), "\(name): holdings")
        for holding in found.holdings {
            let parts = holding.span.stoppedDays + holding.span.unauthorisedDays
            #expect(parts <= holding.span.days, "\(name): holdings")
        }
    }

    private func statutory(_ start: LifeStart, _ explanation: DueExplanation) {
        switch explanation.statutory {
        case .workingDays(let counted):
            check(counted)
            #expect(counted.after == start.received.localDate && counted.through == start.statutory?.date)
            #expect(counted.count == Int(start.procedure?.limit.value ?? -1), "\(name): limit")
        case .calendarDays(let rolled):
            check(rolled)
            let days = Int(rolled.date.rawValue) - Int(start.received.localDate.rawValue)
            #expect(
                days == Int(start.procedure?.limit.value ?? -1) && rolled.working == start.statutory?.date
            )
        case .workingHours(let time):
            check(time)
            let hours = start.procedure?.limit.value ?? -1
            #expect(time.milliseconds == hours * 3_600_000 && time.end == start.statutory?.instant, "\(name)")
        case .sameDay(let isWorkingDay, _, let counted):
            #expect(isWorking(start.received.localDate) == isWorkingDay, "\(name): same day")
            #expect((counted?.count ?? 0) == (counted == nil ? 0 : 1), "\(name): same day")
        case nil: #expect(start.statutory == nil, "\(name): statutory")
        }
    }

    /// The due goes from one change to the next without a gap.
    private func shifts(_ found: DossierStanding) {
        var due = found.record.baseDue
        for (shift, move) in zip(found.record.shifts, found.explanation.moves) {
            #expect(shift.before == due, "\(name): before")
            due = shift.after
            guard let how = shift.standstill else { continue }
            switch move {
            case .workingDays(let stood, let moved):
                check(stood)
                check(moved)
                #expect(stood.count == moved.count && stood.count == Int(how.amount), "\(name): moved")
                #expect(moved.through == how.counted.date || moved.count == 0, "\(name): counted")
            case .calendarDays(let stood, let moved):
                check(moved)
                #expect(stood == Int(how.amount) && moved.working == how.counted.date, "\(name): moved")
            case .workingTime(let stood, let moved):
                check(stood)
                check(moved)
                #expect(stood.milliseconds == moved.milliseconds, "\(name): moved")
            case nil: Issue.record("\(name): a move is not told")
            }
            let floor: DueDate =
                shift.after.instant == nil ? .day(shift.resumedAt.localDate) : .moment(shift.resumedAt)
            let isFloor = shift.after == floor && how.counted != floor
            #expect(shift.after == how.counted || isFloor, "\(name): after")
        }
        #expect(due == found.due, "\(name): due")
    }

    /// The class by the due that is shown (rules.md section 7).
    private func kind(_ found: DossierStanding, end: Instant) -> String {
        if found.finish == "declined" { return "declined" }
        if found.finish == "withdrawn" { return "withdrawn" }
        guard let due = found.due else { return found.isOpen ? "undatedOpen" : "undatedFinished" }
        let isPast = due.instant.map { end > $0 } ?? (end.localDate > due.date)
        if found.isOpen {
            if found.record.standstills.contains(where: { $0.end == nil }) { return "stopped" }
            return isPast ? "openOverdue" : "openInTime"
        }
        return isPast ? "overdue" : end.localDate < due.date ? "early" : "onTime"
    }
}
