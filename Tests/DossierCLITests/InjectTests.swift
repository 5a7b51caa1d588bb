import Foundation
import TestSupport
import Testing

@Suite("synthesise --inject")
struct InjectTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    @Test("the stream goes to standard output, the truth to its file, and the import takes every line")
    func whole() throws {
        let truth = workspace.path("truth.ndjson")
        let words = ["synthesise", "--inject", "lateTick=2,split=1", "--dossiers", "60", "--truth", truth]
        let outcome = try Dossier.run(words)
        #expect(outcome.status == 0)
        #expect(
            outcome.errorText == """
                60 dossiers; 3 hits that detectors must have, in \(truth)
                note: the stream adopts the rule set minh-giang-2025; ask of it with --rules fixtures/rules/minh-giang-2025.json

                """
        )
        let help = try Dossier.run(["synthesise", "--help"]).text
        #expect(help.contains("fixtures/rules/minh-giang-2025.json"))
        let hits = String(decoding: try workspace.read("truth.ndjson"), as: UTF8.self)
        #expect(hits.split(separator: "\n").count == 3)
        #expect(hits.hasPrefix("{\"case\":1,\"date\":null,\"detector\":\"lateTick\","))
        let ledger = try workspace.ledger()
        let fed = try Dossier.run(["import", ledger, "-"], input: outcome.output)
        #expect(fed.status == 0, "\(fed.errorText)")
        let report = try Dossier.run(["report", ledger, "--format", "csv", "--to", "2026-01-31"])
        #expect(report.status == 0, "\(report.errorText)")
        // A truth that is there is never written over, and nothing comes out.
        let again = try Dossier.run(words)
        #expect(again.status == 2)
        #expect(again.output.isEmpty)
        #expect(again.errorText == "dossier: \(truth): File exists\n")
        #expect(String(decoding: try workspace.read("truth.ndjson"), as: UTF8.self) == hits)
    }

    @Test("none and nothing give the clean stream, the same for a seed", arguments: ["none", ""])
    func clean(kinds: String) throws {
        let start = ["synthesise", "--inject", kinds, "--dossiers", "40", "--seed", "9", "--truth"]
        let outcome = try Dossier.run(start + [workspace.path("truth")])
        #expect(outcome.status == 0)
        #expect(try workspace.read("truth").isEmpty)
        #expect(outcome.text.matches(of: /"type":"dossier.received"/).count == 40)
        #expect(try Dossier.run(start + [workspace.path("other")]).output == outcome.output)
    }

    @Test("a reader that goes away leaves no truth behind")
    func brokenPipe() throws {
        let truth = workspace.path("truth")
        let words = ["synthesise", "--inject", "none", "--dossiers", "2000", "--truth", truth]
        let child = try Dossier.start(words)
        _ = try child.readLine()
        child.closeOutput()
        #expect(try child.finish().status == 0)
        #expect(!FileManager.default.fileExists(atPath: truth))
    }

    @Test("a truth that cannot be written is told after the stream")
    func unwritable() throws {
        let words = ["synthesise", "--inject", "none", "--dossiers", "5", "--truth"]
        let outcome = try Dossier.run(words + [workspace.path("none/truth")])
        #expect(outcome.status == 3)
        #expect(outcome.errorText.contains("none/truth: No such file or directory"))
    }

    @Test(
        "wrong use ends with status 2 and one line that says what would be right",
        arguments: [
            ("--inject lateTik=1 --truth @T", "there is no kind \"lateTik\"; the nearest first: lateTick, "),
            ("--inject =1 --truth @T", "there is no kind \"\"; the nearest first: split, "),
            (
                "--inject lateTick=x --truth @T",
                "the count of lateTick is from 0 to 2000, written KIND=N; the kinds: "
            ),
            ("--inject lateTick --truth @T", "the count of lateTick is from 0 to 2000"),
            ("--inject split=1,split=1 --truth @T", "split is given twice"),
            ("--inject lateTick=1", "--inject needs --truth FILE"),
            ("--inject none", "--inject needs --truth FILE"),
            ("--inject none --events 5 --truth @T", "one of these is due: --events N"),
            ("--events 5 --truth @T", "--dossiers and --truth go with --inject"),
            ("--events 5 --dossiers 5", "--dossiers and --truth go with --inject"),
            ("", "one of these is due: --events N"),
            ("--inject none --dossiers 0 --truth @T", "--dossiers is from 1 to 100000"),
            ("--inject none --dossiers 100001 --truth @T", "--dossiers is from 1 to 100000"),
            ("--inject massClosing=1 --dossiers 20 --truth @T", "--dossiers 20: the cases alone have "),
        ]
    )
    func wrongUse(arguments: String, tells: String) throws {
        let truth = workspace.path("truth")
        let words = arguments.split(separator: " ").map { $0 == "@T" ? truth : String($0) }
        let outcome = try Dossier.run(["synthesise"] + words)
        #expect(outcome.status == 2, "\(outcome.errorText)")
        #expect(outcome.output.isEmpty)
        #expect(outcome.errorText.contains(tells), "\(outcome.errorText)")
        #expect(outcome.errorText.filter { $0 == "\n" }.count == 1)
        #expect(!FileManager.default.fileExists(atPath: truth))
        let vietnamese = try Dossier.run(["synthesise"] + words + ["--lang", "vi"])
        #expect(vietnamese.status == 2)
    }
}
