internal import DossierModel
internal import Interchange
internal import LedgerStore

/// Writes events that come in the order of traces, and where each trace begins and ends.
struct TraceText: ~Copyable {
    private let order: TraceOrder
    private let names: CodeNames
    private var writer: XESWriter
    private var trace = 0

    /// How many events are written.
    private(set) var position = 0

    /// Appends what precedes the first trace.
    ///
    /// The names are those of all dossiers, by their indexes.
    init(_ order: TraceOrder, _ names: CodeNames, into text: inout [UInt8]) {
        self.order = order
        self.names = names
        writer = XESWriter(into: &text)
    }

    /// The number of the event that is due.
    ///
    /// - Precondition: There is one.
    var number: SequenceNumber { SequenceNumber(rawValue: UInt64(order.numbers[position])) }

    /// Appends the event that is due.
    ///
    /// - Throws: What is wrong with it; the text is then unfinished.
    mutating func write(_ event: Span<UInt8>, into text: inout [UInt8]) throws(EventFault) {
        // A dossier without steps among these events has no trace.
        while position == order.starts[trace + 1] { trace += 1 }
        if position == order.starts[trace] {
            let dossier = CodeIndex(rawValue: UInt32(trace))
            writer.beginTrace(dossier: order.isOfLedger(trace) ? nil : names.utf8(dossier), into: &text)
        }
        try writer.write(event, number, into: &text)
        position += 1
        if position == order.starts[trace + 1] { writer.endTrace(into: &text) }
    }

    /// Appends what follows the last trace.
    mutating func finish(into text: inout [UInt8]) {
        writer.finish(into: &text)
    }
}
