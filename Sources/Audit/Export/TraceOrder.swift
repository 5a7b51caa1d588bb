internal import DossierModel
internal import LedgerStore

/// The numbers of a ledger's events with those of each dossier together: the order of a log that has traces.
///
/// Nothing is left out, voided events neither. The dossiers stand in the order in which the ledger first met them, the
/// steps of each in the order in which they happened (`occurredAt`, then the log); last, in log order, come the events
/// that are no step of a dossier, or that no decoder reads.
///
/// It takes 4 bytes an event, and 8 more while it is made.
struct TraceOrder {
    /// The events' numbers in the ledger.
    private(set) var numbers: ContiguousArray<UInt32>

    /// Where the events of each trace begin; one more entry ends the last.
    private(set) var starts: ContiguousArray<Int>

    /// Whether a trace is that of the events that are no step of a dossier; the others are of the dossier with its index.
    func isOfLedger(_ trace: Int) -> Bool { trace == starts.count - 2 }

    /// Reads the order of the first `size` events.
    ///
    /// - Throws: ``StoreError/failed(what:)`` where there are more than 32 bits can count.
    static func read(
        _ view: borrowing LedgerView,
        ofFirst size: UInt64,
        tail: TailRows
    ) throws(StoreError) -> TraceOrder {
        guard size <= UInt64(UInt32.max) else {
            throw .failed(what: "events of more than \(UInt32.max) cannot be put in traces; use --log-size")
        }
        var order = TraceOrder(counts: try counts(view, size, tail), size: Int(size))
        try order.place(view, tail)
        return order
    }

    /// How many steps each dossier has.
    private static func counts(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ tail: TailRows
    ) throws(StoreError) -> ContiguousArray<Int> {
        var counts: ContiguousArray<Int> = []
        counts.reserveCapacity(view.sealedCodeCount(.dossier))
        try view.forEachRow(ofFirst: size, tail: tail) { _, row in
            guard row.type.isOfDossier else { return }
            let dossier = Int(row.dossier.rawValue)
            while counts.count <= dossier { counts.append(0) }
            counts[dossier] += 1
        }
        return counts
    }

    private init(counts: ContiguousArray<Int>, size: Int) {
        numbers = ContiguousArray(repeating: 0, count: size)
        starts = [0]
        starts.reserveCapacity(counts.count + 2)
        var next = 0
        for count in counts {
            next += count
            starts.append(next)
        }
        starts.append(size)
    }

    /// Puts every event behind those of its trace, then those of each dossier in order of time.
    private mutating func place(_ view: borrowing LedgerView, _ tail: TailRows) throws(StoreError) {
        var ends = ContiguousArray(starts.dropLast())
        var times = ContiguousArray<Instant>(repeating: .distantPast, count: numbers.count)
        var numbers = numbers
        let ledger = ends.count - 1
        var next: UInt32 = 0
        func placeInLedger(upTo number: UInt32) {
            while next < number {
                numbers[ends[ledger]] = next
                ends[ledger] += 1
                next += 1
            }
        }
        try view.forEachRow(ofFirst: UInt64(numbers.count), tail: tail) { number, row in
            guard row.type.isOfDossier else { return }
            // What was passed over since the last step is no step, or has no row.
            placeInLedger(upTo: UInt32(number))
            let position = ends[Int(row.dossier.rawValue)]
            numbers[position] = UInt32(number)
            times[position] = row.occurredAt
            ends[Int(row.dossier.rawValue)] = position + 1
            next = UInt32(number) + 1
        }
        placeInLedger(upTo: UInt32(numbers.count))
        self.numbers = numbers
        sort(by: times)
    }

    private mutating func sort(by times: ContiguousArray<Instant>) {
        for trace in 0..<starts.count - 2 {
            let range = starts[trace]..<starts[trace + 1]
            // Nearly all feeds tell of a dossier in order.
            let isSorted = range.dropFirst().allSatisfy { times[$0 - 1] <= times[$0] }
            if isSorted { continue }
            let sorted = range.sorted { (times[$0], numbers[$0]) < (times[$1], numbers[$1]) }
                .map { numbers[$0] }
            numbers.replaceSubrange(range, with: sorted)
        }
    }
}
