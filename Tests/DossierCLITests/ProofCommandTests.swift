import Audit
import Foundation
import LedgerStore
import MerkleLog
import TestSupport
import Testing

/// A ledger with a key, as an office has them.
struct SignedLedger {
    static let origin = "example.com/so"
    let workspace: Workspace
    let ledger: String
    let key: String
    let verifier: String

    init(events: Int) throws {
        workspace = try Workspace()
        ledger = try workspace.ledger(events: SampleEvents.lines(0..<events))
        key = workspace.path("key")
        verifier = try SignedLedger.newKey(key)
    }

    /// Makes a key and gives its verifier key.
    static func newKey(_ path: String, name: String = origin) throws -> String {
        let made = try Dossier.run(["key", "new", path, "--name", name])
        try #require(made.status == 0, "\(made.errorText)")
        return String(made.text.dropLast())
    }

    func append(_ numbers: Range<Int>) throws {
        let fed = try Dossier.run(["import", ledger, "-"], input: SampleEvents.feed(numbers))
        try #require(fed.status == 0, "\(fed.errorText)")
    }

    /// Signs, and writes the note to a file.
    @discardableResult
    func sign(_ options: [String] = [], note: String? = nil) throws -> SignedCheckpoint {
        let made = try Dossier.run(["checkpoint", ledger, "--key", key] + options)
        try #require(made.status == 0, "\(made.errorText)")
        if let note { _ = try workspace.write(made.output, note) }
        return try SignedCheckpoint(decoding: made.output)
    }
}

@Suite("dossier key")
struct KeyCommandTests {
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
    }

    @Test("a new key is a file of mode 0600 with one line, and only its verifier half is printed")
    func new() throws {
        let path = workspace.path("key")
        let made = try Dossier.run(["key", "new", path, "--name", "example.com/so"])
        #expect(made.status == 0)
        let key = try SigningKey(text: String(decoding: workspace.read("key").dropLast(), as: UTF8.self))
        #expect(made.text == key.verifier.text + "\n")
        #expect(key.verifier.name.description == "example.com/so")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try Dossier.run(["key", "show", path]).text == made.text)
        let json = try Dossier.json(Dossier.run(["key", "show", path, "--format", "json"]))
        #expect(json["verifier"] as? String == key.verifier.text)
        let other = try Dossier.run(["key", "new", workspace.path("other"), "--name", "example.com/so"])
        #expect(other.text != made.text)
    }

    @Test("a key is never written over anything, nor into a ledger, nor under a name that blurs notes")
    func refused() throws {
        let ledger = try workspace.ledger()
        let taken = try workspace.write("something", "taken")
        for (path, name) in [
            (taken, "a"), (ledger + "/key", "a"), (workspace.path("key"), "a b"),
            (workspace.path("key"), "a+b"),
            (workspace.path("key"), ""), (workspace.path("no/folder/key"), "a"),
        ] {
            let outcome = try Dossier.run(["key", "new", path, "--name", name])
            #expect(outcome.status == 2, "\(path) \(name): \(outcome.errorText)")
            #expect(outcome.output.isEmpty)
        }
        #expect(try workspace.read("taken") == Array("something".utf8))
        #expect(!FileManager.default.fileExists(atPath: workspace.path("key")))
        let inside = try Dossier.run(["key", "new", ledger + "/key", "--name", "a", "--inside-ledger"])
        #expect(inside.status == 0)
    }

    @Test("a key that others may read is refused, with the command that mends it")
    func mode() throws {
        let path = workspace.path("key")
        _ = try SignedLedger.newKey(path)
        for mode in [0o640, 0o604, 0o666] {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            let outcome = try Dossier.run(["key", "show", path])
            #expect(outcome.status == 2)
            #expect(outcome.errorText.contains("chmod 600"))
        }
        let secret = String(decoding: try workspace.read("key"), as: UTF8.self)
        _ = try workspace.write(String(secret.dropLast(4)) + "\n", "cut")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: workspace.path("cut"))
        let cut = try Dossier.run(["key", "show", workspace.path("cut")])
        #expect(cut.status == 2 && !cut.errorText.contains(secret.dropFirst(20).prefix(20)))
    }
}

