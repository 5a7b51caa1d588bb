/// Gzip that keeps bytes as they are (RFC 1951, section 3.2.4).
enum StoredGzip {
    static func member(_ bytes: [UInt8]) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(65_535)
            let length = UInt16(block.count)
            member.append(rest.isEmpty ? 1 : 0)
            for word in [length, ~length] { member += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
            member += block
        } while !rest.isEmpty
        for word in [checksum(bytes), UInt32(bytes.count)] {
            for shift in [0, 8, 16, 24] { member.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
        }
        return member
    }

    /// The CRC-32 of RFC 1952, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~remainder
    }
}
