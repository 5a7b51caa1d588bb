import Foundation
import FoundationXML
import TestSupport
import Testing

@Suite("dossier history")
struct HistoryTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// A ledger of the events that a story needs, beside a procedure and a calendar.
    private func ledger(_ events: [String]) throws -> String {
        try workspace.ledger(events: HistoryStory.references + events)
    }

    private func history(_ ledger: String, _ dossier: String, _ options: String = "") throws
        -> ChildProcess.Outcome
    {
        let outcome = try Dossier.run(
            ["history", ledger, dossier] + options.split(separator: " ").map(String.init)
        )
        #expect(outcome.error.isEmpty, "\(outcome.errorText)")
        return outcome
    }

    private func standing(_ basis: String, _ ledger: String, _ dossier: String, _ options: String = "") throws
        -> [String: Any]
    {
        let json = try Dossier.json(try history(ledger, dossier, "--format json " + options))
        return try #require(json[basis] as? [String: Any])
    }

    // MARK: - Texts

    @Test("the text of each story is the approved one", arguments: HistoryStory.all)
    func texts(_ story: HistoryStory) throws {
        let ledger = try ledger(story.events)
        for language in ["vi", "en"] {
            let outcome = try history(ledger, story.dossier, "--lang \(language) " + story.options)
            #expect(outcome.status == 0)
            for line in outcome.text.split(separator: "\n") { #expect(!line.hasSuffix(" "), "\(line)") }
            try expectGolden(outcome.text, "history/\(story.name).\(language).txt")
        }
    }

    @Test(
        "a picture is well-formed, tells nothing by colour alone and is never written over",
        arguments: ["vi", "en"]
    )
    func picture(_ language: String) throws {
        let story = HistoryStory.paused
        let ledger = try ledger(story.events)
        let path = workspace.path("line.svg")
        #expect(try history(ledger, story.dossier, "--lang \(language) --svg \(path)").status == 0)
        let text = String(decoding: try workspace.read("line.svg"), as: UTF8.self)
        try expectGolden(text, "history/paused.\(language).svg")
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse())
        let again = try Dossier.run(["history", ledger, story.dossier, "--svg", path])
        #expect(again.status == 2)
        #expect(again.output.isEmpty)
        #expect(String(decoding: try workspace.read("line.svg"), as: UTF8.self) == text)
    }

    /// One lawful hour within a working day: the clock stood, and the due stays.
    @Test("a stop that moves nothing says so, and not that it moved the due by nothing")
    func movesNothing() throws {
        let pause = HistoryStory.event(
            "p",
            "paused",
            "2024-04-24T09:00",
            "\"ground\":\"financialObligation\",\"document\":\"TBT-2\",\"approver\":\"LEAD\"",
            evidence: "TBT-2"
        )
        let receipt = HistoryStory.event(
            "r",
            "received",
            "2024-04-22T08:00",
            "\"procedure\":\"P\",\"channel\":\"online\""
        )
        let end = HistoryStory.event("q", "resumed", "2024-04-24T10:00")
        let ledger = try ledger([receipt, pause, end])
        let english = try history(ledger, "D", "--lang en").text
        #expect(english.contains("it moved nothing: the due is still Thu 2024-05-02"))
        #expect(!english.contains("moved the due by 0"))
        let vietnamese = try history(ledger, "D", "--lang vi").text
        #expect(vietnamese.contains("không dời hạn: vẫn là"))
        #expect(!vietnamese.contains("dời hạn 0"))
        #expect(vietnamese.contains("«chờ nghĩa vụ tài chính» (financialObligation)"))
        #expect(vietnamese.contains("lĩnh vực Đất đai (land)"))
        #expect(!vietnamese.contains("không có thật"))
    }

    // MARK: - JSON

    @Test("JSON has the steps of the text as data, on both bases")
    func json() throws {
        let ledger = try ledger(HistoryStory.paused.events)
        let audited = try standing("audited", ledger, "D")
        #expect(audited["standing"] as? String == "overdue")
        let statutory = try #require(audited["statutory"] as? [String: Any])
        let counted = try #require(statutory["counted"] as? [String: Any])
        #expect(counted["workingDays"] as? Int == 5)
        let stops = try #require(audited["stops"] as? [[String: Any]])
        #expect(stops.map { $0["effect"] as? String } == ["clockRanOn", "moved"])
        #expect(stops.first?["reasons"] as? [String] == ["groundNotLawful", "noDocument"])
        let reported = try standing("reported", ledger, "D")
        #expect(reported["standing"] as? String == "early")
        let shifts = try #require(reported["shifts"] as? [[String: Any]])
        #expect(shifts.count == 3)
        let holdings = try #require(audited["holdings"] as? [[String: Any]])
        #expect(holdings.map { $0["unit"] as? String } == ["U1", "U2"])
    }

    // MARK: - Other questions

    @Test("an unknown code is told with the nearest known ones")
    func unknown() throws {
        let ledger = try ledger(HistoryStory.paused.events)
        let outcome = try Dossier.run(["history", ledger, "E"])
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("the nearest: D"))
    }

    @Test("before anything was known it says when something was; before anything happened it is absent")
    func early() throws {
        let ledger = try ledger(HistoryStory.paused.events)
        let outcome = try Dossier.run(["history", ledger, "D", "--as-of", "2024-01-01"])
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("the first was recorded 2024-04-22T08:00:00+07:00"))
        #expect(try standing("audited", ledger, "D", "--at 2024-01-01")["standing"] as? String == "absent")
        #expect(
            try standing("audited", ledger, "D", "--at 2024-04-23")["standing"] as? String == "openInTime"
        )
        #expect(try history(ledger, "D", "--at 2024-01-01").text.contains("nothing has happened yet"))
    }

    @Test("of ten thousand events the text is short, says what it leaves out, and has all of it with --all")
    func many() throws {
        var events = [
            HistoryStory.event(
                "r",
                "received",
                "2024-01-02T08:00",
                "\"procedure\":\"P\",\"channel\":\"online\""
            )
        ]
        for number in 0..<10_000 {
            let minute = 8 * 60 + number % 500
            let clock =
                "\(minute / 60 < 10 ? "0" : "")\(minute / 60):\(minute % 60 < 10 ? "0" : "")\(minute % 60)"
            let day = 3 + number / 500
            let date = "2024-01-\(day < 10 ? "0" : "")\(day)"
            let type = ["paused", "resumed", "transferred", "supplementRequested", "supplemented"][number % 5]
            let data =
                type == "paused"
                ? "\"ground\":\"other\"" : type == "transferred" ? "\"toActor\":\"A\(number % 7)\"" : ""
            events.append(HistoryStory.event("e\(number)", type, "\(date)T\(clock)", data))
        }
        let ledger = try ledger(events)
        let start = ContinuousClock.now
        let text = try history(ledger, "D", "--svg \(workspace.path("many.svg"))").text
        #expect(ContinuousClock.now - start < .seconds(60))
        #expect(text.split(separator: "\n").count < 400)
        #expect(text.contains("9,921 more, which are in --format json"))
        #expect(text.contains("only the first possibilities were tried"))
        #expect(!text.contains("no paper"))
        #expect(try workspace.read("many.svg").count < 2_000_000)
        let whole = try history(ledger, "D", "--all").text
        #expect(whole.split(separator: "\n").count > 10_000)
    }
}