@Suite("dossier checkpoint")
struct CheckpointCommandTests {
    @Test("a checkpoint is of the ledger as it is, is kept, and is verified with the key")
    func sign() throws {
        let office = try SignedLedger(events: 30)
        let signed = try office.sign()
        let root = KnownFeed(events: 30).root(ofFirst: 30)
        #expect(signed.unverified.root.hex == root)
        #expect(try signed.verify(with: [VerifierKey(text: office.verifier)]).size == 30)
        #expect(try office.sign() == signed)
        try office.append(30..<40)
        #expect(try office.sign().unverified.size == 40)
        let list = try Dossier.run(["checkpoint", office.ledger, "--list"])
        #expect(list.text.split(separator: "\n").count == 2)
        #expect(list.text.contains("30 events, root \(root)"))
        for (options, status) in [([], 0), (["--verifier", office.verifier], 0)] as [([String], Int32)] {
            #expect(try Dossier.run(["checkpoint", office.ledger, "--verify"] + options).status == status)
        }
        let stranger = try SignedLedger.newKey(office.workspace.path("stranger"))
        let wrong = try Dossier.run(["checkpoint", office.ledger, "--verify", "--verifier", stranger])
        #expect(wrong.status == 1)
        #expect(try Dossier.run(["verify", office.ledger, "--deep"]).status == 0)
    }

    @Test("a lost key, a rotated one and one of another office leave every checkpoint checkable")
    func keys() throws {
        let office = try SignedLedger(events: 10)
        try office.sign(note: "old")
        // Lost: a new key of the same name signs from here on.
        try office.append(10..<20)
        let second = office.workspace.path("second")
        let secondVerifier = try SignedLedger.newKey(second)
        let made = try Dossier.run(["checkpoint", office.ledger, "--key", second])
        #expect(made.status == 0, "\(made.errorText)")
        let since = ["verify", office.ledger, "--since", office.workspace.path("old"), "--verifier"]
        #expect(try Dossier.run(since + [office.verifier]).status == 0)
        #expect(try Dossier.run(since + [secondVerifier]).status == 1)
        // Rotated: one checkpoint carries both.
        let both = try office.sign(["--key", second])
        for text in [office.verifier, secondVerifier] {
            #expect(try both.verify(with: [VerifierKey(text: text)]).size == 20)
        }
        // Another office adds its line to the note that is there.
        let other = office.workspace.path("other")
        let otherVerifier = try SignedLedger.newKey(other, name: "example.com/thanh-tra")
        let added = try Dossier.run([
            "checkpoint", office.ledger, "--key", other, "--origin", SignedLedger.origin,
        ])
        #expect(added.status == 0, "\(added.errorText)")
        let three = try SignedCheckpoint(decoding: added.output)
        #expect(three.note.signatures.count == 3)
        let keys = [try VerifierKey(text: office.verifier), try VerifierKey(text: otherVerifier)]
        #expect(try three.verify(with: keys).signatures.count == 2)
        // Alone it does not speak for the ledger, nor does it take the ledger over by accident.
        #expect(throws: CheckpointFault.self) { try three.verify(with: [keys[1]]) }
        try office.append(20..<25)
        #expect(try Dossier.run(["checkpoint", office.ledger, "--key", other]).status == 2)
        let alone = ["checkpoint", office.ledger, "--key", other, "--origin", SignedLedger.origin]
        #expect(try Dossier.run(alone).status == 2)
    }

    @Test("nobody signs two histories")
    func twoHistories() throws {
        let office = try SignedLedger(events: 20)
        let signed = try office.sign()
        let other = try office.workspace.ledger("other", events: SampleEvents.lines(1..<40))
        do {
            let ledger = try Ledger.open(at: other, for: .appending)
            try ledger.keep(checkpoint: signed.encode(), size: 20)
        }
        let refused = try Dossier.run(["checkpoint", other, "--key", office.key])
        #expect(refused.status == 1)
        #expect(refused.errorText.contains("is not the one that was signed at 20 events"))
        #expect(try Dossier.run(["checkpoint", other, "--verify"]).status == 1)
        #expect(try Dossier.run(["prove", "event", other, "3"]).status == 1)
        #expect(try Dossier.run(["prove", "consistency", other, "--from", "3"]).status == 1)
        let tiles = office.workspace.path("tiles")
        #expect(try Dossier.run(["tiles", other, tiles]).status == 1)
        #expect(!FileManager.default.fileExists(atPath: tiles))
    }

