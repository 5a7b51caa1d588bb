package import DossierModel

/// What is asked of the history of a unit.
package struct UnitReplayQuery: Sendable {
    /// The unit, with all below it.
    package var unit: String

    /// The first day; the default is the first day of any dossier or paper entry.
    package var from: LocalDate?

    /// The last day; the default is the day of ``asOf``.
    package var to: LocalDate?

    /// The moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    /// The figures of so many days are kept: twenty-seven years.
    package static let mostDays = 10_000

    package init(unit: String, from: LocalDate? = nil, to: LocalDate? = nil) {
        self.unit = unit
        self.from = from
        self.to = to
    }
}

/// Why a unit's history cannot be played.
package enum UnitReplayError: Error {
    /// The period has more than ``UnitReplayQuery/mostDays``.
    case tooManyDays(from: LocalDate, to: LocalDate)
}

/// How far a step goes.
package enum ReplayStepping: String, CaseIterable, Sendable {
    case day, week, month
    /// From one moment at which something occurred or was written down to the next.
    case event
}
