/// What the texts of public and of secret keys have in common: a name, an id, and 32 bytes behind a type.
struct KeyText {
    /// The length of an Ed25519 public key, and of the seed of a secret one.
    static let byteCount = 32

    let name: KeyName
    let id: KeyID
    let type: KeyType
    let bytes: [UInt8]

    /// Reads `<name>+<id>+<base64>`; whether the id is right shows only with the public key.
    init(_ text: some Collection<UInt8>) throws(KeyFault) {
        let plus = UInt8(ascii: "+")
        let parts = Array(text).split(separator: plus, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let words = String(validating: parts[0], as: UTF8.self) else {
            throw .malformedKey
        }
        name = try KeyName(words)
        guard let id = KeyID(digits: parts[1]) else { throw .malformedKey }
        self.id = id
        let base64 = String(decoding: parts[2], as: UTF8.self)
        guard let material = Base64.decode(base64), let first = material.first else { throw .malformedKey }
        guard let type = KeyType(rawValue: first) else { throw .unknownKeyType(first) }
        self.type = type
        bytes = Array(material.dropFirst())
        guard bytes.count == Self.byteCount else { throw .wrongKeyLength(bytes.count) }
    }

    init(name: KeyName, id: KeyID, type: KeyType, bytes: [UInt8]) {
        self.name = name
        self.id = id
        self.type = type
        self.bytes = bytes
    }

    var text: String { "\(name)+\(id)+\(Base64.encode([type.rawValue] + bytes))" }
}
