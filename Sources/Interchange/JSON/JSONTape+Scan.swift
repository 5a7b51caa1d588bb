internal import DossierModel

extension JSONTape {
    /// Takes the loaded line apart: one pass that knows what may come next at every byte.
    ///
    /// Strict JSON (RFC 8259), at most ``Limits/nestingDepth`` containers in each other. The keys of each object
    /// are put in order and compared as it closes.
    ///
    /// - Returns: The fault that stands first in the line, or `nil`.
    mutating func scan() -> ScanFault? {
        let invalid = UTF8Check.firstFault(bytes, lineLength)
        if invalid >= 0 { return ScanFault(.notUTF8, invalid, "no UTF-8") }
        guard let fault = scanValues() else { return nil }
        // A key given twice shows only when its object closes, but stands where its second use stands: on the
        // tape, thus before the fault.
        if let duplicate = firstDuplicateKey() {
            return ScanFault(.duplicateKey, Int(nodes[duplicate].position), "key given twice")
        }
        return fault
    }

    private mutating func scanValues() -> ScanFault? {
        // The containers that are open, outermost first.
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: Limits.nestingDepth) { open in
            var depth = 0
            var position = skipSpace(0)
            while true {
                let byte = bytes[position]
                if byte == Ascii.openBrace || byte == Ascii.openBracket {
                    guard depth < Limits.nestingDepth else {
                        return ScanFault(.tooDeep, position, "nesting deeper than 64")
                    }
                    let isObject = byte == Ascii.openBrace
                    open[depth] = UInt32(truncatingIfNeeded: nodeCount)
                    depth &+= 1
                    _ = append(JSONNode(isObject ? .object : .array, at: position))
                    position = skipSpace(position &+ 1)
                    if bytes[position] != byte &+ 2 {
                        if isObject, let fault = scanKey(&position) { return fault }
                        continue
                    }
                    // Falls through to the closing bracket of an empty container.
                } else if let fault = scanScalar(byte, &position) {
                    return fault
                }
                if let outcome = closeContainers(open, &depth, &position) {
                    switch outcome {
                    case .done: return nil
                    case .fault(let fault): return fault
                    }
                }
            }
        }
    }

    private enum Outcome {
        case done
        case fault(ScanFault)
    }

    /// Goes on after a value: past closing brackets, to the next value.
    ///
    /// - Returns: `nil` where another value is due at `position`.
    @inline(__always)
    private mutating func closeContainers(
        _ open: UnsafeMutableBufferPointer<UInt32>,
        _ depth: inout Int,
        _ position: inout Int
    ) -> Outcome? {
        while true {
            position = skipSpace(position)
            if depth == 0 {
                return position == lineLength
                    ? .done : .fault(ScanFault(.notJSON, position, "something after the end of the value"))
            }
            let container = Int(open[depth &- 1])
            let isObject = nodes[container].kind == .object
            let byte = bytes[position]
            if byte == Ascii.comma {
                position = skipSpace(position &+ 1)
                guard isObject else { return nil }
                return scanKey(&position).map(Outcome.fault)
            }
            guard byte == (isObject ? Ascii.closeBrace : Ascii.closeBracket) else {
                return .fault(unexpected(position, isObject ? "',' or '}' is due" : "',' or ']' is due"))
            }
            nodes[container].next = UInt32(truncatingIfNeeded: nodeCount)
            if isObject, !orderMembers(of: container) {
                return .fault(ScanFault(.duplicateKey, position, "key given twice"))
            }
            depth &-= 1
            position &+= 1
        }
    }

    /// Reads a key and its colon; `position` is then at the value.
    @inline(__always)
    private mutating func scanKey(_ position: inout Int) -> ScanFault? {
        guard bytes[position] == Ascii.quote else {
            return unexpected(position, "a key in double quotes is due")
        }
        let index = nodeCount
        if let fault = scanString(.key, &position) { return fault }
        nodes[index].value = keyPrefix(index)
        position = skipSpace(position)
        guard bytes[position] == Ascii.colon else { return unexpected(position, "':' is due") }
        position = skipSpace(position &+ 1)
        return nil
    }

    /// Reads a string, number or literal; `position` is then after it.
    @inline(__always)
    private mutating func scanScalar(_ byte: UInt8, _ position: inout Int) -> ScanFault? {
        if byte == Ascii.quote { return scanString(.string, &position) }
        if byte &- Ascii.zero <= 9 || byte == Ascii.minus { return scanNumber(&position) }
        return scanLiteral(&position)
    }

    private mutating func scanLiteral(_ position: inout Int) -> ScanFault? {
        let start = bytes + position
        let kind: JSONNode.Kind
        if matches(start, "true") {
            kind = .true
        } else if matches(start, "false") {
            kind = .false
        } else if matches(start, "null") {
            kind = .null
        } else {
            return unexpected(position, "a value is due")
        }
        let index = append(JSONNode(kind, at: position))
        nodes[index].next = UInt32(truncatingIfNeeded: nodeCount)
        position += kind == .false ? 5 : 4
        return nil
    }

    @inline(__always)
    private mutating func matches(_ start: UnsafeMutablePointer<UInt8>, _ word: StaticString) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where start[index] != word.utf8Start[index] { return false }
        return true
    }

    /// The first position from `position` on that holds no white space.
    @inline(__always)
    private mutating func skipSpace(_ position: Int) -> Int {
        var position = position
        while bytes[position] <= Ascii.space {
            let byte = bytes[position]
            guard
                byte == Ascii.space || byte == Ascii.tab || byte == Ascii.lineFeed
                    || byte == Ascii.carriageReturn
            else { break }
            position &+= 1
        }
        return position
    }

    @inline(never)
    func unexpected(_ position: Int, _ due: StaticString) -> ScanFault {
        if position >= lineLength { return ScanFault(.notJSON, position, "the line ends too early") }
        if bytes[position] == 0 { return ScanFault(.notJSON, position, "a NUL byte") }
        return ScanFault(.notJSON, position, due)
    }
}

/// The bytes that JSON is made of.
enum Ascii {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let plus: UInt8 = 0x2B
    static let comma: UInt8 = 0x2C
    static let minus: UInt8 = 0x2D
    static let point: UInt8 = 0x2E
    static let slash: UInt8 = 0x2F
    static let zero: UInt8 = 0x30
    static let colon: UInt8 = 0x3A
    static let openBracket: UInt8 = 0x5B
    static let backslash: UInt8 = 0x5C
    static let closeBracket: UInt8 = 0x5D
    static let openBrace: UInt8 = 0x7B
    static let closeBrace: UInt8 = 0x7D
}
