import MerkleLog
import Testing

@Suite("checkpoint")
struct CheckpointTests {
    @Test("a checkpoint gives its text back, extension lines included")
    func roundTrip() throws {
        for (size, root) in [(0, TreeHash.empty), (1, .zero), (UInt64(Int64.max), .zero)]
            as [(UInt64, Digest)]
        {
            for lines in [[], ["x"], ["Timestamp: 7", "\u{2014} k AAAA"]] {
                let checkpoint = try Checkpoint(
                    origin: ExactText("example.com/a b+c"),
                    size: TreeSize(size),
                    root: root,
                    extensionLines: lines.map { ExactText($0) }
                )
                #expect(try Checkpoint(decoding: checkpoint.encode()) == checkpoint)
                let text = (["example.com/a b+c", "\(size)", root.base64] + lines).map { $0 + "\n" }.joined()
                #expect(String(decoding: checkpoint.encode(), as: UTF8.self) == text)
            }
        }
    }

    private static let root = Digest.zero.base64

    @Test(
        "a text that is no checkpoint says why",
        arguments: [
            ("", .malformedCheckpoint), ("o\n1\n", .malformedCheckpoint),
            ("o\n1\n\(root)", .malformedCheckpoint),
            ("\n1\n\(root)\n", .malformedCheckpoint), ("o\n1\n\(root)\n\n", .malformedCheckpoint),
            ("o\n1\n\(root)\nx\n\ny\n", .malformedCheckpoint), ("o\n01\n\(root)\n", .badSize),
            ("o\n+1\n\(root)\n", .badSize), ("o\n-1\n\(root)\n", .badSize), ("o\n\n\(root)\n", .badSize),
            ("o\n1 \n\(root)\n", .badSize), ("o\n9223372036854775808\n\(root)\n", .badSize),
            ("o\n18446744073709551616\n\(root)\n", .badSize), ("o\n1\nAAAA\n", .badRoot),
            ("o\n1\n\(root.dropLast())\n", .badRoot), ("o\n1\n\(root) \n", .badRoot), ("o\n1\n\n", .badRoot),
            ("o\n0\n\(root)\n", .rootOfEmptyTree), ("o\u{1}\n1\n\(root)\n", .malformedCheckpoint),
        ] as [(String, CheckpointFault)]
    )
    func malformed(text: String, fault: CheckpointFault) {
        #expect(throws: fault) { try Checkpoint(decoding: Array(text.utf8)) }
    }

    @Test("only a key whose name is the origin makes a checkpoint verified")
    func origin() throws {
        let signed = try TestKeys.checkpoint()
        #expect(try signed.verify(with: [TestKeys.log().verifier]).checkpoint == signed.unverified)
        let stranger = try TestKeys.log(9, name: "stranger")
        var both = try SignedNote(text: signed.note.text, signedBy: stranger)
        let fault = CheckpointFault.notSignedByLog(origin: signed.unverified.origin)
        let alone = try SignedCheckpoint(decoding: both.encode())
        #expect(throws: fault) { try alone.verify(with: [stranger.verifier]) }
        #expect(throws: CheckpointFault.note(.noKnownSignature)) {
            try alone.verify(with: [TestKeys.log().verifier])
        }
        try both.sign(with: TestKeys.log())
        let verified = try SignedCheckpoint(decoding: both.encode()).verify(with: [
            stranger.verifier, TestKeys.log().verifier,
        ])
        #expect(verified.signatures.count == 2)
        #expect(throws: fault) { try signed.unverified.sign(with: stranger) }
        #expect(throws: CheckpointFault.note(.key(.wrongKeyType(.cosignature)))) {
            let witness = try SigningKey(name: KeyName(TestKeys.origin), type: .cosignature, seed: seed)
            return try signed.unverified.sign(with: witness)
        }
    }

    private let seed = [UInt8](repeating: 3, count: 32)

    @Test("a witness alone does not make a checkpoint verified, even one that has the ledger's name")
    func witnessOnly() throws {
        let key = try SigningKey(name: KeyName(TestKeys.origin), type: .cosignature, seed: seed)
        var signed = try TestKeys.checkpoint()
        try signed.cosign(with: key, at: 1)
        #expect(throws: CheckpointFault.notSignedByLog(origin: signed.unverified.origin)) {
            try signed.verify(with: [key.verifier])
        }
    }

    @Test(
        "after a rotation either key's reader takes the checkpoint, and the lost key's does not the next one"
    )
    func rotation() throws {
        let old = try TestKeys.log(0)
        let new = try TestKeys.log(1)
        var between = try TestKeys.checkpoint(size: 5)
        try between.sign(with: new)
        for keys in [[old], [new], [old, new]] {
            let verified = try between.verify(with: keys.map(\.verifier))
            #expect(verified.signatures.count == keys.count)
        }
        let after = try Checkpoint(origin: ExactText(TestKeys.origin), size: 6, root: .zero).sign(with: new)
        #expect(throws: CheckpointFault.note(.noKnownSignature)) { try after.verify(with: [old.verifier]) }
        _ = try after.verify(with: [old.verifier, new.verifier])
    }

    @Test("a note that is no checkpoint is refused before anything is verified")
    func otherNote() throws {
        let note = try SignedNote(text: Array("hello\n".utf8), signedBy: TestKeys.log())
        #expect(throws: CheckpointFault.malformedCheckpoint) { try readCheckpoint(note.encode()) }
        #expect(throws: CheckpointFault.note(.noSignature)) { try readCheckpoint(note.text) }
    }
}

