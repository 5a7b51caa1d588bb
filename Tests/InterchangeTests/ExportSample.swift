import DossierModel
import Interchange

/// Events for exports, in canonical form.
enum ExportSample {
    /// What is hard to write in one form or another: quotes, line ends, mark-up, controls, Vietnamese.
    static let evidence =
        "“KQ-7”, \"số\"\r\n\tnăm & <b>]]></b> \u{0}\u{1}\u{1F}\u{7F} 'Đắk Lắk' 🇻🇳 \u{FFFD}\u{FFFE}\u{FFFF}"

    /// The same as a program shows it that cannot hold all characters.
    static let shownEvidence =
        "“KQ-7”, \"số\"\r\n\tnăm & <b>]]></b> \u{FFFD}\u{FFFD}\u{FFFD}\u{7F} 'Đắk Lắk' 🇻🇳 \u{FFFD}\u{FFFD}\u{FFFD}"

    /// One event of every type, one with hard texts everywhere, and two of a later version.
    static func events() throws -> [[UInt8]] {
        var lines = TypeSample.all.enumerated().map { index, sample in
            Sample.line(sample.type, data: sample.data(), with: ["id": "\"t-\(index)\""])
        }
        lines.append(hardLine)
        var events = try lines.map { try event($0) }
        events.append(Array(#"{"id":"later-1","type":"dossier.\"new\"","zz":[1,{"a":"b"}]}"#.utf8))
        events.append(Array("{}".utf8))
        return events
    }

    static var hardLine: String {
        let text = json(evidence)
        return
            #"{"id":"hard-<&>\"","type":"dossier.received","occurredAt":"2024-03-01T08:00:00.07Z","#
            + #""recordedAt":"2024-03-02t08:00:00+00:00","source":"một & \"cửa\"","unit":"H15,1\nx","dossier":"ledger","#
            + #""actor":"cb<1>","evidence":\#(text),"a\uffff&<]]>":\#(text),"#
            + #""data":{"procedure":"1.001","channel":"online","n":{"x\u0002":[1.5e-7,-0.5,true,null]}}}"#
    }

    /// The canonical form of a line.
    static func event(_ line: String) throws -> [UInt8] {
        var reader = EventReader()
        var output: [UInt8] = []
        let bytes = Array(line.utf8)
        _ = try bytes.withUnsafeBytes { bytes throws(EventFault) in try reader.read(bytes, into: &output) }
        return output
    }

    /// A text as JSON, all but letters as escapes.
    static func json(_ text: String) -> String {
        "\""
            + text.utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined() + "\""
    }

    static func csv(_ events: [[UInt8]]) throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = CSVEventWriter(into: &output)
        for (index, event) in events.enumerated() {
            try writer.write(event.span, SequenceNumber(rawValue: UInt64(index)), into: &output)
        }
        return output
    }

    /// All events in one trace of a dossier; none without events.
    static func xes(_ events: [[UInt8]], dossier: String? = "D-1") throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = XESWriter(into: &output)
        if !events.isEmpty {
            writer.beginTrace(dossier: dossier.map { Array($0.utf8)[...] }, into: &output)
            for (index, event) in events.enumerated() {
                try writer.write(event.span, SequenceNumber(rawValue: UInt64(index)), into: &output)
            }
            writer.endTrace(into: &output)
        }
        writer.finish(into: &output)
        return output
    }

    static func ocel(_ events: [[UInt8]]) throws -> [UInt8] {
        var output: [UInt8] = []
        var writer = OCELWriter(into: &output)
        for (index, event) in events.enumerated() {
            try writer.write(event.span, SequenceNumber(rawValue: UInt64(index)), into: &output)
        }
        while writer.finish(into: &output) {}
        return output
    }
}
