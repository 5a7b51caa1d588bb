internal import DossierModel

/// Which date a dossier's due begins with, and why (rules.md section 6, "Base due").
package enum DueChoice: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    /// Neither the slip nor a limit gives one: the dossier is undated.
    case none
    /// Reported: `dueAt` as written on the slip.
    case slip
    /// Audited: the slip, for no limit is known.
    case slipAlone
    /// Audited: the slip, which is not later than the statutory due.
    case slipEarlier
    /// The statutory due, for nothing is written on the slip.
    case statutory
    /// Audited: the statutory due, for the slip is dated before the receipt and counts as missing.
    case statutoryForEarlySlip
    /// Audited: the statutory due, which is earlier than the slip.
    case statutoryEarlier
}

/// The due before any shift, and how it was chosen.
package struct BaseDue: Hashable, Sendable {
    package var due: DueDate?
    package var choice: DueChoice
    /// What the slip promises, in the grain of the limit and, where the basis asks for it, rolled to a working day.
    package var promised: DueDate?
}

extension DueDate {
    /// The due before any shift (rules.md section 6, "Base due").
    ///
    /// `written` is the `dueAt` of the receipt, `statutory` the due by the procedure's limit.
    @inline(__always)
    static func base(
        written: Instant?,
        statutory: DueDate?,
        grain: Grain,
        received: Instant,
        isAudited: Bool,
        in calendar: DayTable
    ) -> BaseDue {
        guard let written else {
            return BaseDue(due: statutory, choice: statutory == nil ? .none : .statutory)
        }
        if !isAudited {
            let due: DueDate = grain == .hours ? .moment(written) : .day(written.localDate)
            return BaseDue(due: due, choice: .slip, promised: due)
        }
        let promised: DueDate = grain == .hours ? .moment(written) : .day(calendar.roll(written.localDate))
        let isBeforeReceipt =
            grain == .hours ? written < received : written.localDate < received.localDate
        if isBeforeReceipt {
            return BaseDue(due: statutory, choice: .statutoryForEarlySlip, promised: promised)
        }
        guard let statutory else { return BaseDue(due: promised, choice: .slipAlone, promised: promised) }
        let earlier = earlier(promised, statutory)
        return BaseDue(
            due: earlier,
            choice: earlier == promised ? .slipEarlier : .statutoryEarlier,
            promised: promised
        )
    }
}
