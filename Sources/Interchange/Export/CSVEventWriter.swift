package import DossierModel

/// Writes events as CSV (RFC 4180), one row each, in the order in which they are given.
///
/// The columns that people read hold values, the last one the event itself: its canonical JSON, of which nothing is
/// left out. Lines end with `\r\n`. What maps to what is told in <doc:Export>.
///
///     var writer = CSVEventWriter(into: &text)
///     try writer.write(event, number, into: &text)
package struct CSVEventWriter: ~Copyable {
    private var event = ExportedEvent()

    /// The columns, in their order.
    package static let columns = [
        "seq", "id", "type", "occurredAt", "recordedAt", "source", "unit", "dossier", "actor", "evidence",
        "event",
    ]

    /// Appends the header.
    package init(into output: inout [UInt8]) {
        output.append(contentsOf: CSVEventWriter.columns.joined(separator: ",").utf8)
        CSVEventWriter.endRow(&output)
    }

    /// Appends the row of an event.
    ///
    /// - Throws: What is wrong with it as JSON; `output` is as it was.
    package mutating func write(
        _ bytes: Span<UInt8>,
        _ number: SequenceNumber,
        into output: inout [UInt8]
    ) throws(EventFault) {
        try event.read(bytes)
        ExportText.append(number.rawValue, to: &output)
        CSVEventWriter.append(event.text(.id), to: &output)
        CSVEventWriter.append(event.text(.type), to: &output)
        CSVEventWriter.append(event.instant(.occurredAt), to: &output)
        CSVEventWriter.append(event.recordedAt, to: &output)
        CSVEventWriter.append(event.text(.source) ?? ExportText.unknown, to: &output)
        CSVEventWriter.append(event.text(.unit), to: &output)
        CSVEventWriter.append(event.text(.dossier), to: &output)
        CSVEventWriter.append(event.text(.actor), to: &output)
        CSVEventWriter.append(event.text(.evidence), to: &output)
        output.append(Ascii.comma)
        // Canonical JSON has no control characters, and quotes always.
        CSVEventWriter.appendQuoted(bytes, to: &output)
        CSVEventWriter.endRow(&output)
    }

    private static func endRow(_ output: inout [UInt8]) {
        output.append(Ascii.carriageReturn)
        output.append(Ascii.lineFeed)
    }

    private static func append(_ instant: Instant?, to output: inout [UInt8]) {
        output.append(Ascii.comma)
        if let instant { ExportText.append(instant, to: &output) }
    }

    /// Appends a comma and a value, in quotes where it needs them; a missing one is empty.
    private static func append(_ text: [UInt8]?, to output: inout [UInt8]) {
        output.append(Ascii.comma)
        guard let text else { return }
        let isPlain = text.allSatisfy { byte in
            byte >= Ascii.space && byte != Ascii.quote && byte != Ascii.comma
        }
        if isPlain { output.append(contentsOf: text) } else { appendQuoted(text.span, to: &output) }
    }

    /// Appends a value in quotes; what many readers of CSV stumble over (NUL and its like) is replaced as in XML.
    private static func appendQuoted(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(Ascii.quote)
        for index in text.indices {
            let byte = text[index]
            if byte < Ascii.space, ExportText.lengthOfForbidden(text, index) > 0 {
                output.append(contentsOf: ExportText.replacement)
                continue
            }
            if byte == Ascii.quote { output.append(byte) }
            output.append(byte)
        }
        output.append(Ascii.quote)
    }
}
