/// A value in a mapping file together with the way to it, so that every error can say where it is.
struct MappingCursor {
    let node: MappingNode
    let path: String

    func error(_ message: String) -> EventMappingError { EventMappingError(path, message) }

    private func mismatch(_ expected: String) -> EventMappingError {
        error("\(expected) should stand here, not \(node.kind)")
    }

    /// The members of an object that may have no others than these.
    func members(_ known: [String]) throws(EventMappingError) -> [String: MappingCursor] {
        let members = try anyMembers()
        for (key, member) in members where !known.contains(key) {
            throw member.error("no such key; known here: \(known.joined(separator: ", "))")
        }
        var found: [String: MappingCursor] = [:]
        for (key, member) in members { found[key] = member }
        return found
    }

    /// The members of an object whose keys the author chooses, sorted by them.
    func anyMembers() throws(EventMappingError) -> [(String, MappingCursor)] {
        guard case .object(let members) = node else { throw mismatch("an object") }
        return members.sorted { $0.key < $1.key }.map { ($0, MappingCursor(node: $1, path: child($0))) }
    }

    private func child(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func list() throws(EventMappingError) -> [MappingCursor] {
        guard case .list(let items) = node else { throw mismatch("a list") }
        return items.enumerated().map { MappingCursor(node: $1, path: "\(path)[\($0)]") }
    }

    func string() throws(EventMappingError) -> String {
        guard case .string(let text) = node else { throw mismatch("a string") }
        return text
    }

    func strings() throws(EventMappingError) -> [String] {
        var strings: [String] = []
        for item in try list() { strings.append(try item.string()) }
        return strings
    }

    func boolean() throws(EventMappingError) -> Bool {
        guard case .boolean(let value) = node else { throw mismatch("true or false") }
        return value
    }

    /// One of a few words.
    func word(_ known: [String]) throws(EventMappingError) -> String {
        let word = try string()
        guard known.contains(word) else {
            throw error("\"\(word)\" is not one of \(known.joined(separator: ", "))")
        }
        return word
    }

    /// A string, number or truth value, as JSON.
    func constant() throws(EventMappingError) -> [UInt8] {
        switch node {
        case .string(let text): return jsonString(text)
        case .number(let text): return Array(text.utf8)
        case .boolean(let value): return Array((value ? "true" : "false").utf8)
        case .object, .list, .null: throw mismatch("a string, a number, true or false")
        }
    }
}

extension [String: MappingCursor] {
    /// The member of that key, which `parent` must have.
    func required(_ key: String, of parent: MappingCursor) throws(EventMappingError) -> MappingCursor {
        guard let member = self[key] else { throw parent.error("the key \"\(key)\" is missing") }
        return member
    }
}

/// A text as a JSON string, with its quotes.
func jsonString(_ text: some StringProtocol) -> [UInt8] {
    var output: [UInt8] = []
    CanonicalWriting.quote(text.utf8, into: &output)
    return output
}
