import Audit
import Foundation
import LedgerStore
import MerkleLog
import TestSupport
import Testing

/// A ledger with a key, as an office has them.
private struct SignedLedger {
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

    @Test("without a policy lines are taken unseen, but only of the same checkpoint, and each key once")
    func adopted() throws {
        let office = try SignedLedger(events: 8)
        var note = try office.sign()
        let witness = try SigningKey(
            name: KeyName("witness.example/w"),
            type: .cosignature,
            seed: [UInt8](repeating: 4, count: 32)
        )
        try note.cosign(with: witness, at: 1)
        let path = try office.workspace.write(note.encode(), "cosigned")
        for _ in 0..<2 {
            let added = try Dossier.run(["checkpoint", office.ledger, "--cosigned", path])
            #expect(added.status == 0 && added.output == note.encode(), "\(added.errorText)")
        }
        try office.append(8..<9)
        var later = try office.sign()
        try later.cosign(with: witness, at: 2)
        let other = try SignedLedger(events: 9).sign(note: nil)
        let foreign = try office.workspace.write(other.encode(), "foreign")
        // The same events and origin, signed by another key: its line is taken, and nothing is lost.
        #expect(try Dossier.run(["checkpoint", office.ledger, "--cosigned", foreign]).status == 0)
        let unknown = try SignedLedger(events: 7).sign()
        let missing = try office.workspace.write(unknown.encode(), "missing")
        #expect(try Dossier.run(["checkpoint", office.ledger, "--cosigned", missing]).status == 2)
        let verify = ["checkpoint", office.ledger, "--verify", "--verifier", office.verifier]
        #expect(try Dossier.run(verify).status == 0)
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
        #expect(try Dossier.run(["checkpoint", office.ledger, "--list"]).output.isEmpty)
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
