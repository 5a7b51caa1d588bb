package import DossierModel

/// What is asked of a campaign against late dossiers.
package struct CampaignQuery: Sendable {
    /// The first day; the stock is what is late and open at the end of the day before.
    package var start: LocalDate

    /// How many days it has, weekends and holidays among them.
    package var days: Int

    /// The last day to be looked at; the default is the campaign's last.
    package var through: LocalDate?

    /// A unit and all below it.
    package var unit: String?

    /// The moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// Only the first so many events of the ledger.
    package var logSize: UInt64?

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    /// More days than this are no campaign.
    package static let mostDays = 1_000

    /// - Precondition: `days` is from 1 to ``mostDays``.
    package init(start: LocalDate, days: Int) {
        precondition((1...CampaignQuery.mostDays).contains(days), "a campaign has days, and not too many")
        self.start = start
        self.days = days
    }

    /// The last day.
    package var end: LocalDate { start.adding(days: days - 1) }
}
