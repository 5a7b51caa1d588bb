/// A value in a mapping file, as JSON has them.
indirect enum MappingNode: Hashable, Sendable {
    case object([String: MappingNode])
    case list([MappingNode])
    case string(String)
    /// A number as it is written, which is how it goes into the events.
    case number(String)
    case boolean(Bool)
    case null

    /// What an author would call it.
    var kind: String {
        switch self {
        case .object: "an object"
        case .list: "a list"
        case .string: "a string"
        case .number: "a number"
        case .boolean: "true or false"
        case .null: "null"
        }
    }
}

/// Reads a mapping file's JSON (RFC 8259); a key given twice is refused.
///
/// It is the author of a short file who reads the errors, so they name the line.
struct MappingNodeParser {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    static func parse(_ bytes: [UInt8]) throws(EventMappingError) -> MappingNode {
        guard (try? UTF8Span(validating: bytes.span)) != nil else {
            throw EventMappingError("", "the mapping file is not UTF-8")
        }
        var parser = MappingNodeParser(bytes: bytes)
        let node = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else {
            throw parser.error("the file should end after its object")
        }
        return node
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() throws(EventMappingError) -> MappingNode {
        skipSpace()
        guard let first = peek() else { throw error("a value is missing at the end of the file") }
        switch first {
        case UInt8(ascii: "{"): return try nested { parser throws(EventMappingError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { parser throws(EventMappingError) in try parser.list() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t") where take("true"): return .boolean(true)
        case UInt8(ascii: "f") where take("false"): return .boolean(false)
        case UInt8(ascii: "n") where take("null"): return .null
        default: return try number()
        }
    }

    /// Reads an object or a list, unless it lies too deep for a mapping.
    private mutating func nested(
        _ read: (inout MappingNodeParser) throws(EventMappingError) -> MappingNode
    ) throws(EventMappingError) -> MappingNode {
        guard depth < 16 else { throw error("the nesting is deeper than any mapping needs") }
        depth += 1
        position += 1
        let node = try read(&self)
        depth -= 1
        return node
    }

    private mutating func object() throws(EventMappingError) -> MappingNode {
        var members: [String: MappingNode] = [:]
        if takeMark(UInt8(ascii: "}")) { return .object(members) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw error("a key in quotes should stand here") }
            let key = try string()
            guard takeMark(UInt8(ascii: ":")) else { throw error("a colon should follow the key \"\(key)\"") }
            guard members.updateValue(try value(), forKey: key) == nil else {
                throw error("the key \"\(key)\" is given twice")
            }
        } while takeMark(UInt8(ascii: ","))
        guard takeMark(UInt8(ascii: "}")) else { throw error("a comma or } should stand here") }
        return .object(members)
    }

    private mutating func list() throws(EventMappingError) -> MappingNode {
        var items: [MappingNode] = []
        if takeMark(UInt8(ascii: "]")) { return .list(items) }
        repeat {
            items.append(try value())
        } while takeMark(UInt8(ascii: ","))
        guard takeMark(UInt8(ascii: "]")) else { throw error("a comma or ] should stand here") }
        return .list(items)
    }

    private mutating func string() throws(EventMappingError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text.append(contentsOf: try escape())
            case 0..<0x20: throw error("a control character stands in a string")
            default: text.append(byte)
            }
        }
        throw error("a string is not closed")
    }

    private mutating func escape() throws(EventMappingError) -> [UInt8] {
        guard let byte = peek() else { throw error("a string is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(try escapedScalar()).utf8)
        default: throw error("a backslash stands before a character that JSON does not escape")
        }
    }

    private mutating func escapedScalar() throws(EventMappingError) -> Character {
        let first = try hexadecimal()
        if let scalar = Unicode.Scalar(first) { return Character(scalar) }
        guard (0xD800..<0xDC00).contains(first), take("\\u") else { throw error("a surrogate stands alone") }
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("a surrogate stands alone") }
        return Character(scalar)
    }

    private mutating func hexadecimal() throws(EventMappingError) -> UInt32 {
        let digits = bytes[position..<min(position + 4, bytes.count)]
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits should follow \\u") }
        position += 4
        return number
    }

    private mutating func number() throws(EventMappingError) -> MappingNode {
        let start = position
        while let byte = peek(), isNumberByte(byte) { position += 1 }
        let text = bytes[start..<position]
        guard isJSONNumber(text) else {
            position = start
            throw error("no value can begin here")
        }
        return .number(String(decoding: text, as: UTF8.self))
    }

    private func isNumberByte(_ byte: UInt8) -> Bool {
        byte &- 0x30 <= 9 || byte == 0x2B || byte == 0x2D || byte == 0x2E || byte | 0x20 == UInt8(ascii: "e")
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ word: StaticString) -> Bool {
        let text = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: text) else { return false }
        position += text.count
        return true
    }

    private mutating func takeMark(_ mark: UInt8) -> Bool {
        skipSpace()
        guard peek() == mark else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }

    private func error(_ message: String) -> EventMappingError {
        let line = 1 + bytes[..<position].count(where: { $0 == 0x0A })
        return EventMappingError("", "the mapping file is not JSON: line \(line): \(message)")
    }
}

/// Whether the bytes are one number as JSON writes them.
func isJSONNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let whole = rest.prefix { $0 &- 0x30 <= 9 }
    guard !whole.isEmpty, whole.count == 1 || whole.first != 0x30 else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == UInt8(ascii: ".") {
        let fraction = rest.dropFirst().prefix { $0 &- 0x30 <= 9 }
        guard !fraction.isEmpty else { return false }
        rest = rest.dropFirst(fraction.count + 1)
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
        rest.removeFirst()
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
        let exponent = rest.prefix { $0 &- 0x30 <= 9 }
        guard !exponent.isEmpty else { return false }
        rest = rest.dropFirst(exponent.count)
    }
    return rest.isEmpty
}
