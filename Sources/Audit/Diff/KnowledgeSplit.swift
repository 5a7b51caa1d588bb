internal import DossierModel
internal import LedgerStore

/// Tells apart what was known of a dossier at two moments.
struct KnowledgeSplit: Sendable {
    /// What was known at either moment.
    ///
    /// What is voided at the first moment is voided at the second.
    let filter: RowFilter
    private let asOf: Instant
    private let voided: EventNumberSet

    /// What was known of the dossier that was taken in last.
    private(set) var before: [EventRow] = []
    private(set) var after: [EventRow] = []

    init(_ before: Knowledge, _ after: Knowledge) {
        filter = RowFilter(size: after.logSize, asOf: after.asOf, voided: before.filter.voided)
        asOf = before.asOf
        voided = after.filter.voided
    }

    /// Whether an event became known in between.
    func isNew(_ row: borrowing EventRow) -> Bool { row.recordedAt > asOf }

    /// Whether an event is voided at the second moment.
    func isVoided(_ number: UInt32) -> Bool { !voided.isEmpty && voided.contains(UInt64(number)) }

    /// Whether an event makes a difference: known at one of the moments alone.
    func isNews(_ row: borrowing EventRow, _ number: UInt32) -> Bool { isNew(row) != isVoided(number) }

    /// Whether the two moments need not know the same events of a dossier.
    ///
    /// What came and was voided in between is known at neither.
    func hasNews(_ rows: Span<EventRow>, _ numbers: Span<UInt32>) -> Bool {
        for index in rows.indices where isNew(rows[index]) || isVoided(numbers[index]) { return true }
        return false
    }

    /// Takes in a dossier in the place of the one before.
    mutating func take(_ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        before.removeAll(keepingCapacity: true)
        after.removeAll(keepingCapacity: true)
        for index in rows.indices {
            if !isNew(rows[index]) { before.append(rows[index]) }
            if !isVoided(numbers[index]) { after.append(rows[index]) }
        }
    }
}