@Suite("cosignature")
struct CosignatureTests {
    /// Goal: the message is the one of the specification.
    ///
    /// Method: the same secret as a ledger's key signs that message, written out by hand, as a note.
    @Test("a cosignature is the time and Ed25519 over version, time and text")
    func message() throws {
        let seed = [UInt8](repeating: 5, count: 32)
        let witness = try SigningKey(name: KeyName("w"), type: .cosignature, seed: seed)
        var signed = try TestKeys.checkpoint()
        try signed.cosign(with: witness, at: 1_679_315_147)
        let written = "cosignature/v1\ntime 1679315147\n" + String(decoding: signed.note.text, as: UTF8.self)
        let note = try SignedNote(
            text: Array(written.utf8),
            signedBy: SigningKey(name: KeyName("w"), seed: seed)
        )
        let bytes = try #require(signed.note.signatures.last).bytes
        #expect(bytes.prefix(8) == [0, 0, 0, 0, 0x64, 0x18, 0x50, 0xCB])
        #expect(Array(bytes.dropFirst(8)) == note.signatures[0].bytes)
    }

    @Test("the time of a witness is told, and the first one stays")
    func time() throws {
        let witness = try TestKeys.witness(1)
        var signed = try TestKeys.checkpoint()
        try signed.cosign(with: witness, at: 7)
        try signed.cosign(with: witness, at: 8)
        let verified = try signed.verify(with: [TestKeys.log().verifier, witness.verifier])
        #expect(verified.signatures.map(\.time) == [nil, 7])
    }

