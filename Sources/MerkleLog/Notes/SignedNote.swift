/// A text with the signatures below it (C2SP signed-note).
///
/// Reading checks the form alone. What the text says is nobody's word until ``verify(with:)`` has found a
/// signature of a known key.
package struct SignedNote: Hashable, Sendable {
    /// The most bytes that are read: room for sixteen signatures of any kind.
    package static let maxByteCount = 64 << 10

    /// The most signatures that are read.
    package static let maxSignatures = 64

    /// The text with its last newline, without the blank line.
    package let text: [UInt8]

    /// The signature lines in their order, never none in a note that was read.
    package private(set) var signatures: [NoteSignature]

    /// Reads what ``encode()`` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(NoteFault) {
        guard bytes.count <= Self.maxByteCount else { throw .tooLong(bytes.count) }
        try Self.checkCharacters(bytes)
        let newline: UInt8 = 0x0A
        let blankLine = bytes.indices.dropFirst().last { bytes[$0] == newline && bytes[$0 - 1] == newline }
        guard let blankLine else { throw .noSignature }
        text = Array(bytes[..<blankLine])
        signatures = try Self.signatures(bytes[(blankLine + 1)...])
    }

    /// Signs a text for the first time.
    ///
    /// - Throws: ``NoteFault`` if the text does not end in a newline, or has what no note may have.
    package init(text: [UInt8], signedBy key: SigningKey) throws(NoteFault) {
        guard text.last == 0x0A else { throw .noSignature }
        try Self.checkCharacters(text)
        self.text = text
        signatures = []
        try sign(with: key)
    }

    /// The bytes of the note.
    package func encode() -> [UInt8] {
        text + [0x0A] + signatures.flatMap(\.line)
    }

    private static func checkCharacters(_ bytes: [UInt8]) throws(NoteFault) {
        if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x0A }) {
            throw .controlCharacter(offset: offset)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .notUTF8 }
    }

    private static func signatures(_ bytes: ArraySlice<UInt8>) throws(NoteFault) -> [NoteSignature] {
        guard let lines = TextLines.split(bytes), !lines.isEmpty else { throw .noSignature }
        guard lines.count <= maxSignatures else { throw .tooManySignatures(lines.count) }
        var signatures: [NoteSignature] = []
        for (index, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .malformedSignature(index + 1) }
            signatures.append(signature)
        }
        return signatures
    }
}

// MARK: - Verifying

extension SignedNote {
    /// Checks the signatures of the keys that are known.
    ///
    /// - Returns: The right signatures, in the order of the lines, each key once.
    /// - Throws: ``NoteFault/badSignature(name:id:)`` if a known key has a wrong one, also beside right ones;
    ///   ``NoteFault/noKnownSignature`` if no known key has any.
    package func verify(with keys: [VerifierKey]) throws(NoteFault) -> [VerifiedSignature] {
        let known = try knownSignatures(among: keys)
        guard !known.isEmpty else { throw .noKnownSignature }
        return known
    }

    /// The same, but none known is no fault.
    func knownSignatures(among keys: [VerifierKey]) throws(NoteFault) -> [VerifiedSignature] {
        var known: [VerifiedSignature] = []
        for signature in signatures {
            guard let key = try Self.key(of: signature, among: keys) else { continue }
            guard let verified = key.check(signature, over: text) else {
                throw .badSignature(name: key.name, id: key.id)
            }
            if !known.contains(where: { $0.key == key }) { known.append(verified) }
        }
        return known
    }

    private static func key(
        of signature: NoteSignature,
        among keys: [VerifierKey]
    ) throws(NoteFault) -> VerifierKey? {
        let named = keys.filter { $0.isNamed(by: signature) }
        guard let key = named.first else { return nil }
        guard named.allSatisfy({ $0 == key }) else { throw .ambiguousKey(name: key.name, id: key.id) }
        return key
    }
}

// MARK: - Signing

extension SignedNote {
    /// Adds a signature, unless the key has signed already.
    ///
    /// - Throws: ``NoteFault/key(_:)`` for a witness's key; ``NoteFault/badSignature(name:id:)`` if the note
    ///   has a wrong signature under the name of this key. The note is then as it was.
    package mutating func sign(with key: SigningKey) throws(NoteFault) {
        guard key.verifier.type == .ed25519 else { throw .key(.wrongKeyType(key.verifier.type)) }
        try add(Result { () throws(KeyFault) in try key.signature(over: text) }, by: key.verifier)
    }

