/// A note that says it is a checkpoint; nothing of it is to be believed yet.
package struct SignedCheckpoint: Hashable, Sendable {
    package private(set) var note: SignedNote

    /// What the note says, whoever wrote it.
    package let unverified: Checkpoint

    init(note: SignedNote, unverified: Checkpoint) {
        self.note = note
        self.unverified = unverified
    }

    /// Reads a note and the checkpoint in it; what ``encode()`` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(CheckpointFault) {
        do throws(NoteFault) {
            note = try SignedNote(decoding: bytes)
        } catch {
            throw .note(error)
        }
        unverified = try Checkpoint(decoding: note.text)
    }

    /// The bytes of the note.
    package func encode() -> [UInt8] { note.encode() }

    /// Checks that the ledger itself has signed: a trusted Ed25519 key whose name is the origin.
    ///
    /// Signatures of other keys given are checked too, and a wrong one refuses the note.
    package func verify(with keys: [VerifierKey]) throws(CheckpointFault) -> VerifiedCheckpoint {
        let signatures: [VerifiedSignature]
        do throws(NoteFault) {
            signatures = try note.verify(with: keys)
        } catch {
            throw .note(error)
        }
        return try VerifiedCheckpoint(self, signatures: signatures)
    }
}

// MARK: - Adding signatures

extension SignedCheckpoint {
    /// Adds the signature of another key, of the ledger or of another office; see ``SignedNote/sign(with:)``.
    ///
    /// A key whose name is not the origin adds its word, but does not make the checkpoint the ledger's.
    package mutating func sign(with key: SigningKey) throws(CheckpointFault) {
        try change { (note: inout SignedNote) throws(NoteFault) in try note.sign(with: key) }
    }

    /// Adds a witness's cosignature; see ``SignedNote/cosign(with:at:)``.
    package mutating func cosign(with key: SigningKey, at time: UInt64) throws(CheckpointFault) {
        try change { (note: inout SignedNote) throws(NoteFault) in try note.cosign(with: key, at: time) }
    }

    /// Takes over lines that witnesses have sent; see ``SignedNote/add(lines:from:)``.
    @discardableResult
    package mutating func add(
        lines: [UInt8],
        from keys: [VerifierKey]
    ) throws(CheckpointFault) -> [VerifiedSignature] {
        try change { (note: inout SignedNote) throws(NoteFault) in try note.add(lines: lines, from: keys) }
    }

    /// Takes over the right lines that known keys have put under a note that says the same.
    ///
    /// Lines of other keys and wrong ones are left out; a wrong one that stands here makes way for the right one.
    ///
    /// - Returns: The signatures that are new, and the right ones that stood here already.
    /// - Throws: ``CheckpointFault/otherCheckpoint`` if the texts differ; ``CheckpointFault/note(_:)`` if there would be
    ///   too many lines.
    package mutating func take(
        linesOf other: SignedCheckpoint,
        from keys: [VerifierKey]
    ) throws(CheckpointFault) -> (new: [VerifiedSignature], present: [VerifiedSignature]) {
        guard other.note.text == note.text else { throw .otherCheckpoint }
        return try change { (note: inout SignedNote) throws(NoteFault) in
            try note.take(other.note.signatures, from: keys)
        }
    }

    private mutating func change<Result>(
        _ body: (inout SignedNote) throws(NoteFault) -> Result
    ) throws(CheckpointFault) -> Result {
        do throws(NoteFault) {
            return try body(&note)
        } catch {
            throw .note(error)
        }
    }
}

/// A checkpoint that its ledger has signed, by a key that the reader trusts.
///
/// There is no way to have one but to verify: ``SignedCheckpoint/verify(with:)`` or
/// ``WitnessPolicy/accept(_:)``.
package struct VerifiedCheckpoint: Hashable, Sendable {
    package let checkpoint: Checkpoint

    /// The note, with all lines it came with.
    package let signed: SignedCheckpoint

    /// The right signatures of trusted keys, witnesses' included.
    package let signatures: [VerifiedSignature]

    /// - Throws: ``CheckpointFault/notSignedByLog(origin:)`` if none of the signatures is the ledger's.
    init(_ signed: SignedCheckpoint, signatures: [VerifiedSignature]) throws(CheckpointFault) {
        let origin = signed.unverified.origin
        guard signatures.contains(where: { $0.key.isLog(of: origin) }) else {
            throw .notSignedByLog(origin: origin)
        }
        checkpoint = signed.unverified
        self.signed = signed
        self.signatures = signatures
    }

    package var origin: ExactText { checkpoint.origin }
    package var size: TreeSize { checkpoint.size }
    package var root: Digest { checkpoint.root }
}

extension VerifierKey {
    /// Whether this is a key with which the ledger of that origin signs.
    func isLog(of origin: ExactText) -> Bool {
        type == .ed25519 && name.text == origin
    }
}
