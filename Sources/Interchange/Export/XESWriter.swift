package import DossierModel

/// Writes events as XES (IEEE 1849), a trace for each dossier.
///
/// The caller gives the events of a trace one after another; between ``beginTrace(dossier:into:)`` and
/// ``endTrace(into:)`` nothing is kept, so a trace may be of any length. What maps to what is told in <doc:Export>.
package struct XESWriter: ~Copyable {
    private var event = ExportedEvent()

    /// The name of the trace of the events that are no step of a dossier.
    package static let ledgerTrace = "ledger"

    /// Appends what precedes the first trace.
    package init(into output: inout [UInt8]) {
        ExportText.append(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
              <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
              <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
              <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
              <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
              <global scope="trace">
                <string key="concept:name" value="unknown"/>
              </global>
              <global scope="event">
                <string key="concept:name" value="unknown"/>
                <string key="lifecycle:transition" value="complete"/>
                <date key="time:timestamp" value="1900-01-01T00:00:00+07:00"/>
                <int key="seq" value="0"/>
                <string key="id" value="unknown"/>
                <date key="recordedAt" value="1900-01-01T00:00:00+07:00"/>
                <string key="source" value="unknown"/>
                <string key="event" value="{}"/>
              </global>
              <classifier name="Activity" keys="concept:name"/>

            """,
            to: &output
        )
    }

    /// Appends the start of the trace of a dossier, whose code is in UTF-8; `nil` is for events that are no step of one.
    package mutating func beginTrace(dossier: ArraySlice<UInt8>?, into output: inout [UInt8]) {
        ExportText.append("  <trace>\n    ", to: &output)
        let name = dossier ?? Array(XESWriter.ledgerTrace.utf8)[...]
        XESWriter.append("string", "concept:name", name.span, to: &output)
        // A dossier may be called as the trace of the ledger is; only dossiers have this.
        if let dossier {
            ExportText.append("    ", to: &output)
            XESWriter.append("string", "dossier", dossier.span, to: &output)
        }
    }

    /// Appends the end of a trace.
    package mutating func endTrace(into output: inout [UInt8]) {
        ExportText.append("  </trace>\n", to: &output)
    }

    /// Appends what follows the last trace.
    package mutating func finish(into output: inout [UInt8]) {
        ExportText.append("</log>\n", to: &output)
    }

    /// Appends an event to the trace that is open.
    ///
    /// - Throws: What is wrong with it as JSON; `output` is as it was.
    package mutating func write(
        _ bytes: Span<UInt8>,
        _ number: SequenceNumber,
        into output: inout [UInt8]
    ) throws(EventFault) {
        try event.read(bytes)
        ExportText.append("    <event>\n", to: &output)
        appendText("concept:name", event.text(.type) ?? ExportText.unknown, to: &output)
        ExportText.append("      <string key=\"lifecycle:transition\" value=\"complete\"/>\n", to: &output)
        appendTime("time:timestamp", event.instant(.occurredAt), to: &output)
        appendText("org:resource", event.text(.actor), to: &output)
        appendText("org:group", event.text(.unit), to: &output)
        ExportText.append("      <int key=\"seq\" value=\"", to: &output)
        ExportText.append(number.rawValue, to: &output)
        ExportText.append("\"/>\n", to: &output)
        appendText("id", event.text(.id) ?? ExportText.unknown, to: &output)
        appendTime("recordedAt", event.recordedAt, to: &output)
        appendText("source", event.text(.source) ?? ExportText.unknown, to: &output)
        appendText("evidence", event.text(.evidence), to: &output)
        ExportText.append("      ", to: &output)
        XESWriter.append("string", "event", bytes, .jsonEscape, to: &output)
        ExportText.append("    </event>\n", to: &output)
    }

    /// Appends a text of an event; a missing one is left out.
    private func appendText(_ key: StaticString, _ value: [UInt8]?, to output: inout [UInt8]) {
        guard let value else { return }
        ExportText.append("      ", to: &output)
        XESWriter.append("string", key, value.span, to: &output)
    }

    private func appendTime(_ key: StaticString, _ value: Instant?, to output: inout [UInt8]) {
        var text: [UInt8] = []
        if let value { ExportText.append(value, to: &text) } else { text = ExportText.unknownTime }
        ExportText.append("      ", to: &output)
        XESWriter.append("date", key, text.span, to: &output)
    }

    private static func append(
        _ element: StaticString,
        _ key: StaticString,
        _ value: Span<UInt8>,
        _ substitute: XMLText.Substitute = .replacement,
        to output: inout [UInt8]
    ) {
        output.append(UInt8(ascii: "<"))
        ExportText.append(element, to: &output)
        ExportText.append(" key=\"", to: &output)
        ExportText.append(key, to: &output)
        ExportText.append("\" value=\"", to: &output)
        XMLText.append(value, substitute, to: &output)
        ExportText.append("\"/>\n", to: &output)
    }
}
