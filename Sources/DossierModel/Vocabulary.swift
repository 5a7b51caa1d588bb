/// How a dossier came in.
@usableFromInline
package enum Channel: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case counter = 0
    case online = 1
    case postal = 2
}

/// How the work on a dossier ended.
@usableFromInline
package enum Outcome: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case granted = 0
    case refused = 1
}

/// What the result of a dossier is made of.
@usableFromInline
package enum ResultForm: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case electronic = 0
    case scan = 1
    case paper = 2
}

/// How a fee was paid.
@usableFromInline
package enum PaymentRoute: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case onlinePortal = 0
    case cash = 1
    case transfer = 2
}

/// In what a procedure's time limit is counted.
@usableFromInline
package enum LimitUnit: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case workingDays = 0
    case calendarDays = 1
    case workingHours = 2
    case sameDay = 3
}

/// The rank of a unit (đơn vị).
@usableFromInline
package enum UnitLevel: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case national = 0
    case province = 1
    case department = 2
    case branch = 3
    case district = 4
    case commune = 5
    case centre = 6
}

/// What an officer is assigned to do.
@usableFromInline
package enum OfficerRole: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case onestop = 0
    case handler = 1
    case leader = 2
}

/// On which clock, and with what proof, an event counts (rules.md section 3).
@usableFromInline
package enum Basis: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// What the one-stop system would show if asked.
    case reported = 0
    /// What the rules say happened.
    case audited = 1
}
