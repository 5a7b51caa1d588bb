internal import Crypto

/// A public key: what a reader is given beforehand, by a way he trusts, to check signatures with.
///
///     let key = try VerifierKey(text: "example.com/ledger+…+…")
///     let checkpoint = try SignedCheckpoint(decoding: bytes).verify(with: [key])
package struct VerifierKey: Hashable, Sendable {
    package let name: KeyName
    package let id: KeyID
    package let type: KeyType

    /// The 32 bytes of the Ed25519 key.
    package let publicKey: [UInt8]

    /// - Throws: ``KeyFault/wrongKeyLength(_:)`` unless there are 32 bytes.
    package init(name: KeyName, type: KeyType, publicKey: [UInt8]) throws(KeyFault) {
        guard publicKey.count == KeyText.byteCount else { throw .wrongKeyLength(publicKey.count) }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        id = KeyID(name: name, type: type, publicKey: publicKey)
    }

    /// Reads what ``text`` writes, and nothing else.
    package init(text: String) throws(KeyFault) {
        try self.init(bytes: text.utf8)
    }

    init(bytes: some Collection<UInt8>) throws(KeyFault) {
        let read = try KeyText(bytes)
        try self.init(name: read.name, type: read.type, publicKey: read.bytes)
        guard id == read.id else { throw .keyIDMismatch(expected: id, actual: read.id) }
    }

    /// The key as `<name>+<id>+<base64>`.
    package var text: String { KeyText(name: name, id: id, type: type, bytes: publicKey).text }

    /// Whether a signature line is this key's by name and id; the signature may still be wrong.
    func isNamed(by signature: NoteSignature) -> Bool {
        name == signature.name && id == signature.id
    }

    /// Checks a signature line of this key.
    ///
    /// - Returns: The signature as a known one, or nil if it is wrong.
    func check(_ signature: NoteSignature, over text: [UInt8]) -> VerifiedSignature? {
        switch type {
        case .ed25519:
            return isSignature(signature.bytes, over: text) ? VerifiedSignature(key: self, time: nil) : nil
        case .cosignature:
            guard let cosignature = Cosignature(decoding: signature.bytes),
                isSignature(cosignature.signature, over: Cosignature.message(text, time: cosignature.time))
            else { return nil }
            return VerifiedSignature(key: self, time: cosignature.time)
        }
    }

    private func isSignature(_ signature: [UInt8], over message: [UInt8]) -> Bool {
        do {
            let key = try Curve25519.Signing.PublicKey(rawRepresentation: publicKey)
            return key.isValidSignature(signature, for: message)
        } catch {
            return false
        }
    }
}

extension VerifierKey: CustomStringConvertible {
    package var description: String { text }
}

/// A signature that was checked and is right.
package struct VerifiedSignature: Hashable, Sendable {
    package let key: VerifierKey

    /// When a witness says it signed, in seconds since 1970; nil for a ledger's key.
    package let time: UInt64?
}