    @Test("no bit of a cosignature can be flipped, its time included")
    func flipped() throws {
        let witness = try TestKeys.witness(1)
        var signed = try TestKeys.checkpoint()
        let before = signed.encode().count
        try signed.cosign(with: witness, at: 1_800_000_000)
        let bytes = signed.encode()
        for bit in before * 8..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CheckpointFault.self) {
                let verified = try readCheckpoint(changed).verify(with: [
                    TestKeys.log().verifier, witness.verifier,
                ])
                // A flip in the name makes an unknown key of it, which leaves the ledger's own alone.
                if verified.signatures.count < 2 { throw CheckpointFault.malformedCheckpoint }
            }
        }
    }

    @Test("a time above 2^63 - 1 is neither signed nor taken, and kinds of keys are not mixed up")
    func edges() throws {
        let witness = try TestKeys.witness(1)
        var signed = try TestKeys.checkpoint()
        #expect(throws: CheckpointFault.note(.key(.timeTooLarge(1 << 63)))) {
            try signed.cosign(with: witness, at: 1 << 63)
        }
        #expect(throws: CheckpointFault.note(.key(.wrongKeyType(.ed25519)))) {
            try signed.cosign(with: TestKeys.log(), at: 1)
        }
        try signed.cosign(with: witness, at: (1 << 63) - 1)
        #expect(signed.note.signatures.count == 2)
    }

    @Test(
        "right lines of known keys are taken over, each key once; of another note, and of unknown keys, none"
    )
    func taken() throws {
        var first = try TestKeys.checkpoint()
        var second = first
        try first.cosign(with: TestKeys.witness(1), at: 1)
        try second.cosign(with: TestKeys.witness(1), at: 2)
        try second.cosign(with: TestKeys.witness(2), at: 2)
        try second.sign(with: TestKeys.log(9, name: "another.office"))
        let keys = try [TestKeys.log(), TestKeys.witness(1), TestKeys.log(9, name: "another.office")].map(
            \.verifier
        )
        let lines = try first.take(linesOf: second, from: keys)
        #expect(lines.new.map(\.key.name.description) == ["another.office"])
        #expect(lines.present.map(\.key.name.description) == [TestKeys.origin, "witness.example/w1"])
        #expect(
            first.note.signatures.map(\.name.description) == [
                TestKeys.origin, "witness.example/w1", "another.office",
            ]
        )
        #expect(try first.verify(with: keys).signatures.map(\.time) == [nil, 1, nil])
        let before = first
        let other = try TestKeys.checkpoint(size: 6)
        #expect(throws: CheckpointFault.otherCheckpoint) { try first.take(linesOf: other, from: keys) }
        #expect(first == before)
    }

    @Test("a wrong line makes way for the right one of its key, and is never taken itself")
    func wrongLine() throws {
        var right = try TestKeys.checkpoint()
        try right.cosign(with: TestKeys.witness(1), at: 1)
        let keys = [try TestKeys.log().verifier, try TestKeys.witness(1).verifier]
        // The same line under a note of another size is wrong there.
        var other = try TestKeys.checkpoint(size: 6)
        try other.cosign(with: TestKeys.witness(1), at: 1)
        let plain = try TestKeys.checkpoint()
        let wrongLine = try #require(other.note.signatures.last).line
        let wrong = try readCheckpoint(plain.encode() + wrongLine)
        #expect(throws: CheckpointFault.self) { try wrong.verify(with: keys) }
        var note = plain
        #expect(try note.take(linesOf: wrong, from: keys).new.isEmpty)
        #expect(note == plain)
        note = wrong
        #expect(try note.take(linesOf: right, from: keys).new.count == 1)
        #expect(note == right)
        #expect(try note.verify(with: keys).signatures.count == 2)
    }

    @Test("lines that witnesses send are added once, unknown ones are left out, a wrong one refuses all")
    func lines() throws {
        let witnesses = try (1...3).map { try TestKeys.witness($0) }
        let keys = witnesses.map(\.verifier)
        let plain = try TestKeys.checkpoint()
        var cosigned = plain
        for witness in witnesses { try cosigned.cosign(with: witness, at: 9) }
        let sent = Array(cosigned.note.signatures.dropFirst().flatMap(\.line))
        var grown = plain
        #expect(try grown.add(lines: sent, from: Array(keys[..<2])).map(\.key) == Array(keys[..<2]))
        #expect(grown.note.signatures.count == 3)
        #expect(try grown.add(lines: sent + sent, from: keys).map(\.key) == [keys[2]])
        #expect(grown == cosigned)
        #expect(try grown.add(lines: sent, from: keys).isEmpty)
        var other = try TestKeys.checkpoint(size: 6)
        let before = other
        let fault = NoteFault.badSignature(name: keys[0].name, id: keys[0].id)
        #expect(throws: CheckpointFault.note(fault)) { try other.add(lines: sent, from: keys) }
        #expect(throws: CheckpointFault.note(.noKnownSignature)) { try other.add(lines: sent, from: []) }
        #expect(throws: CheckpointFault.note(.noSignature)) { try other.add(lines: [], from: keys) }
        #expect(throws: CheckpointFault.note(.malformedSignature(1))) {
            try other.add(lines: Array("x\n".utf8), from: keys)
        }
        #expect(other == before)
    }
}
