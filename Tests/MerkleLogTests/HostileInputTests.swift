import MerkleLog
import TestSupport
import Testing

/// Goal: no input stops the program, and whatever is read is written again byte for byte.
///
/// Method: good inputs are changed by a seed: bits, cuts, repeats, numbers and bytes that parsers stumble over.
@Suite("hostile input")
struct HostileInputTests {
    private static let nastyBytes: [UInt8] = [
        0x00, 0x09, 0x0A, 0x0D, 0x20, 0x2B, 0x2F, 0x30, 0x3D, 0x7F, 0x80, 0xC0, 0xE2, 0xFF,
    ]
    private static let nastyTexts = [
        "\n\n", "18446744073709551615", "18446744073709551616", "9223372036854775807", "-1", "00",
        "\u{2014} ",
        "=", "====", "+", "\n\u{2014} a AAAAAAA=\n", "index ", "extra ", "old ", "none", "x999/", ".p/",
        "group ",
    ]

    private static func changed(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<random.number(in: 1...4) {
            let place = random.number(in: 0...bytes.count)
            let end = random.number(in: place...bytes.count)
            switch random.number(in: 0...6) {
            case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(random.number(in: 0...7))
            case 1 where place < bytes.count: bytes[place] = random.pick(nastyBytes)
            case 2: bytes.insert(random.pick(nastyBytes), at: place)
            case 3: bytes.insert(contentsOf: Array(random.pick(nastyTexts).utf8), at: place)
            case 4: bytes.removeSubrange(place..<end)
            case 5: bytes.insert(contentsOf: bytes[place..<end], at: random.number(in: 0...bytes.count))
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    /// Each good input with its reader, which writes again what it has read.
    private static func readers() throws -> [(good: [UInt8], again: ([UInt8]) throws -> [UInt8]?)] {
        var checkpoint = try TestKeys.checkpoint()
        try checkpoint.cosign(with: TestKeys.witness(1), at: 5)
        let hashes = [Digest](repeating: .zero, count: 3)
        let lines = [
            "log \(try TestKeys.log().verifier) https://a.example",
            "witness W \(try TestKeys.witness(1).verifier)",
            "witness V \(try TestKeys.witness(2).verifier)", "# text", "group G 2 W V", "quorum G",
        ]
        let event = EventProofFile(extra: [1, 2], index: 4, hashes: hashes, checkpoint: checkpoint)
        let growth = ConsistencyProofFile(old: 3, hashes: hashes, checkpoint: checkpoint)
        let path = "tile/entries/x001/234.p/3"
        return [
            (Array(try TestKeys.log().verifier.text.utf8), { try readKey($0).map { Array($0.text.utf8) } }),
            (
                Array(try TestKeys.log().secretText.utf8),
                { try readSecret($0).map { Array($0.secretText.utf8) } }
            ),
            (checkpoint.encode(), { try SignedNote(decoding: $0).encode() }),
            (checkpoint.encode(), { try SignedCheckpoint(decoding: $0).encode() }),
            (checkpoint.note.text, { try Checkpoint(decoding: $0).encode() }),
            (event.encode(), { try EventProofFile(decoding: $0).encode() }),
            (growth.encode(), { try ConsistencyProofFile(decoding: $0).encode() }),
            (Array(lines.map { $0 + "\n" }.joined().utf8), { try readPolicy($0, checkpoint) }),
            (Array(path.utf8), { try readPath($0).map { Array($0.text.utf8) } }),
            ([0, 1, 65, 0, 0, 0, 2, 66, 67], { try readBundle($0, TilePath(text: path)) }),
            (checkpoint.note.signatures.flatMap(\.line), { try addLines($0, checkpoint) }),
        ]
    }

    @Test("nothing that is read stops the program, and what is read comes back", arguments: UInt64(0)..<16)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for (good, again) in try Self.readers() {
            #expect(try again(good).map { $0 == good } ?? true)
            for _ in 0..<120 {
                let bytes = Self.changed(good, &random)
                guard let written = try? again(bytes) else { continue }
                #expect(written == bytes, "\(String(decoding: bytes, as: UTF8.self))")
            }
        }
    }

    @Test("proof files with any numbers are checked without a trap", arguments: UInt64(0)..<8)
    func numbers(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let policy = WitnessPolicy(logs: [try TestKeys.log().verifier])
        let sizes: [UInt64] = [1, 2, 3, 1 << 31, 1 << 62, (1 << 63) - 2, (1 << 63) - 1]
        for size in sizes {
            let checkpoint = try TestKeys.checkpoint(size: size)
            for _ in 0..<20 {
                let hashes = [Digest](repeating: .zero, count: random.number(in: 0...63))
                let number = random.pick([0, 1, size / 2, size - 1, size, .max, .max - 1, random.next()])
                #expect(throws: ProofFileFault.self) {
                    try EventProofFile(index: number, hashes: hashes, checkpoint: checkpoint)
                        .check(leafHash: TreeHash.empty, policy: policy)
                }
                let old = try TestKeys.checkpoint(size: min(number, (1 << 63) - 1), root: TreeHash.empty)
                #expect(throws: ProofFileFault.self) {
                    try ConsistencyProofFile(old: old.unverified.size, hashes: hashes, checkpoint: checkpoint)
                        .check(since: old, policy: policy)
                }
            }
        }
    }

    private static func readKey(_ bytes: [UInt8]) throws -> VerifierKey? {
        try String(validating: bytes, as: UTF8.self).map { try VerifierKey(text: $0) }
    }

    private static func readSecret(_ bytes: [UInt8]) throws -> SigningKey? {
        try String(validating: bytes, as: UTF8.self).map { try SigningKey(text: $0) }
    }

    private static func readPath(_ bytes: [UInt8]) throws -> TilePath? {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let path = try TilePath(text: text)
        // No arithmetic on a path that was read may trap.
        _ = (path.leaves, path.subtrees.last?.leaves)
        return path
    }

    private static func readPolicy(_ bytes: [UInt8], _ checkpoint: SignedCheckpoint) throws -> [UInt8]? {
        _ = try WitnessPolicy(decoding: bytes).evaluate(checkpoint)
        return nil
    }

    private static func readBundle(_ bytes: [UInt8], _ path: TilePath) throws -> [UInt8] {
        var bundle = EntryBundle(first: path.leaves.lowerBound)
        for entry in try EntryBundle.entries(of: bytes, at: path) { try bundle.append(entry.span) }
        return bundle.bytes
    }

    private static func addLines(_ bytes: [UInt8], _ checkpoint: SignedCheckpoint) throws -> [UInt8]? {
        var plain = try TestKeys.checkpoint()
        try plain.add(lines: bytes, from: [TestKeys.witness(1).verifier])
        return nil
    }
}
