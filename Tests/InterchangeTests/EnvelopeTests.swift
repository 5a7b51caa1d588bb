import DossierModel
import Interchange
import Testing

@Suite("the envelope (events.md section 1)")
struct EnvelopeTests {
    private func outcome(_ changes: KeyValuePairs<String, String?>) -> String {
        reading(Sample.line("dossier.resumed", data: nil, with: changes)).outcome
    }

    @Test(
        "a required field that is missing, null, empty or of another type is named",
        arguments: ["id", "type", "occurredAt", "unit", "dossier"]
    )
    func required(field: String) {
        #expect(outcome([field: nil]) == "missingField \(field)")
        #expect(outcome([field: "null"]) == "missingField \(field)")
        #expect(outcome([field: "\"\""]) == "emptyField \(field)")
        for value in ["7", "true", "[]", "{}", "[\"a\"]"] {
            #expect(outcome([field: value]) == "wrongType \(field)")
        }
    }

    @Test(
        "an optional field may be missing, null or empty, but of no other type",
        arguments: ["recordedAt", "source", "actor", "evidence", "data"]
    )
    func optional(field: String) {
        #expect(outcome([field: nil]) == "accepted")
        #expect(outcome([field: "null"]) == "accepted")
        #expect(outcome([field: "\"\""]) == "accepted")
        #expect(outcome([field: "7"]) == "wrongType \(field)")
        #expect(outcome([field: "false"]) == "wrongType \(field)")
        #expect(outcome([field: "[]"]) == "wrongType \(field)")
    }

