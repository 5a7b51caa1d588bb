import MerkleLog

/// Keys of the tests: each follows from its name and a number.
enum TestKeys {
    static let origin = "example.com/ledger"

    /// A key of the ledger; other numbers are later keys of the same name.
    static func log(_ number: UInt8 = 0, name: String = origin) throws -> SigningKey {
        try SigningKey(name: KeyName(name), seed: [UInt8](repeating: number, count: 32))
    }

    static func witness(_ number: UInt8) throws -> SigningKey {
        try SigningKey(
            name: KeyName("witness.example/w\(number)"),
            type: .cosignature,
            seed: [UInt8](repeating: 100 &+ number, count: 32)
        )
    }

    /// A checkpoint of the ledger, signed with its first key.
    static func checkpoint(size: UInt64 = 5, root: Digest = .zero) throws -> SignedCheckpoint {
        try Checkpoint(origin: ExactText(origin), size: TreeSize(size), root: root).sign(with: log())
    }
}

// A closure of an expectation cannot tell which error it throws: these read in its place.

func readNote(_ text: String) throws(NoteFault) -> SignedNote {
    try SignedNote(decoding: Array(text.utf8))
}

func readCheckpoint(_ bytes: [UInt8]) throws(CheckpointFault) -> SignedCheckpoint {
    try SignedCheckpoint(decoding: bytes)
}
