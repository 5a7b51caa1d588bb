import TestSupport
import Testing

@Suite("a target whose folder is not there")
struct MissingFolderTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private static let claims = """
        {"document": {"id": "d", "title": "T", "issuer": "I", "date": "2025", "citation": "C"},
         "claims": [{"id": "c", "says": "s", "metric": "received", "from": "2025-07-01", "to": "2025-09-30",
           "relation": "equals", "value": 18}]}
        """

    @Test(
        "is the world's refusal, status 3, with every command that writes a file",
        arguments: [
            "audit @L @C --html @T", "audit @L @C --evidence @T",
            "weekly @L --week-ending 2025-09-28 --html @T",
            "history @L H50.17.02-250709-0001 --svg @T",
            "form @L --from 2025-01-01 --to 2025-06-30 -o @T",
            "form @L --from 2025-01-01 --to 2025-06-30 --format json -o @T",
            "form @L --from 2025-01-01 --to 2025-06-30 --format csv -o @T",
            "form @L --from 2025-01-01 --to 2025-06-30 --format xlsx -o @T",
            "export @L -o @T", "synthesise --inject none --dossiers 5 --truth @T",
        ]
    )
    func missing(_ line: String) throws {
        let claims = try workspace.write(MissingFolderTests.claims, "claims.json")
        let words = line.split(separator: " ").map { word in
            switch word {
            case "@L": ledger
            case "@C": claims
            case "@T": workspace.path("none/target")
            default: String(word)
            }
        }
        let outcome = try Dossier.run(words)
        #expect(outcome.status == 3, "\(outcome.errorText)")
        #expect(outcome.output.isEmpty || line.hasPrefix("synthesise"))
        #expect(outcome.errorText.contains("none/target: No such file or directory"), "\(outcome.errorText)")
    }
}
