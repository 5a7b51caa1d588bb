internal import DossierModel
internal import LedgerStore

/// The numbers of a ledger's events with those of each dossier together: the order of a log that has traces.
///
/// Nothing is left out, voided events neither. The dossiers stand in the order in which the ledger first met them, the
/// steps of each in the order in which they happened (`occurredAt`, then the log); last, in log order, come the events
/// that are no step of a dossier, or that no decoder reads.
///
/// It takes 4 bytes an event, and a bit more while it is made.
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
        var order = TraceOrder(size: Int(size))
        do {
            try view.withRows(tail: tail) { rows throws(StoreError) in try order.place(rows, size) }
        } catch let error as StoreError {
            throw error
        } catch {
            throw .failed(what: "\(error)")
        }
        return order
    }

    /// Dossiers that are read at a time.
    private static let chunk = 1_024

    private init(size: Int) {
        numbers = []
        numbers.reserveCapacity(size)
        starts = [0]
    }

    /// Puts the steps of each dossier in order of time, and behind them all events that are no step.
    private mutating func place(_ rows: LedgerRows, _ size: UInt64) throws(StoreError) {
        starts.reserveCapacity(rows.dossierCount + 2)
        var reader = rows.makeReader(RowFilter(size: size, asOf: .distantFuture))
        var steps = EventNumberSet()
        var trace: [(occurredAt: Instant, number: UInt32)] = []
        for first in stride(from: 0, to: rows.dossierCount, by: TraceOrder.chunk) {
            let dossiers = first..<min(first + TraceOrder.chunk, rows.dossierCount)
            try reader.read(dossiers)
            for dossier in dossiers {
                let rows = reader.rows(of: dossier)
                let numbers = reader.numbers(of: dossier)
                trace.removeAll(keepingCapacity: true)
                for index in rows.indices { trace.append((rows[index].occurredAt, numbers[index])) }
                // Nearly all feeds tell of a dossier in order.
                let isSorted = zip(trace, trace.dropFirst()).allSatisfy { $0 < $1 }
                if !isSorted { trace.sort { $0 < $1 } }
                for step in trace {
                    self.numbers.append(step.number)
                    steps.insert(UInt64(step.number))
                }
                starts.append(self.numbers.count)
            }
        }
        for number in 0..<size where !steps.contains(number) { numbers.append(UInt32(number)) }
        starts.append(numbers.count)
    }
}
