package import DossierModel

/// Days from one to another, both counted in.
package struct FormPeriod: Hashable, Sendable {
    package let from: LocalDate
    package let to: LocalDate

    package init(from: LocalDate, to: LocalDate) {
        self.from = from
        self.to = to
    }
}

/// What form II.06a is asked for.
package struct FormQuery: Sendable {
    package var period: FormPeriod
    package var basis = Basis.reported

    /// The unit that reports, with all below it; all of the ledger where there is none.
    package var unit: String?

    /// Whether the procedures of each sector follow it.
    package var hasProcedures = false

    /// The moment of knowledge; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// The period whose form was sent before, where the carry-over is to be checked.
    package var previous: FormPeriod?

    /// As of when that form was made; the default is the moment of this one.
    package var previousAsOf: Instant?

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    package init(period: FormPeriod) {
        self.period = period
    }
}