    @Test("a note that was put into the ledger is not signed with what it says besides")
    func planted() throws {
        let office = try SignedLedger(events: 20)
        let stranger = try SigningKey(
            name: KeyName(SignedLedger.origin),
            seed: [UInt8](repeating: 1, count: 32)
        )
        let root = try #require(Digest(hex: KnownFeed(events: 20).root(ofFirst: 20)))
        for (origin, lines) in [(SignedLedger.origin, ["paid in full"]), ("example.com/other", [])] {
            let checkpoint = try Checkpoint(
                origin: ExactText(origin),
                size: 20,
                root: root,
                extensionLines: lines.map { ExactText($0) }
            )
            let note = try SignedNote(text: checkpoint.encode(), signedBy: stranger)
            do {
                let ledger = try Ledger.open(at: office.ledger, for: .appending)
                try ledger.keep(checkpoint: note.encode(), size: 20)
            }
            let options = ["--key", office.key, "--origin", SignedLedger.origin]
            let refused = try Dossier.run(["checkpoint", office.ledger] + options)
            #expect(refused.status == 1 && refused.output.isEmpty, "\(refused.errorText)")
            #expect(refused.errorText.contains("another checkpoint of 20 events"))
        }
    }

    @Test("only right lines of keys that were named are taken, and how many is said; without such a key none")
    func cosigned() throws {
        let office = try SignedLedger(events: 8)
        let plain = try office.sign()
        let witness = try SigningKey(
            name: KeyName("witness.example/w"),
            type: .cosignature,
            seed: [UInt8](repeating: 4, count: 32)
        )
        var note = plain
        try note.cosign(with: witness, at: 1)
        let path = try office.workspace.write(note.encode(), "cosigned")
        let take = ["checkpoint", office.ledger, "--cosigned"]
        let trust = ["--verifier", witness.verifier.text]
        let unseen = try Dossier.run(take + [path])
        #expect(unseen.status == 2 && unseen.errorText.contains("--policy"), "\(unseen.errorText)")
        // The line of another checkpoint is wrong under this one.
        var other = try SignedLedger(events: 7).sign()
        try other.cosign(with: witness, at: 1)
        let wrongLine = try #require(other.note.signatures.last).line
        let wrong = try office.workspace.write(plain.encode() + wrongLine, "wrong")
        for (junk, options) in [(wrong, trust), (path, ["--verifier", office.verifier])] {
            let refused = try Dossier.run(take + [junk] + options)
            #expect(refused.status == 1 && refused.output.isEmpty)
            #expect(refused.errorText.contains("no line was taken"), "\(refused.errorText)")
        }
        #expect(try kept(office) == [plain])
        // One that stands there all the same, put by hand, makes way.
        do {
            let ledger = try Ledger.open(at: office.ledger, for: .appending)
            try ledger.keep(checkpoint: plain.encode() + wrongLine, size: 8)
        }
        for (new, present) in [(1, 0), (0, 1)] {
            let added = try Dossier.run(take + [path] + trust)
            #expect(added.status == 0 && added.output == note.encode(), "\(added.errorText)")
            #expect(added.errorText.contains("lines taken: \(new); there already: \(present)"))
        }
        #expect(try kept(office) == [note])
    }

    private func kept(_ office: SignedLedger) throws -> [SignedCheckpoint] {
        try KeptCheckpoints.all(in: Ledger.open(at: office.ledger, for: .reading))
    }

