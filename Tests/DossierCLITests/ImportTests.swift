import Foundation
import TestSupport
import Testing

@Suite("dossier import")
struct ImportTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    private func take(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Outcome {
        try Dossier.run(["import"] + arguments + ["--format", "json"], input: input)
    }

    /// Checks the four counts of an answer, and that the first is the sum of the others.
    private func expect(
        _ outcome: ChildProcess.Outcome,
        appended: Int,
        duplicates: Int = 0,
        quarantined: Int = 0,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let answer = try Dossier.json(outcome)
        #expect(Set(answer.keys) == ["read", "appended", "duplicates", "quarantined", "logSize", "root"])
        #expect(answer["read"] as? Int == appended + duplicates + quarantined, sourceLocation: sourceLocation)
        #expect(answer["appended"] as? Int == appended, sourceLocation: sourceLocation)
        #expect(answer["duplicates"] as? Int == duplicates, sourceLocation: sourceLocation)
        #expect(answer["quarantined"] as? Int == quarantined, sourceLocation: sourceLocation)
    }

    private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let environment = Dossier.environment()
        return try ChildProcess(
            "/usr/bin/env",
            ["gzip", "-c"],
            environment: environment,
            input: .bytes(bytes)
        )
        .finish().output
    }

    @Test("bad lines go to LEDGER.quarantine, the lines around them are appended, and the status is 1")
    func quarantine() throws {
        let ledger = try workspace.ledger()
        let conflict = SampleEvents.line(1).replacing("H1", with: "H2")
        let lines = [
            SampleEvents.line(0), "{not JSON", SampleEvents.line(1), "", SampleEvents.line(0), conflict,
            SampleEvents.line(2), "{\"id\":\"x\",\"type\":\"dossier.rated\"}",
        ]
        let file = try workspace.write(lines.joined(separator: "\n"), "feed.ndjson")
        let outcome = try take([ledger + "/", file])
        #expect(outcome.status == 1)
        #expect(outcome.error.isEmpty)
        try expect(outcome, appended: 3, duplicates: 1, quarantined: 3)
        let kept = String(decoding: try workspace.read("ledger.quarantine"), as: UTF8.self)
        let found = kept.split(separator: "\n")
        #expect(found.count == 6)
        // The header tells the bytes, the code and the line; then the line follows as it came.
        let bad = ["{not JSON", lines[7], conflict]
        for (index, line) in bad.enumerated() {
            let header = try #require(
                found.firstIndex { $0.contains("\"bytes\":\(line.utf8.count),") },
                "\(index): \(kept)"
            )
            #expect(found[header + 1] == line)
        }
        #expect(kept.contains("\"code\":\"notJSON\"") && kept.contains("\"line\":2,"))
        #expect(kept.contains("\"code\":\"missingField\"") && kept.contains("\"line\":8,"))
        #expect(kept.contains("\"code\":\"conflictingDuplicate\"") && kept.contains("\"line\":6,"))
        // Again: nothing new, the same three lines.
        let again = try take([ledger, file, "--quarantine", workspace.path("mine")])
        #expect(again.status == 1)
        try expect(again, appended: 0, duplicates: 4, quarantined: 3)
        #expect(try workspace.read("mine").count > 0)
        #expect(try workspace.read("ledger.quarantine").count == kept.utf8.count)
    }

    @Test("the counts are printed for people in both languages")
    func texts() throws {
        let ledger = try workspace.ledger()
        let feed = SampleEvents.feed(0..<1_500) + Array("nothing\n".utf8)
        let english = try Dossier.run(["import", ledger, "-"], input: feed)
        let root = KnownFeed(events: 1_500, rootsFrom: 1_500).root(ofFirst: 1_500)
        #expect(
            english.text == """
                read                               1,501
                appended                           1,500
                duplicates                             0
                quarantined                            1   → \(ledger).quarantine
                The ledger has 1,500 events, root \(root)

                """
        )
        let vietnamese = try Dossier.run(["import", ledger, "-", "--lang", "vi"], input: feed)
        #expect(
            vietnamese.text == """
                đã đọc                             1.501
                đã ghi                                 0
                trùng lặp                          1.500
                cách ly                                1   → \(ledger).quarantine
                Sổ có 1.500 sự kiện, gốc \(root)

                """
        )
        #expect(english.error.isEmpty && vietnamese.error.isEmpty)
    }

    @Test("files, gzip and standard input make one feed, whose cut does not matter for the root")
    func severalFiles() throws {
        let ledger = try workspace.ledger()
        let plain = try workspace.write(SampleEvents.feed(0..<10), "a.ndjson")
        let packed = try workspace.write(gzip(SampleEvents.feed(10..<25)), "b.gz")
        let outcome = try take([ledger, plain, packed, "-"], input: gzip(SampleEvents.feed(25..<30)))
        #expect(outcome.status == 0)
        try expect(outcome, appended: 30)
        let root = KnownFeed(events: 30).root(ofFirst: 30)
        #expect(try Dossier.json(outcome)["root"] as? String == root)
    }

    @Test("of a gzip that was cut short, what came before is kept and counted, and the status is 1")
    func cutGzip() throws {
        let ledger = try workspace.ledger()
        let packed = try gzip(SampleEvents.feed(0..<5_000))
        let file = try workspace.write(Array(packed[..<(packed.count * 2 / 3)]), "cut.gz")
        let outcome = try take([ledger, file])
        #expect(outcome.status == 1)
        #expect(
            outcome.errorText
                == "dossier: \(file): the gzip file is cut short after \(packed.count * 2 / 3) bytes\n"
        )
        let appended = try #require(try Dossier.json(outcome)["appended"] as? Int)
        #expect(appended > 1_000 && appended < 5_000)
        #expect(try Dossier.run(["export", ledger]).output == SampleEvents.feed(0..<appended))
        // The whole file later brings the rest.
        let whole = try take([ledger, workspace.write(packed, "whole.gz")])
        try expect(whole, appended: 5_000 - appended, duplicates: appended)
    }

    @Test("a file that is not there ends the import with status 2; what came before is kept and counted")
    func missingFile() throws {
        let ledger = try workspace.ledger()
        let file = try workspace.write(SampleEvents.feed(0..<3), "a.ndjson")
        let outcome = try take([ledger, file, workspace.path("none")])
        #expect(outcome.status == 2)
        #expect(
            outcome.errorText == "dossier: cannot open \(workspace.path("none")): No such file or directory\n"
        )
        try expect(outcome, appended: 3)
    }

    @Test("a quarantine file that cannot be opened ends the import before a line is lost")
    func quarantineRefused() throws {
        let ledger = try workspace.ledger()
        let feed = SampleEvents.feed(0..<2) + Array("bad\n".utf8) + SampleEvents.feed(2..<4)
        let place = workspace.path("none/q")
        let outcome = try take([ledger, "-", "--quarantine", place], input: feed)
        #expect(outcome.status == 3)
        #expect(
            outcome.errorText.contains("cannot open the quarantine file \(place): No such file or directory")
        )
    }

    @Test("--source is written into lines that name none, and leaves those that name one")
    func source() throws {
        let ledger = try workspace.ledger()
        let named = SampleEvents.line(1).replacing(",\"type\"", with: ",\"source\":\"cổng\",\"type\"")
        let input = Array((SampleEvents.line(0) + "\n" + named + "\n").utf8)
        let outcome = try take([ledger, "-", "--source", "một-cửa"], input: input)
        #expect(outcome.status == 0)
        let given = SampleEvents.line(0).replacing(",\"type\"", with: ",\"source\":\"một-cửa\",\"type\"")
        #expect(try Dossier.run(["export", ledger]).text == given + "\n" + named + "\n")
        let long = String(repeating: "s", count: 65)
        let refused = try take([ledger, "-", "--source", long], input: SampleEvents.feed(3..<4))
        #expect(refused.status == 2)
        #expect(refused.errorText.hasPrefix("dossier: source: "))
        #expect(try Dossier.run(["export", ledger]).text == given + "\n" + named + "\n")
    }

    @Test("a table without a mapping is refused before a row is read, and told what is missing")
    func tableWithoutMapping() throws {
        let ledger = try workspace.ledger()
        let rows = try workspace.write("a,b\n1,2\n", "rows.csv")
        let outcome = try take([ledger, rows])
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("--mapping"))
        #expect(!FileManager.default.fileExists(atPath: ledger + ".quarantine"))
    }

    @Test("a mapping file that is wrong names itself and the path in it, with status 2")
    func mapping() throws {
        let ledger = try workspace.ledger()
        let rows = try workspace.write("code,at\nD-1,2026-03-02T08:00:00+07:00\n", "rows.csv")
        let wrong = [
            ("{", "not JSON"), ("{\"csv\":{}}", "events"), ("{\"events\":3}", "events"),
            ("{\"colour\":1}", "colour"),
        ]
        for (text, tells) in wrong {
            let file = try workspace.write(text, "mapping.json")
            let outcome = try take([ledger, rows, "--mapping", file])
            #expect(outcome.status == 2, "\(text)")
            #expect(outcome.errorText.hasPrefix("dossier: \(file): "), "\(outcome.errorText)")
            #expect(outcome.errorText.contains(tells), "\(outcome.errorText)")
            #expect(outcome.output.isEmpty)
        }
        #expect(try Dossier.run(["export", ledger]).output.isEmpty)
    }

    @Test("a mapping that ships makes events of rows, and rows of the wrong kind are refused by name")
    func shippedMapping() throws {
        let mapping = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/mappings/permit.json").path
        let ledger = try workspace.ledger()
        let rows = try workspace.write("code,at\nD-1,2026-03-02T08:00:00+07:00\n", "rows.csv")
        let outcome = try take([ledger, rows, "--mapping", mapping])
        #expect(outcome.status == 2)
        #expect(outcome.errorText.hasPrefix("dossier: \(rows): "), "\(outcome.errorText)")
    }

    @Test("an export goes in again with the same root, and feeding it twice changes nothing")
    func roundTrip() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let file = workspace.path("export.ndjson")
        let exported = try Dossier.run(["export", ledger, "-o", file])
        #expect(exported.status == 0 && exported.output.isEmpty && exported.error.isEmpty)
        let other = try workspace.ledger("other")
        let first = try take([other, file])
        try expect(first, appended: 40)
        let second = try take([other, file])
        try expect(second, appended: 0, duplicates: 40)
        #expect(try Dossier.json(first)["root"] as? String == KnownFeed(events: 40).root(ofFirst: 40))
        #expect(try Dossier.json(second)["root"] as? String == KnownFeed(events: 40).root(ofFirst: 40))
        let part = try Dossier.run(["export", ledger, "--log-size", "7"])
        #expect(part.output == SampleEvents.feed(0..<7))
        #expect(try Dossier.run(["export", ledger, "--log-size", "0"]).output.isEmpty)
    }
}
