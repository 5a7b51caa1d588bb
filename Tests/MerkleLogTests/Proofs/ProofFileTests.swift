import Foundation
import MerkleLog
import Testing

/// The tree of the leaves `leaf 0` to `leaf 129`, at each of its sizes.
///
/// It is made once for all sizes by the library; that its hashes are right is tested against ``NaiveTree``.
private enum GrownTree {
    static let nodes: [PerfectSubtree: Digest] = grown.nodes
    static let roots: [Digest] = grown.roots

    /// The checkpoints of sizes 1 to 130, as somebody has kept them.
    static let kept: [VerifiedCheckpoint] = {
        guard let key = try? TestKeys.log().verifier else { return [] }
        return (1...130).compactMap { size in
            try? TestKeys.checkpoint(size: UInt64(size), root: roots[size]).verify(with: [key])
        }
    }()

    private static let grown: (nodes: [PerfectSubtree: Digest], roots: [Digest]) = {
        var frontier = Frontier()
        var nodes: [PerfectSubtree: Digest] = [:]
        var roots = [frontier.root]
        for leaf in 0..<130 {
            frontier.append(leafHash(Array("leaf \(leaf)".utf8)), height: 0) { nodes[$0] = $1 }
            roots.append(frontier.root)
        }
        return (nodes, roots)
    }()

    static func hash(of subtree: PerfectSubtree) -> Digest {
        nodes[subtree] ?? .zero
    }
}

/// A policy, and checkpoints and proof files that it asks for.
private struct Signed {
    let policy: WitnessPolicy
    let keys: [SigningKey]

    /// Of witnesses, one is known to the policy and asked for, and one is unknown.
    init(isWitnessed: Bool) throws {
        keys = isWitnessed ? [try TestKeys.witness(1), try TestKeys.witness(2)] : []
        let lines = keys.prefix(1).map { "witness W \($0.verifier)\nquorum W\n" }
        let text = "log \(try TestKeys.log().verifier)\n" + (lines.first ?? "quorum none\n")
        policy = try WitnessPolicy(decoding: Array(text.utf8))
    }

    func checkpoint(_ size: Int) throws -> SignedCheckpoint {
        var signed = try TestKeys.checkpoint(size: UInt64(size), root: GrownTree.roots[size])
        for key in keys { try signed.cosign(with: key, at: 1_800_000_000) }
        return signed
    }

    func proof(of leaf: Int, in checkpoint: SignedCheckpoint, extra: [UInt8]? = nil) throws -> EventProofFile
    {
        let plan = try InclusionPlan(leaf: UInt64(leaf), size: checkpoint.unverified.size)
        let hashes = plan.prove { GrownTree.hash(of: $0) }.hashes
        return EventProofFile(extra: extra, index: UInt64(leaf), hashes: hashes, checkpoint: checkpoint)
    }

    func growth(from old: Int, to checkpoint: SignedCheckpoint) throws -> ConsistencyProofFile {
        let plan = try ConsistencyPlan(from: TreeSize(UInt64(old)), to: checkpoint.unverified.size)
        let hashes = plan.prove { GrownTree.hash(of: $0) }.hashes
        return ConsistencyProofFile(old: plan.old, hashes: hashes, checkpoint: checkpoint)
    }
}

/// The places in a file that nothing vouches for, told from its bytes alone.
private struct Untrusted {
    private let bytes: [UInt8]
    private let extra: Range<Int>
    private let unknownName: Range<Int>
    private let unknownSignature: Range<Int>

    /// Finds them; in a witnessed file the last line is the signature of an unknown key.
    init(_ bytes: [UInt8], isWitnessed: Bool) {
        self.bytes = bytes
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        extra =
            lines.first { $0.starts(with: Array("extra ".utf8)) }.map { $0.startIndex + 6..<$0.endIndex }
            ?? 0..<0
        guard isWitnessed, let last = lines.dropLast().last, let blank = last.lastIndex(of: 0x20) else {
            (unknownName, unknownSignature) = (0..<0, 0..<0)
            return
        }
        unknownName = last.startIndex + 4..<blank
        unknownSignature = blank + 1..<last.endIndex
    }