    @Test("where a cosigned note is of no kept checkpoint, nothing is signed or kept")
    func allOrNothing() throws {
        let office = try SignedLedger(events: 8)
        try office.sign()
        try office.append(8..<9)
        let before = try kept(office)
        let unknown = try SignedLedger(events: 7).sign()
        let foreign = try SignedLedger(events: 8).sign()
        var changed = try Checkpoint(
            origin: ExactText(SignedLedger.origin),
            size: 8,
            root: TreeHash.leaf(of: [UInt8]().span)
        ).sign(
            with: SigningKey(text: String(decoding: office.workspace.read("key").dropLast(), as: UTF8.self))
        )
        try changed.sign(
            with: SigningKey(name: KeyName("another"), seed: [UInt8](repeating: 1, count: 32))
        )
        for (note, status) in [(unknown, 2), (foreign, 1), (changed, 1)] as [(SignedCheckpoint, Int32)] {
            let path = try office.workspace.write(note.encode(), "note")
            let out = office.workspace.path("out")
            let refused = try Dossier.run([
                "checkpoint", office.ledger, "--key", office.key, "--cosigned", path, "--verifier",
                office.verifier, "--out", out,
            ])
            #expect(refused.status == status && refused.output.isEmpty, "\(refused.errorText)")
            #expect(try kept(office) == before)
            #expect(!FileManager.default.fileExists(atPath: out))
        }
    }

    @Test("two processes that sign at once leave the signatures of both, or say that the ledger is held")
    func together() throws {
        let office = try SignedLedger(events: 50)
        let second = office.workspace.path("second")
        _ = try SignedLedger.newKey(second)
        let children = try [office.key, second].map {
            try Dossier.start(["checkpoint", office.ledger, "--key", $0])
        }
        let outcomes = try children.map { try $0.finish() }
        #expect(outcomes.allSatisfy { $0.status == 0 || $0.status == 3 })
        let signed = outcomes.count { $0.status == 0 }
        #expect(try signed > 0 && kept(office).map(\.note.signatures.count) == [signed])
    }

    @Test("keys that sign at once on one open ledger leave all their signatures")
    func manyKeys() async throws {
        let office = try SignedLedger(events: 20)
        try office.sign()
        let keys = try (1...8).map { number in
            try SigningKey(
                name: KeyName(SignedLedger.origin),
                seed: [UInt8](repeating: UInt8(number), count: 32)
            )
        }
        do {
            let ledger = try Ledger.open(at: office.ledger, for: .appending)
            try await withThrowingTaskGroup { group in
                for key in keys {
                    group.addTask {
                        var order = CheckpointSigning.Order()
                        order.keys = [key]
                        _ = try CheckpointSigning.keep(order, in: ledger)
                    }
                }
                try await group.waitForAll()
            }
        }
        #expect(try kept(office).map(\.note.signatures.count) == [9])
    }

    @Test("events that were changed since the newest checkpoint are not signed")
    func unsound() throws {
        let office = try SignedLedger(events: 20)
        try office.sign()
        try office.append(20..<40)
        let before = try kept(office)
        let old = Array("\"e-33\"".utf8)
        var data = try office.workspace.read("ledger/data.mdb")
        let places = data.indices.dropLast(old.count).filter {
            data[$0] == old[0] && data[$0..<$0 + old.count].elementsEqual(old)
        }
        try #require(!places.isEmpty)
        for place in places { data[place + 3] = UInt8(ascii: "9") }
        _ = try office.workspace.write(data, "ledger/data.mdb")
        #expect(try Dossier.run(["verify", office.ledger]).status == 1)
        let refused = try Dossier.run(["checkpoint", office.ledger, "--key", office.key])
        #expect(refused.status == 1 && refused.output.isEmpty, "\(refused.errorText)")
        #expect(refused.errorText.contains("do not have the root that the ledger keeps"))
        #expect(try kept(office) == before)
    }

    @Test("a sealed block of which a bit was flipped is not signed")
    func sealedBlock() throws {
        let office = try SignedLedger(events: 17_000)
        var data = try office.workspace.read("ledger/data.mdb")
        let blocks = data.indices.dropLast(400).filter { place in
            data[place] == 0x28 && data[place..<place + 4].elementsEqual([0x28, 0xB5, 0x2F, 0xFD])
        }
        let block = try #require(blocks.dropFirst(blocks.count / 2).first)
        data[block + 200] ^= 4
        _ = try office.workspace.write(data, "ledger/data.mdb")
        #expect(try Dossier.run(["verify", office.ledger]).status == 1)
        let refused = try Dossier.run(["checkpoint", office.ledger, "--key", office.key])
        #expect(refused.status == 1 && refused.errorText.contains("is damaged"), "\(refused.errorText)")
        #expect(try kept(office).isEmpty)
    }

