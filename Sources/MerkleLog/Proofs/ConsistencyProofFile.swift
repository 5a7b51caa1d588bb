/// A file that proves a ledger to have grown out of an earlier checkpoint.
///
/// It is the body of tlog-witness's `add-checkpoint`, so that the same file can be sent to a witness.
package struct ConsistencyProofFile: Hashable, Sendable {
    /// The size of the earlier checkpoint; 0 if there is none yet, and then there is no hash.
    package let old: TreeSize

    /// The hashes in the order of RFC 6962 section 2.1.2.
    package let hashes: [Digest]

    /// The later checkpoint.
    package let checkpoint: SignedCheckpoint

    package init(old: TreeSize, hashes: [Digest], checkpoint: SignedCheckpoint) {
        self.old = old
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads what ``encode()`` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(ProofFileFault) {
        let read = try ProofLines(bytes)
        guard let digits = TextLines.value(of: "old", in: read.lines[0]),
            let number = TextLines.number(digits)
        else { throw .malformedLine(1) }
        let hashes = try read.hashes(from: 1)
        self.init(old: TreeSize(number), hashes: hashes, checkpoint: read.checkpoint)
    }

    /// The bytes of the file.
    package func encode() -> [UInt8] {
        ProofLines.encode(["old \(old.rawValue)"], hashes, checkpoint)
    }

    /// Checks that the ledger of ``checkpoint`` begins with all events of an earlier one, in their order.
    ///
    /// Both must be of one origin, and valid under the policy.
    ///
    /// - Parameters:
    ///   - earlier: The checkpoint that was kept.
    ///   - policy: Whose signatures are trusted.
    /// - Returns: The later checkpoint.
    /// - Throws: ``ProofFileFault``. From an empty ledger nothing follows: ``ProofFault/emptyTree``.
    package func check(
        since earlier: SignedCheckpoint,
        policy: WitnessPolicy
    ) throws(ProofFileFault) -> VerifiedCheckpoint {
        try check(since: try policy.accept(inFile: earlier), policy: policy)
    }

    /// The same for an earlier checkpoint that was verified before, perhaps with other keys.
    package func check(
        since earlier: VerifiedCheckpoint,
        policy: WitnessPolicy
    ) throws(ProofFileFault) -> VerifiedCheckpoint {
        let later = try policy.accept(inFile: checkpoint)
        guard earlier.origin == later.origin else {
            throw .otherOrigin(old: earlier.origin, new: later.origin)
        }
        guard earlier.size == old else { throw .otherOldSize(expected: earlier.size, actual: old) }
        let proof = ConsistencyProof(old: old, new: later.size, hashes: hashes)
        do throws(ProofFault) {
            try proof.check(oldRoot: earlier.root, newRoot: later.root)
        } catch {
            throw .proof(error)
        }
        return later
    }
}
