import DossierModel
import Testing

@Suite("the fields of each type (events.md section 3)")
struct DataFieldTests {
    private func outcome(_ sample: TypeSample, data: String?) -> String {
        reading(Sample.line(sample.type, data: data)).outcome
    }

    @Test("the table has every type once")
    func complete() {
        #expect(TypeSample.all.map(\.type).sorted() == EventType.allCases.map(\.name).sorted())
    }

    @Test(
        "an event with all its fields, and with the required ones only, is taken",
        arguments: TypeSample.all
    )
    func accepted(sample: TypeSample) throws {
        #expect(outcome(sample, data: sample.data()) == "accepted")
        #expect(outcome(sample, data: sample.data(onlyRequired: true)) == "accepted")
        let facts = try #require(reading(Sample.line(sample.type, data: sample.data())).facts)
        #expect(facts.row.type.name == sample.type)
    }

    @Test("the envelope must have what the type needs and no more", arguments: TypeSample.all)
    func envelope(sample: TypeSample) {
        for field in ["unit", "dossier", "actor"] {
            let line = Sample.line(sample.type, data: sample.data(), with: [field: nil])
            let isNeeded = sample.envelope.contains(field)
            #expect(reading(line).outcome == (isNeeded ? "missingField \(field)" : "accepted"))
        }
    }

    @Test("data may be missing or null where nothing in it is required", arguments: TypeSample.all)
    func withoutData(sample: TypeSample) {
        let expected = sample.required.isEmpty ? "accepted" : "missingField data"
        #expect(outcome(sample, data: nil) == expected)
        #expect(outcome(sample, data: "null") == expected)
        #expect(outcome(sample, data: "[]") == "wrongType data")
        #expect(outcome(sample, data: "\"x\"") == "wrongType data")
    }

    @Test("each field is missed where it is required and not where it is not", arguments: TypeSample.all)
    func missing(sample: TypeSample) {
        for member in sample.data {
            let path = "data.\(member.name)"
            let absent = member.isRequired ? "missingField \(path)" : "accepted"
            #expect(outcome(sample, data: sample.data(member.name, nil)) == absent)
            #expect(outcome(sample, data: sample.data(member.name, "null")) == absent)
            let empty = member.isRequired ? "emptyField \(path)" : "accepted"
            #expect(outcome(sample, data: sample.data(member.name, "\"\"")) == empty)
        }
    }

    @Test("each field takes its own JSON type and no other", arguments: TypeSample.all)
    func types(sample: TypeSample) {
        for member in sample.data {
            for value in ["7", "\"x\"", "true", "[]", "{}"] {
                let result = outcome(sample, data: sample.data(member.name, value))
                #expect(result == expected(member, value), "\(member.name): \(value)")
            }
        }
    }

    private func expected(_ member: TypeSample.Member, _ value: String) -> String {
        let path = "data.\(member.name)"
        switch (member.kind, value) {
        case (.code, "\"x\""), (.documentNumber, "\"x\""), (.text, "\"x\""), (.count, "7"), (.number, "7"),
            (.truth, "true"), (.list, "[]"):
            return "accepted"
        case (.word, "\"x\""): return "badValue \(path)"
        case (.time, "\"x\""), (.date, "\"x\""): return "badTime \(path)"
        case (.object, "{}"): return "missingField \(path).value"
        default: return "wrongType \(path)"
        }
    }

