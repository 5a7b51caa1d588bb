/// What a key signs: the type byte in front of a public key.
package enum KeyType: UInt8, Hashable, Sendable {
    /// Ed25519 over the text of a note: the key of a ledger.
    case ed25519 = 1

    /// Ed25519 over a time and the text of a checkpoint: the key of a witness.
    case cosignature = 4
}
