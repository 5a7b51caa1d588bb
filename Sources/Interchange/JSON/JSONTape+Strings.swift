internal import DossierModel

extension JSONTape {
    /// Reads a string or key; `position` is then after its closing quote.
    @inline(__always)
    mutating func scanString(_ kind: JSONNode.Kind, _ position: inout Int) -> ScanFault? {
        let start = position &+ 1
        let end = plainEnd(start)
        guard bytes[end] == Ascii.quote else { return scanEscapedString(kind, &position, end) }
        var node = JSONNode(kind, at: position)
        node.start = UInt32(truncatingIfNeeded: start)
        node.length = UInt32(truncatingIfNeeded: end &- start)
        let index = append(node)
        nodes[index].next = UInt32(truncatingIfNeeded: index &+ 1)
        if end &- start > Limits.textBytes { hasLongText = true }
        position = end &+ 1
        return nil
    }

    /// The first quote, backslash or control character from `start` on; the zeros after the line end the search.
    @inline(__always)
    private mutating func plainEnd(_ start: Int) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs: UInt64 = 0x8080_8080_8080_8080
        var index = start
        while true {
            let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self).littleEndian
            // A byte's high bit is set where the byte is hit; a false hit stands only above a true one.
            let quote = word ^ (ones &* UInt64(Ascii.quote))
            let backslash = word ^ (ones &* UInt64(Ascii.backslash))
            let hits =
                ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
                | ((word &- ones &* UInt64(Ascii.space)) & ~word)
            let marks = hits & highs
            if marks != 0 { return index &+ (marks.trailingZeroBitCount >> 3) }
            index &+= 8
        }
    }

    /// Reads a string that holds an escape at `first`, or a fault, and writes its canonical text after the line.
    @inline(never)
    private mutating func scanEscapedString(
        _ kind: JSONNode.Kind,
        _ position: inout Int,
        _ first: Int
    ) -> ScanFault? {
        var node = JSONNode(kind, at: position)
        node.start = UInt32(truncatingIfNeeded: textEnd)
        var index = position + 1
        while true {
            let end = plainEnd(index)
            while index < end {
                bytes[textEnd] = bytes[index]
                textEnd += 1
                index += 1
            }
            if bytes[index] == Ascii.quote { break }
            guard bytes[index] == Ascii.backslash else { return controlFault(index) }
            if let fault = scanEscape(&index, &node.isEscaped) { return fault }
        }
        node.length = UInt32(truncatingIfNeeded: textEnd - Int(node.start))
        node.next = UInt32(truncatingIfNeeded: nodeCount + 1)
        _ = append(node)
        if node.length > Limits.textBytes { hasLongText = true }
        position = index + 1
        return nil
    }

    private func controlFault(_ index: Int) -> ScanFault {
        if index >= lineLength { return ScanFault(.notJSON, index, "a string is not closed") }
        if bytes[index] == 0 { return ScanFault(.notJSON, index, "a NUL byte in a string") }
        return ScanFault(.notJSON, index, "a control character in a string")
    }

    /// Reads one escape and writes what RFC 8785 writes for it.
    private mutating func scanEscape(_ index: inout Int, _ isEscaped: inout Bool) -> ScanFault? {
        let start = index
        let letter = bytes[index + 1]
        index += 2
        switch letter {
        case Ascii.slash:
            put(letter)
        case Ascii.quote, Ascii.backslash, UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"),
            UInt8(ascii: "r"), UInt8(ascii: "t"):
            put(Ascii.backslash)
            put(letter)
            isEscaped = true
        case UInt8(ascii: "u"):
            return scanCodeUnit(start, &index, &isEscaped)
        default:
            return start + 1 >= lineLength
                ? ScanFault(.notJSON, start, "a string is not closed")
                : ScanFault(.notJSON, start, "no escape of JSON")
        }
        return nil
    }

    /// Reads the digits of `\uXXXX`, and the second half of a surrogate pair.
    private mutating func scanCodeUnit(
        _ start: Int,
        _ index: inout Int,
        _ isEscaped: inout Bool
    ) -> ScanFault? {
        guard let unit = hexadecimal(index) else {
            return ScanFault(.notJSON, start, "four hexadecimal digits are due after \\u")
        }
        index += 4
        var scalar = unit
        if unit & 0xF800 == 0xD800 {
            guard unit < 0xDC00, bytes[index] == Ascii.backslash, bytes[index + 1] == UInt8(ascii: "u"),
                let low = hexadecimal(index + 2), low & 0xFC00 == 0xDC00
            else { return ScanFault(.loneSurrogate, start, "half of a surrogate pair") }
            index += 6
            scalar = 0x1_0000 + (unit & 0x3FF) << 10 + (low & 0x3FF)
        }
        let written = CanonicalWriting.write(scalar, to: bytes + textEnd)
        if bytes[textEnd] == Ascii.backslash { isEscaped = true }
        textEnd += written
        return nil
    }

    private mutating func hexadecimal(_ index: Int) -> UInt32? {
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = CanonicalWriting.hexadecimalDigit(bytes[index + offset]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        bytes[textEnd] = byte
        textEnd += 1
    }
}