    @Test("each text is measured by its own limit", arguments: TypeSample.all)
    func lengths(sample: TypeSample) {
        for member in sample.data {
            let limit =
                switch member.kind {
                case .code: 64
                case .documentNumber: 256
                case .text: 4_096
                default: 0
                }
            guard limit > 0 else { continue }
            let path = "data.\(member.name)"
            #expect(outcome(sample, data: sample.data(member.name, Sample.text(limit))) == "accepted")
            #expect(
                outcome(sample, data: sample.data(member.name, Sample.text(limit + 1))) == "tooLong \(path)"
            )
        }
    }

    @Test("a count is a whole number from 0 on, however it is written", arguments: TypeSample.all)
    func counts(sample: TypeSample) {
        for member in sample.data where member.kind == .count {
            for value in ["0", "-0", "3.0", "3e0", "30e-1", "9007199254740991"] {
                #expect(outcome(sample, data: sample.data(member.name, value)) == "accepted")
            }
            for value in ["-1", "0.5", "-0.5", "1e-7", "9007199254740992", "1e400"] {
                let path = "data.\(member.name)"
                #expect(outcome(sample, data: sample.data(member.name, value)) == "badNumber \(path)")
            }
        }
    }

    @Test("a number may be below 0 and have a fraction", arguments: ["-1", "0.5", "-2.5e-3", "0"])
    func numbers(value: String) {
        let data = "{\"score\":\(value),\"max\":5}"
        #expect(reading(Sample.line("dossier.rated", data: data)).outcome == "accepted")
    }

    @Test(
        "a date must be a real one",
        arguments: [
            ("2024-02-29", true), ("0001-01-01", true), ("9999-12-31", true), ("2023-02-29", false),
            ("1900-02-29", false),
            ("2024-04-31", false), ("2024-13-01", false), ("0000-01-01", false), ("2024-1-1", false),
            ("2024-01-01Z", false),
            ("20240101", false), ("2024-01-01T00:00:00Z", false), ("x", false),
        ]
    )
    func dates(text: String, isReal: Bool) {
        for sample in TypeSample.all {
            for member in sample.data where member.kind == .date {
                let result = outcome(sample, data: sample.data(member.name, "\"\(text)\""))
                #expect(result == (isReal ? "accepted" : "badTime data.\(member.name)"))
            }
        }
    }

    @Test(
        "a word must be in the list of its field",
        arguments: [
            ("unit.registered", "level", "national province department branch district commune centre"),
            ("procedure.published", "onlineLevel", "full partial none"),
            ("officer.assigned", "role", "onestop handler leader"),
            ("dossier.received", "channel", "counter online postal"),
            ("dossier.received", "applicantKind", "citizen business organisation"),
            ("dossier.apologised", "medium", "letter sms email public"),
            ("dossier.feeRequested", "kind", "fee tax"),
            ("dossier.feePaid", "kind", "fee tax"), ("dossier.feePaid", "via", "onlinePortal cash transfer"),
            ("dossier.completed", "outcome", "granted refused"),
            ("dossier.completed", "form", "electronic scan paper"),
        ]
    )
    func words(type: String, field: String, list: String) throws {
        let sample = try #require(TypeSample.all.first { $0.type == type })
        let allowed = Set(list.split(separator: " ").map(String.init))
        let known =
            "national province department branch district commune centre full partial none onestop handler "
            + "leader counter online postal citizen business organisation letter sms email public fee tax onlinePortal "
            + "cash transfer granted refused electronic scan paper holiday working workingDays sameDay"
        for word in known.split(separator: " ").map(String.init) + [
            "Counter", "granted ", "grante", #"fee\n"#,
        ] {
            let result = outcome(sample, data: sample.data(field, "\"\(word)\""))
            #expect(result == (allowed.contains(word) ? "accepted" : "badValue data.\(field)"), "\(word)")
        }
    }

    @Test(
        "the days of a calendar are checked one by one",
        arguments: [
            ("[]", "accepted"), (#"[{"date":"2024-05-01","kind":"working","note":null,"zz":1}]"#, "accepted"),
            (
                #"[{"date":"2024-05-01","kind":"holiday"},{"date":"2024-05-02"}]"#,
                "missingField data.days[1].kind"
            ),
            (
                #"[{"date":"2024-05-01","kind":"holiday"},{"kind":"holiday"}]"#,
                "missingField data.days[1].date"
            ),
            (#"[{"date":"","kind":"holiday"}]"#, "emptyField data.days[0].date"),
            (#"[{"date":"2023-02-29","kind":"holiday"}]"#, "badTime data.days[0].date"),
            (#"[{"date":"2024-05-01","kind":"weekend"}]"#, "badValue data.days[0].kind"),
            (#"[{"date":"2024-05-01","kind":"fee"}]"#, "badValue data.days[0].kind"),
            (#"[{"date":"2024-05-01","kind":1}]"#, "wrongType data.days[0].kind"),
            (#"[{"date":"2024-05-01","kind":"holiday","note":1}]"#, "wrongType data.days[0].note"),
            (#"["2024-05-01"]"#, "wrongType data.days[0]"), ("[null]", "wrongType data.days[0]"),
        ]
    )
    func calendarDays(days: String, expected: String) {
        #expect(reading(Sample.line("calendar.declared", data: "{\"days\":\(days)}")).outcome == expected)
    }

    @Test(
        "the limit of a procedure is checked",
        arguments: [
            (#"{"value":0,"unit":"sameDay"}"#, "accepted"), (#"{"value":0.0,"unit":"sameDay"}"#, "accepted"),
            (#"{"value":1,"unit":"sameDay"}"#, "badValue data.limit.value"),
            (#"{"value":8,"unit":"workingHours"}"#, "accepted"),
            (#"{"value":8,"unit":"calendarDays"}"#, "accepted"),
            (#"{"value":8,"unit":"hours"}"#, "badValue data.limit.unit"),
            (#"{"value":8}"#, "missingField data.limit.unit"),
            (#"{"unit":"sameDay"}"#, "missingField data.limit.value"),
            (#"{"value":-1,"unit":"workingDays"}"#, "badNumber data.limit.value"),
            (#"{"value":1.5,"unit":"workingDays"}"#, "badNumber data.limit.value"),
            (#"{"value":"5","unit":"workingDays"}"#, "wrongType data.limit.value"),
            (#"{"value":5,"unit":""}"#, "emptyField data.limit.unit"), ("5", "wrongType data.limit"),
        ]
    )
    func timeLimit(limit: String, expected: String) throws {
        let sample = try #require(TypeSample.all.first { $0.type == "procedure.published" })
        #expect(outcome(sample, data: sample.data("limit", limit)) == expected)
    }

    @Test(
        "the lists of a procedure are checked",
        arguments: [
            ("levels", "[]", "accepted"), ("levels", #"["national","centre"]"#, "accepted"),
            ("levels", #"["commune","ward"]"#, "badValue data.levels[1]"),
            ("levels", #"["commune",""]"#, "badValue data.levels[1]"),
            ("levels", "[1]", "wrongType data.levels[0]"), ("levels", #""commune""#, "wrongType data.levels"),
            ("steps", "[]", "accepted"), ("steps", "[null]", "wrongType data.steps[0]"),
            ("steps", "[\"a\",\(Sample.text(4_097))]", "tooLong data.steps[1]"),
        ]
    )
    func lists(field: String, value: String, expected: String) throws {
        let sample = try #require(TypeSample.all.first { $0.type == "procedure.published" })
        #expect(outcome(sample, data: sample.data(field, value)) == expected)
    }

    @Test("a field that another type knows is unknown to this one")
    func otherTypes() {
        let data = #"{"channel":7,"dueAt":"x","amount":-1,"days":{},"limit":[]}"#
        #expect(reading(Sample.line("dossier.resumed", data: data)).outcome == "accepted")
    }
}
