import Foundation
import MerkleLog
import TestSupport
import Testing

@Suite("dossier verify --since")
struct SinceTests {
    private let workspace: Workspace
    private let key: SigningKey
    private let leaves: [Digest]

    init() throws {
        workspace = try Workspace()
        key = try SigningKey(name: KeyName("tests.example/cli"), seed: [UInt8](repeating: 1, count: 32))
        leaves = SampleEvents.lines(0..<40).map { line in
            Array(line.utf8).withUnsafeBytes { TreeHash.leaf(of: $0) }
        }
    }

    /// Writes the checkpoint of the first events to a file.
    private func checkpoint(
        _ size: Int,
        _ name: String,
        of leaves: [Digest]? = nil,
        by key: SigningKey? = nil
    ) throws -> String {
        let first = Array((leaves ?? self.leaves).prefix(size))
        let signed = try Checkpoint(
            origin: self.key.verifier.name.text,
            size: TreeSize(UInt64(size)),
            root: TreeHash.root(of: first.span)
        ).sign(with: key ?? self.key)
        return try workspace.write(signed.encode(), name)
    }

    /// Writes the leaf hashes of the first events as tiles.
    private func writeTiles(_ size: Int, to name: String) throws -> String {
        for path in try TileSet(size: TreeSize(UInt64(size))).paths() where path.kind == .hashes(level: 0) {
            let bytes = TileBuilder.tile(path) { leaves[Int($0.index)] }
            let file = workspace.url.appendingPathComponent(name).appendingPathComponent(path.text)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file)
        }
        return workspace.path(name)
    }

    /// A ledger in which event 17 is another, and all behind it.
    private func fork() throws -> String {
        var lines = SampleEvents.lines(0..<40)
        lines.remove(at: 17)
        return try workspace.ledger("fork", events: lines)
    }

    @Test("a ledger that has only grown holds, and the answer says whether the signature was checked")
    func holds() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let file = try checkpoint(25, "then")
        let blind = try Dossier.run(["verify", ledger, "--since", file])
        #expect(blind.status == 0, "\(blind.errorText)")
        #expect(
            blind.text.hasSuffix(
                "\(file): the 25 events that were signed stand unchanged; the ledger has only grown\n"
                    + "  its signature was not checked: add --verifier KEY or --policy FILE\n"
            )
        )
        let verifier = key.verifier.text
        let keyFile = try workspace.write(verifier + "\n", "key.pub")
        let policy = try workspace.write("log \(verifier)\nquorum none\n", "policy")
        for option in [["--verifier", verifier], ["--verifier", keyFile], ["--policy", policy]] {
            let seeing = try Dossier.run(["verify", ledger, "--since", file] + option)
            #expect(seeing.status == 0, "\(seeing.errorText)")
            #expect(
                seeing.text.hasSuffix("  signed by tests.example/cli+\(key.verifier.id)\n"),
                "\(seeing.text)"
            )
        }
        let vietnamese = try Dossier.run(["verify", ledger, "--since", file, "--lang", "vi"])
        #expect(vietnamese.text.contains("còn nguyên 25 sự kiện đã ký; sổ chỉ ghi thêm\n"))
    }

    @Test("a fork ends with status 1; further checkpoints narrow it and tiles name the event")
    func forked() throws {
        let ledger = try fork()
        let (early, late) = (try checkpoint(10, "early"), try checkpoint(40, "late"))
        let blind = try Dossier.run(["verify", ledger, "--since", late])
        #expect(blind.status == 1)
        // One event is gone, so the ledger is smaller too.
        #expect(blind.text.contains("\(late): ROLLBACK: 1 of the 40 events that were signed are missing\n"))
        let middle = try checkpoint(30, "middle")
        let trusted = ["--verifier", key.verifier.text]
        let narrowed = try Dossier.run(["verify", ledger, "--since", middle, "--since", early] + trusted)
        #expect(narrowed.status == 1)
        let words =
            "\(middle): FORK: these are not the 30 events that were signed; the first difference lies in events 10 to 29\n"
        #expect(narrowed.text.contains(words), "\(narrowed.text)")
        // The folder has grown since: the partial tile of then is in a wider one.
        let tiles = try writeTiles(40, to: "tiles")
        let arguments = ["verify", ledger, "--since", middle, "--since", early, "--tiles", tiles] + trusted
        let named = try Dossier.run(arguments)
        #expect(named.status == 1)
        #expect(
            named.text.contains("events 10 to 29; the event that had number 17 is gone\n"),
            "\(named.text)"
        )
        let vietnamese = try Dossier.run(arguments + ["--lang", "vi"])
        #expect(vietnamese.text.contains("từ sự kiện 10 đến 29; sự kiện từng mang số 17 đã mất\n"))
    }

    @Test("the answer in JSON has every finding")
    func json() throws {
        let ledger = try fork()
        let files = [try checkpoint(10, "early"), try checkpoint(30, "middle"), try checkpoint(40, "late")]
        let tiles = try writeTiles(40, to: "tiles")
        let outcome = try Dossier.run(
            ["verify", ledger, "--format", "json", "--tiles", tiles, "--verifier", key.verifier.text]
                + files.flatMap { ["--since", $0] }
        )
        #expect(outcome.status == 1)
        let answer = try Dossier.json(outcome)
        #expect(answer["sound"] as? Bool == false)
        let since = try #require(answer["since"] as? [String: Any])
        #expect(since["fittingSize"] as? Int == 10)
        #expect((since["contradictions"] as? [Any])?.isEmpty == true)
        let found = try #require(since["checkpoints"] as? [[String: Any]])
        #expect(found.map { $0["file"] as? String } == files)
        #expect(found.map { $0["finding"] as? String } == ["holds", "fork", "rollback"])
        #expect(found.map { $0["signature"] as? String } == ["verified", "verified", "verified"])
        #expect(found[0]["signedBy"] as? [String] == [key.verifier.text])
        #expect(found[1]["after"] as? Int == 10 && found[1]["before"] as? Int == 30)
        for answer in found[1...] {
            let first = answer["first"] as? [String: Any]
            #expect(first?["seq"] as? Int == 17 && first?["kind"] as? String == "missing")
        }
        #expect(found[2]["missing"] as? Int == 1)
    }

    @Test("a checkpoint that another key signed, and two that contradict each other, end with status 1")
    func distrust() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let stranger = try SigningKey(name: key.verifier.name, seed: [UInt8](repeating: 9, count: 32))
        let strange = try checkpoint(20, "strange", by: stranger)
        let refused = try Dossier.run(["verify", ledger, "--since", strange, "--verifier", key.verifier.text])
        #expect(refused.status == 1)
        #expect(refused.text.contains("it is NOT signed as asked, and proves nothing: "), "\(refused.text)")
        var others = leaves
        others.swapAt(1, 2)
        let (one, other) = (try checkpoint(20, "one"), try checkpoint(20, "other", of: others))
        let arguments = ["verify", ledger, "--since", one, "--since", other]
        let torn = try Dossier.run(arguments + ["--verifier", key.verifier.text])
        #expect(torn.status == 1)
        let words =
            "TWO HISTORIES: tests.example/cli has signed two checkpoints (of 20 and 20 events) that cannot both be true\n"
        #expect(torn.text.hasSuffix(words), "\(torn.text)")
        // Anybody can write a note under that name: nobody is said to have signed it.
        let forged = try checkpoint(20, "forged", of: others, by: stranger)
        let blind = try Dossier.run(["verify", ledger, "--since", one, "--since", forged])
        #expect(blind.status == 1)
        #expect(!blind.text.contains("TWO HISTORIES") && !blind.text.contains("has signed"))
        #expect(
            blind.text.contains(
                "two notes (of 20 and 20 events) that say they are of tests.example/cli cannot both be true"
            ),
            "\(blind.text)"
        )
        let data = try Dossier.json(try Dossier.run(arguments + ["--format", "json"]))
        let since = try #require(data["since"] as? [String: Any])
        #expect(data["sound"] as? Bool == false)
        #expect((since["contradictions"] as? [Any])?.isEmpty == true)
        #expect((since["unverifiedContradictions"] as? [Any])?.count == 1)
    }

    @Test("a checkpoint under another name says so, and its name cannot steer the terminal")
    func names() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let secret = try workspace.write(key.secretText + "\n", "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        #expect(try Dossier.run(["checkpoint", ledger, "--key", secret]).status == 0)
        let name = try KeyName("evil\u{9B}2J\u{202E}\u{7F}")
        let evil = try SigningKey(name: name, seed: [UInt8](repeating: 5, count: 32))
        let first = Array(leaves.prefix(20))
        let root = TreeHash.root(of: first.span)
        let note = try Checkpoint(origin: name.text, size: 20, root: root).sign(with: evil)
        let file = try workspace.write(note.encode(), "evil")
        let proof = "--verifier"
        for arguments in [[], [proof, key.verifier.text], [proof, evil.verifier.text]] {
            let found = try Dossier.run(["verify", ledger, "--since", file] + arguments)
            let all = found.text + found.errorText
            #expect(all.unicodeScalars.allSatisfy { !"\u{9B}\u{202E}\u{7F}".unicodeScalars.contains($0) })
            #expect(
                all.contains(
                    "a checkpoint under the name evil?2J??; the ledger keeps checkpoints under another name: tests.example/cli\n"
                ),
                "\(all)"
            )
        }
        let made = try Dossier.run(["key", "new", workspace.path("new"), "--name", name.text.string])
        #expect(made.status == 2 && !FileManager.default.fileExists(atPath: workspace.path("new")))
        #expect(!made.errorText.contains("\u{9B}"))
    }

    @Test("a file that is no checkpoint is wrong use; one that is not there is refused by the world")
    func files() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<5))
        let good = try checkpoint(5, "good")
        let bad = try workspace.write("not a note\n", "bad")
        let missing = workspace.path("missing")
        let cases: [(arguments: [String], status: Int32, words: String)] = [
            (["--since", bad], 2, "\(bad): "),
            (["--since", missing], 3, "\(missing): No such file"),
            (["--since", good, "--since", missing], 3, "\(missing): No such file"),
            (["--since", good, "--tiles", missing], 3, "\(missing): No such file"),
            (["--since", good, "--tiles", bad], 3, "\(bad): Not a directory"),
            (["--since", good, "--verifier", "nonsense"], 2, "--verifier"),
            (["--since", good, "--policy", bad], 2, "\(bad): "),
            (["--verifier", key.verifier.text], 2, "--since"),
            (["--tiles", workspace.path("")], 2, "--since"),
            (["--since", good, "--policy", bad, "--verifier", key.verifier.text], 2, "--policy"),
        ]
        for (arguments, status, words) in cases {
            let outcome = try Dossier.run(["verify", ledger] + arguments)
            #expect(outcome.status == status && outcome.errorText.contains(words), "\(outcome.errorText)")
            #expect(outcome.output.isEmpty)
        }
    }

    @Test("a ledger that cannot be opened says so, whatever it was to be held against")
    func cut() throws {
        let ledger = try workspace.ledger(events: SampleEvents.lines(0..<40))
        let file = try checkpoint(25, "then")
        let data = try workspace.read("ledger/data.mdb")
        _ = try workspace.write(Array(data.prefix(data.count / 2)), "ledger/data.mdb")
        let outcome = try Dossier.run(["verify", ledger, "--since", file])
        #expect(outcome.status == 1 && outcome.output.isEmpty && !outcome.errorText.isEmpty)
    }
}