    @Test("witnesses' lines are added as the policy knows them, and a quorum is asked for")
    func witnesses() throws {
        let office = try SignedLedger(events: 12)
        let witnesses = try (1...3).map { number in
            try SigningKey(
                name: KeyName("witness.example/w\(number)"),
                type: .cosignature,
                seed: [UInt8](repeating: UInt8(number), count: 32)
            )
        }
        var lines = "log \(office.verifier)\n"
        for (index, witness) in witnesses.enumerated() { lines += "witness W\(index) \(witness.verifier)\n" }
        let policy = try office.workspace.write(lines + "group all 2 W0 W1 W2\nquorum all\n", "policy")
        let smaller = lines.split(separator: "\n").prefix(3).joined(separator: "\n") + "\nquorum W0\n"
        let known = try office.workspace.write(smaller, "known")
        var note = try office.sign()
        for witness in witnesses.prefix(1) { try note.cosign(with: witness, at: 1_800_000_000) }
        try add(note, "one", policy, to: office)
        let event = office.workspace.path("event")
        let proof = office.workspace.path("proof")
        let prove = ["prove", "event", office.ledger, "e-3", "--out", proof, "--event-out", event]
        #expect(try Dossier.run(prove).status == 0)
        let check = ["check", proof, "--event", event, "--policy"]
        let short = try Dossier.run(check + [policy])
        #expect(short.status == 1 && short.text.contains("quorum all"), "\(short.text)\(short.errorText)")
        #expect(try Dossier.run(check + [known]).status == 0)
        try note.cosign(with: witnesses[2], at: 1_800_000_060)
        try add(note, "two", known, to: office)
        // The third is not in that policy: its line was left out.
        #expect(try Dossier.run(["checkpoint", office.ledger, "--verify", "--policy", policy]).status == 1)
        try add(note, "three", policy, to: office)
        #expect(try Dossier.run(["checkpoint", office.ledger, "--verify", "--policy", policy]).status == 0)
        let again = office.workspace.path("again")
        #expect(try Dossier.run(["prove", "event", office.ledger, "3", "--out", again]).status == 0)
        let whole = try Dossier.run(["check", again, "--event", event, "--policy", policy])
        #expect(whole.status == 0)
        #expect(whole.text.contains("cosigned by witness.example/w3+"), "\(whole.text)")
        #expect(whole.text.contains("at 2027-01-15 15:01\n"), "\(whole.text)")
        let other = try SignedLedger(events: 12)
        let foreign = try other.sign(note: "foreign")
        #expect(foreign.unverified.root == note.unverified.root)
        let wrong = try Dossier.run([
            "checkpoint", office.ledger, "--cosigned", other.workspace.path("foreign"), "--policy", policy,
        ])
        #expect(wrong.status == 1)
    }

    private func add(_ note: SignedCheckpoint, _ name: String, _ policy: String, to office: SignedLedger)
        throws
    {
        let path = try office.workspace.write(note.encode(), name)
        let added = try Dossier.run(["checkpoint", office.ledger, "--cosigned", path, "--policy", policy])
        #expect(added.status == 0, "\(added.errorText)")
    }

    @Test("what is missing or does not go together is said")
    func use() throws {
        let office = try SignedLedger(events: 5)
        for options in [
            [], ["--verify", "--list"], ["--verify", "--key", office.key], ["--list", "--out", "x"],
            ["--verify"], ["--key", office.workspace.path("none")],
            ["--list", "--verifier", office.verifier],
            ["--key", office.key, "--origin", "another"], ["--verify", "--origin", "x"],
            ["--key", office.key, "--out", office.key],
        ] {
            let outcome = try Dossier.run(["checkpoint", office.ledger] + options)
            #expect(outcome.status == 2, "\(options): \(outcome.errorText)")
        }
        let empty = try office.workspace.ledger("empty")
        #expect(try Dossier.run(["checkpoint", empty, "--key", office.key]).status == 2)
        let list = try Dossier.run(["checkpoint", office.ledger, "--list"])
        #expect(list.status == 0 && list.output.isEmpty)
        #expect(list.errorText.contains("the ledger keeps no checkpoint yet"))
        let vietnamese = try Dossier.run(["checkpoint", office.ledger, "--lang", "vi"])
        #expect(vietnamese.status == 2 && vietnamese.errorText.contains("cần một trong --key"))
        let taken = try Dossier.run([
            "checkpoint", office.ledger, "--key", office.key, "--out", office.key,
        ])
        #expect(taken.errorText.hasSuffix("is there already; name another file\n"), "\(taken.errorText)")
    }
}

