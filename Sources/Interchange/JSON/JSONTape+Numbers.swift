internal import DossierModel

extension JSONTape {
    /// Reads a number; `position` is then after it.
    ///
    /// Whole numbers are kept as such however they are written: `3`, `3.0` and `3e0` are one number.
    @inline(__always)
    mutating func scanNumber(_ position: inout Int) -> ScanFault? {
        let start = position
        let isNegative = bytes[start] == Ascii.minus
        let first = isNegative ? start &+ 1 : start
        var index = first
        var magnitude: UInt64 = 0
        while bytes[index] &- Ascii.zero <= 9 {
            magnitude = magnitude &* 10 &+ UInt64(bytes[index] &- Ascii.zero)
            index &+= 1
        }
        let digits = index &- first
        guard digits > 0 else { return unexpected(index, "a digit is due") }
        guard digits == 1 || bytes[first] != Ascii.zero else {
            return ScanFault(.notJSON, first, "a number begins with 0")
        }
        if bytes[index] == Ascii.point || bytes[index] | 0x20 == UInt8(ascii: "e") {
            return scanFraction(&position, index)
        }
        // 16 digits cannot overflow; more than 16 are beyond the limit.
        guard digits <= 16, magnitude <= UInt64(Limits.wholeNumber) else { return beyondLimit(start) }
        appendNumber(start, Int64(magnitude) &* (isNegative ? -1 : 1))
        position = index
        return nil
    }

    @inline(__always)
    private mutating func appendNumber(_ start: Int, _ whole: Int64) {
        var node = JSONNode(.number, at: start)
        node.value = UInt64(bitPattern: whole)
        node.isWhole = true
        node.next = UInt32(truncatingIfNeeded: nodeCount &+ 1)
        _ = append(node)
    }

    @inline(never)
    private func beyondLimit(_ start: Int) -> ScanFault {
        ScanFault(.badNumber, start, "a number beyond ±9007199254740991")
    }

    /// Reads a number with a fraction or an exponent, whose digits before them end at `point`.
    @inline(never)
    private mutating func scanFraction(_ position: inout Int, _ point: Int) -> ScanFault? {
        let start = position
        var index = point
        if bytes[index] == Ascii.point {
            index += 1
            guard skipDigits(&index) else { return unexpected(index, "a digit is due after the point") }
        }
        if bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if bytes[index] == Ascii.plus || bytes[index] == Ascii.minus { index += 1 }
            guard skipDigits(&index) else { return unexpected(index, "a digit is due in the exponent") }
        }
        let text = UnsafeBufferPointer(start: bytes + start, count: index - start)
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite,
            value.magnitude <= Double(Limits.wholeNumber)
        else { return beyondLimit(start) }
        position = index
        if value.rounded(.towardZero) == value {
            appendNumber(start, Int64(value))
            return nil
        }
        var node = JSONNode(.number, at: start)
        node.value = value.bitPattern
        node.next = UInt32(truncatingIfNeeded: nodeCount + 1)
        _ = append(node)
        return nil
    }

    private mutating func skipDigits(_ index: inout Int) -> Bool {
        let start = index
        while bytes[index] &- Ascii.zero <= 9 { index += 1 }
        return index > start
    }

    /// The value of a number, whole or not.
    func double(_ index: Int) -> Double {
        let node = nodes[index]
        return node.isWhole ? Double(Int64(bitPattern: node.value)) : Double(bitPattern: node.value)
    }
}