    /// Whether a flipped bit leaves a file that is well-formed, and changes nothing that is vouched for.
    func mayFlip(_ bit: Int) -> Bool {
        let place = bit / 8
        var changed = bytes
        changed[place] ^= 1 << UInt8(bit % 8)
        if unknownName.contains(place) {
            // The name is ASCII: with its highest bit set a byte is no UTF-8.
            return (0x21...0x7F).contains(changed[place]) && changed[place] != UInt8(ascii: "+")
        }
        for base64 in [extra, unknownSignature] where base64.contains(place) {
            let text = String(decoding: changed[base64], as: UTF8.self)
            return Data(base64Encoded: text)?.base64EncodedString() == text
        }
        return false
    }

    var bitCount: Int { (extra.count + unknownName.count + unknownSignature.count) * 8 }
}

@Suite("event proof file")
struct EventProofFileTests {
    private func checked(
        _ bytes: [UInt8],
        _ leaf: [UInt8],
        _ policy: WitnessPolicy
    ) throws(ProofFileFault) -> (file: EventProofFile, checkpoint: VerifiedCheckpoint) {
        let file = try EventProofFile(decoding: bytes)
        return (file, try file.check(event: leaf.span, policy: policy))
    }

    @Test("every leaf of every tree has a file, which is read and checked", arguments: 1...130)
    func everyLeaf(size: Int) throws {
        let signed = try Signed(isWitnessed: false)
        let checkpoint = try signed.checkpoint(size)
        for leaf in 0..<size {
            let file = try signed.proof(of: leaf, in: checkpoint)
            let bytes = file.encode()
            let (read, verified) = try checked(bytes, Array("leaf \(leaf)".utf8), signed.policy)
            #expect(read == file)
            #expect(read.encode() == bytes)
            #expect(verified.size == TreeSize(UInt64(size)))
        }
    }

    private static let files: [(leaf: Int, size: Int, isRich: Bool)] =
        everyBitIsFlipped
        ? (1...12).flatMap { size in (0..<size).flatMap { [($0, size, false), ($0, size, true)] } }
            + [(77, 130, true), (129, 130, false)]
        : [(0, 1, true), (1, 2, false), (4, 7, false), (77, 130, true)]

