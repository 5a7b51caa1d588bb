import TestSupport
import Testing

@Suite("wrong use")
struct WrongUseTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    /// A use that is wrong; `@L` stands for a ledger with events, `@F` for a file that is there.
    struct Use: Sendable, CustomTestStringConvertible {
        let arguments: String
        /// What the one line on standard error has to tell.
        let tells: String

        init(_ arguments: String, _ tells: String) {
            self.arguments = arguments
            self.tells = tells
        }

        var testDescription: String { arguments }
    }

    private static let day = "a day is written as 2025-12-31"
    private static let moment = "a moment is written as 2025-12-31T17:00:00+07:00"
    private static let number = "a whole number from 0 on is due"

    private static let uses = [
        Use("synthesise", "one of these is due: --events N, --document ID, --inject KIND=N,…"),
        Use("synthesise --events 0", "--events is from 1 to 2000000000"),
        Use("synthesise --events 5 --scale 2", "--scale goes with --document"),
        Use(
            "synthesise --events 5 --document tra-vinh-2023",
            "one of these is due: --events N, --document ID, --inject KIND=N,…"
        ),
        Use(
            "synthesise --document tra-vinh",
            "no document is called 'tra-vinh'; there are phu-tho-2026, to-cong-tac-7-2025, hanh-chinh-cong-2021,"
                + " quang-tri-2023-h1, tra-vinh-2023"
        ),
        Use(
            "synthesise --document tra-vinh-2023 --scale 0",
            "--scale is a decimal number over 0 and up to 10"
        ),
        Use("report @L --from 2025-13-01", day),
        Use("report @L --from 2025-02-29", day),
        Use("report @L --to 01/02/2025", day),
        Use("report @L --to", "--to"),
        Use(
            "report @L --from 2025-02-01 --to 2025-01-31",
            "the period ends (2025-01-31) before it begins (2025-02-01)"
        ),
        Use("report @L --as-of 2025-01-01T00:00:00", moment),
        Use("report @L --as-of yesterday", moment),
        Use("report @L --by unit,foo", "one of these is due: unit, sector, channel, procedure"),
        Use("report @L --by unit,unit", "unit is given twice"),
        Use("report @L --by unit,", "one of these is due: unit, sector, channel, procedure"),
        Use("report @L --channel fax", "one of these is due: counter, online, postal"),
        Use(
            "report @L --level region",
            "one of these is due: national, province, department, branch, district"
        ),
        Use("report @L --log-size 11", "--log-size 11: the ledger has 10 events"),
        Use("report @L --log-size ten", number),
        Use("report @L --log-size=-1", number),
        Use("export @L --log-size 11", "--log-size 11: the ledger has 10 events"),
        Use("export @L --log-size 1.5", number),
        Use("export @L --format xml", "'ndjson', 'xes', 'ocel' or 'csv'"),
        Use("export @L --output @F", "@F: File exists"),
        Use("report @L --format xml", "'text', 'json' or 'csv'"),
        Use("report @L --lang fr", "'vi' and 'en'"),
        Use("report @L --rollup", "--rollup needs unit among the groups of --by"),
        Use("report @L --unit H1.9", "there is no unit \"H1.9\"; the nearest: H1.0"),
        Use("report @L --unit h1", "there is no unit \"h1\"; the nearest: H1"),
        Use("report @L --procedure 1.002", "there is no procedure \"1.002\"; the nearest: 1.001"),
        Use("report @L --sector land", "there is no sector \"land\""),
        Use("report @L --rules none.json", "none.json: No such file or directory"),
        Use("report @L --rules @F", "@F: "),
        Use("append @L --expect next", number),
        Use("append @L --max-size 5", "the size is from 1MiB to 64TiB"),
        Use("append @L --max-size 5PiB", "a size is written as 500MiB, 64GiB or 2TiB"),
        Use("append @L --max-size 99999999TiB", "the size is from 1MiB to 64TiB"),
        Use("import @L", "name at least one file, or - for standard input"),
        Use("import @L none.ndjson", "cannot open none.ndjson: No such file or directory"),
        Use("import @L @F --source=", "Missing value for '--source <source>'"),
        Use("import @L @F --mapping none.json", "none.json: No such file or directory"),
        Use("import @L @F --mapping @F", "@F: "),
        Use("import", "name the ledger and the files: dossier import LEDGER FILE…"),
        Use("init @L", "@L is there already and is not empty; nothing was changed"),
        Use("init @F", "@F is there already and is not empty; nothing was changed"),
        Use("init a b", "Unexpected argument 'b'"),
        Use("report none", "there is no folder none; make a ledger with: dossier init none"),
        Use("stats @F", "@F is not a ledger"),
        Use("verify @L --deeper", "Unknown option '--deeper'"),
        Use("stats @L --format csv", "'text' and 'json'"),
        Use(
            "frobnicate LEDGER",
            "there is no command frobnicate; one of these is due: init, import, append, report"
        ),
        Use("reprot @L", "there is no command reprot"),
        Use("--frobnicate", "Unknown option '--frobnicate'"),
        Use("report", "name the ledger's folder, or set DOSSIER_LEDGER"),
        Use("append", "name the ledger's folder, or set DOSSIER_LEDGER"),
        Use("export", "name the ledger's folder, or set DOSSIER_LEDGER"),
        Use("verify", "name the ledger's folder, or set DOSSIER_LEDGER"),
        Use("stats", "name the ledger's folder, or set DOSSIER_LEDGER"),
        Use("init", "name the ledger's folder, or set DOSSIER_LEDGER"),
    ]

    @Test("a wrong use ends with status 2, one line that says what would be right, and an untouched ledger")
    func wrongUses() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<10))
        let file = try workspace.write("no event\n", "feed.txt")
        let content = try workspace.content(of: "ledger")
        for use in WrongUseTests.uses {
            let words = use.arguments.split(separator: " ").map { word in
                String(word).replacing("@L", with: ledger).replacing("@F", with: file)
            }
            let outcome = try Dossier.run(words)
            let told = outcome.errorText
            #expect(outcome.status == 2, "\(use.arguments): \(told)")
            #expect(outcome.output.isEmpty, "\(use.arguments): \(outcome.text)")
            #expect(told.hasPrefix("dossier: "), "\(use.arguments): \(told)")
            #expect(
                told.filter { $0 == "\n" }.count == 1 && told.hasSuffix("\n"),
                "\(use.arguments): \(told)"
            )
            let tells = use.tells.replacing("@L", with: ledger).replacing("@F", with: file)
            #expect(told.contains(tells), "\(use.arguments): \(told)")
        }
        #expect(try workspace.content(of: "ledger") == content)
    }

    @Test("wrong use is told in Vietnamese where that is asked for, by option or by environment")
    func vietnamese() throws {
        let ledger = try workspace.ledger()
        let text = "dossier: không có thư mục \(ledger)x; tạo sổ mới bằng: dossier init \(ledger)x\n"
        #expect(try Dossier.run(["stats", ledger + "x", "--lang", "vi"]).errorText == text)
        #expect(try Dossier.run(["stats", ledger + "x", "--lang=vi"]).errorText == text)
        #expect(
            try Dossier.run(["stats", ledger + "x"], environment: ["LANG": "vi_VN.UTF-8"]).errorText == text
        )
        let over = ["LANG": "en_US.UTF-8", "LC_ALL": "vi_VN.UTF-8"]
        #expect(try Dossier.run(["stats", ledger + "x"], environment: over).errorText == text)
        let english = try Dossier.run(["stats", ledger + "x", "--lang", "en"], environment: over)
        #expect(english.errorText.hasPrefix("dossier: there is no folder"))
    }

    @Test("DOSSIER_LEDGER names the ledger of every command where the argument is left out")
    func ledgerOfEnvironment() throws {
        let ledger = workspace.path("ledger")
        let other = try workspace.ledger("other")
        let feed = try workspace.write(SampleEvents.feed(0..<3), "feed.ndjson")
        let named = ["DOSSIER_LEDGER": ledger]
        #expect(try Dossier.run(["init", "--bare"], environment: named).status == 0)
        #expect(try Dossier.run(["import", feed], environment: named).status == 0)
        let appended = try Dossier.run(["append"], input: SampleEvents.feed(3..<4), environment: named)
        #expect(appended.text == "3\n")
        #expect(try Dossier.run(["export"], environment: named).output == SampleEvents.feed(0..<4))
        for command in ["report", "verify", "stats"] {
            let outcome = try Dossier.run([command, "--format", "json"], environment: named)
            #expect(try Dossier.json(outcome)["logSize"] as? Int == 4)
        }
        // An argument goes before the environment.
        #expect(try Dossier.run(["export", other], environment: named).output.isEmpty)
        #expect(try Dossier.run(["import", other, feed], environment: named).status == 0)
        #expect(try Dossier.run(["export", other], environment: named).output == SampleEvents.feed(0..<3))
        // An empty name is none.
        #expect(try Dossier.run(["stats"], environment: ["DOSSIER_LEDGER": ""]).status == 2)
    }

    @Test("help and version are answers: standard output, status 0")
    func helpAndVersion() throws {
        for arguments in [["--help"], ["report", "--help"], ["help", "import"], []] {
            let outcome = try Dossier.run(arguments)
            #expect(outcome.status == 0)
            #expect(outcome.text.contains("USAGE: dossier"))
            #expect(outcome.error.isEmpty)
        }
        let version = try Dossier.run(["--version"])
        #expect(version.status == 0)
        #expect(version.text.contains("ledger format 2"))
        #expect(version.text.contains("LMDB"))
    }
}
