/// A short key of big-endian numbers, on the stack.
struct StoreKey {
    private(set) var bytes = InlineArray<16, UInt8>(repeating: 0)
    private(set) var count = 0

    init() {}

    init(_ number: UInt32) {
        append(number)
    }

    init(_ number: UInt64) {
        append(number)
    }

    mutating func append(_ number: some FixedWidthInteger & UnsignedInteger) {
        var shift = number.bitWidth
        while shift > 0 {
            shift -= 8
            bytes[count] = UInt8(truncatingIfNeeded: number >> shift)
            count += 1
        }
    }
}

/// The big-endian number that stands at `offset` of a key; one that is nowhere in use where the key is too short.
func bigEndian(_ key: Span<UInt8>, at offset: Int, count: Int) -> UInt64 {
    guard offset + count <= key.count else { return .max }
    var number: UInt64 = 0
    for index in offset..<offset + count { number = number << 8 | UInt64(key[index]) }
    return number
}