    @Test(
        "no bit of a file may be flipped, but in extra and in unknown signatures; those are told",
        arguments: files
    )
    func flipped(leaf: Int, size: Int, isRich: Bool) throws {
        let signed = try Signed(isWitnessed: isRich)
        let extra = isRich ? Array("J*\u{0}some extra".utf8) : nil
        let file = try signed.proof(of: leaf, in: signed.checkpoint(size), extra: extra)
        let bytes = file.encode()
        let event = Array("leaf \(leaf)".utf8)
        let untrusted = Untrusted(bytes, isWitnessed: isRich)
        var taken = 0
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                let (read, verified) = try checked(changed, event, signed.policy)
                taken += 1
                #expect(untrusted.mayFlip(bit), "bit \(bit) of \(bytes.count) bytes")
                #expect(verified.checkpoint == file.checkpoint.unverified)
                #expect(verified.signatures.count == (isRich ? 2 : 1))
                #expect(read.index == file.index && read.hashes == file.hashes)
                #expect((read.extra != file.extra) != (read.checkpoint != file.checkpoint))
            } catch {
                #expect(!untrusted.mayFlip(bit), "bit \(bit): \(error)")
            }
        }
        #expect(isRich ? (1..<untrusted.bitCount).contains(taken) : taken == 0)
    }

    @Test("another event, policy or index is refused, saying why")
    func misused() throws {
        let signed = try Signed(isWitnessed: true)
        let checkpoint = try signed.checkpoint(9)
        let file = try signed.proof(of: 3, in: checkpoint)
        let event = Array("leaf 3".utf8)
        #expect(throws: ProofFileFault.proof(.rootMismatch)) {
            try checked(file.encode(), Array("leaf 4".utf8), signed.policy)
        }
        let stranger = WitnessPolicy(logs: [try TestKeys.log(5).verifier])
        #expect(throws: ProofFileFault.checkpoint(.notSignedByLog(origin: checkpoint.unverified.origin))) {
            try checked(file.encode(), event, stranger)
        }
        let plain = try TestKeys.checkpoint(size: 9, root: checkpoint.unverified.root)
        #expect(throws: ProofFileFault.checkpoint(.quorumNotMet(quorum: "W"))) {
            try checked(signed.proof(of: 3, in: plain).encode(), event, signed.policy)
        }
        let beyond = EventProofFile(index: 9, hashes: file.hashes, checkpoint: checkpoint)
        #expect(throws: ProofFileFault.proof(.noSuchLeaf(leaf: 9, size: 9))) {
            try checked(beyond.encode(), event, signed.policy)
        }
    }

    private static let hash = Digest.zero.base64

    @Test(
        "what is no proof file says why",
        arguments: [
            ("", .noCheckpoint), ("\n", .noCheckpoint), ("c2sp.org/tlog-proof@v1\nindex 1\n", .noCheckpoint),
            ("\n\n", .badHeader), ("c2sp.org/tlog-proof@v2\nindex 1\n\n", .badHeader),
            ("c2sp.org/tlog-proof@v1 \nindex 1\n\n", .badHeader),
            ("c2sp.org/tlog-proof@v1\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nindex 01\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nindex  1\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nindex 18446744073709551616\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nindex\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nextra AA\nindex 1\n\n", .malformedLine(2)),
            ("c2sp.org/tlog-proof@v1\nextra AAAA\n\n", .malformedLine(3)),
            ("c2sp.org/tlog-proof@v1\nextra AAAA\nextra AAAA\nindex 1\n\n", .malformedLine(3)),
            ("c2sp.org/tlog-proof@v1\nindex 1\nextra AAAA\n\n", .malformedLine(3)),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash)\n\(hash.dropLast())\n\n", .malformedLine(4)),
            ("c2sp.org/tlog-proof@v1\nindex 1\n\(hash) \n\n", .malformedLine(3)),
            (
                "c2sp.org/tlog-proof@v1\nindex 1\n" + String(repeating: hash + "\n", count: 64) + "\n",
                .tooManyHashes(64)
            ),
        ] as [(String, ProofFileFault)]
    )
    func malformed(text: String, fault: ProofFileFault) throws {
        // Where there is a blank line, a good checkpoint follows: it is not what is wrong.
        let end = text.hasSuffix("\n\n") ? try TestKeys.checkpoint().encode() : []
        #expect(throws: fault) { try EventProofFile(decoding: Array(text.utf8) + end) }
    }

    @Test("a file without extra, with an empty one and with another are three files")
    func extra() throws {
        let signed = try Signed(isWitnessed: false)
        let checkpoint = try signed.checkpoint(3)
        let files = try [nil, [], [1, 2, 3]].map { try signed.proof(of: 1, in: checkpoint, extra: $0) }
        #expect(Set(files.map { $0.encode() }).count == 3)
        for file in files { #expect(try EventProofFile(decoding: file.encode()) == file) }
        let long = EventProofFile(
            extra: [UInt8](repeating: 0, count: 256 << 10),
            index: 1,
            hashes: [],
            checkpoint: checkpoint
        ).encode()
        #expect(throws: ProofFileFault.tooLong(long.count)) { try EventProofFile(decoding: long) }
    }
}

@Suite("consistency proof file")
struct ConsistencyProofFileTests {
    @Test("every pair of sizes has a file, which is read and checked", arguments: 1...130)
    func everyPair(new: Int) throws {
        let signed = try Signed(isWitnessed: false)
        let checkpoint = try signed.checkpoint(new)
        let policy = signed.policy
        for old in 1...new {
            let earlier = GrownTree.kept[old - 1]
            let file = try signed.growth(from: old, to: checkpoint)
            let read = try ConsistencyProofFile(decoding: file.encode())
            #expect(read == file)
            #expect(try read.check(since: earlier, policy: policy).size == TreeSize(UInt64(new)))
        }
    }

    private static let files: [(old: Int, new: Int, isRich: Bool)] =
        everyBitIsFlipped
        ? (1...10).flatMap { new in (1...new).flatMap { [($0, new, false), ($0, new, true)] } } + [
            (77, 130, true)
        ]
        : [(1, 2, false), (5, 5, false), (77, 130, true)]

