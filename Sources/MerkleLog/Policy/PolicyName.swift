/// The name of a witness or a group inside a policy: bytes, which mean nothing outside it.
package struct PolicyName: Hashable, Sendable {
    package let bytes: [UInt8]

    init(bytes: some Sequence<UInt8>) {
        self.bytes = Array(bytes)
    }

    /// The predefined name for no quorum; nothing else may be called so.
    static let none = PolicyName(bytes: "none".utf8)
}

extension PolicyName: CustomStringConvertible {
    /// The name as text; bytes that are no UTF-8 show as replacement characters.
    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
