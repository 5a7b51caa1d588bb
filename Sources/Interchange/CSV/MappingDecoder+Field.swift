internal import DossierModel

extension MappingDecoder {
    mutating func field(
        _ cursor: MappingCursor,
        name: String,
        key: String,
        isEnvelope: Bool
    ) throws(EventMappingError) -> FieldMapping {
        let members = try cursor.members([
            "column", "template", "constant", "as", "time", "table", "trueValues", "falseValues", "whenEmpty",
        ])
        let sources = ["column", "template", "constant"].filter { members[$0] != nil }
        guard sources.count == 1 else {
            throw cursor.error("a field has one of column, template, constant")
        }
        let isTime = name == "occurredAt" || name == "recordedAt"
        let whenEmpty = try members["whenEmpty"]?.word(["omit", "refuse"])
        let isRequired = whenEmpty == "refuse" || ["occurredAt", "unit", "dossier"].contains(name)
        let jsonKey = jsonString(key) + [0x3A]
        if let constant = members["constant"] {
            try check(constant, members, of: cursor, isTime: isTime, isEnvelope: isEnvelope)
            let json = try constant.constant()
            return FieldMapping(
                name: name,
                key: jsonKey,
                source: .constant(json),
                form: .string,
                isRequired: isRequired
            )
        }
        let form = try form(members, of: cursor, isTime: isTime, isEnvelope: isEnvelope)
        var parts: [TextPart] = []
        if let source = members["column"] { parts = [.column(try column(source))] }
        if let source = members["template"] { parts = try template(source) }
        return FieldMapping(
            name: name,
            key: jsonKey,
            source: .text(parts),
            form: form,
            isRequired: isRequired
        )
    }

    private func check(
        _ constant: MappingCursor,
        _ members: [String: MappingCursor],
        of cursor: MappingCursor,
        isTime: Bool,
        isEnvelope: Bool
    ) throws(EventMappingError) {
        guard members.count == 1 else { throw cursor.error("a constant has no other key beside it") }
        guard isEnvelope else { return }
        let text = try constant.string()
        if isTime, Instant(text) == nil {
            throw constant.error("\"\(text)\" is no RFC 3339 time with an offset")
        }
    }

    private func form(
        _ members: [String: MappingCursor],
        of cursor: MappingCursor,
        isTime: Bool,
        isEnvelope: Bool
    ) throws(EventMappingError) -> MappedForm {
        if isEnvelope, let form = members["as"] {
            throw form.error("the form of a field of the envelope is fixed; \"as\" is for fields of data")
        }
        let form = try members["as"]?.word(["string", "count", "number", "time", "date", "boolean"])
        for key in ["trueValues", "falseValues"] where form != "boolean" {
            guard members[key] == nil else { throw cursor.error("\"\(key)\" needs \"as\": \"boolean\"") }
        }
        guard isTime || form == "time" || form == "date" || members["time"] == nil else {
            throw cursor.error("\"time\" needs \"as\": \"time\" or \"date\"")
        }
        if let table = members["table"] {
            guard form == nil, !isTime else {
                throw table.error("a table gives the value as it is to be; no \"as\"")
            }
            return .table(try self.table(named: table, isEnvelope: isEnvelope))
        }
        if isTime || form == "time" { return .instant(try time(members["time"], of: cursor)) }
        switch form {
        case "date": return .date(try time(members["time"], of: cursor))
        case "count": return .count
        case "number": return .number
        case "boolean":
            let trueValues = try members["trueValues"]?.strings() ?? ["true", "1"]
            let falseValues = try members["falseValues"]?.strings() ?? ["false", "0"]
            return .boolean(
                trueValues: Set(trueValues.map { Array($0.utf8) }),
                falseValues: Set(falseValues.map { Array($0.utf8) })
            )
        default: return .string
        }
    }

    private func table(named cursor: MappingCursor, isEnvelope: Bool) throws(EventMappingError) -> ValueTable
    {
        let name = try cursor.string()
        guard let table = tables[name] else { throw cursor.error("no table \"\(name)\" among \"tables\"") }
        guard table.isOfStrings || !isEnvelope else {
            throw cursor.error(
                "a field of the envelope is a string, and the table \"\(name)\" has other values"
            )
        }
        return table
    }

    private func time(
        _ cursor: MappingCursor?,
        of field: MappingCursor
    ) throws(EventMappingError) -> TimePattern {
        guard let cursor else {
            guard times.count == 1, let only = times.first?.value else {
                throw field.error("the key \"time\" is missing; it names one of \"times\"")
            }
            return only
        }
        let name = try cursor.string()
        guard let time = times[name] else { throw cursor.error("no time form \"\(name)\" among \"times\"") }
        return time
    }

    /// The pieces of a text with `{column}` in it; `{{` and `}}` stand for braces.
    mutating func template(_ cursor: MappingCursor) throws(EventMappingError) -> [TextPart] {
        var parts: [TextPart] = []
        var text: [UInt8] = []
        var rest = Array(try cursor.string().utf8)[...]
        while let byte = rest.popFirst() {
            let isBrace = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}")
            if isBrace, rest.first == byte {
                rest.removeFirst()
                text.append(byte)
            } else if byte == UInt8(ascii: "{") {
                guard let close = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw cursor.error("a { is not closed; a brace itself is written twice")
                }
                if !text.isEmpty { parts.append(.text(text)) }
                text = []
                let name = String(decoding: rest[..<close], as: UTF8.self)
                parts.append(.column(slot(of: name, path: cursor.path)))
                rest = rest[(close + 1)...]
            } else if byte == UInt8(ascii: "}") {
                throw cursor.error("a } closes nothing; a brace itself is written twice")
            } else {
                text.append(byte)
            }
        }
        if !text.isEmpty { parts.append(.text(text)) }
        return parts
    }

    mutating func column(_ cursor: MappingCursor) throws(EventMappingError) -> Int {
        slot(of: try cursor.string(), path: cursor.path)
    }

    private mutating func slot(of name: String, path: String) -> Int {
        if let known = columns.firstIndex(where: { $0.name == name }) { return known }
        columns.append(EventMapping.Column(name: name, path: path))
        return columns.count - 1
    }
}
