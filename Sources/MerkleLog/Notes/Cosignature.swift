/// A witness's signature (tlog-cosignature v1): a time, and Ed25519 over that time and the text of a checkpoint.
struct Cosignature: Hashable, Sendable {
    private static let timeByteCount = 8
    private static let signatureByteCount = 64

    /// The largest time there may be: 2^63 − 1 seconds.
    static let maxTime = UInt64(Int64.max)

    /// Seconds since 1970, by the witness's clock.
    let time: UInt64

    /// The 64 bytes of the Ed25519 signature.
    let signature: [UInt8]

    init(time: UInt64, signature: [UInt8]) {
        self.time = time
        self.signature = signature
    }

    /// Reads the time (8 bytes, the highest first) and the signature, or is nil for anything else.
    init?(decoding bytes: [UInt8]) {
        guard bytes.count == Self.timeByteCount + Self.signatureByteCount else { return nil }
        time = bytes.prefix(Self.timeByteCount).reduce(0) { $0 << 8 | UInt64($1) }
        guard time <= Self.maxTime else { return nil }
        signature = Array(bytes.dropFirst(Self.timeByteCount))
    }

    func encode() -> [UInt8] {
        withUnsafeBytes(of: time.bigEndian) { Array($0) } + signature
    }

    /// What is signed: the version, the time, and the text of the note.
    static func message(_ text: [UInt8], time: UInt64) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
