import Foundation
import TestSupport
import Testing

/// The commands speak of the same things in the same words.
@Suite("one vocabulary")
struct OneVocabularyTests {
    private let workspace: Workspace
    private let ledger: String

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.demoLedger()
    }

    private static let claims = """
        {"document": {"id": "demo", "title": "T", "issuer": "I", "date": "2025-10-05", "citation": "C"},
         "claims": [{"id": "received", "says": "18", "metric": "received", "from": "2025-07-01", "to": "2025-09-30",
           "relation": "equals", "value": 18}]}
        """

    private static let commands = [
        "report @L --from 2025-01-01 --to 2025-12-31 --by unit",
        "form @L --from 2025-10-01 --to 2025-12-31",
        "form @L --from 2025-10-01 --to 2025-12-31 --basis audited",
        "diff @L --as-of 2025-08-20 --and 2025-09-05",
        "history @L H50.17.02-250709-0001", "history @L H50.17.02-250715-0001 --at 2025-08-20",
        "replay @L --unit H50 --from 2025-08-20 --to 2025-09-05 --step week",
        "replay @L --unit H50 --from 2025-08-20 --to 2025-09-05 --step event",
        "campaign @L --start 2025-09-01 --days 45 --to 2025-09-28 --by unit",
        "weekly @L --week-ending 2025-09-28 --campaign-start 2025-09-01",
    ]

    private func texts(_ language: String) throws -> [(name: String, text: String)] {
        var texts: [(name: String, text: String)] = []
        for command in OneVocabularyTests.commands {
            let outcome = try Dossier.line("\(command) --lang \(language)", ledger)
            try #require(outcome.status == 0, "\(command): \(outcome.errorText)")
            texts.append((command, outcome.text))
        }
        let claims = try workspace.write(OneVocabularyTests.claims, "claims-\(language).json")
        let audit = ["audit", ledger, claims, "--lang", language]
        texts.append(("audit", try Dossier.run(audit).text))
        for (name, arguments) in [
            ("audit", audit),
            ("weekly", ["weekly", ledger, "--week-ending", "2025-09-28", "--lang", language]),
        ] {
            let page = "\(name)-\(language).html"
            _ = try Dossier.run(arguments + ["--html", workspace.path(page)])
            texts.append((page, String(decoding: try workspace.read(page), as: UTF8.self)))
        }
        return texts
    }

    @Test("every text calls the bases by the same words")
    func bases() throws {
        for (name, text) in try texts("vi") {
            let lower = text.lowercased()
            let isOfOne = name.hasPrefix("form")
            #expect(isOfOne || lower.contains("theo báo cáo") && lower.contains("theo quy định"), "\(name)")
            #expect(
                !isOfOne || lower.contains(name.hasSuffix("audited") ? "theo quy định:" : "theo báo cáo:")
            )
            for old in ["kiểm toán", "theo hệ thống", " reported", " audited"] {
                #expect(!lower.contains(old), "\(name): \(old)")
            }
        }
        for (name, text) in try texts("en") {
            let lower = text.lowercased()
            let isOfOne = name.hasPrefix("form")
            #expect(isOfOne || lower.contains("as reported") && lower.contains("as audited"), "\(name)")
            for (index, word) in ["reported", "audited"].enumerated() {
                let all = lower.components(separatedBy: word).count
                let named = lower.components(separatedBy: "as " + word).count
                #expect(all == named, "\(name): \(index == 0 ? "reported" : "audited") without its as")
            }
        }
    }

    @Test("dates are those of the language, and what is less than nothing has a minus")
    func datesAndSigns() throws {
        for (name, text) in try texts("vi") where !name.hasSuffix(".html") {
            for line in text.split(separator: "\n") where !line.contains("--") {
                #expect(line.firstMatch(of: /(^|[^-0-9])20\d\d-\d\d-\d\d/) == nil, "\(name): \(line)")
            }
        }
        for language in ["vi", "en"] {
            for (name, text) in try texts(language) where !name.hasSuffix(".html") {
                for line in text.split(separator: "\n") {
                    #expect(line.firstMatch(of: /(^| )-\d/) == nil, "\(name): \(line)")
                }
                if language == "en" {
                    #expect(text.firstMatch(of: /\d\d\/\d\d\/20\d\d/) == nil, "\(name)")
                }
            }
        }
        #expect(try texts("vi").contains { $0.name.hasPrefix("diff") && $0.text.contains("−") })
    }
}
