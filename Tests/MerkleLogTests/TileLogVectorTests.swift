import MerkleLog
import Testing

/// A tile log that another program has written, made again from its leaves alone.
///
/// Skipped where the shared vectors are missing: they belong to others and are not copied here.
@Suite("tile log of another program", .enabled(if: SharedVectors.areThere, "needs ../shared/vectors"))
struct TileLogVectorTests {
    /// The public test keys of that log, as its makers give them away.
    private static let verifier =
        "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"
    private static let signer =
        "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg"

    /// The leaves in order, as its makers list them.
    private static let leaves = [
        "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf",
        "threeten", "fourten", "fivten",
    ].map { Array($0.utf8) }

    private static func root(_ size: Int) -> Digest {
        treeRoot(leaves.prefix(size).map { leafHash($0) })
    }

    @Test("the keys belong together")
    func keys() throws {
        #expect(try SigningKey(text: Self.signer).verifier == VerifierKey(text: Self.verifier))
    }

    @Test("each checkpoint is signed byte for byte, read and verified", arguments: 0...10)
    func checkpoints(size: Int) throws {
        let bytes = try SharedVectors.bytes("tessera/checkpoint.\(size)")
        let key = try SigningKey(text: Self.signer)
        let checkpoint = try Checkpoint(
            origin: ExactText("example.com/log/testdata"),
            size: TreeSize(UInt64(size)),
            root: Self.root(size)
        )
        #expect(try checkpoint.sign(with: key).encode() == bytes)
        let read = try SignedCheckpoint(decoding: bytes)
        #expect(read.encode() == bytes)
        let verified = try read.verify(with: [VerifierKey(text: Self.verifier)])
        #expect(verified.checkpoint == checkpoint)
        #expect(verified.size == TreeSize(UInt64(size)))
    }

    @Test("no bit of a checkpoint can be flipped", arguments: [0, 10])
    func flipped(size: Int) throws {
        let bytes = try SharedVectors.bytes("tessera/checkpoint.\(size)")
        let key = try VerifierKey(text: Self.verifier)
        for bit in 0..<bytes.count * 8 {
            var changed = bytes
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: CheckpointFault.self) { try readCheckpoint(changed).verify(with: [key]) }
        }
    }

    @Test("the files of each size are the ones it has, byte for byte", arguments: 1...15)
    func files(size: Int) throws {
        let tiles = try TileSet(size: TreeSize(UInt64(size)))
        #expect(tiles.paths().map(\.text) == ["tile/entries/000.p/\(size)", "tile/0/000.p/\(size)"])
        for path in tiles.paths() {
            let written = try SharedVectors.bytes("tessera/" + path.text)
            #expect(try Self.made(path) == written)
        }
        #expect(tiles.paths(since: TreeSize(UInt64(size - 1))).map(\.text) == tiles.paths().map(\.text))
    }

    private static func made(_ path: TilePath) throws(TileFault) -> [UInt8] {
        guard path.kind == .entries else {
            return TileBuilder.tile(path) { leafHash(leaves[Int($0.index)]) }
        }
        var bundle = EntryBundle(first: 0)
        for leaf in leaves.prefix(path.width) { try bundle.append(leaf.span) }
        return bundle.bytes
    }

    @Test("its files, read back, hold the leaves and the root of its checkpoint", arguments: 1...10)
    func readBack(size: Int) throws {
        let checkpoint = try SignedCheckpoint(decoding: SharedVectors.bytes("tessera/checkpoint.\(size)"))
            .verify(with: [VerifierKey(text: Self.verifier)])
        var reader = try TileReader(size: checkpoint.size) { path throws(TileFault) in
            guard let bytes = try? SharedVectors.bytes("tessera/" + path.text) else { throw .missing(path) }
            return bytes
        }
        #expect(try reader.root() == checkpoint.root)
        let path = try TilePath(text: "tile/entries/000.p/\(size)")
        let entries = try EntryBundle.entries(of: SharedVectors.bytes("tessera/" + path.text), at: path)
        #expect(entries == Array(Self.leaves.prefix(size)))
    }

    @Test("every checkpoint is proved to continue every earlier one", arguments: 1...10)
    func consistency(size: Int) throws {
        let policy = WitnessPolicy(logs: [try VerifierKey(text: Self.verifier)])
        let new = try SignedCheckpoint(decoding: SharedVectors.bytes("tessera/checkpoint.\(size)"))
        for old in 1...size {
            let earlier = try SignedCheckpoint(decoding: SharedVectors.bytes("tessera/checkpoint.\(old)"))
            let plan = try ConsistencyPlan(from: TreeSize(UInt64(old)), to: TreeSize(UInt64(size)))
            var naive = NaiveTree(Self.leaves)
            let file = ConsistencyProofFile(
                old: plan.old,
                hashes: plan.prove { naive.hash(of: $0) }.hashes,
                checkpoint: new
            )
            #expect(try file.check(since: earlier, policy: policy).checkpoint == new.unverified)
        }
    }
}

@Suite("notes of the Go checksum database", .enabled(if: SharedVectors.areThere, "needs ../shared/vectors"))
struct GoNoteVectorTests {
    private struct Vectors: Decodable {
        struct Note: Decodable {
            let vkey: String
            let skey: String
            let enoch_vkey: String
            let text: String
            let signature_line: String
            let bad_vkeys: [String]
        }

        struct Tree: Decodable {
            let n: UInt64
            let record: String
            let text: String
        }

        let note: Note
        let tree_note: Tree
    }

    private func vectors() throws -> Vectors {
        try SharedVectors.json("golang-sumdb/vectors.json", as: Vectors.self)
    }

    @Test("the keys are read, and belong together")
    func keys() throws {
        let note = try vectors().note
        let key = try SigningKey(text: note.skey)
        #expect(key.secretText == note.skey)
        #expect(key.verifier.text == note.vkey)
        #expect(try VerifierKey(text: note.enoch_vkey).text == note.enoch_vkey)
    }

    @Test("the text is signed byte for byte, and verified")
    func signature() throws {
        let note = try vectors().note
        let key = try SigningKey(text: note.skey)
        let signed = try SignedNote(text: Array(note.text.utf8), signedBy: key)
        #expect(signed.encode() == Array((note.text + "\n" + note.signature_line).utf8))
        let read = try SignedNote(decoding: signed.encode())
        let known = [try VerifierKey(text: note.enoch_vkey), key.verifier]
        #expect(try read.verify(with: known).map(\.key) == [key.verifier])
        #expect(throws: NoteFault.noKnownSignature) { try read.verify(with: Array(known[..<1])) }
    }

    @Test("the bad keys are refused")
    func badKeys() throws {
        let texts = try vectors().note.bad_vkeys
        #expect(texts.count == 2)
        // Its base64 has left-over bits besides two bytes too many.
        #expect(throws: KeyFault.malformedKey) { try VerifierKey(text: texts[0]) }
        #expect(throws: KeyFault.unknownKeyType(0x65)) { try VerifierKey(text: texts[1]) }
    }

    @Test("the tree note is a checkpoint")
    func tree() throws {
        let tree = try vectors().tree_note
        let checkpoint = try Checkpoint(decoding: Array(tree.text.utf8))
        #expect(checkpoint.origin.string == "go.sum database tree")
        #expect(checkpoint.size == TreeSize(tree.n))
        #expect(checkpoint.root == leafHash(Array(tree.record.utf8)))
        #expect(String(decoding: checkpoint.encode(), as: UTF8.self) == tree.text)
    }
}
