import Archive
import Audit
import Foundation
import LedgerStore
import MerkleLog
import TestSupport
import Testing

@Suite("dossier pack and check-pack")
struct PackCommandTests {
    private let workspace: Workspace
    private let ledger: String
    private let key: String
    private let claims: String
    private let verifier: String

    private static let stream: [String] = {
        let url = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson")
        return ((try? String(contentsOf: url, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
    }()

    private static let file = """
        {"document": {"id": "demo", "title": {"vi": "Báo cáo quý III", "en": "Report of the quarter"}, "issuer": "Phường",
          "date": "2025-10-05", "citation": "số 12"},
         "claims": [
          {"id": "received", "says": "18 received", "metric": "received", "scope": {"unit": "H50.17.02"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": 18}]}
        """

    init() throws {
        workspace = try Workspace()
        ledger = try workspace.ledger("demo", events: PackCommandTests.stream)
        claims = try workspace.write(PackCommandTests.file, "claims.json")
        let secret = try PackCommandTests.signer(1)
        verifier = secret.verifier.text
        key = try workspace.write(secret.secretText + "\n", "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    }

    private static func signer(_ number: UInt8) throws -> SigningKey {
        try SigningKey(name: KeyName("dossier.example.vn/demo"), seed: Array(repeating: number, count: 32))
    }

    private func pack(_ name: String, _ arguments: [String]) throws -> ChildProcess.Outcome {
        try Dossier.run(["pack", ledger, "--out", workspace.path(name)] + arguments)
    }

    private func check(_ name: String, _ arguments: [String]) throws -> ChildProcess.Outcome {
        try Dossier.run(["check-pack", workspace.path(name)] + arguments)
    }

    private func files(_ name: String) throws -> [ArchiveFile] {
        try ZipReader(maxFiles: 32, maxBytes: 1 << 26).read(workspace.read(name)) { _ in true }
    }

    private func content(_ pack: String, _ file: String) throws -> [UInt8] {
        try #require(try files(pack).first { $0.name == file }?.bytes)
    }

    private static let asked = [
        ["--claims"], ["--dossier", "H50.41-250701-0001"], ["--detect", "--unit", "H50.17.02"], ["--detect"],
    ]

    @Test(
        "each kind in both languages and coverages is written, holds, and says what it proves",
        arguments: PackCommandTests.asked,
        [[], ["--whole"]]
    )
    func kinds(_ question: [String], _ coverage: [String]) throws {
        let asked = question == ["--claims"] ? ["--claims", claims] : question
        for language in ["vi", "en"] {
            let name = "\(language).zip"
            let made = try pack(name, asked + coverage + ["--key", key, "--lang", language])
            #expect(made.status == 0, "\(made.errorText)")
            #expect(made.text.hasPrefix(workspace.path(name) + ": "))
            #expect(made.text.contains("dossier.example.vn/demo"))
            let checked = try check(name, ["--verifier", verifier, "--lang", language])
            #expect(checked.status == 0, "\(checked.text)\(checked.errorText)")
            #expect(
                checked.text.contains(
                    language == "vi" ? "Gói đúng: mọi bước" : "The pack holds: every check held"
                )
            )
            let page = try content(name, "page.html")
            let outline = PageOutline(page)
            #expect(outline != nil, "the page is not well-formed")
            let text = String(decoding: page, as: UTF8.self)
            let json = try Dossier.json(try check(name, ["--verifier", verifier, "--format", "json"]))
            #expect(json["verdict"] as? String == "holds")
            let withheld = json["withheld"] as? Int
            let (all, left, hidden) =
                language == "vi"
                ? ("có đủ mọi sự kiện", "không chứng minh được là không thiếu", "bị giữ lại và chỉ có mã băm")
                : (
                    "has every event of the ledger", "cannot prove that nothing was left out",
                    "withheld, with only their"
                )
            let due = withheld == 0 ? all : coverage.isEmpty ? left : hidden
            #expect(text.contains(due))
            #expect(checked.text.contains(due))
            #expect(made.text.contains(due))
            #expect(text.contains("dossier.example.vn/demo"))
            #expect((withheld == 0) == (asked == ["--detect"]))
        }
        let again = try pack(
            "again.zip",
            asked + coverage + ["--key", key, "--lang", "en", "--format", "json"]
        )
        #expect(again.status == 0)
        let told = try Dossier.json(again)
        let read = try Dossier.json(try check("again.zip", ["--format", "json"]))
        for key in ["kind", "origin", "logSize", "root", "coverage", "events"] {
            #expect("\(told[key] ?? "-")" == "\(read[key] ?? "+")")
        }
        #expect(told["bytes"] as? Int == (try workspace.read("again.zip")).count)
        #expect(told["hashes"] as? Int == (try content("again.zip", "hashes")).count / 32)
        #expect(try workspace.read("again.zip") == workspace.read("en.zip"))
    }

    @Test("the filters of a question are in the pack, and its answer is that of the command")
    func filters() throws {
        let filter = [
            "--unit", "H50.17.02", "--from", "2025-07-01", "--to", "2025-09-30", "--only",
            "endlessPause,split",
        ]
        let made = try pack(
            "p.zip",
            ["--detect", "--as-of", "2025-10-05", "--key", key, "--lang", "en"] + filter
        )
        #expect(made.status == 0, "\(made.errorText)")
        #expect(
            String(decoding: try content("p.zip", "question.json"), as: UTF8.self) == """
                {"kind": "detect", "asOf": "2025-10-05T23:59:59.999+07:00", "lang": "en", "only": ["endlessPause", "split"], \
                "unit": "H50.17.02", "from": "2025-07-01", "to": "2025-09-30"}

                """
        )
        let found = try Dossier.json(
            try Dossier.run(["detect", ledger, "--as-of", "2025-10-05", "--format", "json"] + filter)
        )
        let answer = try #require(
            try JSONSerialization.jsonObject(with: Data(content("p.zip", "answer.json"))) as? [String: Any]
        )
        #expect(answer["hits"] as? NSArray == found["hits"] as? NSArray)
        #expect(!(try #require(answer["hits"] as? NSArray)).description.isEmpty)
        #expect(answer["units"] == nil && answer["root"] == nil && answer["logSize"] == nil)
    }

    @Test("a kept checkpoint is taken where no key is given, and the events behind it do not count")
    func kept() throws {
        let without = try pack("p.zip", ["--detect"])
        #expect(without.status == 2)
        #expect(without.errorText.contains("keeps no checkpoint"))
        #expect(!FileManager.default.fileExists(atPath: workspace.path("p.zip")))
        try keep(100, signer: 1)
        try keep(200, signer: 1)
        #expect(try pack("new.zip", ["--detect"]).status == 0)
        #expect(try pack("old.zip", ["--detect", "--checkpoint", "100"]).status == 0)
        for (name, size) in [("new.zip", 200), ("old.zip", 100)] {
            let json = try Dossier.json(try check(name, ["--verifier", verifier, "--format", "json"]))
            #expect(json["logSize"] as? Int == size)
            #expect(json["verdict"] as? String == "holds")
        }
        let missing = try pack("p.zip", ["--detect", "--checkpoint", "150"])
        #expect(missing.status == 2)
        #expect(missing.errorText.contains("no checkpoint of 150 events"))
    }

    private func keep(_ size: UInt64, signer: UInt8, root: Digest? = nil) throws {
        let store = try Ledger.open(at: ledger, for: .appending)
        let key = try PackCommandTests.signer(signer)
        let found = try store.read { try $0.root(ofFirst: size) }
        let checkpoint = try Checkpoint(
            origin: key.verifier.name.text,
            size: TreeSize(size),
            root: root ?? found
        )
        try store.keep(checkpoint: checkpoint.sign(with: key).encode(), size: TreeSize(size))
    }

    @Test("a checkpoint of another history is not packed, and no second history is signed")
    func history() throws {
        try keep(100, signer: 1, root: TreeHash.empty)
        for arguments in [["--detect"], ["--detect", "--key", key]] {
            let made = try pack("p.zip", arguments)
            #expect(made.status == 1)
            #expect(made.errorText.contains("the checkpoint of 100 events is not of this history"))
        }
    }

    @Test("what a pack is signed with is kept, so that no second history is signed later")
    func signedIsKept() throws {
        #expect(try pack("p.zip", ["--detect", "--key", key]).status == 0)
        let size = PackCommandTests.stream.count
        do {
            let store = try Ledger.open(at: ledger, for: .reading)
            #expect(try KeptCheckpoints.all(in: store).map { Int($0.unverified.size.rawValue) } == [size])
        }
        #expect(try pack("q.zip", ["--detect"]).status == 0)
        // Another key of the same name adds its line; one of another name is refused, as by dossier checkpoint.
        let other = try SigningKey(name: KeyName("another"), seed: Array(repeating: 3, count: 32))
        let path = try workspace.write(other.secretText + "\n", "other")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let refused = try pack("r.zip", ["--detect", "--key", path])
        #expect(refused.status == 2 && refused.errorText.contains("--origin another"), "\(refused.errorText)")
        #expect(!FileManager.default.fileExists(atPath: workspace.path("r.zip")))
    }

    @Test("what is there already is not written over, and nothing is left beside it")
    func existing() throws {
        _ = try workspace.write("mine", "p.zip")
        let made = try pack("p.zip", ["--detect", "--key", key])
        #expect(made.status == 2)
        #expect(try workspace.read("p.zip") == Array("mine".utf8))
        #expect(try pack("q.zip", ["--detect", "--key", key]).status == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: workspace.url.path).sorted()
        #expect(names == ["claims.json", "demo", "key", "p.zip", "q.zip"])
        let mode =
            try FileManager.default.attributesOfItem(atPath: workspace.path("q.zip"))[.posixPermissions]
            as? Int
        #expect(mode.map { $0 & 0o600 } == 0o600)
    }

    @Test(
        "wrong use says what would be right",
        arguments: [
            ([], "one of --claims, --dossier and --detect is due"),
            (["--detect", "--dossier", "X"], "one of --claims, --dossier and --detect is due"),
            (["--dossier", "X", "--unit", "H50"], "go with --detect"),
            (["--detect", "--key", "k", "--checkpoint", "3"], "give one of them"),
            (["--detect", "--only", "nothing"], "there is no detector"),
            (["--detect", "--unit", "H50.17.2"], "H50.17.02"),
            (["--dossier", "H50.41-250701-0009"], "H50.41-250701-000"),
        ] as [([String], String)]
    )
    func use(_ arguments: [String], _ words: String) throws {
        let needsKey = !arguments.contains("--key") && !arguments.isEmpty
        let made = try pack("p.zip", arguments + (needsKey ? ["--key", key] : []))
        #expect(made.status == 2)
        #expect(made.errorText.contains(words), "\(made.errorText)")
    }

    @Test("a key that others may read is refused with the command that mends it")
    func openKey() throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
        let made = try pack("p.zip", ["--detect", "--key", key])
        #expect(made.status == 2)
        #expect(made.errorText.contains("chmod 600 "))
        let none = try pack("p.zip", ["--detect", "--key", claims])
        #expect(none.status == 2)
    }

    @Test("a changed pack ends with status 1 and names the file; what is no pack with 2")
    func changed() throws {
        #expect(try pack("p.zip", ["--claims", claims, "--key", key]).status == 0)
        var files = try files("p.zip")
        let place = try #require(files.firstIndex { $0.name == "answer.json" })
        files[place].bytes[20] ^= 1
        _ = try workspace.write(ZipWriter.bytes(of: files), "changed.zip")
        let found = try check("changed.zip", ["--verifier", verifier])
        #expect(found.status == 1)
        #expect(found.text.contains("FAILED: answer.json: its hash is not that of the manifest"))
        #expect(found.text.contains("The pack does not hold"))
        #expect(!found.text.contains("every check held"))
        #expect(try check("claims.json", []).status == 2)
        #expect(try check("missing.zip", []).status == 2)
        #expect(try Dossier.run(["check-pack", workspace.url.path]).status != 0)
    }

    @Test("what a pack says of itself cannot steer the terminal")
    func terminal() throws {
        #expect(try pack("p.zip", ["--detect", "--key", key]).status == 0)
        var files = try files("p.zip")
        let manifest = String(decoding: files[0].bytes, as: UTF8.self)
            .replacingOccurrences(of: "dossier.example.vn/demo", with: "\\u001b[2J\\u202e\\n  archive  held")
        files[0].bytes = Array(manifest.utf8)
        _ = try workspace.write(ZipWriter.bytes(of: files), "changed.zip")
        let found = try check("changed.zip", ["--verifier", verifier])
        #expect(found.status == 1)
        #expect(found.text.contains("ledger ?[2J??  archive  held, 300 events"), "\(found.text)")
        #expect(!found.text.contains("\u{1B}"))
    }

    @Test("without a key the answer does not say that the pack holds; a key may come from a file or a policy")
    func trust() throws {
        #expect(try pack("p.zip", ["--claims", claims, "--key", key]).status == 0)
        let open = try check("p.zip", [])
        #expect(open.status == 0)
        #expect(open.text.contains("not checked: no verifier key given"))
        #expect(!open.text.contains("The pack holds"))
        #expect(try Dossier.json(check("p.zip", ["--format", "json"]))["verdict"] as? String == "unsigned")
        let keys = try workspace.write(verifier + "\n", "keys")
        #expect(try check("p.zip", ["--verifier", keys]).text.contains("The pack holds"))
        let policy = try workspace.write("log \(verifier)\nquorum none\n", "policy")
        #expect(try check("p.zip", ["--policy", policy]).text.contains("The pack holds"))
        let other = try PackCommandTests.signer(2).verifier.text
        #expect(try check("p.zip", ["--verifier", other]).status == 1)
        #expect(try check("p.zip", ["--verifier", "nonsense"]).status == 2)
        #expect(try check("p.zip", ["--verifier", other, "--policy", policy]).status == 2)
    }

    @Test("a pack that unpacks to more than the limit is refused")
    func limit() throws {
        let zero = ArchiveFile(name: "rules/zero.json", bytes: Array(repeating: 0, count: 2 << 20))
        _ = try workspace.write(ZipWriter.bytes(of: [zero]), "bomb.zip")
        let found = try check("bomb.zip", ["--max-bytes", "1MiB"])
        #expect(found.status == 1)
        #expect(found.text.contains("rules/zero.json: unpacks to more than the 1048576 bytes that are taken"))
        #expect(try check("bomb.zip", []).status == 2)
    }
}
