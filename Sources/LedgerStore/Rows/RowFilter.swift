package import DossierModel

/// Which rows are known: what a question is asked of (rules.md section 2).
package struct RowFilter: Sendable {
    /// Only the first so many events of the ledger are looked at.
    package var size: UInt64
    /// Events recorded later are not known.
    package var asOf: Instant
    /// Events that are as if they had never been.
    package var voided: EventNumberSet

    package init(size: UInt64, asOf: Instant, voided: EventNumberSet = EventNumberSet()) {
        self.size = size
        self.asOf = asOf
        self.voided = voided
    }

    /// Whether the event of a number, recorded then, is known.
    @inline(__always)
    package func knows(_ number: UInt64, recordedAt: Instant) -> Bool {
        number < size && recordedAt.rawValue <= asOf.rawValue && !(!voided.isEmpty && voided.contains(number))
    }
}
