import MerkleLog
import TestSupport
import Testing

@Suite("witness policy")
struct WitnessPolicyTests {
    private static func policy(_ lines: String...) throws -> WitnessPolicy {
        let text = ["log \(try TestKeys.log().verifier)"] + lines
        return try WitnessPolicy(decoding: Array(text.map { $0 + "\n" }.joined().utf8))
    }

    private static func witness(_ number: UInt8) throws -> String {
        "witness W\(number) \(try TestKeys.witness(number).verifier)"
    }

    /// The checkpoint with the cosignatures of the witnesses whose bits are set.
    private static func cosigned(_ bits: Int, of count: UInt8) throws -> SignedCheckpoint {
        var checkpoint = try TestKeys.checkpoint()
        for number in 1...count where bits >> Int(number - 1) & 1 == 1 {
            try checkpoint.cosign(with: TestKeys.witness(number), at: UInt64(number) * 1_000)
        }
        return checkpoint
    }

    private static func isAccepted(_ checkpoint: SignedCheckpoint, by policy: WitnessPolicy) -> Bool {
        (try? policy.accept(checkpoint)) != nil
    }

    @Test("k of n holds for exactly those sets of cosigners that have k", arguments: 1...5)
    func quorums(count: Int) throws {
        let lines = try (1...UInt8(count)).map { try Self.witness($0) }
        let members = (1...count).map { "W\($0)" }.joined(separator: " ")
        let words = (1...count).map { ("\($0)", $0) } + [("any", 1), ("all", count)]
        let policies = try words.map { word, threshold in
            let end = ["group G \(word) \(members)", "quorum G"]
            let text = (["log \(try TestKeys.log().verifier)"] + lines + end).map { $0 + "\n" }.joined()
            return (try WitnessPolicy(decoding: Array(text.utf8)), threshold)
        }
        for bits in 0..<1 << count {
            let checkpoint = try Self.cosigned(bits, of: UInt8(count))
            for (policy, threshold) in policies {
                let outcome = try policy.evaluate(checkpoint)
                #expect(outcome.isQuorumMet == (bits.nonzeroBitCount >= threshold))
                #expect(outcome.isAccepted == outcome.isQuorumMet)
                #expect(Self.isAccepted(checkpoint, by: policy) == outcome.isAccepted)
                #expect(outcome.groups.map(\.witnessed) == [bits.nonzeroBitCount])
                #expect(outcome.groups.map(\.threshold) == [threshold])
                #expect(
                    outcome.witnesses.map(\.hasCosigned) == (0..<count).map { bits >> $0 & 1 == 1 }
                )
            }
        }
    }

    @Test("groups of groups hold as their parts do")
    func nested() throws {
        let lines = try (1...6).map { try Self.witness($0) }
        let policy = try Self.policy(
            lines.joined(separator: "\n"),
            "group X-witnesses 2 W1 W2 W3",
            "group Y-witnesses any W4 W5 W6",
            "group X-and-Y all X-witnesses Y-witnesses",
            "quorum X-and-Y"
        )
        for bits in 0..<64 {
            let outcome = try policy.evaluate(Self.cosigned(bits, of: 6))
            let isFirst = (bits & 7).nonzeroBitCount >= 2
            let isSecond = bits >> 3 != 0
            #expect(outcome.groups.map(\.isMet) == [isFirst, isSecond, isFirst && isSecond])
            #expect(outcome.isAccepted == (isFirst && isSecond))
        }
    }

    @Test("a single witness may be the quorum, and none may")
    func simple() throws {
        let single = try Self.policy(Self.witness(1), Self.witness(2), "quorum W1")
        #expect(Self.isAccepted(try Self.cosigned(1, of: 2), by: single))
        #expect(throws: CheckpointFault.quorumNotMet(quorum: "W1")) {
            try single.accept(Self.cosigned(2, of: 2))
        }
        let none = try Self.policy("quorum none")
        #expect(Self.isAccepted(try Self.cosigned(0, of: 1), by: none))
        #expect(try none.evaluate(Self.cosigned(0, of: 1)).quorum == nil)
    }

    @Test("witnesses without the ledger's own signature are not enough, nor is another ledger's")
    func withoutLog() throws {
        let witness = try TestKeys.witness(1)
        let policy = try Self.policy(Self.witness(1), "quorum W1")
        let stranger = try TestKeys.log(9)
        var checkpoint = try TestKeys.checkpoint().unverified.sign(with: stranger)
        try checkpoint.cosign(with: witness, at: 1)
        let outcome = try policy.evaluate(checkpoint)
        #expect(outcome.isQuorumMet && outcome.logs.isEmpty && !outcome.isAccepted)
        #expect(throws: CheckpointFault.notSignedByLog(origin: checkpoint.unverified.origin)) {
            try policy.accept(checkpoint)
        }
        let other = try TestKeys.log(1, name: "other")
        let both = WitnessPolicy(logs: [try TestKeys.log().verifier, other.verifier])
        var note = try SignedNote(text: checkpoint.note.text, signedBy: other)
        #expect(!Self.isAccepted(try SignedCheckpoint(decoding: note.encode()), by: both))
        try note.sign(with: TestKeys.log())
        #expect(
            try both.evaluate(SignedCheckpoint(decoding: note.encode())).logs == [TestKeys.log().verifier]
        )
    }

    @Test("a wrong cosignature of a known witness refuses, one of an unknown witness does not")
    func wrongCosignature() throws {
        let witness = try TestKeys.witness(1)
        var other = try TestKeys.checkpoint(size: 6)
        try other.cosign(with: witness, at: 1)
        let line = try #require(other.note.signatures.last).line
        let checkpoint = try SignedCheckpoint(decoding: TestKeys.checkpoint().encode() + line)
        let policy = try Self.policy(Self.witness(1), "quorum none")
        let fault = NoteFault.badSignature(name: witness.verifier.name, id: witness.verifier.id)
        #expect(throws: fault) { try policy.evaluate(checkpoint) }
        #expect(throws: CheckpointFault.note(fault)) { try policy.accept(checkpoint) }
        #expect(Self.isAccepted(checkpoint, by: try Self.policy("quorum none")))
    }

    @Test("blanks, tabs, empty lines, comments, addresses and any bytes in names are taken")
    func generous() throws {
        let text =
            "\n# a comment \u{E9}\n \t# another\n  log\t\(try TestKeys.log().verifier)  https://a.example/ \n"
        let name: [UInt8] = [0xE2, 0xFF, 0x41]
        let bytes =
            Array(text.utf8) + Array("witness ".utf8) + name
            + Array(" \(try TestKeys.witness(1).verifier) https://w.example\nquorum ".utf8) + name + [0x0A]
        let policy = try WitnessPolicy(decoding: bytes)
        #expect(policy.quorum?.bytes == name)
        #expect(policy.logs.map { $0.url?.string } == ["https://a.example/"])
        #expect(policy.witnesses.map { $0.url?.string } == ["https://w.example"])
    }
}

