/// A SHA-256 hash: the leaf of an event, a node of the tree, or a root.
///
/// It is 32 bytes without a heap object, kept in four words in the order of the bytes in memory,
/// so that it can be copied out to a page of the store as it lies. Digests are public and are
/// compared without regard to timing.
package struct Digest: BitwiseCopyable, Sendable {
    /// The length of a digest in bytes.
    package static let byteCount = 32

    private let first: UInt64
    private let second: UInt64
    private let third: UInt64
    private let fourth: UInt64

    /// Takes over the 32 bytes at the start of `bytes`, which need not be aligned.
    ///
    /// - Precondition: There are at least 32 bytes; for input of unknown length there is ``init(bytes:)-swift.init``.
    init(unchecked bytes: UnsafeRawBufferPointer) {
        assert(bytes.count >= Self.byteCount, "a digest has 32 bytes")
        first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
        second = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
        third = bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
        fourth = bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// Takes over exactly 32 bytes, or is nil for any other number.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(unchecked: bytes)
    }

    /// Takes over exactly 32 bytes, or is nil for any other number.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self = bytes.withUnsafeBytes { Digest(unchecked: $0) }
    }

    /// Takes over exactly 32 bytes, or is nil for any other number.
    package init?(bytes: [UInt8]) {
        self.init(bytes: bytes.span)
    }
}

extension Digest: Hashable {
    package static func == (left: Digest, right: Digest) -> Bool {
        left.first == right.first && left.second == right.second
            && left.third == right.third && left.fourth == right.fourth
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(first)
        hasher.combine(second)
        hasher.combine(third)
        hasher.combine(fourth)
    }
}

// MARK: - Copying out

extension Digest {
    /// Gives the 32 bytes to `body` in place.
    package func withUnsafeBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Swift.withUnsafeBytes(of: self, body)
    }

    /// Writes the 32 bytes to the start of `buffer`.
    ///
    /// - Precondition: The buffer has room for 32 bytes.
    package func copyBytes(to buffer: UnsafeMutableRawBufferPointer) {
        precondition(buffer.count >= Self.byteCount, "a digest needs 32 bytes of room")
        buffer.storeBytes(of: self, as: Digest.self)
    }

    /// Appends the 32 bytes to `bytes`.
    package func append(to bytes: inout [UInt8]) {
        withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// The 32 bytes in an array of their own.
    package var bytes: [UInt8] {
        withUnsafeBytes { Array($0) }
    }
}

// MARK: - Text

extension Digest: CustomStringConvertible {
    /// The digest as 64 lower-case hexadecimal digits.
    package var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(unsafeUninitializedCapacity: 2 * Self.byteCount) { text in
            for (index, byte) in bytes.enumerated() {
                text[2 * index] = digits[Int(byte >> 4)]
                text[2 * index + 1] = digits[Int(byte & 15)]
            }
            return 2 * Self.byteCount
        }
    }

    /// Reads 64 hexadecimal digits of either case, or is nil for anything else.
    package init?(hex: String) {
        guard hex.utf8.count == 2 * Self.byteCount else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        var high: UInt8?
        for character in hex.utf8 {
            guard let digit = Self.value(ofHexDigit: character) else { return nil }
            guard let begun = high else {
                high = digit
                continue
            }
            bytes.append(begun << 4 | digit)
            high = nil
        }
        self.init(bytes: bytes)
    }

    /// The digest in base64 (RFC 4648 section 4), 44 characters, as checkpoints write it.
    package var base64: String {
        Base64.encode(bytes)
    }

    /// Reads what ``base64`` writes, or is nil for anything else.
    package init?(base64: String) {
        guard let bytes = Base64.decode(base64) else { return nil }
        self.init(bytes: bytes)
    }

    package var description: String { hex }

    private static func value(ofHexDigit character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
