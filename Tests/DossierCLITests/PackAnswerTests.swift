import Archive
import Audit
import Foundation
import MerkleLog
import TestSupport
import Testing

/// What `dossier check-pack` tells of a pack's question and answer, and in whose name.
@Suite("What check-pack says of the answer")
struct PackAnswerTests {
    private let workspace: Workspace
    private let ledger: String
    private let key: String
    private let claims: String
    private let signer: SigningKey

    private static let file = """
        {"document": {"id": "demo", "title": {"vi": "Báo cáo quý III\\u009b\\u202e", "en": "Report of the quarter\\u009b\\u202e"},
          "issuer": "Phường", "date": "2025-10-05", "citation": "số 12"},
         "claims": [
          {"id": "received", "says": "18 received", "metric": "received", "scope": {"unit": "H50.17.02"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": 18},
          {"id": "more", "says": "17 received", "metric": "received", "scope": {"unit": "H50.17.02"},
           "from": "2025-07-01", "to": "2025-09-30", "relation": "equals", "value": 99}]}
        """

    init() throws {
        workspace = try Workspace()
        let url = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("fixtures/streams/demo.ndjson")
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
        ledger = try workspace.ledger("demo", events: lines)
        claims = try workspace.write(PackAnswerTests.file, "claims.json")
        signer = try SigningKey(
            name: KeyName("dossier.example.vn/demo"),
            seed: Array(repeating: 1, count: 32)
        )
        key = try workspace.write(signer.secretText + "\n", "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    }

    private func pack(_ arguments: [String]) throws {
        let made = try Dossier.run(
            ["pack", ledger, "--out", workspace.path("p.zip"), "--key", key] + arguments
        )
        #expect(made.status == 0, "\(made.errorText)")
    }

    private func check(_ arguments: [String] = []) throws -> ChildProcess.Outcome {
        try Dossier.run(["check-pack", workspace.path("p.zip")] + arguments)
    }

    private func json(_ arguments: [String] = []) throws -> (question: [String: Any]?, answer: [String: Any]?)
    {
        let found = try Dossier.json(try check(["--format", "json"] + arguments))
        return (found["question"] as? [String: Any], found["answer"] as? [String: Any])
    }

    @Test("claims: the title, and each claim's figures and verdict, in both languages and in JSON")
    func figures() throws {
        try pack(["--claims", claims, "--as-of", "2025-10-05"])
        let trusted = ["--verifier", signer.verifier.text]
        let english = try check(trusted).text
        #expect(
            english.contains(
                "Asked: published figures, Report of the quarter??; as known by the end of 2025-10-05\n"
            ),
            "\(english)"
        )
        #expect(english.contains("\n  reproduced  received  "), "\(english)")
        #expect(english.contains("\n  refuted     more      "), "\(english)")
        let vietnamese = try check(trusted + ["--lang", "vi"]).text
        #expect(vietnamese.contains("Câu hỏi: số liệu công bố, Báo cáo quý III??; "), "\(vietnamese)")
        #expect(vietnamese.contains("\n  không đúng    more      "), "\(vietnamese)")
        for text in [english, vietnamese] {
            #expect(text.unicodeScalars.allSatisfy { !"\u{9B}\u{202E}\u{1B}".unicodeScalars.contains($0) })
        }
        let data = try json(trusted)
        #expect(data.question?["kind"] as? String == "claims")
        #expect(data.question?["asOf"] as? String == "2025-10-05T23:59:59.999+07:00")
        let told = try #require(data.answer?["claims"] as? [[String: Any]])
        #expect(told.map { $0["verdict"] as? String } == ["reproduced", "refuted"])
        #expect((told[0]["audited"] as? [String: Any])?["numerator"] as? Int == 18)
    }

    @Test("a dossier: its code and its standing on both bases; detectors: the filters, and hits of each")
    func others() throws {
        try pack(["--dossier", "H50.41-250701-0001"])
        let dossier = try check().text
        #expect(dossier.contains("Asked: one dossier, H50.41-250701-0001; as known by "), "\(dossier)")
        #expect(dossier.contains("\n  H50.41-250701-0001 as reported: "), "\(dossier)")
        #expect(dossier.contains("\n  H50.41-250701-0001 as audited: "), "\(dossier)")
        #expect(try json().answer?["audited"] as? String != nil)
        try FileManager.default.removeItem(atPath: workspace.path("p.zip"))
        try pack(["--detect", "--unit", "H50.17.02", "--from", "2025-07-01", "--only", "endlessPause,split"])
        let detect = try check(["--lang", "vi"]).text
        let words =
            "Câu hỏi: dấu hiệu, đơn vị H50.17.02, từ 01/07/2025, endlessPause, split; theo điều đã biết đến "
        #expect(detect.contains(words), "\(detect)")
        let found = try json()
        #expect(found.question?["unit"] as? String == "H50.17.02")
        let hits = try #require(found.answer?["hits"] as? [String: Int])
        #expect(Set(hits.keys) == ["endlessPause", "split"])
        for (name, count) in hits where count > 0 {
            #expect(detect.contains("\n  \(name): \(count) dấu hiệu"))
        }
    }

    @Test("no figure is told where the events do not give the answer")
    func changed() throws {
        try pack(["--claims", claims])
        var files = try ZipReader(maxFiles: 32, maxBytes: 1 << 26).read(workspace.read("p.zip")) { _ in true }
        let place = try #require(files.firstIndex { $0.name == "answer.json" })
        files[place].bytes[20] ^= 1
        _ = try workspace.write(ZipWriter.bytes(of: files), "p.zip")
        let found = try check()
        #expect(found.status == 1)
        #expect(found.text.contains("Asked: published figures") && !found.text.contains("refuted"))
        #expect(found.text.contains("answer, worked out again  not checked: what it rests on did not hold"))
        #expect(try json().answer == nil)
    }

    @Test("without a key nobody is said to have signed; with one the ledger is the signed one")
    func unsigned() throws {
        try pack(["--dossier", "H50.41-250701-0001"])
        for (language, first, signed) in [
            ("en", "Nobody's signature was checked", "in the ledger that was signed"),
            ("vi", "Chưa kiểm tra chữ ký của ai", "có trong sổ đã ký"),
        ] {
            let open = try check(["--lang", language])
            let data = try Dossier.json(try check(["--lang", language, "--format", "json"]))
            let proves = try #require(data["proves"] as? String)
            for text in [open.text, proves] {
                #expect(text.contains(first) && !text.contains(signed), "\(text)")
            }
            let closed = try check(["--lang", language, "--verifier", signer.verifier.text]).text
            #expect(closed.contains(signed) && !closed.contains(first), "\(closed)")
        }
    }

    @Test("reasons are in the language that was asked for, and options are alike in all commands")
    func language() throws {
        try pack(["--detect"])
        let other = try SigningKey(name: signer.verifier.name, seed: Array(repeating: 2, count: 32))
        let strange = try check(["--verifier", other.verifier.text, "--lang", "vi"]).text
        #expect(
            strange.contains(
                "KHÔNG ĐẠT: không khóa tin cậy nào của dossier.example.vn/demo đã ký điểm kiểm tra"
            ),
            "\(strange)"
        )
        #expect(!strange.contains("no trusted key"))
        let policy = try workspace.write("log \(signer.verifier.text)\nlug\nquorum none\n", "policy")
        let keys = try workspace.write("\(other.verifier.text)\n\(signer.verifier.text)\n", "keys")
        let checkpoint = try Checkpoint(origin: signer.verifier.name.text, size: 300, root: TreeHash.empty)
        let note = try workspace.write(checkpoint.sign(with: signer).encode(), "note")
        for command in [["check-pack", workspace.path("p.zip")], ["verify", ledger, "--since", note]] {
            let both = try Dossier.run(command + ["--policy", policy, "--verifier", keys, "--lang", "vi"])
            #expect(both.status == 2)
            #expect(both.errorText.contains("--policy dùng thay cho --verifier; chỉ nêu một trong hai"))
            let bad = try Dossier.run(command + ["--policy", policy, "--lang", "vi"])
            #expect(bad.status == 2)
            #expect(bad.errorText.contains("policy: dòng 2: dòng không bắt đầu bằng log"), "\(bad.errorText)")
            let nonsense = try Dossier.run(command + ["--verifier", "nonsense", "--lang", "vi"])
            #expect(nonsense.status == 2)
            #expect(
                nonsense.errorText.contains("--verifier nonsense: khóa phải gồm tên"),
                "\(nonsense.errorText)"
            )
            // Of several keys in a file one is enough.
            let several = try Dossier.run(command + ["--verifier", keys])
            #expect(
                several.text.contains(signer.verifier.id.description),
                "\(several.text)\(several.errorText)"
            )
            if command[0] == "check-pack" { #expect(several.status == 0) }
        }
    }
}
