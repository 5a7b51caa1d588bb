import Foundation
import TestSupport
import Testing

@Suite("dossier diff")
struct DiffCommandTests {
    private let workspace: Workspace

    /// The stream that ships, with what an inspection and a court might add later.
    private let ledger: String

    private static let later = [
        """
        {"id":"late-1","type":"event.voided","occurredAt":"2025-12-01T09:00:00+07:00","actor":"CB-TT1",\
        "source":"thanh-tra","data":{"target":"demo-0203","reason":"ticked by mistake"}}
        """,
        """
        {"id":"late-2","type":"calendar.declared","occurredAt":"2025-12-02T09:00:00+07:00","source":"gov",\
        "data":{"days":[{"date":"2025-08-04","kind":"holiday"},{"date":"2025-08-05","kind":"holiday"}]}}
        """,
    ]

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.ledger("demo")
        let stream = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson").path
        let later = try workspace.write(DiffCommandTests.later.joined(separator: "\n"), "later.ndjson")
        let outcome = try Dossier.run(["import", ledger, stream, later])
        try #require(outcome.status == 0, "\(outcome.errorText)")
    }

    private func run(_ arguments: String) throws -> ChildProcess.Outcome {
        let words = arguments.split(separator: " ").map(String.init)
        let outcome = try Dossier.run([words[0], ledger] + words.dropFirst())
        try #require(outcome.status == 0, "\(outcome.errorText)")
        // Standard error is no terminal: no progress.
        #expect(outcome.error.isEmpty)
        return outcome
    }

    @Test("the text is the approved one", arguments: ["vi", "en"])
    func texts(_ language: String) throws {
        let quarter = try run(
            "diff --as-of 2025-10-05 --and 2025-12-31 --from 2025-07-01 --to 2025-09-30 --lang \(language)"
        )
        try expectGolden(quarter.text, "diff/quarter.\(language).txt")
        let month = try run(
            "diff --as-of 2025-08-20 --and 2025-09-05 --unit H50.17 --limit 3 --lang \(language)"
        )
        try expectGolden(month.text, "diff/month-of-land.\(language).txt")
        let nothing = try run("diff --as-of 2025-08-20 --and 2025-08-20 --lang \(language)")
        try expectGolden(nothing.text, "diff/nothing.\(language).txt")
    }

    @Test("no line of a text ends in a blank", arguments: ["vi", "en"])
    func blanks(_ language: String) throws {
        let text = try run("diff --as-of 2025-08-01 --lang \(language)").text
        for line in text.split(separator: "\n") { #expect(!line.hasSuffix(" "), "\(line)") }
    }

    @Test("two reports in JSON differ in exactly what the JSON of the diff says, unit by unit")
    func json() throws {
        let period = "--from 2025-07-01 --to 2025-09-30"
        let diff = try Dossier.json(
            run("diff --as-of 2025-08-20 --and 2025-12-31 \(period) --format json")
        )
        let reports = try ["2025-08-20", "2025-12-31"].map { moment in
            try Dossier.json(run("report --by unit --as-of \(moment) \(period) --format json"))
        }
        for (side, report) in zip(["before", "after"], reports) {
            let told = try #require(diff[side] as? [String: Any])
            #expect(told["asOf"] as? String == report["asOf"] as? String)
            #expect(told["at"] as? String == report["at"] as? String)
        }
        #expect(diff["root"] as? String == reports[1]["root"] as? String)
        let total = try #require(diff["total"] as? [String: Any])
        try expect(total, reports.map { $0["total"] as? [String: Any] ?? [:] })
        let rows = try #require(diff["rows"] as? [[String: Any]])
        #expect(rows.count == 3)
        for row in rows {
            let sides = reports.map { report in
                let rows = report["rows"] as? [[String: Any]] ?? []
                return rows.first {
                    ($0["group"] as? [String: Any])?["unit"] as? String == row["unit"] as? String
                }
            }
            try expect(row, sides.map { $0 ?? [:] })
        }
    }

    /// Holds the changes of a row against the same row of two reports.
    private func expect(_ changes: [String: Any], _ reports: [[String: Any]]) throws {
        for basis in ["reported", "audited"] {
            let changed = try #require(changes[basis] as? [String: Any])
            let sides = reports.map { $0[basis] as? [String: Any] ?? [:] }
            for key in Set(sides.flatMap(\.keys)) where sides.contains(where: { $0[key] is Int }) {
                let (one, other) = (sides[0][key] as? Int ?? 0, sides[1][key] as? Int ?? 0)
                guard one != other, !key.hasSuffix("Rate"), !key.hasSuffix("Coverage"), key != "satisfaction"
                else { continue }
                let change = try #require(changed[key] as? [String: Any], "\(basis), \(key)")
                #expect(change["before"] as? Int == one && change["after"] as? Int == other, "\(key)")
                #expect(change["difference"] as? Int == other - one, "\(key)")
            }
            for (key, value) in changed {
                guard let change = value as? [String: Any], let difference = change["difference"] as? Int
                else {
                    continue
                }
                #expect(difference != 0, "\(basis), \(key): what did not change is left out")
            }
        }
    }

    @Test("JSON and CSV list every dossier, text the first of them")
    func lists() throws {
        let json = try Dossier.json(run("diff --as-of 2025-07-20 --and 2025-12-31 --format json"))
        let dossiers = try #require(json["dossiers"] as? [[String: Any]])
        #expect(dossiers.count == json["moved"] as? Int)
        #expect(dossiers.count > 20)
        let csv = try run("diff --as-of 2025-07-20 --and 2025-12-31 --format csv").text
        let lines = csv.split(separator: "\r\n").dropFirst()
        #expect(
            Set(lines.map { String($0.prefix { $0 != "," }) })
                == Set(dossiers.compactMap { $0["dossier"] as? String })
        )
        let fields = Set(lines.map { $0.count { $0 == "," } })
        #expect(fields == [33])
        let text = try run("diff --as-of 2025-07-20 --and 2025-12-31 --lang en").text
        #expect(text.contains("the first 20 of \(dossiers.count); --limit \(dossiers.count) shows all"))
        let cut = try Dossier.json(
            run("diff --as-of 2025-07-20 --and 2025-12-31 --format json --limit 2")
        )
        #expect((cut["dossiers"] as? [Any])?.count == 2)
        let figures = try run("diff --as-of 2025-07-20 --and 2025-12-31 --format csv --figures").text
        #expect(figures.hasPrefix("row,unit,basis,figure,before,after,difference\r\n"))
        #expect(figures.contains("\r\ntotal,,audited,received,"))
    }

    @Test("wrong use ends with status 2 and one line that says what would be right")
    func wrongUse() throws {
        let uses = [
            ("", "Missing expected argument '--as-of <moment>'"),
            ("--as-of yesterday", "a moment is written as"),
            (
                "--as-of 2025-08-05 --and 2025-08-04",
                "--and 2025-08-04T23:59:59.999+07:00 is before --as-of 2025-08-05T23:59:59.999+07:00"
            ),
            (
                "--as-of 2025-08-05 --at 2025-08-06",
                "both sides can be counted at 2025-08-05T23:59:59.999+07:00"
            ),
            ("--as-of 2025-08-05 --unit H50.4", "there is no unit \"H50.4\"; the nearest: H50.41"),
            (
                "--as-of 2025-08-05 --from 2025-08-02 --to 2025-08-01",
                "the period ends (2025-08-01) before it begins"
            ),
            ("--as-of 2025-08-05 --figures", "--figures needs --format csv"),
            ("--as-of 2025-08-05 --limit=-1", "a whole number from 0 on is due"),
            ("--as-of 2025-08-05 --format xml", "'text', 'json' or 'csv'"),
        ]
        for (arguments, told) in uses {
            let outcome = try Dossier.run(
                ["diff", ledger] + arguments.split(separator: " ").map(String.init)
            )
            #expect(outcome.status == 2, "\(arguments)")
            #expect(outcome.output.isEmpty, "\(arguments)")
            #expect(outcome.errorText.contains(told), "\(arguments): \(outcome.errorText)")
            #expect(outcome.errorText.filter { $0 == "\n" }.count == 1, "\(arguments): \(outcome.errorText)")
        }
    }
}
