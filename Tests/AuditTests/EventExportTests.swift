import Audit
import DossierModel
import Interchange
import LedgerStore
import TestSupport
import Testing

@Suite("the export of a ledger")
struct EventExportTests {
    private func export(
        _ form: ExportForm,
        of ledger: TemporaryLedger,
        size: UInt64 = .max,
        gathering: EventGathering = EventGathering()
    ) throws -> [UInt8] {
        try ledger.ledger.read { view in
            var text: [UInt8] = []
            try EventExport.write(form, ofFirst: size, of: view, gathering: gathering) { piece in
                text += piece
                piece.removeAll()
                return true
            }
            return text
        }
    }

    /// The traces of an export as XES: their names, and the numbers and canonical texts of their events.
    private func traces(_ text: [UInt8]) throws -> [(
        name: String, isDossier: Bool, events: [(seq: Int, text: String)]
    )] {
        try StrictXMLReader.read(text).all("trace").map { trace in
            let events = trace.all("event").map { event in
                (Int(event.values["seq"] ?? "") ?? -1, event.values["event"] ?? "")
            }
            return (trace.values["concept:name"] ?? "", trace.values["dossier"] != nil, events)
        }
    }

    /// Two dossiers through each other and out of order, one of them an orphan, and events of no dossier.
    private static let feed = [
        EventLine.unit("U1", "commune"),
        EventLine.step("c-A", "completed", of: "A", at: "2023-03-09T10:00")
            .holding(#""outcome":"granted","form":"paper""#),
        EventLine.received("A", at: "2023-03-01"),
        EventLine.step("x-B", "resumed", of: "B", at: "2023-03-05"),
        EventLine("v-1", "event.voided", at: "2023-03-10").holding(#""target":"c-A","reason":"lỗi""#),
        EventLine.step("y-B", "resumed", of: "B", at: "2023-03-04"),
        EventLine.step("z-A", "resumed", of: "A", at: "2023-03-01T08:00"),
        EventLine.step("q-L", "resumed", of: "ledger", at: "2023-03-02"),
        EventLine("pap", "paper.entered", at: "2023-03-02").with("unit", "U1")
            .holding(#""paperNo":"7","sector":"land","dossier":"A""#),
    ].map(\.text)

    @Test("lines are the events as they are in the ledger")
    func lines() async throws {
        let ledger = try await TemporaryLedger(EventExportTests.feed)
        let text = String(decoding: try export(.ndjson, of: ledger), as: UTF8.self)
        #expect(text == (try ledger.events()).map { $0 + "\n" }.joined())
    }

    @Test(
        "each dossier is one trace in order of time, the rest the last one in log order; nothing is left out"
    )
    func grouped() async throws {
        let ledger = try await TemporaryLedger(EventExportTests.feed)
        let traces = try traces(try export(.xes, of: ledger))
        #expect(traces.map(\.name) == ["A", "B", "ledger", "ledger"])
        #expect(traces.map(\.isDossier) == [true, true, true, false])
        #expect(traces.map { $0.events.map(\.seq) } == [[2, 6, 1], [5, 3], [7], [0, 4, 8]])
        let events = try ledger.events()
        for event in traces.flatMap(\.events) { #expect(event.text == events[event.seq]) }
    }

    @Test(
        "the length of the runs in which events are read changes no byte",
        arguments: [(1, 1 << 20), (2, 1 << 20), (3, 1 << 20), (100, 0), (100, 300), (100, 700)]
    )
    func runs(_ events: Int, _ bytes: Int) async throws {
        let ledger = try await TemporaryLedger(EventExportTests.feed)
        let short = EventGathering(runEvents: events, runBytes: bytes)
        #expect(try export(.xes, of: ledger, gathering: short) == (try export(.xes, of: ledger)))
    }

    @Test(
        "what is appended later does not change the export of what was there",
        arguments: ExportForm.allCases
    )
    func prefix(_ form: ExportForm) async throws {
        let whole = try await TemporaryLedger(EventExportTests.feed)
        for size in 0...EventExportTests.feed.count {
            let part = try await TemporaryLedger(Array(EventExportTests.feed.prefix(size)))
            #expect(try export(form, of: whole, size: UInt64(size)) == (try export(form, of: part)))
        }
    }

    @Test("a ledger without events is exported all the same", arguments: ExportForm.allCases)
    func empty(_ form: ExportForm) throws {
        let text = try export(form, of: try TemporaryLedger())
        switch form {
        case .ndjson: #expect(text.isEmpty)
        case .csv: #expect(text.count { $0 == 0x0A } == 1)
        case .ocel: #expect(try EventDocument.read(text).root["events"]?.array?.isEmpty == true)
        case .xes: #expect(try StrictXMLReader.read(text).all("trace").isEmpty)
        }
    }

    @Test("sealed segments and the tail make one export, a dossier of 10,000 events among them")
    func large() async throws {
        let lines = (0..<18_000).map { number in
            let dossier = number % 9 < 5 ? "long" : "D-\(number % 2_000)"
            return EventLine.step("e-\(number)", "resumed", of: dossier, at: "2023-03-0\(1 + number / 2_000)")
                .text
        }
        let ledger = try await TemporaryLedger(lines)
        let gathering = EventGathering(runEvents: 700, runBytes: 1 << 20)
        let traces = try traces(try export(.xes, of: ledger, gathering: gathering))
        #expect(traces.first?.name == "long")
        #expect(traces.first?.events.count == 10_000)
        #expect(Set(traces.map(\.name)).count == traces.count)
        let found = traces.flatMap(\.events).sorted { $0.seq < $1.seq }
        #expect(found.map(\.seq) == Array(0..<18_000))
        #expect(found.map(\.text) == (try ledger.events()))
    }

    @Test("a sink that takes no more is asked no more", arguments: ExportForm.allCases)
    func stopped(_ form: ExportForm) async throws {
        let note = String(repeating: "x", count: 4_000)
        let lines = (0..<1_200).map { number in
            EventLine.step("e-\(number)", "resumed", of: "D", at: "2023-03-01").holding(
                "\"note\":\"\(note)\""
            ).text
        }
        let ledger = try await TemporaryLedger(lines)
        var pieces = 0
        try ledger.ledger.read { view in
            try EventExport.write(form, ofFirst: .max, of: view) { _ in
                pieces += 1
                return false
            }
        }
        #expect(pieces == 1)
    }
}
