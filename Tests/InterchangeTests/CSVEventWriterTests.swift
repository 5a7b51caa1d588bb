import DossierModel
import Interchange
import Testing

@Suite("events as CSV")
struct CSVEventWriterTests {
    private func rows(_ text: [UInt8]) throws -> [[String]] {
        var reader = CSVReader(delimiter: 0x2C, source: bytesInPieces(text, of: 1 << 20))
        var rows: [[String]] = []
        while let item = try reader.next() {
            guard case .record(let record) = item else {
                Issue.record("no row: \(item)")
                continue
            }
            rows.append(record.fields.indices.map { String(decoding: record.value($0), as: UTF8.self) })
        }
        return rows
    }

    @Test("the events come back from the last column, byte for byte")
    func roundTrip() throws {
        let events = try ExportSample.events()
        let rows = try rows(try ExportSample.csv(events))
        #expect(rows.first == CSVEventWriter.columns)
        #expect(rows.dropFirst().map { Array(($0.last ?? "").utf8) } == events)
        #expect(rows.dropFirst().map(\.first) == events.indices.map { String($0) })
        #expect(rows.allSatisfy { $0.count == CSVEventWriter.columns.count })
    }

    @Test("the other columns hold values, not JSON")
    func values() throws {
        let rows = try rows(try ExportSample.csv([try ExportSample.event(ExportSample.hardLine)]))
        #expect(
            rows[1].dropLast() == [
                "0", "hard-<&>\"", "dossier.received", "2024-03-01T15:00:00.070+07:00",
                "2024-03-02T15:00:00+07:00", "một & \"cửa\"", "H15,1\nx", "ledger", "cb<1>",
                // CSV can hold what XML cannot but for the control characters.
                ExportSample.evidence.replacing("\u{0}\u{1}\u{1F}", with: "\u{FFFD}\u{FFFD}\u{FFFD}"),
            ]
        )
    }

    @Test("what is missing is empty, but for the defaults of events.md section 1")
    func defaults() throws {
        let line =
            #"{"id":"e","type":"event.voided","occurredAt":"2024-03-01T08:00:00Z","actor":"","unit":null,"#
            + #""data":{"target":"x","reason":"y"}}"#
        let rows = try rows(try ExportSample.csv([try ExportSample.event(line), Array("{}".utf8)]))
        let time = "2024-03-01T15:00:00+07:00"
        #expect(rows[1].dropLast() == ["0", "e", "event.voided", time, time, "unknown", "", "", "", ""])
        #expect(rows[2] == ["1", "", "", "", "", "unknown", "", "", "", "", "{}"])
    }

    @Test("without events there is the header alone")
    func empty() throws {
        let text = String(decoding: try ExportSample.csv([]), as: UTF8.self)
        #expect(text == "seq,id,type,occurredAt,recordedAt,source,unit,dossier,actor,evidence,event\r\n")
    }

    @Test(
        "bytes that are no event are refused, and nothing of them is written",
        arguments: ["{", "[]", "1", ""]
    )
    func refused(_ text: String) {
        var output: [UInt8] = []
        var writer = CSVEventWriter(into: &output)
        let before = output
        let bytes = Array(text.utf8)
        #expect(throws: EventFault.self) {
            try writer.write(bytes.span, SequenceNumber(rawValue: 0), into: &output)
        }
        #expect(output == before)
    }

    @Test(
        "times are written as the model writes them",
        arguments: [
            Instant.earliest, Instant.latest, Instant(rawValue: -1), Instant(rawValue: 0),
            Instant(rawValue: 1_709_251_200_007), Instant(rawValue: 1_709_251_200_120),
        ]
    )
    func times(_ instant: Instant) throws {
        let line =
            #"{"id":"e","type":"event.voided","occurredAt":"\#(instant)","data":{"target":"x","reason":"y"}}"#
        let rows = try rows(try ExportSample.csv([try ExportSample.event(line)]))
        #expect(rows[1][3] == "\(instant)")
    }
}