@Suite("dossier prove and check")
struct ProveCommandTests {
    @Test("an event is proved by its number or id, and checked with file, event and key alone")
    func event() throws {
        let office = try SignedLedger(events: 40)
        try office.sign()
        try office.append(40..<50)
        for (name, number) in [("0", 0), ("e-7", 7), ("39", 39)] {
            let proof = office.workspace.path("proof-\(number)")
            let event = office.workspace.path("event-\(number)")
            let prove = ["prove", "event", office.ledger, name, "--out", proof, "--event-out", event]
            let made = try Dossier.run(prove)
            #expect(made.status == 0, "\(made.errorText)")
            #expect(try office.workspace.read("event-\(number)") == Array(SampleEvents.line(number).utf8))
            let line = try office.workspace.write(SampleEvents.line(number) + "\n", "line")
            for shown in [event, line] {
                let checked = try Dossier.run([
                    "check", proof, "--event", shown, "--verifier", office.verifier,
                ])
                #expect(checked.status == 0, "\(checked.text)")
                #expect(checked.text.hasPrefix("HOLDS: the event is number \(number) of"))
            }
            let other = try office.workspace.write(SampleEvents.line(number + 1), "other")
            let wrong = try Dossier.run(["check", proof, "--event", other, "--verifier", office.verifier])
            #expect(wrong.status == 1 && wrong.text == "DOES NOT HOLD: proof does not lead to the root\n")
        }
        #expect(try Dossier.run(["prove", "event", office.ledger, "45"]).status == 2)
        #expect(try Dossier.run(["prove", "event", office.ledger, "no-such"]).status == 2)
        #expect(try Dossier.run(["prove", "event", office.ledger, "3", "--checkpoint", "39"]).status == 2)
        try office.sign()
        let older = try Dossier.run(["prove", "event", office.ledger, "3", "--checkpoint", "40"])
        #expect(try EventProofFile(decoding: older.output).checkpoint.unverified.size == 40)
        let newer = try Dossier.run(["prove", "event", office.ledger, "45"])
        #expect(try EventProofFile(decoding: newer.output).checkpoint.unverified.size == 50)
    }