    /// Adds a witness's cosignature, unless it has cosigned already; the first one and its time stay.
    ///
    /// It is the caller who has made sure that the checkpoint continues what the witness saw before.
    ///
    /// - Parameters:
    ///   - key: The key of a witness.
    ///   - time: Seconds since 1970.
    /// - Throws: As ``sign(with:)``. The note is then as it was.
    package mutating func cosign(with key: SigningKey, at time: UInt64) throws(NoteFault) {
        guard key.verifier.type == .cosignature else { throw .key(.wrongKeyType(key.verifier.type)) }
        guard time <= Cosignature.maxTime else { throw .key(.timeTooLarge(time)) }
        let message = Cosignature.message(text, time: time)
        let signature = Result { () throws(KeyFault) in
            Cosignature(time: time, signature: try key.signature(over: message)).encode()
        }
        try add(signature, by: key.verifier)
    }

    /// Takes over lines that witnesses have sent, as far as their keys are known.
    ///
    /// Lines of unknown keys are left out, and so is a further line of a key that has signed already.
    ///
    /// - Returns: The signatures that are new.
    /// - Throws: ``NoteFault`` if a line is malformed, a known key's signature is wrong, or no key is known. The
    ///   note is then as it was.
    @discardableResult
    package mutating func add(
        lines bytes: [UInt8],
        from keys: [VerifierKey]
    ) throws(NoteFault) -> [VerifiedSignature] {
        guard bytes.count <= Self.maxByteCount else { throw .tooLong(bytes.count) }
        var sent = self
        sent.signatures = try Self.signatures(bytes[...])
        _ = try sent.verify(with: keys)
        var present = try knownSignatures(among: keys)
        var grown = self
        var added: [VerifiedSignature] = []
        for line in sent.signatures {
            guard let key = keys.first(where: { $0.isNamed(by: line) }),
                let verified = key.check(line, over: text),
                !present.contains(where: { $0.key == key })
            else { continue }
            grown.signatures.append(line)
            present.append(verified)
            added.append(verified)
        }
        try grown.checkLimits()
        self = grown
        return added
    }

    private mutating func add(
        _ signature: Result<[UInt8], KeyFault>,
        by key: VerifierKey
    ) throws(NoteFault) {
        guard try knownSignatures(among: [key]).isEmpty else { return }
        let bytes = try signature.mapError { NoteFault.key($0) }.get()
        var grown = self
        grown.signatures.append(NoteSignature(name: key.name, id: key.id, bytes: bytes))
        try grown.checkLimits()
        self = grown
    }

    /// Takes over the right lines of keys that are known, and leaves out all others.
    ///
    /// A wrong line that stands here under the name and id of such a key makes way for the right one.
    ///
    /// - Returns: The signatures that are new, and the right ones that stood here already.
    /// - Throws: ``NoteFault`` where two keys have one name and id, or there would be too many lines. The note is then as it
    ///   was.
    mutating func take(
        _ lines: [NoteSignature],
        from keys: [VerifierKey]
    ) throws(NoteFault) -> (new: [VerifiedSignature], present: [VerifiedSignature]) {
        var grown = self
        var new: [VerifiedSignature] = []
        var present: [VerifiedSignature] = []
        for line in lines {
            guard let key = try Self.key(of: line, among: keys), let verified = key.check(line, over: text),
                !new.contains(where: { $0.key == key }), !present.contains(where: { $0.key == key })
            else { continue }
            grown.signatures.removeAll { key.isNamed(by: $0) && key.check($0, over: text) == nil }
            if grown.signatures.contains(where: { key.isNamed(by: $0) }) {
                present.append(verified)
            } else {
                grown.signatures.append(line)
                new.append(verified)
            }
        }
        try grown.checkLimits()
        self = grown
        return (new, present)
    }

    private func checkLimits() throws(NoteFault) {
        guard signatures.count <= Self.maxSignatures else { throw .tooManySignatures(signatures.count) }
        let count = encode().count
        guard count <= Self.maxByteCount else { throw .tooLong(count) }
    }
}
