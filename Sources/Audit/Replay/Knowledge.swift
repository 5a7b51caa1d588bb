package import DossierModel
internal import LedgerStore
package import Projections
package import Rules

/// What is known of a ledger as of a moment: the reference events in a book, the dossiers with their events.
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
    package let dossiers: DossierRows
    let codes: CodeBook

    /// The first day on which anything happened to a dossier or stands in a paper register, or `nil` where nothing does.
    var firstDay: LocalDate? {
        let paper = papers.entries.map(\.occurredAt).min()?.localDate
        guard let dossier = dossiers.firstDay else { return paper }
        return paper.map { min($0, dossier) } ?? dossier
    }
}

/// The known events of every dossier, each dossier's together.
package struct DossierRows: Sendable {
    private(set) var rows: ContiguousArray<EventRow> = []
    /// The events' numbers in the ledger, beside `rows`.
    private(set) var numbers: ContiguousArray<UInt32> = []
    /// Where the events of each dossier begin, by its number; one more entry ends the last.
    private var starts: ContiguousArray<Int> = [0]
    /// Where they end: events that turned out to be voided leave room before the next dossier's.
    private(set) var ends: ContiguousArray<Int> = []

    init() {}

    /// Makes room for as many events of each dossier as were counted.
    init(counts: ContiguousArray<UInt32>) {
        starts.reserveCapacity(counts.count + 1)
        var next = 0
        for count in counts {
            next += Int(count)
            starts.append(next)
        }
        ends = ContiguousArray(starts.dropLast())
        let empty = EventRow(type: .rated, occurredAt: .distantPast, recordedAt: .distantPast)
        rows = ContiguousArray(repeating: empty, count: next)
        numbers = ContiguousArray(repeating: 0, count: next)
    }

    /// Puts an event behind those of its dossier.
    @inline(__always)
    mutating func place(_ row: borrowing EventRow, _ number: UInt64) {
        let dossier = Int(row.dossier.rawValue)
        let position = ends[dossier]
        rows[position] = copy row
        numbers[position] = UInt32(truncatingIfNeeded: number)
        ends[dossier] = position + 1
    }

    package var dossierCount: Int { ends.count }

    /// The first day on which anything happened to a dossier, or `nil` where nothing did.
    var firstDay: LocalDate? {
        var first = Instant.distantFuture
        for dossier in 0..<dossierCount {
            for position in range(dossier) { first = min(first, rows[position].occurredAt) }
        }
        return first == .distantFuture ? nil : first.localDate
    }

    package func range(_ dossier: Int) -> Range<Int> { starts[dossier]..<ends[dossier] }

    /// Cuts the dossiers into parts with about as many events each.
    func parts(_ count: Int) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var first = 0
        for part in 1...max(1, count) {
            let goal = rows.count * part / max(1, count)
            var next = first
            if part == count {
                next = dossierCount
            } else {
                var low = first
                var high = dossierCount
                while low < high {
                    let middle = (low + high) / 2
                    if starts[middle] < goal { low = middle + 1 } else { high = middle }
                }
                next = low
            }
            parts.append(first..<next)
            first = next
        }
        return parts
    }

    /// Calls `body` with the events of one dossier.
    @inline(__always)
    func withRows<Result>(_ dossier: Int, _ body: (Span<EventRow>) -> Result) -> Result {
        body(rows.span.extracting(range(dossier)))
    }

    /// Puts events of equal type and `occurredAt` in the order of their ids, which is all that the rules need of ids.
    ///
    /// `id` gives the id of the event of a number.
    mutating func orderTies<Failure: Error>(id: (UInt32) throws(Failure) -> [UInt8]) throws(Failure) {
        var ties: [Int] = []
        for dossier in 0..<dossierCount {
            let range = range(dossier)
            guard range.count > 1, hasTie(range) else { continue }
            let order = range.sorted { left, right in
                (rows[left].occurredAt, rows[left].type.rawValue, left)
                    < (rows[right].occurredAt, rows[right].type.rawValue, right)
            }
            var first = 0
            while first < order.count {
                var next = first + 1
                while next < order.count, isTie(order[first], order[next]) { next += 1 }
                if next - first > 1 {
                    ties = Array(order[first..<next])
                    try orderTie(ties, id)
                }
                first = next
            }
        }
    }

    private func isTie(_ left: Int, _ right: Int) -> Bool {
        rows[left].occurredAt == rows[right].occurredAt && rows[left].type == rows[right].type
    }

    /// Whether two events of a dossier have the same type and `occurredAt`.
    private func hasTie(_ range: Range<Int>) -> Bool {
        // Nearly all dossiers are short and in order; a long one is sorted by the caller, which finds out as well.
        if range.count > 32 { return true }
        for right in range.dropFirst() {
            for left in range.lowerBound..<right where isTie(left, right) { return true }
        }
        return false
    }

    /// Orders the events at these positions by id; the positions stay.
    private mutating func orderTie<Failure: Error>(
        _ positions: [Int],
        _ id: (UInt32) throws(Failure) -> [UInt8]
    ) throws(Failure) {
        var events: [(id: [UInt8], row: EventRow, number: UInt32)] = []
        for position in positions {
            events.append((try id(numbers[position]), rows[position], numbers[position]))
        }
        events.sort { $0.id.lexicographicallyPrecedes($1.id) }
        for (position, event) in zip(positions.sorted(), events) {
            rows[position] = event.row
            numbers[position] = event.number
        }
    }
}
