/// Appends the fields of a kept tally to bytes: little-endian numbers, texts after their length.
struct CheckpointWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: some FixedWidthInteger) {
        var shift = 0
        while shift < number.bitWidth {
            bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            shift += 8
        }
    }

    /// Bytes after their count.
    mutating func append(counted more: [UInt8]) {
        append(UInt32(more.count))
        bytes += more
    }

    /// A text, or none.
    mutating func append(text: String?) {
        append(UInt8(text == nil ? 0 : 1))
        append(counted: text.map { Array($0.utf8) } ?? [])
    }

    mutating func append(raw more: some Sequence<UInt8>) {
        bytes += more
    }
}

/// Reads the fields of a kept tally; what is cut short reads as `nil`.
struct CheckpointReader {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func readByte() -> UInt8? {
        read(1).map { bytes[$0] }
    }

    mutating func readUInt32() -> UInt32? {
        read(4).map { bytes.span.number(at: $0) }
    }

    mutating func readUInt64() -> UInt64? {
        read(8).map { bytes.span.number(at: $0) }
    }

    mutating func readInt64() -> Int64? {
        readUInt64().map { Int64(bitPattern: $0) }
    }

    /// Where the next bytes lie, after their count.
    mutating func readCounted() -> Range<Int>? {
        guard let count = readUInt32(), let start = read(Int(count)) else { return nil }
        return start..<position
    }

    /// A text, or none.
    mutating func readText() -> (text: String?, Void)? {
        guard let isGiven = readByte(), let range = readCounted() else { return nil }
        return (isGiven == 1 ? String(decoding: bytes[range], as: UTF8.self) : nil, ())
    }

    /// Where so many bytes begin, which are passed over.
    mutating func read(_ count: Int) -> Int? {
        guard count >= 0, count <= bytes.count - position else { return nil }
        defer { position += count }
        return position
    }
}

extension Span<UInt8> {
    /// The little-endian number at a place.
    func number<Number: FixedWidthInteger>(at start: Int) -> Number {
        var number: Number = 0
        for offset in (0..<Number.bitWidth / 8).reversed() {
            number = number << 8 | Number(truncatingIfNeeded: self[start + offset])
        }
        return number
    }

    /// The bytes in memory of their own.
    var copied: [UInt8] { withUnsafeBytes { Array($0) } }
}
