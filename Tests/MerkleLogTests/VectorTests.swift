import Foundation
import MerkleLog
import Testing

/// Skipped where the shared vectors are missing: they belong to others and are not copied here.
@Suite("vectors of other programs", .enabled(if: SharedVectors.areThere, "needs ../shared/vectors"))
struct VectorTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: String?
        let leafHash: String?
        let proof: [String]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: String?
        let root2: String?
        let proof: [String]?
        let wantErr: Bool
    }

    /// Text that is no hash at all is refused before any proof is looked at.
    private struct NotADigest: Error {}

    private func digest(_ text: String?) throws -> Digest {
        guard let digest = Digest(base64: text ?? "") else { throw NotADigest() }
        return digest
    }

    @Test("all vectors are found")
    func found() {
        #expect(SharedVectors.jsonFiles(below: "merkle/inclusion").count == 49)
        #expect(SharedVectors.jsonFiles(below: "merkle/consistency").count == 43)
    }

    @Test(
        "an inclusion proof is taken or refused as it wants",
        arguments: SharedVectors.jsonFiles(below: "merkle/inclusion")
    )
    func inclusion(path: String) throws {
        let vector = try SharedVectors.json(path, as: Inclusion.self)
        let outcome = Result {
            try InclusionProof(
                leaf: vector.leafIdx,
                size: TreeSize(vector.treeSize),
                hashes: (vector.proof ?? []).map(digest)
            ).check(leafHash: digest(vector.leafHash), root: digest(vector.root))
        }
        #expect(vector.wantErr == outcome.isFailure)
    }

    @Test(
        "a consistency proof is taken or refused as it wants",
        arguments: SharedVectors.jsonFiles(below: "merkle/consistency")
    )
    func consistency(path: String) throws {
        let vector = try SharedVectors.json(path, as: Consistency.self)
        let outcome = Result {
            try ConsistencyProof(
                old: TreeSize(vector.size1),
                new: TreeSize(vector.size2),
                hashes: (vector.proof ?? []).map(digest)
            ).check(oldRoot: digest(vector.root1), newRoot: digest(vector.root2))
        }
        #expect(vector.wantErr == outcome.isFailure)
    }

    @Test("the constants of the Go checksum database hold")
    func checksumDatabase() throws {
        struct Constants: Decodable {
            struct Hash: Decodable {
                let hex: String
            }

            struct Note: Decodable {
                let text: String
            }

            let hashes: [Hash]
            let note: Note

            enum CodingKeys: String, CodingKey {
                case hashes = "rfc6962_hashes"
                case note = "tree_note"
            }
        }
        let constants = try SharedVectors.json("golang-sumdb/vectors.json", as: Constants.self)
        let node = ReferenceSHA256.hash(Array("\u{1}N123N456".utf8))
        let ours = [TreeHash.empty, leafHash([]), leafHash(Array("L123456".utf8))].map(\.hex)
        #expect(constants.hashes.prefix(3).map(\.hex) == ours)
        // Its children are no hashes, so that only the form of a node can be compared.
        #expect(constants.hashes.last?.hex == Digest(bytes: node)?.hex)
        let line = constants.note.text.split(separator: "\n").last.map(String.init) ?? ""
        #expect(Digest(base64: line)?.base64 == line)
    }
}

extension Result {
    fileprivate var isFailure: Bool {
        switch self {
        case .success: false
        case .failure: true
        }
    }
}
