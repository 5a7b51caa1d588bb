import Foundation
import TestSupport
import Testing

@Suite("dossier init, verify and stats")
struct LedgerCommandTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    private static let emptyRoot = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

    @Test("init makes a ledger with the calendar, and an empty one with --bare")
    func initialise() throws {
        let full = try Dossier.run(["init", workspace.path("full")])
        #expect(full.status == 0)
        #expect(
            full.text.hasPrefix(
                "Made the ledger \(workspace.path("full")) with the national calendar 2021–2026"
            )
        )
        let bare = try Dossier.run(["init", workspace.path("bare"), "--bare", "--format", "json"])
        #expect(bare.text == "{\"logSize\": 0, \"root\": \"\(LedgerCommandTests.emptyRoot)\"}\n")
        let exported = try Dossier.run(["export", workspace.path("full")])
        let lines = ExportedLines(exported.output)
        #expect(lines.isWhole && lines.lines.count == 6)
        #expect(exported.text.contains("\"type\":\"calendar.declared\""))
        // Two ledgers begin alike, whenever they were made.
        let other = try Dossier.run(["init", workspace.path("other"), "--format", "json", "--lang", "vi"])
        #expect(try Dossier.json(other)["root"] as? String == lines.root)
    }

    @Test("init leaves alone what is there, a ledger too")
    func initialiseAgain() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<2))
        let content = try workspace.content(of: "ledger")
        #expect(try Dossier.run(["init", ledger]).status == 2)
        #expect(try workspace.content(of: "ledger") == content)
        // An empty folder is taken.
        try FileManager.default.createDirectory(
            at: workspace.url.appendingPathComponent("new"),
            withIntermediateDirectories: false
        )
        #expect(try Dossier.run(["init", workspace.path("new")]).status == 0)
    }

    @Test("verify tells what it looked at, in words and in JSON")
    func verify() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let root = KnownFeed(events: 40).root(ofFirst: 40)
        let plain = try Dossier.run(["verify", ledger])
        #expect(
            plain.text
                == "Sound: 40 events, every hash fits; root \(root)\nThe balance closes for every unit.\n"
        )
        let deep = try Dossier.run(["verify", ledger, "--deep", "--lang", "vi"])
        #expect(
            deep.text
                == "Đúng: 40 sự kiện, mọi mã băm, cột, từ điển, chỉ mục và số liệu lưu sẵn khớp; gốc \(root)\n"
                + "Số liệu cân đối ở mọi đơn vị.\n"
        )
        for (option, isDeep) in [([], false), (["--deep"], true)] {
            let answer = try Dossier.json(Dossier.run(["verify", ledger, "--format", "json"] + option))
            #expect(
                Set(answer.keys)
                    == [
                        "sound", "deep", "uncomparedTallies", "logSize", "root", "computedRoot",
                        "balanceCloses", "faults",
                    ]
            )
            #expect(answer["sound"] as? Bool == true)
            #expect(answer["deep"] as? Bool == isDeep)
            #expect(answer["root"] as? String == root)
            #expect(answer["computedRoot"] as? String == root)
            #expect(answer["balanceCloses"] as? Bool == true)
            #expect((answer["faults"] as? [Any])?.isEmpty == true)
        }
        #expect(plain.error.isEmpty && deep.error.isEmpty)
    }

    @Test("an empty ledger is sound, has figures of 0, and exports nothing")
    func empty() throws {
        let ledger = try workspace.ledger()
        #expect(try Dossier.run(["verify", "--deep", ledger]).status == 0)
        #expect(try Dossier.run(["stats", ledger]).status == 0)
        #expect(try Dossier.run(["export", ledger]).output.isEmpty)
        let report = try Dossier.run([
            "report", ledger, "--format", "json", "--from", "2025-01-01", "--to", "2025-12-31",
        ])
        #expect(report.status == 0, "\(report.errorText)")
        // Without a period there is nothing that could name one.
        let unasked = try Dossier.run(["report", ledger])
        #expect(unasked.status == 2)
        let told = "dossier: there are no events yet; bring some in with: dossier import LEDGER FILE\n"
        #expect(unasked.errorText == told)
        let whole = try Dossier.json(report)
        #expect(whole["logSize"] as? Int == 0)
        let total = try #require(whole["total"] as? [String: [String: Any]])
        #expect(total["reported"]?["received"] as? Int == 0)
        #expect(total["audited"]?["onTimeRate"] is NSNull)
    }

    @Test("stats tells types, both clocks, what does not fit, and disk use")
    func stats() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<52))
        let answer = try Dossier.json(Dossier.run(["stats", ledger, "--format", "json"]))
        #expect(answer["logSize"] as? Int == 52)
        #expect(answer["root"] as? String == KnownFeed(events: 52).root(ofFirst: 52))
        #expect(
            answer["types"] as? [String: Int] == [
                "dossier.received": 11, "dossier.transferred": 11, "dossier.supplementRequested": 10,
                "dossier.supplemented": 10, "dossier.completed": 10,
            ]
        )
        let occurred = ["first": "2026-03-01T01:30:00+07:00", "last": "2026-03-11T02:30:00+07:00"]
        #expect(answer["occurredAt"] as? [String: String] == occurred)
        #expect(answer["recordedAt"] as? [String: String] == occurred)
        #expect(answer["dossiers"] as? Int == 11)
        #expect(answer["dossiersWithoutReceipt"] as? Int == 0)
        #expect(answer["unknownUnits"] as? Int == 8)
        #expect(answer["unknownProcedures"] as? Int == 1)
        #expect(answer["sealedSegments"] as? Int == 0)
        #expect(answer["tailEvents"] as? Int == 52)
        #expect(answer["fileBytes"] as? Int == (try workspace.read("ledger/data.mdb").count))
        let text = try Dossier.run(["stats", ledger]).text
        #expect(text.contains("procedures not published  1: 1.001\n"), "\(text)")
        #expect(text.contains("units not registered      8: H1, H1.0, H1.1, H1.2, H1.3, …\n"), "\(text)")
    }
}
