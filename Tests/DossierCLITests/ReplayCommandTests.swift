import Foundation
import TestSupport
import Testing

@Suite("dossier replay, printed")
struct ReplayCommandTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private func run(_ arguments: String, in ledger: String? = nil) throws -> ChildProcess.Outcome {
        try Dossier.run(["replay", ledger ?? self.ledger] + arguments.split(separator: " ").map(String.init))
    }

    private func answer(_ arguments: String, in ledger: String? = nil) throws -> ChildProcess.Outcome {
        let outcome = try run(arguments, in: ledger)
        try #require(outcome.status == 0, "\(outcome.errorText)")
        #expect(outcome.error.isEmpty)
        return outcome
    }

    private func steps(_ arguments: String, in ledger: String? = nil) throws -> [[String: Any]] {
        let answer = try Dossier.json(answer(arguments + " --format json", in: ledger))
        return try #require(answer["steps"] as? [[String: Any]])
    }

    @Test("the texts are the approved ones", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        for (name, arguments) in [
            ("week", "--unit H50 --from 2025-08-13 --to 2025-10-05 --step week"),
            ("event", "--unit H50.17.02 --from 2025-08-18 --to 2025-08-27 --step event"),
            ("day", "--unit H50.41 --from 2025-11-17 --to 2025-11-30 --step day"),
        ] {
            let text = try answer("\(arguments) --lang \(language)").text
            try expectGolden(text, "replay/\(name).\(language).txt")
            for line in text.split(separator: "\n") {
                #expect(!line.hasSuffix(" ") && !line.contains("\u{1B}"), "\(line)")
                #expect(line.count <= 125, "\(line)")
            }
            #expect(try answer("\(arguments) --print --lang \(language)").text == text)
        }
    }

    @Test("JSON has every step with what happened and both bases")
    func json() throws {
        let text = try answer("--unit H50 --from 2025-08-18 --to 2025-08-27 --step event --format json").text
        try expectGolden(text, "replay/event.json")
        let whole = try Dossier.json(answer("--unit H50 --step month --format json"))
        let keys: Set<String> = [
            "unit", "mergedInto", "from", "to", "step", "asOf", "logSize", "root", "ruleSets", "steps",
        ]
        #expect(Set(whole.keys) == keys)
        let months = try #require(whole["steps"] as? [[String: Any]])
        #expect(months.count == 5)
        let report = try Dossier.run([
            "report", ledger, "--unit", "H50", "--from", "2025-07-01", "--format", "json",
        ])
        let total = try #require(try Dossier.json(report)["total"] as? [String: Any])
        for basis in ["reported", "audited"] {
            let last = try #require(months[4][basis] as? [String: Any])
            let expected = try #require(total[basis] as? [String: Any])
            for (key, value) in last where key != "stock" {
                #expect(value as? NSObject == expected[key] as? NSObject, "\(basis) \(key)")
            }
            let stock = try #require(last["stock"] as? [String: Int])
            for (key, value) in stock { #expect(value == expected[key] as? Int, "\(basis) \(key)") }
        }
    }

    @Test("steps cover the period, and none lies after the moment of knowledge")
    func cover() throws {
        for (step, count) in [("day", 81), ("week", 12), ("month", 4)] {
            let steps = try steps("--unit H50 --from 2025-09-01 --to 2025-12-31 --step \(step)")
            #expect(steps.count == (step == "month" ? 3 : count))
            #expect(steps.first?["from"] as? String == "2025-09-01")
            #expect(steps.last?["to"] as? String == "2025-11-20")
            #expect(steps.last?["at"] as? String == "2025-11-20T09:00:00+07:00")
        }
        let later = try steps("--unit H50 --from 2026-01-01 --to 2026-12-31")
        #expect(later.count == 1)
        #expect(later[0]["at"] as? String == "2025-11-20T09:00:00+07:00")
    }

    @Test("a period before all events is all zero and says so")
    func before() throws {
        let text = try answer("--unit H50 --from 1999-01-01 --to 1999-01-31 --step week").text
        #expect(text.contains("has no dossier, event or paper entry in the period"))
        let steps = try steps("--unit H50 --from 1999-01-01 --to 1999-01-31")
        #expect(steps.count == 31)
        for step in steps {
            let audited = try #require(step["audited"] as? [String: Any])
            for (key, value) in audited where key != "stock" {
                #expect(value as? Int == 0 || value is NSNull, "\(key)")
            }
        }
        #expect(try self.steps("--unit H50 --from 1999-01-01 --to 1999-01-31 --step event").isEmpty)
    }

    @Test("a unit without dossiers, a ledger of one event and one of one receipt give sensible answers")
    func small() throws {
        let idle = try workspace.ledger(
            "idle",
            events: [
                ReplayFeed.unit("U1"), ReplayFeed.unit("U2"),
                ReplayFeed.received("D1", unit: "U1", at: "2026-03-02T08:00:00+07:00"),
            ]
        )
        #expect(try answer("--unit U2", in: idle).text.contains("U2 has no dossier"))
        #expect(try steps("--unit U2", in: idle).count == 1)
        #expect(try !answer("--unit U1", in: idle).text.contains("U1 has no dossier"))
        let one = try workspace.ledger("one", events: [ReplayFeed.unit("U1")])
        let nothing = try run("--unit U1 --lang en", in: one)
        #expect(nothing.status == 0 && nothing.text.contains("U1 has no dossier"))
        #expect(nothing.errorText.contains("there is no event of a dossier yet"))
        let receipt = try workspace.ledger(
            "receipt",
            events: [ReplayFeed.received("D1", unit: "U1", at: "2026-03-02T08:00:00+07:00")]
        )
        let steps = try steps("--unit U1 --step event", in: receipt)
        #expect(steps.count == 1)
        let audited = try #require(steps[0]["audited"] as? [String: Any])
        #expect(audited["received"] as? Int == 1)
    }

    @Test("wrong use is refused with what would be right")
    func refusals() throws {
        for (arguments, words) in [
            ("", "--unit"), ("--unit H50.42", "H50.41"), ("--unit H50 --from 2025-9-1", "2025-12-31"),
            ("--unit H50 --from 2025-09-02 --to 2025-09-01", "before"),
            ("--unit H50 --step hour", "day, week, month, event"),
            ("--unit H50 --from 1990-01-01", "10,000 days"),
            ("--unit H50 --from 2025-11-21", "before"),
            ("--unit H50 --format csv", "json"),
        ] {
            let outcome = try run(arguments + " --lang en")
            #expect(outcome.status == 2, "\(arguments)")
            #expect(outcome.errorText.contains(words), "\(arguments): \(outcome.errorText)")
            #expect(outcome.output.isEmpty)
        }
        let empty = try workspace.ledger("empty")
        let outcome = try run("--unit H50 --lang en", in: empty)
        #expect(outcome.status == 2)
        #expect(outcome.errorText.contains("no events yet"))
    }

    @Test("what lies beyond the moment of knowledge costs nothing")
    func future() throws {
        #expect(try steps("--unit H50 --from 2025-11-01 --to 9999-12-31").count == 20)
    }

    @Test("two runs give the same bytes")
    func deterministic() throws {
        let asked = "--unit H50 --step event --format json"
        #expect(try answer(asked).output == answer(asked).output)
    }
}
