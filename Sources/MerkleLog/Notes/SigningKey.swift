internal import Crypto

/// A secret key, with its public half.
///
/// Nothing but ``secretText`` gives the secret away: not the description, nor a debugger's mirror, nor a fault.
/// There is no randomness here; who makes a key brings 32 bytes of it.
package struct SigningKey: Sendable {
    /// What others check the signatures with.
    package let verifier: VerifierKey

    private let seed: [UInt8]

    private static let marker = Array("PRIVATE+KEY+".utf8)

    /// Makes the key that follows from 32 bytes, which nobody else may know.
    ///
    /// - Throws: ``KeyFault/wrongKeyLength(_:)`` unless there are 32 bytes.
    package init(name: KeyName, type: KeyType = .ed25519, seed: [UInt8]) throws(KeyFault) {
        guard seed.count == KeyText.byteCount else { throw .wrongKeyLength(seed.count) }
        let publicKey: [UInt8]
        do {
            publicKey = Array(
                try Curve25519.Signing.PrivateKey(rawRepresentation: seed).publicKey.rawRepresentation
            )
        } catch {
            throw .signingFailed
        }
        verifier = try VerifierKey(name: name, type: type, publicKey: publicKey)
        self.seed = seed
    }

    /// Reads what ``secretText`` writes, and nothing else.
    ///
    /// - Throws: ``KeyFault``, which carries nothing of the text.
    package init(text: String) throws(KeyFault) {
        let bytes = Array(text.utf8)
        guard bytes.starts(with: Self.marker) else { throw .malformedKey }
        let read = try KeyText(bytes.dropFirst(Self.marker.count))
        try self.init(name: read.name, type: read.type, seed: read.bytes)
        guard verifier.id == read.id else {
            throw .keyIDMismatch(expected: verifier.id, actual: read.id)
        }
    }

    /// The key as `PRIVATE+KEY+<name>+<id>+<base64>`: for its file, and for nothing else.
    package var secretText: String {
        let text = KeyText(name: verifier.name, id: verifier.id, type: verifier.type, bytes: seed).text
        return String(decoding: Self.marker, as: UTF8.self) + text
    }

    /// Signs bytes; the same bytes give the same signature.
    func signature(over message: [UInt8]) throws(KeyFault) -> [UInt8] {
        do {
            let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
            return Array(try key.signature(for: message))
        } catch {
            throw .signingFailed
        }
    }
}

extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "secret half of \(verifier)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["verifier": verifier]) }
}
