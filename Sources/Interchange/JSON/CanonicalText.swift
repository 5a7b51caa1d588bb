/// Strings as RFC 8785 writes them, section 3.2.2.2.
enum CanonicalText {
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

    /// Appends what a canonical text, without its quotes, stands for.
    ///
    /// - Precondition: The text is canonical: it was written by this module.
    static func unescape(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            guard text[index] == Ascii.backslash, index + 1 < text.count else {
                output.append(text[index])
                index += 1
                continue
            }
            let letter = text[index + 1]
            index += 2
            switch letter {
            case UInt8(ascii: "b"): output.append(0x08)
            case UInt8(ascii: "t"): output.append(0x09)
            case UInt8(ascii: "n"): output.append(0x0A)
            case UInt8(ascii: "f"): output.append(0x0C)
            case UInt8(ascii: "r"): output.append(0x0D)
            case UInt8(ascii: "u"):
                // Only control characters are written so: the two last digits are all.
                var value: UInt32 = 0
                for digit in text[min(index, text.count)..<min(index + 4, text.count)] {
                    value = value << 4 | (hexadecimalDigit(digit) ?? 0)
                }
                output.append(UInt8(truncatingIfNeeded: value))
                index += 4
            default: output.append(letter)
            }
        }
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
