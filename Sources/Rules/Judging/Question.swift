package import DossierModel

/// What is asked of every dossier: as of which knowledge, at which moment, in which period (rules.md section 2).
package struct Question: Hashable, Sendable, BitwiseCopyable {
    /// Events recorded after it are not known.
    ///
    /// Whoever hands over the events leaves them out.
    package var asOf: Instant

    /// Dossier and paper events with an effective time after it have not happened.
    package var at: Instant

    /// The first day of the period.
    package var from: LocalDate

    /// The last day of the period.
    package var to: LocalDate

    package init(asOf: Instant, at: Instant, from: LocalDate, to: LocalDate) {
        self.asOf = asOf
        self.at = at
        self.from = from
        self.to = to
    }

    /// The question of a period report, at the end of the period or, if that is earlier, at `asOf`.
    package init(asOf: Instant, from: LocalDate, to: LocalDate) {
        self.init(asOf: asOf, at: min(asOf, Instant.end(of: to)), from: from, to: to)
    }
}
