/// Why bytes are no note, or a note is not to be trusted.
package enum NoteFault: Error, Hashable, Sendable {
    /// More bytes than a note may have.
    case tooLong(Int)

    /// A control character other than the newline, at that byte.
    case controlCharacter(offset: Int)

    /// The bytes are not UTF-8.
    case notUTF8

    /// There is no text, blank line and signature line, each with its end.
    case noSignature

    /// More signature lines than a note may have.
    case tooManySignatures(Int)

    /// The signature line of that number, from 1, is not a dash, a name and base64.
    case malformedSignature(Int)

    /// A known key stands beside a signature that it did not make. The note is refused whole.
    case badSignature(name: KeyName, id: KeyID)

    /// No key that is known has signed.
    case noKnownSignature

    /// Two of the known keys have one name and one id, so that a signature cannot be told to be of either.
    case ambiguousKey(name: KeyName, id: KeyID)

    /// The key does not sign.
    case key(KeyFault)
}

extension NoteFault {
    /// The name of the case, which never changes; scripts match on it.
    package var code: String {
        switch self {
        case .tooLong: "noteTooLong"
        case .controlCharacter: "noteControlCharacter"
        case .notUTF8: "noteNotUTF8"
        case .noSignature: "noSignature"
        case .tooManySignatures: "tooManySignatures"
        case .malformedSignature: "malformedSignature"
        case .badSignature: "badSignature"
        case .noKnownSignature: "noKnownSignature"
        case .ambiguousKey: "ambiguousKey"
        case .key(let fault): fault.code
        }
    }
}

extension NoteFault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLong(let count): "note of \(count) bytes, above \(SignedNote.maxByteCount)"
        case .controlCharacter(let offset): "control character at byte \(offset) of the note"
        case .notUTF8: "note is not UTF-8"
        case .noSignature: "note does not end in a blank line and signatures"
        case .tooManySignatures(let count): "note with \(count) signatures, above \(SignedNote.maxSignatures)"
        case .malformedSignature(let number): "signature line \(number) of the note is malformed"
        case .badSignature(let name, let id): "wrong signature of key \(name)+\(id)"
        case .noKnownSignature: "no signature of a known key"
        case .ambiguousKey(let name, let id): "two keys are called \(name)+\(id)"
        case .key(let fault): fault.description
        }
    }
}
