import DossierModel
import Interchange
import Testing

@Suite("the facts of an event")
struct EventFactsTests {
    private func facts(
        _ type: String,
        _ data: String?,
        with changes: KeyValuePairs<String, String?> = [:]
    ) throws -> (row: EventRow, slices: [String]) {
        guard case .event(let text, let facts) = reading(Sample.line(type, data: data, with: changes)) else {
            Issue.record("refused")
            return (EventRow(type: .rated, occurredAt: .distantPast, recordedAt: .distantPast), [])
        }
        let slices = [facts.id, facts.dossier, facts.unit, facts.code0, facts.code1, facts.code2]
        let event = Array(text.utf8)
        let values = slices.map { slice in
            let value = slice.withValue(in: event.span) { value in value.indices.map { value[$0] } }
            return String(decoding: value, as: UTF8.self)
        }
        return (facts.row, values)
    }

    @Test("a receipt gives due date, counts, channel and codes")
    func receipt() throws {
        let data =
            #"{"paperNo":"12/SĐK","components":5.0,"digitisedComponents":2,"sector":"Đất \"đai\"","channel":"postal","#
            + #""procedure":"1.00","dueAt":"1970-01-01T00:00:01.5Z"}"#
        let (row, slices) = try facts(
            "dossier.received",
            data,
            with: ["recordedAt": #""2024-03-01T09:00:00+07:00""#]
        )
        #expect(slices == ["e-1", "D-1", "H1", "1.00", #"Đất "đai""#, "12/SĐK"])
        #expect(row.dueAt?.rawValue == 1_500)
        #expect((row.number0, row.number1, row.number2) == (1_500, 5, 2))
        #expect(row.channel == .postal)
        #expect(row.flags == .hasDue)
        #expect(row.recordedAt.rawValue - row.occurredAt.rawValue == 3_600_000)
        #expect((row.code0, row.dossier, row.unit) == (.none, .none, .none))
    }

    @Test("a receipt with the least gives none of what is missing, null or empty")
    func leastReceipt() throws {
        let data =
            #"{"procedure":"1","channel":"counter","dueAt":null,"sector":"","paperNo":null,"components":""}"#
        let (row, slices) = try facts("dossier.received", data, with: ["evidence": #""""#])
        #expect(slices == ["e-1", "D-1", "H1", "1", "", ""])
        #expect(row.dueAt == nil)
        #expect((row.number0, row.number1, row.number2, row.flags) == (0, 0, 0, []))
    }

    @Test("a field of the line before does not show in the next")
    func noRemains() throws {
        var reader = EventReader()
        var output: [UInt8] = []
        func read(_ line: String) throws -> EventFacts {
            try Array(line.utf8).withUnsafeBytes { try reader.read($0, into: &output) }
        }
        let rich =
            #"{"procedure":"1","channel":"online","dueAt":"2024-03-15T17:00:00Z","components":5,"sector":"a","toUnit":"H9"}"#
        _ = try read(Sample.line("dossier.received", data: rich))
        let poor = try read(Sample.line("dossier.received", data: #"{"procedure":"1","channel":"online"}"#))
        #expect((poor.row.number0, poor.row.number1, poor.row.flags, poor.code1) == (0, 0, [], .none))
        _ = try read(Sample.line("dossier.transferred", data: #"{"toUnit":"H9"}"#))
        #expect(try read(Sample.line("dossier.transferred", data: nil)).code0 == .none)
    }

    @Test("the slices count from the start of their own event")
    func offsets() throws {
        var reader = EventReader()
        var output: [UInt8] = []
        for _ in 0..<3 {
            let line = Array(Sample.line("dossier.paused", data: #"{"ground":"payment"}"#).utf8)
            let start = output.count
            let facts = try line.withUnsafeBytes { try reader.read($0, into: &output) }
            let from = start + Int(facts.code0.offset)
            #expect(
                String(decoding: output[from..<from + Int(facts.code0.length)], as: UTF8.self) == "payment"
            )
        }
    }

    @Test("a pause gives ground, approver and author")
    func pause() throws {
        let data = #"{"ground":"g","approver":"ld.1","document":"7/QĐ","reason":"r"}"#
        let (row, slices) = try facts("dossier.paused", data, with: ["evidence": #""KQ""#])
        #expect(slices == ["e-1", "D-1", "H1", "g", "ld.1", "cb.1"])
        #expect(row.flags == [.hasDocument, .hasReason, .hasEvidence])
        let (_, least) = try facts("dossier.paused", #"{"ground":"g"}"#, with: ["actor": nil])
        #expect(least == ["e-1", "D-1", "H1", "g", "", ""])
    }

    @Test("a paper entry has the dossier that its data name")
    func paper() throws {
        let (_, slices) = try facts(
            "paper.entered",
            #"{"paperNo":"9","sector":"s","dossier":"D-7","procedure":"p"}"#
        )
        #expect(slices == ["e-1", "D-7", "H1", "p", "s", "9"])
        let (_, least) = try facts("paper.entered", #"{"paperNo":"9","sector":"s"}"#)
        #expect(least == ["e-1", "", "H1", "", "s", "9"])
    }

    @Test("a reference event has its unit and id, and no codes of its own")
    func reference() throws {
        let (row, slices) = try facts("feedback.received", #"{"dossier":"D-7","topic":"t"}"#)
        #expect(slices == ["e-1", "", "H1", "", "", ""])
        #expect(row.flags == [])
        let (void, _) = try facts("event.voided", #"{"target":"e-0","reason":"r"}"#)
        #expect(void.flags == [])
    }

    @Test(
        "a paper of its kind is marked",
        arguments: [
            ("dossier.supplementRequested", "notice"), ("dossier.rescheduled", "notice"),
            ("dossier.declined", "notice"),
            ("dossier.completed", "notice"), ("dossier.apologised", "letter"),
            ("dossier.explained", "report"),
            ("dossier.returned", "receipt"), ("dossier.paused", "document"),
        ]
    )
    func documents(type: String, field: String) throws {
        let sample = try #require(TypeSample.all.first { $0.type == type })
        #expect(try facts(type, sample.data(field, "\"x\"")).row.flags.contains(.hasDocument))
        #expect(try !facts(type, sample.data(field, nil)).row.flags.contains(.hasDocument))
        #expect(try !facts(type, sample.data(field, "\"\"")).row.flags.contains(.hasDocument))
    }

    @Test("marks, words and numbers of the other types")
    func others() throws {
        let apology = try facts("dossier.apologised", #"{"newDueAt":"2024-03-20T00:00:00Z","reason":"r"}"#)
            .row
        #expect(apology.flags == [.hasDue, .hasReason])
        #expect(apology.number0 == 0)
        #expect(try facts("dossier.apologised", #"{"reason":null}"#).row.flags == [])
        #expect(
            try facts("dossier.rescheduled", #"{"newDueAt":"1970-01-01T00:00:02Z"}"#).row.dueAt?.rawValue
                == 2_000
        )
        #expect(
            try facts("dossier.componentDemanded", #"{"component":"c","legalBasis":"b"}"#).row.flags
                == .hasLegalBasis
        )
        #expect(try facts("dossier.componentDemanded", #"{"component":"c","legalBasis":""}"#).row.flags == [])
        #expect(try facts("dossier.transferred", #"{"toUnit":"H2"}"#).slices[3] == "H2")
        let rating = try facts("dossier.rated", #"{"score":4.5,"max":5}"#).row
        #expect(Double(bitPattern: UInt64(bitPattern: rating.number0)) == 4.5)
        #expect(Double(bitPattern: UInt64(bitPattern: rating.number1)) == 5)
    }

    @Test("the words of receipts, payments and completions are kept as numbers")
    func details() throws {
        for channel in Channel.allCases {
            #expect(
                try facts("dossier.received", #"{"procedure":"p","channel":"\#(channel)"}"#).row.channel
                    == channel
            )
        }
        for route in PaymentRoute.allCases {
            let row = try facts("dossier.feePaid", #"{"amount":1,"kind":"fee","via":"\#(route)"}"#).row
            #expect(row.paymentRoute == route)
        }
        for outcome in Outcome.allCases {
            for form in ResultForm.allCases {
                for signed in [true, false] {
                    let data = #"{"outcome":"\#(outcome)","form":"\#(form)","signed":\#(signed)}"#
                    let row = try facts("dossier.completed", data).row
                    #expect((row.outcome, row.resultForm) == (outcome, form))
                    #expect(row.flags.contains(.isSigned) == signed)
                }
            }
        }
    }

    @Test(
        "a line without a source gets the default one in its canonical place",
        arguments: [
            #""zz":1"#, #""source":null"#, #""source":"""#, #""sourc":1,"sourcf":2,"a":3"#,
        ]
    )
    func defaultSource(extra: String) throws {
        let line = Sample.line(extra: extra)
        let given = try #require(reading(line, defaultSource: "Cổng \"DVC\"\n").canonical)
        #expect(given.contains(#""source":"Cổng \"DVC\"\n","#))
        #expect(reading(given).canonical == given)
        #expect(
            reading(line).canonical
                == reading(given).canonical.map {
                    let replacement = extra.hasPrefix(#""source""#) ? extra + "," : ""
                    return $0.replacing(#""source":"Cổng \"DVC\"\n","#, with: replacement)
                }
        )
    }

    @Test("a source of its own stays, and an impossible default is refused")
    func ownSource() {
        let line = Sample.line(extra: #""source":"a""#)
        #expect(reading(line, defaultSource: "b").canonical == reading(line).canonical)
        #expect(reading(line, defaultSource: "").outcome == "emptyField source")
        #expect(reading(line, defaultSource: String(repeating: "x", count: 65)).outcome == "tooLong source")
        #expect(reading(line, defaultSource: String(repeating: "\n", count: 64)).outcome == "accepted")
    }
}
