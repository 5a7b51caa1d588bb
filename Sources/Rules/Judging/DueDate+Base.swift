internal import DossierModel

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
    ) -> DueDate? {
        guard let written else { return statutory }
        if !isAudited {
            return grain == .hours ? .moment(written) : .day(written.localDate)
        }
        let isBeforeReceipt =
            grain == .hours ? written < received : written.localDate < received.localDate
        if isBeforeReceipt { return statutory }
        let promised: DueDate = grain == .hours ? .moment(written) : .day(calendar.roll(written.localDate))
        return statutory.map { earlier(promised, $0) } ?? promised
    }
}