@Suite("policy that is refused")
struct BadPolicyTests {
    /// The lines of a policy, in which `L`, `L2` stand for keys of ledgers and `V1`, `V2` for those of witnesses.
    private func read(_ lines: [String]) throws -> WitnessPolicy {
        let text = try lines.map { line in
            try line.split(separator: " ").map { word in
                switch word {
                case "L": try TestKeys.log().verifier.text
                case "L2": try TestKeys.log(0, name: "second").verifier.text
                case "V1": try TestKeys.witness(1).verifier.text
                case "V2": try TestKeys.witness(2).verifier.text
                default: String(word)
                }
            }.joined(separator: " ") + "\n"
        }
        return try WitnessPolicy(decoding: Array(text.joined().utf8))
    }

    private static func name(_ text: String) throws -> PolicyName {
        let text = "witness \(text) \(try TestKeys.witness(9).verifier)\nquorum none\n"
        return try #require(WitnessPolicy(decoding: Array(text.utf8)).witnesses.first).name
    }

    @Test(
        "the line is named that is wrong",
        arguments: [
            (["quorum none", "logs L"], .unknownWord(line: 2)), (["Log L"], .unknownWord(line: 1)),
            (["log"], .wrongItemCount(line: 1)), (["log L a b"], .wrongItemCount(line: 1)),
            (["witness a"], .wrongItemCount(line: 1)), (["witness a V1 u v"], .wrongItemCount(line: 1)),
            (["witness a V1", "group g any"], .wrongItemCount(line: 2)),
            (["group g"], .wrongItemCount(line: 1)),
            (["quorum"], .wrongItemCount(line: 1)), (["quorum none none"], .wrongItemCount(line: 1)),
            (["log x"], .key(.malformedKey, line: 1)), (["", "witness a x"], .key(.malformedKey, line: 2)),
            (["log V1"], .wrongKeyType(line: 1)), (["witness a L"], .wrongKeyType(line: 1)),
            (["log L", "log L"], .duplicateKey(line: 2)), (["log L", "log L2"], .duplicateKey(line: 2)),
            (["witness a V1", "witness b V1"], .duplicateKey(line: 2)),
            (["witness a V1", "group g 0 a"], .badThreshold(line: 2)),
            (["witness a V1", "group g 2 a"], .badThreshold(line: 2)),
            (["witness a V1", "group g 01 a"], .badThreshold(line: 2)),
            (["witness a V1", "group g +1 a"], .badThreshold(line: 2)),
            (["witness a V1", "group g most a"], .badThreshold(line: 2)),
            (["witness a V1", "group g 99999999999999999999 a"], .badThreshold(line: 2)),
            (["quorum none", "quorum none"], .secondQuorum(line: 2)), (["log L"], .noQuorum), ([], .noQuorum),
            (["quorum none\r"], .controlCharacter(line: 1)), (["#\u{1}"], .controlCharacter(line: 1)),
            (["#\u{7F}"], .controlCharacter(line: 1)),
        ] as [([String], PolicyFault)]
    )
    func refused(lines: [String], fault: PolicyFault) {
        #expect(throws: fault) { try read(lines) }
        if let line = fault.line { #expect("\(fault)".hasPrefix("line \(line): ")) }
    }

    @Test("names are defined once and above, are members once, and none is nobody's name")
    func names() throws {
        let cases =
            [
                (["witness none V1"], .nameTaken(try Self.name("x"), line: 1)),
                (["witness a V1", "witness a V2"], .nameTaken(try Self.name("a"), line: 2)),
                (["witness a V1", "group a any a"], .nameTaken(try Self.name("a"), line: 2)),
                (["witness a V1", "group none any a"], .nameTaken(try Self.name("a"), line: 2)),
                (["group g any a", "witness a V1"], .unknownName(try Self.name("a"), line: 1)),
                (["group g any g"], .unknownName(try Self.name("g"), line: 1)),
                (["witness a V1", "group g any none"], .unknownName(try Self.name("a"), line: 2)),
                (["quorum a", "witness a V1"], .unknownName(try Self.name("a"), line: 1)),
                (["witness a V1", "group g any a a"], .memberTwice(try Self.name("a"), line: 2)),
                (
                    ["witness a V1", "group g any a", "group h any a"],
                    .memberTwice(try Self.name("a"), line: 3)
                ),
            ] as [([String], PolicyFault)]
        for (lines, expected) in cases {
            let fault = #expect(throws: PolicyFault.self) { try read(lines) }
            #expect(fault?.code == expected.code && fault?.line == expected.line)
        }
    }

    @Test("a file that ends inside a line is refused, and so is one that is too long")
    func cutOff() {
        #expect(throws: PolicyFault.unfinishedLine(line: 2)) {
            try WitnessPolicy(decoding: Array("# a\nquorum none".utf8))
        }
        let long = [UInt8](repeating: 0x0A, count: WitnessPolicy.maxByteCount + 1)
        #expect(throws: PolicyFault.tooLong(long.count)) { try WitnessPolicy(decoding: long) }
    }

