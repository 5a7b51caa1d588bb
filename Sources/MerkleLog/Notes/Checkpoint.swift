/// How large a ledger was, and its root then (C2SP tlog-checkpoint): a claim, with nobody's signature.
package struct Checkpoint: Hashable, Sendable {
    /// Which ledger it is of.
    package let origin: ExactText

    package let size: TreeSize
    package let root: Digest

    /// Further lines; they are signed, and mean nothing here.
    package let extensionLines: [ExactText]

    /// The largest size there may be: 2^63 − 1, as in other programs.
    package static let maxSize = TreeSize(UInt64(Int64.max))

    /// - Throws: ``CheckpointFault`` if it could not be read again.
    package init(
        origin: ExactText,
        size: TreeSize,
        root: Digest,
        extensionLines: [ExactText] = []
    ) throws(CheckpointFault) {
        let lines = [origin] + extensionLines
        guard lines.allSatisfy({ line in !line.bytes.isEmpty && line.bytes.allSatisfy { $0 >= 0x20 } }) else {
            throw .malformedCheckpoint
        }
        guard size <= Self.maxSize else { throw .badSize }
        guard size > 0 || root == TreeHash.empty else { throw .rootOfEmptyTree }
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = extensionLines
    }

    /// Reads the text of a note: what ``encode()`` writes, and nothing else.
    package init(decoding text: [UInt8]) throws(CheckpointFault) {
        guard let lines = TextLines.split(text[...]), lines.count >= 3 else { throw .malformedCheckpoint }
        guard let number = TextLines.number(lines[1]) else { throw .badSize }
        guard let root = TextLines.digest(lines[2]) else { throw .badRoot }
        var texts: [ExactText] = []
        for line in lines[..<1] + lines[3...] {
            guard let text = String(validating: line, as: UTF8.self) else { throw .malformedCheckpoint }
            texts.append(ExactText(text))
        }
        try self.init(
            origin: texts[0],
            size: TreeSize(number),
            root: root,
            extensionLines: Array(texts.dropFirst())
        )
    }

    /// The text of the note.
    package func encode() -> [UInt8] {
        let lines = [origin.string, String(size.rawValue), root.base64] + extensionLines.map(\.string)
        return lines.flatMap { Array($0.utf8) + [0x0A] }
    }

    /// Signs the checkpoint with a ledger's key, whose name must be the origin.
    ///
    /// - Throws: ``CheckpointFault/notSignedByLog(origin:)`` for a key of another name.
    package func sign(with key: SigningKey) throws(CheckpointFault) -> SignedCheckpoint {
        guard key.verifier.name.text == origin else { throw .notSignedByLog(origin: origin) }
        do throws(NoteFault) {
            return try SignedCheckpoint(note: SignedNote(text: encode(), signedBy: key), unverified: self)
        } catch {
            throw .note(error)
        }
    }
}
