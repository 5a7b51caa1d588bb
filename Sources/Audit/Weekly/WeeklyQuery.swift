package import DossierModel

/// What is asked of a weekly report.
package struct WeeklyQuery: Sendable {
    package var from: LocalDate
    package var to: LocalDate

    /// A unit and all below it.
    package var unit: String?

    /// The first day of a campaign whose progress is told as well, and its days.
    package var campaignStart: LocalDate?
    package var campaignDays = 45

    /// The moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// Only the first so many events of the ledger.
    package var logSize: UInt64?

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    /// A report of more days is no weekly one.
    package static let mostDays = 92

    /// - Precondition: The period has from 1 to ``mostDays`` days.
    package init(from: LocalDate, to: LocalDate) {
        precondition(
            (1...WeeklyQuery.mostDays).contains(Int(to.rawValue - from.rawValue) + 1),
            "a week has days"
        )
        self.from = from
        self.to = to
    }

    var days: Int { Int(to.rawValue - from.rawValue) + 1 }
}
