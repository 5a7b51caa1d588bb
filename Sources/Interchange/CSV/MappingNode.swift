internal import DossierModel

/// A value in a mapping file, as JSON has them.
indirect enum MappingNode: Hashable, Sendable {
    case object([String: MappingNode])
    case list([MappingNode])
    case string(String)
    /// A number in its canonical form, in which it goes into the events.
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

extension MappingNode {
    /// Reads a mapping file's JSON; a key given twice is refused.
    static func parse(_ bytes: [UInt8]) throws(EventMappingError) -> MappingNode {
        do throws(EventFault) {
            return MappingNode(try EventDocument.read(bytes).root)
        } catch {
            throw EventMappingError(error.path, "the mapping file is not JSON: \(error.message)")
        }
    }

    private init(_ view: JSONView) {
        if let members = view.members {
            self = .object(Dictionary(uniqueKeysWithValues: members.map { ($0.key, MappingNode($0.value)) }))
        } else if let elements = view.array {
            self = .list(elements.map { MappingNode($0) })
        } else if let text = view.string {
            self = .string(text)
        } else if let text = view.canonicalNumber {
            self = .number(text)
        } else if let value = view.bool {
            self = .boolean(value)
        } else {
            self = .null
        }
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