    @Test("growth is proved and checked against the checkpoint that was kept, and another one is refused")
    func consistency() throws {
        let office = try SignedLedger(events: 20)
        try office.sign(note: "old")
        try office.append(20..<33)
        try office.sign()
        let proof = office.workspace.path("proof")
        let made = try Dossier.run(["prove", "consistency", office.ledger, "--from", "20", "--out", proof])
        #expect(made.status == 0, "\(made.errorText)")
        let old = office.workspace.path("old")
        let check = ["check", proof, "--verifier", office.verifier, "--old"]
        let checked = try Dossier.run(check + [old])
        #expect(checked.status == 0)
        #expect(checked.text.hasPrefix("HOLDS: the 20 events that were signed before stand unchanged"))
        let json = try Dossier.json(Dossier.run(check + [old, "--format", "json"]))
        #expect(
            json["holds"] as? Bool == true && json["oldSize"] as? Int == 20 && json["logSize"] as? Int == 33
        )
        let fork = try Checkpoint(
            origin: ExactText(SignedLedger.origin),
            size: 20,
            root: TreeHash.leaf(of: [UInt8]().span)
        ).sign(
            with: SigningKey(text: String(decoding: office.workspace.read("key").dropLast(), as: UTF8.self))
        )
        let forked = try Dossier.run(check + [office.workspace.write(fork.encode(), "fork")])
        #expect(forked.status == 1 && forked.text.hasPrefix("DOES NOT HOLD: "), "\(forked.text)")
        for (from, to) in [("34", "33"), ("5", "19")] {
            let outcome = try Dossier.run(["prove", "consistency", office.ledger, "--from", from, "--to", to])
            #expect(outcome.status == 2)
        }
        let first = try Dossier.run(["prove", "consistency", office.ledger, "--from", "0", "--to", "20"])
        #expect(try ConsistencyProofFile(decoding: first.output).hashes.isEmpty)
    }

    @Test("an entry of another log may end in a newline, which is proved then")
    func newline() throws {
        let workspace = try Workspace()
        let key = try SigningKey(
            name: KeyName(SignedLedger.origin),
            seed: [UInt8](repeating: 7, count: 32)
        )
        let entry = Array("an entry\n".utf8)
        let note = try Checkpoint(
            origin: ExactText(SignedLedger.origin),
            size: 1,
            root: TreeHash.leaf(of: entry.span)
        ).sign(with: key)
        let file = EventProofFile(index: 0, hashes: [], checkpoint: note)
        let proof = try workspace.write(file.encode(), "proof")
        for (shown, status) in [
            ("an entry\n", 0), ("an entry", 1), ("an entry\n\n", 0), ("an entry\n\n\n", 1),
        ]
            as [(String, Int32)]
        {
            let event = try workspace.write(shown, "event")
            let check = ["check", proof, "--event", event, "--verifier", key.verifier.text]
            #expect(try Dossier.run(check).status == status, "\(shown.count)")
        }
    }

    @Test("the proof and the event are two files")
    func oneFile() throws {
        let office = try SignedLedger(events: 6)
        try office.sign()
        let path = office.workspace.path("same")
        let prove = ["prove", "event", office.ledger, "4", "--out", path, "--event-out"]
        for other in [path, office.workspace.url.path + "/./same"] {
            let refused = try Dossier.run(prove + [other])
            #expect(refused.status == 2 && refused.errorText.contains("are one file"), "\(refused.errorText)")
            #expect(!FileManager.default.fileExists(atPath: path))
        }
        #expect(try Dossier.run(prove + [path + "-event"]).status == 0)
    }

    @Test("no byte of a proof may be another one")
    func changed() throws {
        let office = try SignedLedger(events: 6)
        try office.sign()
        let event = try office.workspace.write(SampleEvents.line(4), "event")
        let proof = try Dossier.run(["prove", "event", office.ledger, "4"]).output
        for place in stride(from: 0, to: proof.count, by: 17) {
            var other = proof
            other[place] ^= 1
            let path = try office.workspace.write(other, "changed")
            let outcome = try Dossier.run(["check", path, "--event", event, "--verifier", office.verifier])
            #expect(outcome.status == 1 || (place < 19 && outcome.status == 2), "byte \(place)")
            #expect(!outcome.text.contains("HOLDS: "))
        }
    }

    @Test("what is missing for a check is said")
    func missing() throws {
        let office = try SignedLedger(events: 6)
        try office.sign(note: "note")
        let proof = office.workspace.path("proof")
        let event = try office.workspace.write(SampleEvents.line(4), "event")
        _ = try Dossier.run(["prove", "event", office.ledger, "4", "--out", proof])
        let note = office.workspace.path("note")
        for (options, said) in [
            ([proof, "--verifier", office.verifier], "--event"), ([proof, "--event", event], "--verifier"),
            ([proof, "--old", note, "--verifier", office.verifier], "--event"), ([event], "is no proof"),
            ([proof, "--event", event, "--verifier", "x"], "--verifier"),
            ([proof, "--event", office.workspace.path("none"), "--verifier", office.verifier], "none"),
        ] {
            let outcome = try Dossier.run(["check"] + options)
            #expect(
                outcome.status == 2 && outcome.errorText.contains(said),
                "\(options): \(outcome.errorText)"
            )
        }
        let again = try Dossier.run(["prove", "event", office.ledger, "4", "--out", proof])
        #expect(again.status == 2)
    }
}
