import DossierModel
import Foundation
import Interchange
import TestSupport
import Testing

/// A log of others.
private let foreignSample = Shared.folder.appendingPathComponent("logs/running-example.xes")

@Suite("events as XES")
struct XESWriterTests {
    @Test("the events come back from their attribute: its canonical form is the event")
    func roundTrip() throws {
        let events = try ExportSample.events()
        let log = try StrictXMLReader.read(try ExportSample.xes(events))
        let found = try #require(log.all("trace").first).all("event")
        #expect(found.count == events.count)
        for (element, event) in zip(found, events) {
            let text = try #require(element.values["event"])
            // Two characters that no XML can hold are escapes there; the canonical form has them again.
            let plain = text.replacing("\\ufffe", with: "\u{FFFE}").replacing("\\uffff", with: "\u{FFFF}")
            #expect(Array(plain.utf8) == event)
        }
        let hard = try #require(found.dropLast(2).last?.values["event"])
        #expect(try ExportSample.event(hard) == events.dropLast(2).last)
    }

    @Test("readable attributes hold values, with U+FFFD for what XML cannot hold")
    func values() throws {
        let text = try ExportSample.xes([try ExportSample.event(ExportSample.hardLine)])
        let event = try #require(try StrictXMLReader.read(text).all("trace").first?.all("event").first)
        var values = event.values
        values["event"] = nil
        #expect(
            values == [
                "concept:name": "dossier.received", "lifecycle:transition": "complete",
                "time:timestamp": "2024-03-01T15:00:00.070+07:00", "org:resource": "cb<1>",
                "org:group": "H15,1\nx", "seq": "0", "id": "hard-<&>\"",
                "recordedAt": "2024-03-02T15:00:00+07:00", "source": "một & \"cửa\"",
                "evidence": ExportSample.shownEvidence,
            ]
        )
        #expect(
            event.children.filter { $0.name == "date" }.map { $0["key"] } == ["time:timestamp", "recordedAt"]
        )
        #expect(event.children.filter { $0.name == "int" }.map { $0["key"] } == ["seq"])
        #expect(!String(decoding: text, as: UTF8.self).contains("]]>"))
    }

    @Test("every event has what the globals promise, and every prefix is declared")
    func globals() throws {
        let log = try StrictXMLReader.read(try ExportSample.xes(try ExportSample.events()))
        let globals = log.all("global")
        #expect(globals.map { $0["scope"] } == ["trace", "event"])
        let prefixes = Set(log.all("extension").compactMap { $0["prefix"] })
        let promised = try #require(globals.last).children
        for trace in log.all("trace") {
            #expect(trace.values["concept:name"] != nil)
            for event in trace.all("event") {
                for attribute in promised {
                    #expect(
                        event.children.contains { $0.name == attribute.name && $0["key"] == attribute["key"] }
                    )
                }
                for key in event.values.keys where key.contains(":") {
                    #expect(prefixes.contains(String(key.prefix { $0 != ":" })))
                }
            }
        }
        #expect(log.all("classifier").allSatisfy { $0["keys"] == "concept:name" })
    }

    @Test("the parts of the log stand in the order of the standard, after a sample's pattern")
    func order() throws {
        let log = try StrictXMLReader.read(try ExportSample.xes([Array("{}".utf8)]))
        let names = log.children.map(\.name)
        #expect(
            names == [
                "extension", "extension", "extension", "extension", "global", "global", "classifier", "trace",
            ]
        )
        #expect(log.name == "log")
        #expect(log["xes.version"] == "1849-2016")
        #expect(log["xmlns"] == "http://www.xes-standard.org/")
    }

    /// Skipped where the folder of shared samples is missing.
    @Test(
        "a foreign sample has no attribute of extensions that ours lacks",
        .enabled(if: FileManager.default.fileExists(atPath: foreignSample.path))
    )
    func foreign() throws {
        let text = try String(contentsOf: foreignSample, encoding: .utf8)
            .replacing(
                "<?xml version='1.0' encoding='UTF-8'?>",
                with: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            )
        let theirs = try StrictXMLReader.read(Array(text.utf8))
        let ours = try StrictXMLReader.read(try ExportSample.xes(try ExportSample.events()))
        let declared = Set(ours.all("extension").compactMap { $0["prefix"] })
        #expect(declared.isSuperset(of: theirs.all("extension").compactMap { $0["prefix"] }))
        let keys = Set(theirs.all("trace").flatMap { $0.all("event") }.flatMap { $0.values.keys })
        let ourKeys = Set(ours.all("trace").flatMap { $0.all("event") }.flatMap { $0.values.keys })
        #expect(!keys.isEmpty)
        #expect(ourKeys.isSuperset(of: keys.filter { $0.contains(":") }))
    }

    @Test("without events there is a log without traces")
    func empty() throws {
        #expect(try StrictXMLReader.read(try ExportSample.xes([])).all("trace").isEmpty)
    }

    @Test("a dossier that is called as the trace of the ledger is told from it by its attribute")
    func names() throws {
        let event = Array("{}".utf8)
        let dossier = try StrictXMLReader.read(try ExportSample.xes([event], dossier: "ledger")).all("trace")
        let ledger = try StrictXMLReader.read(try ExportSample.xes([event], dossier: nil)).all("trace")
        #expect(dossier.map(\.values) == [["concept:name": "ledger", "dossier": "ledger"]])
        #expect(ledger.map(\.values) == [["concept:name": "ledger"]])
    }

    @Test("a dossier of 10,000 events is one trace of them all, in the order given")
    func long() throws {
        let events = (0..<10_000).map { Array("{\"id\":\"e-\($0)\"}".utf8) }
        let traces = try StrictXMLReader.read(try ExportSample.xes(events)).all("trace")
        #expect(traces.map { $0.all("event").map { $0.values["id"] } } == [(0..<10_000).map { "e-\($0)" }])
    }

    @Test(
        "the reader of these tests refuses what is no XML",
        arguments: [
            "<log>", "<log a=\"<\"/>", "<log a=\"&\"/>", "<log a=\"&x;\"/>", "<log a=\"\u{1}\"/>",
            "<log a=\"\u{FFFE}\"/>",
            "<log a=\"&#1;\"/>", "<log a=\"1\" a=\"2\"/>", "<log></gol>", "<log/><log/>",
            "<log a=\"1\"b=\"2\"/>",
        ]
    )
    func strict(_ text: String) {
        let document = Array(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).utf8)
        #expect(throws: XMLFault.self) { try StrictXMLReader.read(document) }
    }
}