    @Test("128 of a kind are read, and no more")
    func limits() throws {
        let logs = try (0..<129).map { try TestKeys.log(UInt8($0)).verifier }
        let text = logs.map { "log \($0)\n" }
        let end = "quorum none\n"
        #expect(try WitnessPolicy(decoding: Array((text.dropLast().joined() + end).utf8)).logs.count == 128)
        #expect(throws: PolicyFault.tooMany(line: 129)) {
            try WitnessPolicy(decoding: Array((text.joined() + end).utf8))
        }
        let witnesses = try (0..<129).map { number in
            "witness w\(number) \(try TestKeys.witness(UInt8(number)).verifier)\n"
        }
        #expect(throws: PolicyFault.tooMany(line: 129)) {
            try WitnessPolicy(decoding: Array((witnesses.joined() + end).utf8))
        }
        let all = witnesses.dropLast().joined()
        let groups = (0..<129).map { "group g\($0) any \($0 == 0 ? "w0" : "g\($0 - 1)")\n" }
        let chain = Array((all + groups.dropLast().joined() + "quorum g127\n").utf8)
        #expect(try WitnessPolicy(decoding: chain).groups.count == 128)
        #expect(throws: PolicyFault.tooMany(line: 257)) {
            try WitnessPolicy(decoding: Array((all + groups.joined() + end).utf8))
        }
    }
}
