import Foundation
import TestSupport
import Testing

/// Ledgers and questions at the edge of what there can be, for every command that answers about dossiers.
@Suite("edges of the inspector's commands")
struct EdgeCaseTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    private func answer(_ line: String, _ ledger: String) throws -> ChildProcess.Outcome {
        let outcome = try Dossier.line(line, ledger)
        try #require(outcome.status == 0, "\(line): \(outcome.errorText)")
        #expect(outcome.error.isEmpty, "\(line): \(outcome.errorText)")
        return outcome
    }

    private func json(_ line: String, _ ledger: String) throws -> [String: Any] {
        try Dossier.json(answer("\(line) --format json", ledger))
    }

    /// The figures of the total on one basis.
    private func figures(_ line: String, _ ledger: String, _ basis: String = "audited") throws -> [String:
        Any]
    {
        let total = try #require(try json(line, ledger)["total"] as? [String: Any], "\(line)")
        return total[basis] as? [String: Any] ?? total
    }

    /// The references of a story and one dossier D, received at U1 on 2024-04-22 at 08:00.
    private func oneDossier() throws -> String {
        let receipt = HistoryStory.event(
            "r",
            "received",
            "2024-04-22T08:00",
            "\"procedure\":\"P\",\"channel\":\"online\""
        )
        return try workspace.ledger("one", events: HistoryStory.references + [receipt])
    }

    // MARK: - Ten thousand events

    /// Stops, transfers and supplements of one dossier, for twenty days on end.
    private static let many: [String] = (0..<10_000).map { number in
        let minute = 8 * 60 + number % 500
        let (hour, rest) = (minute / 60, minute % 60)
        let day = 3 + number / 500
        let date = "2024-01-\(day < 10 ? "0" : "")\(day)"
        let clock = "\(hour < 10 ? "0" : "")\(hour):\(rest < 10 ? "0" : "")\(rest)"
        let type = ["paused", "resumed", "transferred", "supplementRequested", "supplemented"][number % 5]
        let data =
            type == "paused"
            ? "\"ground\":\"other\"" : type == "transferred" ? "\"toActor\":\"A\(number % 7)\"" : ""
        return HistoryStory.event("e\(number)", type, "\(date)T\(clock)", data)
    }

    @Test("a dossier with ten thousand events is answered for by each of them")
    func manyEvents() throws {
        let receipt = HistoryStory.event(
            "r",
            "received",
            "2024-01-02T08:00",
            "\"procedure\":\"P\",\"channel\":\"online\""
        )
        let ledger = try workspace.ledger(
            "many",
            events: HistoryStory.references + [receipt] + EdgeCaseTests.many
        )
        let start = ContinuousClock.now
        let detection = try json("detect @L", ledger)
        let hits = try #require(detection["hits"] as? [[String: Any]])
        #expect(hits.count { $0["detector"] as? String == "unauthorisedPause" } == 2_000)
        #expect(try answer("detect @L --lang vi", ledger).text.contains("… và 1.995 dấu hiệu nữa"))
        let table = CSVTable(try answer("detect @L --only unauthorisedPause --format csv", ledger).text)
        #expect(table.rows.count == 2_000)
        let diff = try json("diff @L --as-of 2024-01-10 --and 2024-01-22 --to 2024-01-31", ledger)
        let news = try #require(diff["dossiers"] as? [[String: Any]])
        #expect(news.count <= 1)
        #expect(try figures("campaign @L --start 2024-01-15 --days 5", ledger)["stock"] as? Int == 1)
        let week = try json("weekly @L --week-ending 2024-01-14", ledger)
        let report = try #require(week["report"] as? [String: Any])
        #expect(((report["total"] as? [String: [String: Any]])?["audited"]?["carriedIn"] as? Int) == 1)
        let form = try answer("form @L --from 2024-01-01 --to 2024-01-31 --format csv", ledger).text
        #expect(CSVTable(form).rows.last?.values.filter { $0 == "1" }.isEmpty == false)
        #expect(ContinuousClock.now - start < .seconds(120))
    }

    // MARK: - A unit with none

    @Test("of a unit that has no dossier all is 0")
    func unitWithNone() throws {
        let ledger = try oneDossier()
        let hits = try json("detect @L --unit U2", ledger)
        #expect((hits["hits"] as? [Any])?.isEmpty == true && (hits["units"] as? [Any])?.isEmpty == true)
        #expect(
            try answer("detect @L --unit U2 --lang vi", ledger).text.contains(
                "\nKhông có dấu hiệu nào: không có hồ sơ"
            )
        )
        let diff = try json("diff @L --as-of 2024-04-01 --unit U2", ledger)
        #expect(diff["moved"] as? Int == 0 && (diff["dossiers"] as? [Any])?.isEmpty == true)
        let stock = try figures("campaign @L --start 2024-04-23 --unit U2", ledger)
        #expect(stock["stock"] as? Int == 0)
        let week = try json("weekly @L --week-ending 2024-04-22 --unit U2", ledger)
        #expect((week["attention"] as? [Any])?.isEmpty == true)
        let report = try #require(week["report"] as? [String: Any])
        #expect(((report["total"] as? [String: [String: Any]])?["audited"]?["received"] as? Int) == 0)
        let form = try answer("form @L --from 2024-04-01 --to 2024-04-30 --unit U2 --format csv", ledger)
        let rows = CSVTable(form.text).rows
        #expect(rows.count == 1)
        #expect(
            rows.first?.filter { $0.key.hasPrefix("(") && $0.key > "(2" && $0.value != "0" }.count ?? 9 <= 1
        )
    }

    // MARK: - Unknown codes

    @Test(
        "an unknown code is told with the nearest ones",
        arguments: [
            ("detect @L --unit U3", "unit \"U3\""), ("diff @L --as-of 2024-04-01 --unit U3", "unit \"U3\""),
            ("campaign @L --start 2024-04-01 --unit U3", "unit \"U3\""),
            ("weekly @L --week-ending 2024-04-28 --unit U3", "unit \"U3\""),
            ("form @L --from 2024-04-01 --to 2024-04-30 --unit U3", "unit \"U3\""),
            ("diff @L --as-of 2024-04-01 --sector lnad", "sector \"lnad\""),
        ]
    )
    func unknown(_ line: String, _ told: String) throws {
        let outcome = try Dossier.line(line, try oneDossier())
        #expect(outcome.status == 2)
        #expect(outcome.output.isEmpty)
        let nearest = told.hasPrefix("unit") ? "U1" : "land"
        #expect(outcome.errorText.hasPrefix("dossier: there is no \(told); the nearest: \(nearest)"))
        let history = try Dossier.line(
            "history @L E",
            try workspace.ledger("two", events: SampleEvents.lines(0..<1))
        )
        #expect(history.errorText == "dossier: no event of the ledger is of dossier E; the nearest: D-0\n")
    }

    // MARK: - Before all events

    @Test(
        "before all events there is nothing, which is an answer; of a dossier it says when there was something"
    )
    func beforeAll() throws {
        let ledger = try oneDossier()
        #expect(
            try answer("detect @L --as-of 2020-01-01", ledger).text.contains(
                "\nNo hits: there was no dossier"
            )
        )
        #expect(
            try answer("detect @L --to 2020-01-01", ledger).text.contains("\nNo hits: there was no dossier")
        )
        let diff = try answer("diff @L --as-of 2020-01-01 --and 2020-06-30 --lang vi", ledger).text
        #expect(diff.hasSuffix("Không số liệu nào thay đổi.\n"))
        for line in ["campaign @L --start 2020-01-06", "campaign @L --start 2020-01-06 --as-of 2020-01-08"] {
            #expect(try figures(line, ledger)["stock"] as? Int == 0)
        }
        for line in [
            "weekly @L --week-ending 2020-01-05", "weekly @L --week-ending 2020-01-05 --as-of 2020-01-05",
        ] {
            let report = try #require(try json(line, ledger)["report"] as? [String: Any])
            #expect(((report["total"] as? [String: [String: Any]])?["reported"]?["received"] as? Int) == 0)
        }
        for options in ["", " --as-of 2020-01-31"] {
            let form = try answer("form @L --from 2020-01-01 --to 2020-01-31 --format csv" + options, ledger)
            #expect(CSVTable(form.text).rows.count == 1)
        }
        let history = try Dossier.line("history @L D --as-of 2020-01-01", ledger)
        #expect(history.status == 2)
        #expect(history.errorText.contains("the first was recorded 2024-04-22T08:00:00+07:00"))
    }

    // MARK: - One event

    @Test("a ledger of one event has one dossier")
    func oneEvent() throws {
        let ledger = try workspace.ledger("single", events: SampleEvents.lines(0..<1))
        #expect(try json("detect @L", ledger)["logSize"] as? Int == 1)
        let diff = try json("diff @L --as-of 2026-02-28", ledger)
        #expect(diff["moved"] as? Int == 1)
        #expect((diff["dossiers"] as? [[String: Any]])?.first?["dossier"] as? String == "D-0")
        #expect(try figures("campaign @L --start 2026-03-02", ledger)["stock"] as? Int == 0)
        let week = try json("weekly @L --week-ending 2026-03-01", ledger)
        let report = try #require(week["report"] as? [String: Any])
        #expect(((report["total"] as? [String: [String: Any]])?["reported"]?["received"] as? Int) == 1)
        let form = CSVTable(try answer("form @L --from 2026-03-01 --to 2026-03-31 --format csv", ledger).text)
        #expect(form.rows.count == 2)
        let history = try json("history @L D-0", ledger)
        #expect((history["events"] as? [Any])?.count == 1)
        #expect((history["audited"] as? [String: Any])?["standing"] as? String == "undatedOpen")
        let text = try answer("history @L D-0 --lang vi", ledger).text
        #expect(text.contains("THEO BÁO CÁO: đang giải quyết, không có hạn"))
    }
}