    @Test("no bit of a file may be flipped, but in unknown signatures", arguments: files)
    func flipped(old: Int, new: Int, isRich: Bool) throws {
        let signed = try Signed(isWitnessed: isRich)
        let policy = signed.policy
        let earlier = try policy.accept(signed.checkpoint(old))
        let file = try signed.growth(from: old, to: signed.checkpoint(new))
        let bytes = file.encode()
        let untrusted = Untrusted(bytes, isWitnessed: isRich)
        var taken = 0
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            do {
                let read = try ConsistencyProofFile(decoding: changed)
                let later = try read.check(since: earlier, policy: policy)
                taken += 1
                #expect(untrusted.mayFlip(bit), "bit \(bit) of \(bytes.count) bytes")
                #expect(later.checkpoint == file.checkpoint.unverified)
                #expect(read.old == file.old && read.hashes == file.hashes)
            } catch {
                #expect(!untrusted.mayFlip(bit), "bit \(bit): \(error)")
            }
        }
        #expect(isRich ? taken > 0 : taken == 0)
    }

    @Test("another ledger, another start, a fork and an empty start are told apart")
    func misused() throws {
        let signed = try Signed(isWitnessed: false)
        let policy = signed.policy
        let file = try signed.growth(from: 4, to: signed.checkpoint(9))
        let root = try signed.checkpoint(4).unverified.root
        let other = try Checkpoint(origin: ExactText("other"), size: 4, root: root)
            .sign(with: TestKeys.log(0, name: "other"))
        let both = WitnessPolicy(logs: policy.logs.map(\.key) + [try TestKeys.log(0, name: "other").verifier])
        #expect(throws: ProofFileFault.otherOrigin(old: ExactText("other"), new: ExactText(TestKeys.origin)))
        {
            try file.check(since: other, policy: both)
        }
        #expect(throws: ProofFileFault.otherOldSize(expected: 5, actual: 4)) {
            try file.check(since: signed.checkpoint(5), policy: policy)
        }
        #expect(throws: ProofFileFault.proof(.newRootMismatch)) {
            try file.check(since: TestKeys.checkpoint(size: 4, root: .zero), policy: policy)
        }
        #expect(throws: ProofFileFault.checkpoint(.notSignedByLog(origin: ExactText(TestKeys.origin)))) {
            let stranger = try Checkpoint(origin: ExactText(TestKeys.origin), size: 4, root: root)
                .sign(with: TestKeys.log(8))
            return try file.check(since: stranger, policy: policy)
        }
        let empty = ConsistencyProofFile(old: 0, hashes: [], checkpoint: try signed.checkpoint(9))
        #expect(try ConsistencyProofFile(decoding: empty.encode()) == empty)
        #expect(throws: ProofFileFault.proof(.emptyTree)) {
            try empty.check(since: TestKeys.checkpoint(size: 0, root: TreeHash.empty), policy: policy)
        }
        #expect(throws: ProofFileFault.proof(.sizesReversed(old: 9, new: 4))) {
            try ConsistencyProofFile(old: 9, hashes: [], checkpoint: signed.checkpoint(4))
                .check(since: signed.checkpoint(9), policy: policy)
        }
    }

    @Test(
        "what is no such file says why",
        arguments: [
            ("", .noCheckpoint), ("old 1\n", .noCheckpoint), ("\n\n", .malformedLine(1)),
            ("new 1\n\n", .malformedLine(1)), ("old 01\n\n", .malformedLine(1)),
            ("old \n\n", .malformedLine(1)),
            ("old 1\nAAAA\n\n", .malformedLine(2)), ("old 1\n", .noCheckpoint),
            ("old 1\n" + String(repeating: Digest.zero.base64 + "\n", count: 64) + "\n", .tooManyHashes(64)),
        ] as [(String, ProofFileFault)]
    )
    func malformed(text: String, fault: ProofFileFault) throws {
        let end = text.hasSuffix("\n\n") ? try TestKeys.checkpoint().encode() : []
        #expect(throws: fault) { try ConsistencyProofFile(decoding: Array(text.utf8) + end) }
    }
}
