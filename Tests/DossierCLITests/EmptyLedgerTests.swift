import Foundation
import TestSupport
import Testing

/// Whoever has just made a ledger did nothing wrong: figures are 0 and it is said why (Operating.md).
@Suite("a ledger without events of dossiers")
struct EmptyLedgerTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// A ledger without any event, or with the calendar alone.
    private func ledger(_ kind: String) throws -> String {
        let ledger = workspace.path(kind)
        let made = try Dossier.run(["init", ledger] + (kind == "bare" ? ["--bare"] : []))
        try #require(made.status == 0)
        return ledger
    }

    private static let commands = [
        "report @L --from 2025-01-01 --to 2025-12-31", "report @L --to 2025-12-31 --by unit",
        "form @L --from 2025-01-01 --to 2025-12-31",
        "form @L --from 2025-10-01 --to 2025-12-31 --check-carry-over 2025-07-01..2025-09-30",
        "detect @L", "detect @L --from 2025-01-01 --to 2025-12-31", "diff @L --as-of 2025-01-01",
        "diff @L --as-of 2025-01-01 --and 2025-12-31", "campaign @L --start 2025-09-01 --by unit",
        "weekly @L --week-ending 2025-09-28 --campaign-start 2025-09-01",
    ]

    @Test(
        "figures and hits are an answer of zeros that says that there is no event",
        arguments: ["bare", "plain"]
    )
    func zeros(_ kind: String) throws {
        let ledger = try ledger(kind)
        for command in EmptyLedgerTests.commands {
            for (language, told) in [
                ("vi", "lưu ý: sổ chưa có sự kiện hồ sơ nào, mọi số liệu bằng 0"),
                ("en", "note: there is no event of a dossier yet, so all figures are 0"),
            ] {
                let outcome = try Dossier.line("\(command) --lang \(language)", ledger)
                #expect(outcome.status == 0, "\(command): \(outcome.errorText)")
                #expect(!outcome.output.isEmpty, "\(command)")
                #expect(outcome.errorText.hasPrefix(told), "\(command): \(outcome.errorText)")
                #expect(outcome.errorText.filter { $0 == "\n" }.count == 1)
                #expect(!outcome.text.contains("9999"), "\(command)")
            }
        }
    }

    @Test("JSON and CSV stay what they are: the note is beside them", arguments: ["bare", "plain"])
    func data(_ kind: String) throws {
        let ledger = try ledger(kind)
        for command in EmptyLedgerTests.commands {
            let json = try Dossier.line("\(command) --format json", ledger)
            #expect(json.status == 0, "\(command)")
            #expect(try !Dossier.json(json).isEmpty, "\(command): \(json.text)")
            guard !command.hasPrefix("weekly") else { continue }
            let csv = try Dossier.line("\(command) --format csv", ledger)
            #expect(csv.status == 0 && csv.text.contains(","), "\(command)")
        }
        let report = try Dossier.json(
            Dossier.line("campaign @L --start 2025-09-01 --format json", ledger)
        )
        let total = try #require(report["total"] as? [String: [String: Any]])
        #expect(total["audited"]?["stock"] as? Int == 0)
    }

    @Test("a claim that there is nothing about cannot be checked", arguments: ["bare", "plain"])
    func claims(_ kind: String) throws {
        let claims = """
            {"document": {"id": "d", "title": "T", "issuer": "I", "date": "2025", "citation": "C"},
             "claims": [{"id": "c", "says": "s", "metric": "received", "from": "2025-07-01", "to": "2025-09-30",
               "relation": "equals", "value": 18}]}
            """
        let file = try workspace.write(claims, "claims.json")
        let outcome = try Dossier.run(["audit", try ledger(kind), file, "--lang", "en"])
        #expect(outcome.status == 1, "\(outcome.errorText)")
        #expect(outcome.text.contains("not checkable"))
        #expect(outcome.errorText.hasPrefix("note: there is no event of a dossier yet"))
    }

    @Test("what is named and not there is wrong use, and so is a report that nothing gives a day")
    func named() throws {
        let bare = try ledger("bare")
        for (command, told) in [
            ("history @L D", "no event of the ledger is of dossier D"),
            ("detect @L --unit H50", "there is no unit \"H50\""),
            ("report @L --to 2025-12-31 --unit H50", "there is no unit \"H50\""),
            ("form @L --from 2025-01-01 --to 2025-12-31 --unit H50", "there is no unit \"H50\""),
            ("diff @L --as-of 2025-01-01 --unit H50", "there is no unit \"H50\""),
            ("campaign @L --start 2025-09-01 --unit H50", "there is no unit \"H50\""),
            ("weekly @L --week-ending 2025-09-28 --unit H50", "there is no unit \"H50\""),
            ("report @L", "there are no events yet; bring some in with: dossier import LEDGER FILE"),
        ] {
            let outcome = try Dossier.line(command, bare)
            #expect(outcome.status == 2, "\(command)")
            #expect(outcome.output.isEmpty)
            #expect(outcome.errorText == "dossier: \(told)\n", "\(command): \(outcome.errorText)")
        }
    }
}
