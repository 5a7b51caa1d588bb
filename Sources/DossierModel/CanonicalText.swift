/// Texts as RFC 8785 writes them.
@usableFromInline
package enum CanonicalText {
    /// The value of a text that is written with the escapes of RFC 8785 section 3.2.2.2.
    ///
    /// Those are `\b`, `\t`, `\n`, `\f`, `\r`, `\"`, `\\` and `\u00xx` for the other control characters; a canonical
    /// text has no other.
    @usableFromInline package static func unescape(_ written: Span<UInt8>) -> [UInt8] {
        var value: [UInt8] = []
        value.reserveCapacity(written.count)
        var index = 0
        while index < written.count {
            let byte = written[index]
            index += 1
            guard byte == 0x5C, index < written.count else {
                value.append(byte)
                continue
            }
            let escape = written[index]
            index += 1
            switch escape {
            case 0x62: value.append(0x08)
            case 0x74: value.append(0x09)
            case 0x6E: value.append(0x0A)
            case 0x66: value.append(0x0C)
            case 0x72: value.append(0x0D)
            case 0x75:
                var code: UInt8 = 0
                for offset in 0..<4 where index + offset < written.count {
                    code = code &* 16 &+ hexDigit(written[index + offset])
                }
                index += 4
                value.append(code)
            default: value.append(escape)
            }
        }
        return value
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8 {
        byte <= 0x39 ? byte &- 0x30 : (byte | 0x20) &- 0x57
    }
}

extension TextSlice {
    /// Calls `body` with the value of the text that the slice marks in an event's canonical bytes.
    @inlinable
    package func withValue<Result, Failure: Error>(
        in event: Span<UInt8>,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let written = event.extracting(Int(offset)..<Int(offset) + Int(length))
        return isEscaped ? try body(CanonicalText.unescape(written).span) : try body(written)
    }
}
