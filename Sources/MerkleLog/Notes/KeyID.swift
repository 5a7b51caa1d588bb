internal import Crypto

/// The short number that stands beside a key's name in a note.
///
/// It tells keys of one name apart. It is no safeguard: who wants another key of the same id finds one.
package struct KeyID: RawRepresentable, Hashable, Sendable {
    /// The length in bytes.
    static let byteCount = 4

    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The id of a key: the first four bytes of SHA-256(name ‖ newline ‖ type ‖ public key).
    package init(name: KeyName, type: KeyType, publicKey: [UInt8]) {
        let message = name.text.bytes + [0x0A, type.rawValue] + publicKey
        self.init(bytes: Array(SHA256.hash(data: message)).prefix(Self.byteCount))
    }

    init(bytes: some Sequence<UInt8>) {
        rawValue = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Reads eight lower-case hexadecimal digits, or is nil for anything else.
    init?(digits: some Collection<UInt8>) {
        guard digits.count == 2 * Self.byteCount else { return nil }
        var value: UInt32 = 0
        for character in digits {
            switch character {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                value = value << 4 | UInt32(character - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                value = value << 4 | UInt32(character - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        rawValue = value
    }

    /// The four bytes, the highest first.
    var bytes: [UInt8] { withUnsafeBytes(of: rawValue.bigEndian) { Array($0) } }
}

extension KeyID: CustomStringConvertible {
    /// Eight lower-case hexadecimal digits.
    package var description: String {
        let digits = String(rawValue, radix: 16)
        return String(repeating: "0", count: 2 * Self.byteCount - digits.count) + digits
    }
}
