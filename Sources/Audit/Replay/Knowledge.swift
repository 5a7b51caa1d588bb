package import DossierModel
package import LedgerStore
package import Projections
package import Rules

/// What is known of a ledger as of a moment, but for the dossiers: references, paper registers, which events count.
///
/// Everything is read from one snapshot, so a report on it is of one state of the ledger.
package struct Knowledge: Sendable {
    /// Events recorded later are not known.
    package let asOf: Instant

    /// Only the first so many events of the ledger are looked at.
    package let logSize: UInt64

    package let references: ReferenceBook

    /// The rule sets that can hold for a receipt, by name, with the hashes of their files.
    package let ruleSets: [(name: String, hash: String)]

    package let papers: PaperBook

    /// The numbers of the events in ``papers``, in the same order.
    let paperNumbers: [UInt64]

    /// The known events of type `event.voided` whose target is in the ledger and can be voided, with it.
    let voids: [(number: UInt64, target: UInt64)]

    /// Which events of dossiers are known and not voided.
    package let filter: RowFilter

    let codes: CodeBook
    let tail: TailRows

    /// The first day on which anything happened to a dossier or stands in a paper register, or `nil` where nothing does.
    func firstDay(_ rows: LedgerRows) throws(ReplayError) -> LocalDate? {
        let step = try replaying { () throws(StoreError) in try rows.earliestStep(filter) }
        let paper = papers.entries.map(\.occurredAt).min()
        guard let step, let paper else { return (step ?? paper)?.localDate }
        return min(step, paper).localDate
    }
}
