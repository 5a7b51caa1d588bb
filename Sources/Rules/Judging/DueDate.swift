package import DossierModel

/// In what a dossier's time is told: `workingHours` in instants, all else in dates (rules.md section 6).
package enum Grain: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case days = 0
    case hours = 1
}

/// The day or the instant by which a dossier must be finished (hạn trả).
package struct DueDate: Hashable, Sendable, BitwiseCopyable {
    package let grain: Grain

    /// Days since 1970-01-01, or milliseconds, by grain.
    private let rawValue: Int64

    /// A due date in two words of one register each: an optional one is stored in pieces and read as a whole, for
    /// which the machine waits.
    struct Parts: BitwiseCopyable {
        /// Without meaning where there is none.
        var rawValue: Int64
        /// 0 where there is none, else the grain plus 1.
        var state: Int64

        @inline(__always)
        init(_ due: DueDate?) {
            rawValue = due?.rawValue ?? 0
            state = due.map { $0.isInHours ? 2 : 1 } ?? 0
        }

        @inline(__always) var due: DueDate? {
            state == 0 ? nil : DueDate(grain: state == 2 ? .hours : .days, rawValue: rawValue)
        }
    }

    package static func day(_ date: LocalDate) -> DueDate {
        DueDate(grain: .days, rawValue: Int64(date.rawValue))
    }

    package static func moment(_ instant: Instant) -> DueDate {
        DueDate(grain: .hours, rawValue: instant.rawValue)
    }

    /// The due day, or the day of the due instant.
    package var date: LocalDate {
        switch grain {
        case .days: LocalDate(rawValue: Int32(truncatingIfNeeded: rawValue))
        case .hours: Instant(rawValue: rawValue).localDate
        }
    }

    /// The due instant; `nil` where days count.
    package var instant: Instant? {
        isInHours ? Instant(rawValue: rawValue) : nil
    }

    var isInHours: Bool {
        if case .hours = grain { true } else { false }
    }

    /// Whether the due has passed at an instant: its date is later (in hours: the instant is).
    @inline(__always)
    package func isPast(at instant: Instant) -> Bool {
        switch grain {
        case .days: Int64(instant.localDate.rawValue) > rawValue
        case .hours: instant.rawValue > rawValue
        }
    }

    /// The earlier of two of one grain.
    package static func earlier(_ one: DueDate, _ other: DueDate) -> DueDate {
        assert(one.isInHours == other.isInHours, "a dossier has one grain")
        return other.rawValue < one.rawValue ? other : one
    }

    /// The due after the clock stood still from one instant to another, and how far it moved (rules.md section 6, "Shift").
    ///
    /// `isOfCalendarDays` says whether the procedure's limit is in calendar days.
    func shifted(
        from start: Instant,
        to end: Instant,
        isOfCalendarDays: Bool,
        in calendar: DayTable
    ) -> (due: DueDate, how: StandstillShift) {
        switch grain {
        case .hours:
            let time = calendar.workingTime(from: start, to: end)
            let later = calendar.instant(after: Instant(rawValue: rawValue), workingTime: time)
            let how = StandstillShift(measure: .workingTime, amount: time, counted: .moment(later))
            return (.moment(max(later, end)), how)
        case .days:
            let first = start.localDate
            let last = end.localDate
            let amount =
                isOfCalendarDays
                ? Int64(last.rawValue - first.rawValue)
                : Int64(calendar.workingDays(after: first, through: last))
            let later =
                isOfCalendarDays
                ? calendar.roll(calendar.adding(amount, to: date)) : calendar.advance(date, by: amount)
            let measure: StandstillShift.Measure = isOfCalendarDays ? .calendarDays : .workingDays
            let how = StandstillShift(measure: measure, amount: amount, counted: .day(later))
            return (.day(max(later, last)), how)
        }
    }
}