    @Test("a unit or dossier of a type that needs none is checked all the same")
    func needless() {
        let data = #"{"target":"e-0","reason":"x"}"#
        for field in ["unit", "dossier", "actor"] {
            #expect(
                reading(Sample.line("event.voided", data: data, with: [field: nil])).outcome == "accepted"
            )
            #expect(
                reading(Sample.line("event.voided", data: data, with: [field: "5"])).outcome
                    == "wrongType \(field)"
            )
        }
    }

    @Test(
        "texts at their limit are taken, a byte more is too long",
        arguments: [
            ("id", 64), ("source", 64), ("unit", 64), ("dossier", 64), ("actor", 64), ("evidence", 256),
            ("zz", 4_096),
        ]
    )
    func lengths(field: String, limit: Int) {
        #expect(outcome([field: Sample.text(limit)]) == "accepted")
        #expect(outcome([field: Sample.text(limit + 1)]) == "tooLong \(field)")
        // Counted is what the text stands for: é is two bytes, an escape one.
        let accented = String(repeating: "é", count: limit / 2)
        #expect(outcome([field: "\"\(accented)\""]) == "accepted")
        #expect(outcome([field: "\"\(accented)x\""]) == "tooLong \(field)")
        let escaped = String(repeating: "\\\"", count: limit)
        #expect(outcome([field: "\"\(escaped)\""]) == "accepted")
        #expect(outcome([field: "\"\(escaped)x\""]) == "tooLong \(field)")
    }

    @Test(
        "an id has no control characters",
        arguments: [
            #"a\nb"#, #"\u0000"#, #"\u001f"#, "a\u{7f}", #"\u007f"#, "\u{80}", "a\u{9f}b", #"\t"#,
        ]
    )
    func controlCharacters(text: String) {
        #expect(outcome(["id": "\"\(text)\""]) == "badValue id")
        #expect(outcome(["actor": "\"\(text)\""]) == "accepted")
    }

    @Test(
        "an id of other characters is taken",
        arguments: [" ", "\u{a0}", "Â", "\u{c2}\u{a0}", #"\"\\"#, "ộ", "😀"]
    )
    func characters(text: String) {
        #expect(outcome(["id": "\"\(text)\""]) == "accepted")
    }

    @Test(
        "a type that is not in the table is refused",
        arguments: [
            "dossier", "dossier.", "dossier.Received", "dossier.received ", "dossier.receivedX", "received",
            "calendar",
            "dossier.supplementRequestex", "dossier.supplementrequested", #"dossier.resumed\n"#, "x",
        ]
    )
    func unknownType(name: String) {
        #expect(outcome(["type": "\"\(name)\""]) == "unknownType type")
    }

    @Test("a type written with escapes is that type")
    func escapedType() {
        #expect(outcome(["type": #""dossier\u002eresumed""#]) == "accepted")
    }

    @Test(
        "a time without offset, of no real date, or out of range is named",
        arguments: [
            "2024-03-01T08:00:00", "2024-03-01", "2024-03-01 08:00:00+07:00", "2023-02-29T08:00:00+07:00",
            "2100-02-29T08:00:00Z", "2024-13-01T08:00:00Z", "2024-00-01T08:00:00Z", "2024-04-31T08:00:00Z",
            "2024-03-00T08:00:00Z", "2024-03-01T24:00:00Z", "2024-03-01T08:60:00Z", "2024-03-01T08:00:60Z",
            "2024-03-01T08:00:00.0001Z", "2024-03-01T08:00:00.Z", "2024-03-01T08:00:00,5Z",
            "2024-03-01T08:00:00+7:00",
            "2024-03-01T08:00:00+0700", "2024-03-01T08:00:00+24:00", "2024-03-01T08:00Z",
            "24-03-01T08:00:00Z",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1899-12-31T23:59:59+07:00",
            "2200-01-01T00:00:00+07:00",
            " 2024-03-01T08:00:00Z", "2024-03-01T08:00:00Z ", "x", #"2024-03-01T08:00:00Z\n"#,
            "2024-03-01T08:00:00Ω",
        ]
    )
    func badTime(text: String) {
        #expect(outcome(["occurredAt": "\"\(text)\""]) == "badTime occurredAt")
        #expect(outcome(["recordedAt": "\"\(text)\""]) == "badTime recordedAt")
    }

    @Test(
        "times are read to the millisecond, with their offset",
        arguments: [
            ("2024-03-01T08:00:00+07:00", 1_709_254_800_000), ("2024-03-01T01:00:00Z", 1_709_254_800_000),
            ("2024-02-29T20:00:00-05:00", 1_709_254_800_000),
            ("2024-03-01T01:00:00.123000Z", 1_709_254_800_123),
            ("2024-03-01T01:00:00.5z", 1_709_254_800_500), ("2024-02-29t08:00:00+07:00", 1_709_168_400_000),
            (#"2024-03-01T08:00:00\u002b07:00"#, 1_709_254_800_000),
            ("1900-01-01T00:00:00+07:00", -2_209_014_000_000),
        ] as [(String, Int64)]
    )
    func times(text: String, milliseconds: Int64) {
        let line = Sample.line("dossier.resumed", data: nil, with: ["occurredAt": "\"\(text)\""])
        let facts = reading(line).facts
        #expect(facts?.row.occurredAt.rawValue == milliseconds)
        #expect(facts?.row.recordedAt.rawValue == milliseconds)
    }

    @Test("an event is not recorded before it occurred, whatever the offsets")
    func recordedBefore() {
        func outcome(_ recordedAt: String) -> String {
            self.outcome(["occurredAt": "\"2024-03-01T08:00:00+07:00\"", "recordedAt": "\"\(recordedAt)\""])
        }
        #expect(outcome("2024-03-01T07:59:59.999+07:00") == "recordedBeforeOccurred recordedAt")
        #expect(outcome("2024-03-01T08:00:00+08:00") == "recordedBeforeOccurred recordedAt")
        #expect(outcome("2024-03-01T08:00:00+07:00") == "accepted")
        #expect(outcome("2024-03-01T06:00:00Z") == "accepted")
    }

    @Test(
        "of several faults that of the first field is named, in the order of the tables",
        arguments: [
            (#"{"type":"nope","id":7}"#, "wrongType id"),
            (#"{"unit":7,"type":"nope","id":"e"}"#, "unknownType type"),
            (
                #"{"data":[],"unit":7,"occurredAt":"x","type":"dossier.resumed","id":"e"}"#,
                "badTime occurredAt"
            ),
            (
                #"{"data":[],"dossier":7,"occurredAt":"2024-01-01T00:00:00Z","type":"dossier.resumed","id":"e"}"#,
                "missingField unit"
            ),
        ]
    )
    func order(line: String, outcome: String) {
        #expect(reading(line).outcome == outcome)
    }

    @Test("texts of unknown fields are measured wherever they stand, after the known ones")
    func longUnknown() {
        let long = Sample.text(4_097)
        #expect(outcome(["zz": "[0,{\"y\":\(long)}]"]) == "tooLong zz[1].y")
        #expect(outcome(["zz": long, "id": "7"]) == "wrongType id")
        #expect(outcome(["data": "{\"zz\":\(long)}"]) == "tooLong data.zz")
    }

    @Test("a line beyond 1 MiB is too long for the reader, one at the limit is not")
    func lineLength() {
        let line = Sample.line(extra: "\"zz\":1")
        let room = Limits.lineBytes - line.utf8.count
        #expect(reading(line + String(repeating: " ", count: room)).outcome == "accepted")
        #expect(reading(line + String(repeating: " ", count: room + 1)).outcome == "lineTooLong")
    }

    @Test("a fault leaves the output as it was, and the reader good for the next line")
    func afterFault() throws {
        var reader = EventReader()
        var output: [UInt8] = [1, 2, 3]
        func read(_ line: String) -> Bool {
            Array(line.utf8).withUnsafeBytes { (try? reader.read($0, into: &output)) != nil }
        }
        #expect(!read("{\"id\":\"e\""))
        #expect(!read(Sample.line("dossier.rated", data: "{\"score\":1}")))
        #expect(output == [1, 2, 3])
        #expect(read(Sample.line("dossier.rated", data: "{\"score\":1,\"max\":2}")))
        #expect(output.count > 100)
    }
}
