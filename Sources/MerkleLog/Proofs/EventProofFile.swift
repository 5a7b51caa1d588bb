/// A file that proves an event to be in a ledger, without the ledger (C2SP tlog-proof).
///
///     let file = try EventProofFile(decoding: bytes)
///     let checkpoint = try file.check(event: canonicalBytes, policy: WitnessPolicy(logs: [key]))
package struct EventProofFile: Hashable, Sendable {
    static let header = "c2sp.org/tlog-proof@v1"

    /// What somebody has added; nobody's signature covers it, and nothing is concluded from it.
    package let extra: [UInt8]?

    /// The number of the event, from 0.
    package let index: UInt64

    /// The audit path, from the event's neighbour up.
    package let hashes: [Digest]

    package let checkpoint: SignedCheckpoint

    package init(extra: [UInt8]? = nil, index: UInt64, hashes: [Digest], checkpoint: SignedCheckpoint) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads what ``encode()`` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(ProofFileFault) {
        let read = try ProofLines(bytes)
        guard read.lines[0].elementsEqual(Self.header.utf8) else { throw .badHeader }
        var next = 1
        var extra: [UInt8]?
        if read.lines.count > next, let text = TextLines.value(of: "extra", in: read.lines[next]) {
            extra = Base64.decode(String(decoding: text, as: UTF8.self))
            guard extra != nil else { throw .malformedLine(next + 1) }
            next += 1
        }
        guard read.lines.count > next, let digits = TextLines.value(of: "index", in: read.lines[next]),
            let index = TextLines.number(digits)
        else { throw .malformedLine(next + 1) }
        self.init(
            extra: extra,
            index: index,
            hashes: try read.hashes(from: next + 1),
            checkpoint: read.checkpoint
        )
    }

    /// The bytes of the file.
    package func encode() -> [UInt8] {
        let extraLine = extra.map { ["extra \(Base64.encode($0))"] } ?? []
        return ProofLines.encode([Self.header] + extraLine + ["index \(index)"], hashes, checkpoint)
    }

    /// Checks that an event is in the ledger that the policy trusts, at ``index``.
    ///
    /// - Parameters:
    ///   - event: The canonical bytes of the event.
    ///   - policy: Whose signatures are trusted.
    /// - Returns: The checkpoint it is proved in.
    /// - Throws: ``ProofFileFault``
    package func check(event: Span<UInt8>, policy: WitnessPolicy) throws(ProofFileFault) -> VerifiedCheckpoint
    {
        try check(leafHash: TreeHash.leaf(of: event), policy: policy)
    }

    /// The same for the hash of an event, where the event itself stays with its owner.
    package func check(leafHash: Digest, policy: WitnessPolicy) throws(ProofFileFault) -> VerifiedCheckpoint {
        let verified = try policy.accept(inFile: checkpoint)
        let proof = InclusionProof(leaf: index, size: verified.size, hashes: hashes)
        do throws(ProofFault) {
            try proof.check(leafHash: leafHash, root: verified.root)
        } catch {
            throw .proof(error)
        }
        return verified
    }
}
