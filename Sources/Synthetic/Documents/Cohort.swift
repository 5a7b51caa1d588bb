internal import DossierModel

/// Dossiers of some units that are received over some days, in shares of one fate each.
struct Cohort: Sendable {
    /// The codes of the units that receive them.
    let units: [String]
    /// Whether every unit has as many as every other; else some have more, as the seed wants it.
    var isEven = false
    /// The codes of the procedures; each has as many as its weight says, where its limit allows the fate.
    let procedures: [String]
    let received: ClosedRange<LocalDate>
    /// How many come in through the portal and by post; the rest come to the counter.
    var online = 0
    var postal = 0
    let shares: [Share]
}

/// So many dossiers of a cohort that have the same fate, and what else is true of how many of them.
struct Share: Sendable {
    let fate: Fate
    let count: Int
    /// Of the finished.
    var refused = 0
    var signed = 0
    /// Electronic results without a signature.
    var unsigned = 0
    var scanned = 0
    /// Apologies with letter, reason and new day, and apologies without a letter.
    var apologised = 0
    var excused = 0
    var explained = 0
    var rescheduled = 0
    var rescheduledTwice = 0
    var paidOnline = 0
    var paidCash = 0
    var paidByTransfer = 0
    /// Rated by the applicant, all at the best mark.
    var rated = 0
    /// A component is asked for that no list names.
    var demanded = 0
    /// Each has a number in a paper register, and an inspection enters its line on the last day of the period.
    var isOnPaper = false

    init(_ fate: Fate, _ count: Int, _ change: (inout Share) -> Void = { _ in }) {
        self.fate = fate
        self.count = count
        change(&self)
    }
}

/// What becomes of a dossier by the end of the period, in both bases but where it is a fault.
enum Fate: Equatable, Sendable {
    /// Finished before the due date, on it, on either side, and so many working days after it.
    case early
    case onTime
    case inTime
    case overdue(ClosedRange<Int>)
    case declined
    case withdrawn
    /// Open and not due before the period ends.
    case openInTime
    /// Open, and so many working days late at the end of the period.
    case openOverdue(ClosedRange<Int>)
    /// Open, with the clock lawfully stopped: for a supplement, or for a payment that was asked for.
    case awaitingSupplement
    case awaitingPayment
    /// Open and paused without a lawful ground: stopped as reported, but not as audited.
    case paused
    /// The same, and late as audited.
    case pausedLate
    /// Paused without a lawful ground, resumed and finished: in time as reported, overdue as audited.
    case masked
    /// Finished in time and ticked off after the due date: overdue as reported, not as audited.
    case tickedLate
    /// A line of a paper register alone, of a dossier that never came into the system.
    case offSystem
}
