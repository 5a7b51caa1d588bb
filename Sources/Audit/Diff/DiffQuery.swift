package import DossierModel

/// What a comparison of two moments of knowledge is asked for.
package struct DiffQuery: Sendable {
    /// Period, filters and rule sets as of a report; its ``ReportQuery/asOf`` is the first moment and must be given.
    ///
    /// The default of the last day is that of the second moment, on both sides. Groups are not asked for: figures are told
    /// apart by unit.
    package var report: ReportQuery

    /// The second moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var and: Instant?

    /// The moment of the world on both sides; the default is for each side the earlier of its moment of knowledge and the
    /// end of the period (rules.md section 2).
    package var at: Instant?

    package init(_ report: ReportQuery = ReportQuery(), and: Instant? = nil, at: Instant? = nil) {
        self.report = report
        self.and = and
        self.at = at
    }
}

/// Why there is no comparison.
package enum DiffError: Error, Hashable, Sendable {
    /// The second moment is before the first: whoever wants that asks the other way round.
    case backwards(first: Instant, second: Instant)
    /// What is asked for lies behind what the first side can know, or behind the period.
    case atTooLate(at: Instant, latest: Instant)
}
