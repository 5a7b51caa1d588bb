internal import DossierModel
internal import Interchange
package import LedgerStore

/// Writes the events of a ledger again, in one of the forms of ``ExportForm``.
///
/// Every form holds the canonical bytes of every event, so nothing of one is lost; voided events are exported as all
/// others. The text depends on the events alone. What maps to what is told in the documentation of Interchange.
///
/// Text is handed out a piece at a time. What is kept meanwhile is told at `TraceOrder` and `EventGathering` (XES) and
/// at `OCELWriter`.
package enum EventExport {
    /// Takes text and empties the buffer, or answers `false` to end the export.
    package typealias Sink = (inout [UInt8]) -> Bool

    /// Told from time to time how many events are written.
    package typealias Progress = (UInt64) -> Void

    private static let pieceBytes = 1 << 20

    /// Writes the first `size` events of a ledger; more than there are means all.
    ///
    /// - Parameters:
    ///   - form: The form of the text.
    ///   - size: How many events.
    ///   - view: The ledger.
    ///   - gathering: How long the runs are in which events are read for traces; the text does not depend on it.
    ///   - progress: Told of what is done.
    ///   - sink: Takes the text.
    /// - Throws: ``StoreError/damaged(what:)`` at an event that cannot be read; the text is then unfinished.
    package static func write(
        _ form: ExportForm,
        ofFirst size: UInt64,
        of view: borrowing LedgerView,
        gathering: EventGathering = EventGathering(),
        progress: Progress = { _ in },
        to sink: Sink
    ) throws(StoreError) {
        let size = min(size, view.size)
        switch form {
        case .ndjson: try writeLines(view, size, progress, sink)
        case .csv: try writeCSV(view, size, progress, sink)
        case .ocel: try writeOCEL(view, size, progress, sink)
        case .xes: try writeXES(view, size, gathering, progress, sink)
        }
    }

    private static func writeLines(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ progress: Progress,
        _ sink: Sink
    ) throws(StoreError) {
        var text: [UInt8] = []
        let goesOn = try writeEach(view, size, &text, progress, sink) { event, _, text in
            event.withUnsafeBytes { text.append(contentsOf: $0) }
            text.append(UInt8(ascii: "\n"))
        }
        if goesOn { _ = sink(&text) }
    }

    private static func writeCSV(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ progress: Progress,
        _ sink: Sink
    ) throws(StoreError) {
        var text: [UInt8] = []
        var writer = CSVEventWriter(into: &text)
        let goesOn = try writeEach(view, size, &text, progress, sink) {
            event,
            number,
            text throws(EventFault) in
            try writer.write(event, number, into: &text)
        }
        if goesOn { _ = sink(&text) }
    }

    private static func writeOCEL(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ progress: Progress,
        _ sink: Sink
    ) throws(StoreError) {
        var text: [UInt8] = []
        var writer = OCELWriter(into: &text)
        let goesOn = try writeEach(view, size, &text, progress, sink) {
            event,
            number,
            text throws(EventFault) in
            try writer.write(event, number, into: &text)
        }
        guard goesOn else { return }
        while writer.finish(into: &text) {
            guard sink(&text) else { return }
        }
        _ = sink(&text)
    }

    /// Writes a trace after the other, the events in runs that may begin and end within one.
    private static func writeXES(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ gathering: consuming EventGathering,
        _ progress: Progress,
        _ sink: Sink
    ) throws(StoreError) {
        let tail = try view.tailRows()
        let order = try TraceOrder.read(view, ofFirst: size, tail: tail)
        let names = try view.names(.dossier, tail: tail)
        var gathering = gathering
        var text: [UInt8] = []
        var traces = TraceText(order, names, into: &text)
        while traces.position < order.numbers.count {
            let count = try gathering.gather(order.numbers[traces.position...], in: view)
            for index in 0..<count {
                try readable(traces.number) { () throws(EventFault) in
                    try gathering.withEvent(index) { event throws(EventFault) in
                        try traces.write(event, into: &text)
                    }
                }
                guard handOut(&text, UInt64(traces.position), progress, sink) else { return }
            }
        }
        traces.finish(into: &text)
        _ = sink(&text)
    }

    /// Writes every event in log order, in whatever form `body` gives it.
    ///
    /// - Returns: `false` where the sink took no more.
    private static func writeEach(
        _ view: borrowing LedgerView,
        _ size: UInt64,
        _ text: inout [UInt8],
        _ progress: Progress,
        _ sink: Sink,
        _ body: (Span<UInt8>, SequenceNumber, inout [UInt8]) throws(EventFault) -> Void
    ) throws(StoreError) -> Bool {
        var goesOn = true
        try view.forEachEvent(0..<size) { number, event throws(StoreError) in
            try readable(number) { () throws(EventFault) in try body(event, number, &text) }
            goesOn = handOut(&text, number.rawValue + 1, progress, sink)
            return goesOn
        }
        return goesOn
    }

    /// Hands the text out if it is long enough; `false` where the sink took no more.
    private static func handOut(
        _ text: inout [UInt8],
        _ done: UInt64,
        _ progress: Progress,
        _ sink: Sink
    ) -> Bool {
        if done % 4_096 == 0 { progress(done) }
        return text.count < pieceBytes || sink(&text)
    }

    /// Turns the fault of an event in the ledger into damage: none was put in with a fault.
    private static func readable(
        _ number: SequenceNumber,
        _ body: () throws(EventFault) -> Void
    ) throws(StoreError) {
        do throws(EventFault) {
            try body()
        } catch {
            throw .damaged(what: "event \(number): \(error.message)")
        }
    }
}
