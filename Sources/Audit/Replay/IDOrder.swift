internal import DossierModel
internal import LedgerStore

/// The events of one dossier with those of equal type and `occurredAt` in the order of their ids.
///
/// That order is all that the rules need of ids (rules.md section 3, step 6). The store keeps it inside each of its runs;
/// this is for the few dossiers that have equals in several.
struct IDOrder {
    private(set) var rows: [EventRow] = []
    /// The events' numbers in the ledger, beside `rows`.
    private(set) var numbers: [UInt32] = []
    private var lookup = EventLookup()

    /// Takes in a dossier in the place of the one before.
    mutating func take(
        _ dossier: Int,
        _ reader: borrowing DossierReader,
        in view: borrowing LedgerView
    ) throws(StoreError) {
        let (found, foundNumbers) = (reader.rows(of: dossier), reader.numbers(of: dossier))
        rows = found.indices.map { found[$0] }
        numbers = foundNumbers.indices.map { foundNumbers[$0] }
        guard reader.hasOpenTie(dossier) else { return }
        let order = rows.indices.sorted { left, right in
            (rows[left].occurredAt, rows[left].type.rawValue, left)
                < (rows[right].occurredAt, rows[right].type.rawValue, right)
        }
        var first = 0
        while first < order.count {
            var next = first + 1
            while next < order.count, isTie(order[first], order[next]) { next += 1 }
            if next - first > 1 { try arrange(Array(order[first..<next]), view) }
            first = next
        }
    }

    private func isTie(_ left: Int, _ right: Int) -> Bool {
        rows[left].occurredAt == rows[right].occurredAt && rows[left].type == rows[right].type
    }

    /// Orders the events at these positions by id; the positions stay.
    private mutating func arrange(_ positions: [Int], _ view: borrowing LedgerView) throws(StoreError) {
        var events: [(id: [UInt8], row: EventRow, number: UInt32)] = []
        for position in positions {
            let number = SequenceNumber(rawValue: UInt64(numbers[position]))
            let id = try lookup.withEvent(number, in: view) { ReferenceEvent($0)?.id ?? [] }
            events.append((id, rows[position], numbers[position]))
        }
        events.sort { $0.id.lexicographicallyPrecedes($1.id) }
        for (position, event) in zip(positions.sorted(), events) {
            rows[position] = event.row
            numbers[position] = event.number
        }
    }
}
