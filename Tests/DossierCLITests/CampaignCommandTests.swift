import Foundation
import TestSupport
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("dossier campaign and dossier weekly")
struct CampaignCommandTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private func run(_ command: String, _ arguments: String) throws -> ChildProcess.Outcome {
        try Dossier.run([command, ledger] + arguments.split(separator: " ").map(String.init))
    }

    private func answer(_ command: String, _ arguments: String) throws -> ChildProcess.Outcome {
        let outcome = try run(command, arguments)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        #expect(outcome.error.isEmpty)
        return outcome
    }

    @Test("a unit that was merged is told in the report of the week, on its page too")
    func merger() throws {
        let event = """
            {"id":"merger","type":"unit.merged","occurredAt":"2025-08-04T00:00:00+07:00","unit":"H50.17.02",
            "data":{"into":"H50.41"}}
            """.split(separator: "\n").joined()
        let stream = try workspace.write(event + "\n", "merger.ndjson")
        try #require(try Dossier.run(["import", ledger, stream]).status == 0)
        let page = workspace.path("week.html")
        let asked = ["weekly", ledger, "--week-ending", "2025-09-07", "--unit", "H50.17.02"]
        let said = "H50.17.02 was merged into H50.41; the figures are those of H50.41."
        #expect(try Dossier.run(asked + ["--lang", "en"]).text.contains(said))
        try #require(try Dossier.run(asked + ["--lang", "en", "--html", page]).status == 0)
        #expect(String(decoding: try workspace.read("week.html"), as: UTF8.self).contains(said))
    }

    @Test("the texts are the approved ones", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        let campaign = try answer(
            "campaign",
            "--start 2025-09-01 --days 45 --to 2025-09-28 --by unit --lang \(language)"
        )
        try expectGolden(campaign.text, "campaign/september.\(language).txt")
        let future = try answer("campaign", "--start 2026-03-12 --basis reported --lang \(language)")
        try expectGolden(future.text, "campaign/future.\(language).txt")
        let weekly = try answer(
            "weekly",
            "--week-ending 2025-09-28 --campaign-start 2025-09-01 --lang \(language)"
        )
        try expectGolden(weekly.text, "campaign/weekly.\(language).txt")
        for line in (campaign.text + future.text + weekly.text).split(separator: "\n") {
            #expect(!line.hasSuffix(" "))
            let isWide = line.count > 96
            #expect(!isWide || line.contains("root") || line.contains("gốc"), "\(line)")
        }
    }

    @Test("JSON has the total on both bases, the days, and the units if asked")
    func json() throws {
        let plain = try Dossier.json(answer("campaign", "--start 2025-09-01 --format json"))
        let keys: Set<String> = [
            "start", "end", "days", "workingDays", "workedDays", "unit", "mergedInto", "asOf", "at",
            "logSize",
            "root",
            "ruleSets", "total",
        ]
        #expect(Set(plain.keys) == keys)
        #expect(plain["days"] as? Int == 45)
        let total = try #require(plain["total"] as? [String: Any])
        let audited = try #require(total["audited"] as? [String: Any])
        #expect(audited["stock"] as? Int == 3)
        #expect(audited["cleared"] as? Int == 1)
        #expect((audited["days"] as? [[String: Any]])?.count == 46)
        let byUnit = try Dossier.json(answer("campaign", "--start 2025-09-01 --by unit --format json"))
        let rows = try #require(byUnit["rows"] as? [[String: Any]])
        #expect(rows.compactMap { $0["unit"] as? String } == ["H50.17.02", "H50.41"])
        let weekly = try Dossier.json(answer("weekly", "--from 2025-09-22 --to 2025-09-28 --format json"))
        #expect(
            Set(weekly.keys) == [
                "from", "to", "mergedInto", "late", "trend", "attention", "campaign", "report",
            ]
        )
        let report = try Dossier.json(
            answer("report", "--from 2025-09-22 --to 2025-09-28 --by unit --format json")
        )
        #expect((weekly["report"] as? NSDictionary) == report as NSDictionary)
    }

    @Test("CSV has a line for each day, basis and row")
    func csv() throws {
        let text = try answer("campaign", "--start 2025-09-01 --days 10 --by unit --format csv").text
        let lines = text.components(separatedBy: "\r\n").filter { !$0.isEmpty }
        #expect(lines.count == 1 + 2 * 2 * 11)
        let columns = lines[0].split(separator: ",").count
        #expect(
            lines.allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == columns }
        )
    }

    @Test("wrong use is refused with what would be right")
    func refusals() throws {
        for (command, arguments, words) in [
            ("campaign", "", "start"), ("campaign", "--start 2025-9-1", "2025-12-31"),
            ("campaign", "--start 2025-09-01 --days 0", "from 1 to"),
            ("campaign", "--start 2025-09-01 --days 1001", "from 1 to"),
            ("campaign", "--start 2025-09-01 --to 2025-08-31", "before"),
            ("campaign", "--start 2025-09-01 --by sector", "unit"),
            ("campaign", "--start 2025-09-01 --basis both", "audited"),
            ("campaign", "--start 2025-09-01 --unit H50.42", "H50.41"),
            ("campaign", "--start 2025-09-01 --log-size 999", "300"),
            ("weekly", "", "--week-ending"), ("weekly", "--from 2025-09-22", "--week-ending"),
            ("weekly", "--week-ending 2025-09-28 --from 2025-09-22 --to 2025-09-28", "--week-ending"),
            ("weekly", "--from 2025-09-28 --to 2025-09-22", "from 1 to"),
            ("weekly", "--week-ending 2025-09-28 --unit H50.42", "H50.41"),
        ] {
            let outcome = try run(command, arguments + " --lang en")
            #expect(outcome.status == 2, "\(command) \(arguments)")
            #expect(outcome.errorText.contains(words), "\(command) \(arguments): \(outcome.errorText)")
            #expect(outcome.output.isEmpty)
        }
    }

    // MARK: - The page

    private func page(_ name: String, _ arguments: String) throws -> [UInt8] {
        let outcome = try answer("weekly", arguments + " --html \(workspace.path(name))")
        #expect(outcome.output.isEmpty)
        return try workspace.read(name)
    }

    @Test(
        "the page is well-formed, loads and runs nothing, and is the same each time",
        arguments: ["vi", "en"]
    )
    func page(_ language: String) throws {
        let asked = "--week-ending 2025-09-28 --campaign-start 2025-09-01 --lang \(language)"
        let bytes = try page("a.html", asked)
        #expect(try page("b.html", asked) == bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        let outline = XMLParser(data: Data(text.replacing("<!DOCTYPE html>", with: "").utf8))
        #expect(outline.parse())
        for forbidden in ["<script", "http://", "https://", "src=", "url(", "onload"] {
            let found = text.replacing("http://www.w3.org/1999/xhtml", with: "").contains(forbidden)
            #expect(!found, "\(forbidden)")
        }
        #expect(text.contains("<svg"))
        #expect(text.contains("H50.17.02"))
        #expect(text.contains("--as-of 2025-11-20T09:00:00+07:00 --log-size 300"))
        #expect(!text.contains(workspace.url.path))
        let json = try Dossier.json(answer("stats", "--format json"))
        #expect(text.contains(try #require(json["root"] as? String)))
    }

    @Test("the page is made again with the command that it names")
    func again() throws {
        let first = try page("first.html", "--week-ending 2025-09-28 --lang vi --campaign-start 2025-09-01")
        let text = String(decoding: first, as: UTF8.self)
        let command = try #require(
            text.components(separatedBy: "<pre>").last?.components(separatedBy: "</pre>").first
        )
        let words = command.split(separator: " ").map(String.init)
        #expect(words.prefix(3) == ["dossier", "weekly", "demo"])
        var arguments = Array(words.dropFirst(3))
        arguments[arguments.count - 1] = workspace.path("again.html")
        let outcome = try Dossier.run(["weekly", ledger] + arguments)
        #expect(outcome.status == 0)
        #expect(try workspace.read("again.html") == first)
    }

    @Test("a page is never written over a file")
    func notOver() throws {
        let file = try workspace.write("kept", "kept.html")
        let outcome = try run("weekly", "--week-ending 2025-09-28 --html \(file)")
        #expect(outcome.status == 2)
        #expect(try workspace.read("kept.html") == Array("kept".utf8))
    }
}
