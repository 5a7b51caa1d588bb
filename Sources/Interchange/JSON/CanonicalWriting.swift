/// Writes strings as RFC 8785 does, section 3.2.2.2; `CanonicalText` of the model reads them.
enum CanonicalWriting {
    /// Writes one Unicode scalar as it stands inside a canonical string.
    ///
    /// - Returns: How many bytes were written, at most six.
    static func write(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
        switch scalar {
        case 0x22, 0x5C: return writePair(UInt8(scalar), to: out)
        case 0x08: return writePair(UInt8(ascii: "b"), to: out)
        case 0x09: return writePair(UInt8(ascii: "t"), to: out)
        case 0x0A: return writePair(UInt8(ascii: "n"), to: out)
        case 0x0C: return writePair(UInt8(ascii: "f"), to: out)
        case 0x0D: return writePair(UInt8(ascii: "r"), to: out)
        case 0..<0x20:
            _ = writePair(UInt8(ascii: "u"), to: out)
            out[2] = Ascii.zero
            out[3] = Ascii.zero
            out[4] = Ascii.zero + UInt8(scalar >> 4)
            let low = UInt8(scalar & 15)
            out[5] = low < 10 ? Ascii.zero + low : UInt8(ascii: "a") + low - 10
            return 6
        default:
            return writeUTF8(scalar, to: out)
        }
    }

    private static func writePair(_ letter: UInt8, to out: UnsafeMutablePointer<UInt8>) -> Int {
        out[0] = Ascii.backslash
        out[1] = letter
        return 2
    }

    private static func writeUTF8(_ scalar: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
        if scalar < 0x80 {
            out[0] = UInt8(scalar)
            return 1
        }
        if scalar < 0x800 {
            out[0] = UInt8(0xC0 | scalar >> 6)
            out[1] = UInt8(0x80 | scalar & 0x3F)
            return 2
        }
        if scalar < 0x1_0000 {
            out[0] = UInt8(0xE0 | scalar >> 12)
            out[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            out[2] = UInt8(0x80 | scalar & 0x3F)
            return 3
        }
        out[0] = UInt8(0xF0 | scalar >> 18)
        out[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
        out[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
        out[3] = UInt8(0x80 | scalar & 0x3F)
        return 4
    }

    /// Appends a text with the quotes and escapes of a canonical string.
    static func quote(_ text: some Sequence<UInt8>, into output: inout [UInt8]) {
        output.append(Ascii.quote)
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8) { room in
            guard let out = room.baseAddress else { return }
            for byte in text {
                guard byte < 0x20 || byte == Ascii.quote || byte == Ascii.backslash else {
                    output.append(byte)
                    continue
                }
                let count = write(UInt32(byte), to: out)
                output.append(contentsOf: UnsafeBufferPointer(start: out, count: count))
            }
        }
        output.append(Ascii.quote)
    }

    @inline(__always)
    static func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
