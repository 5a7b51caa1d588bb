/// Why a text is no key, or a key does not sign.
///
/// No case carries any part of the text: it may be a secret.
package enum KeyFault: Error, Hashable, Sendable {
    /// The text is not made up of a name, an id of eight digits and base64.
    case malformedKey

    /// The name is empty, or has white space, a plus sign or a control character.
    case badName

    /// Keys of that type are not known here.
    case unknownKeyType(UInt8)

    /// The key has more or fewer than 32 bytes.
    case wrongKeyLength(Int)

    /// The id is not the one that follows from name, type and public key.
    case keyIDMismatch(expected: KeyID, actual: KeyID)

    /// A key of this type does not sign that: witnesses' keys cosign, ledgers' keys sign.
    case wrongKeyType(KeyType)

    /// A time above 2^63 − 1 seconds, which no cosignature may have.
    case timeTooLarge(UInt64)

    /// The Ed25519 beneath refused; nothing was signed.
    case signingFailed
}

extension KeyFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .malformedKey: "malformedKey"
        case .badName: "badName"
        case .unknownKeyType: "unknownKeyType"
        case .wrongKeyLength: "wrongKeyLength"
        case .keyIDMismatch: "keyIDMismatch"
        case .wrongKeyType: "wrongKeyType"
        case .timeTooLarge: "timeTooLarge"
        case .signingFailed: "signingFailed"
        }
    }
}

extension KeyFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .malformedKey: "key is not a name, an id of eight digits and base64, joined by plus signs"
        case .badName: "key name is empty, or has white space, a plus sign or a control character"
        case .unknownKeyType(let type): "key of type \(type), where 1 and 4 are known"
        case .wrongKeyLength(let count): "key of \(count) bytes where 32 are due"
        case .keyIDMismatch(let expected, let actual): "key id \(actual) where \(expected) is due"
        case .wrongKeyType(.ed25519): "key of a ledger where a witness's is due"
        case .wrongKeyType(.cosignature): "key of a witness where a ledger's is due"
        case .timeTooLarge(let time): "time of \(time) seconds, above 2^63 - 1"
        case .signingFailed: "signing failed"
        }
    }
}
