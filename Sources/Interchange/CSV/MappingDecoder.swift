internal import DossierModel

/// Turns the JSON of a mapping file into an ``EventMapping``.
struct MappingDecoder {
    var columns: [EventMapping.Column] = []
    var times: [String: TimePattern] = [:]
    var tables: [String: ValueTable] = [:]
    private var common: [String: MappingCursor] = [:]

    /// The fields of the envelope that a mapping makes, in the order in which they are written.
    private static let envelope = [
        "occurredAt", "recordedAt", "source", "unit", "dossier", "actor", "evidence",
    ]

    mutating func mapping(_ root: MappingCursor) throws(EventMappingError) -> EventMapping {
        let members = try root.members([
            "title", "note", "csv", "case", "times", "tables", "common", "events",
        ])
        for key in ["title", "note"] { _ = try members[key]?.string() }
        let format = try members["csv"].map(format) ?? EventMapping.Format()
        let caseColumn = try members["case"].map { cursor throws(EventMappingError) in try column(cursor) }
        for (name, cursor) in try members["times"]?.anyMembers() ?? [] { times[name] = try time(cursor) }
        for (name, cursor) in try members["tables"]?.anyMembers() ?? [] { tables[name] = try table(cursor) }
        common = try members["common"]?.members(MappingDecoder.envelope) ?? [:]
        let list = try members.required("events", of: root)
        var events: [EventTemplate] = []
        for cursor in try list.list() {
            events.append(try event(cursor, hasCase: caseColumn != nil))
        }
        guard !events.isEmpty else { throw list.error("a mapping makes at least one event") }
        return EventMapping(format: format, columns: columns, caseColumn: caseColumn, events: events)
    }

    // MARK: The file

    private func format(_ cursor: MappingCursor) throws(EventMappingError) -> EventMapping.Format {
        let members = try cursor.members(["delimiter", "header", "columns", "empty", "trim"])
        var format = EventMapping.Format()
        if let delimiter = members["delimiter"] {
            let bytes = Array(try delimiter.string().utf8)
            guard bytes.count == 1, bytes[0] < 0x80, bytes[0] != 0, ![0x0A, 0x0D, 0x22].contains(bytes[0])
            else {
                throw delimiter.error("a delimiter is one ASCII character, no quote and no line end")
            }
            format.delimiter = bytes[0]
        }
        format.emptyValues = try members["empty"]?.strings().map { Array($0.utf8) } ?? []
        format.trimsValues = try members["trim"]?.boolean() ?? false
        let hasHeader = try members["header"]?.boolean() ?? true
        guard let columns = members["columns"] else {
            guard hasHeader else { throw cursor.error("a file without a header needs the key \"columns\"") }
            return format
        }
        guard !hasHeader else {
            throw columns.error("the columns are named by the header, unless \"header\" is false")
        }
        format.columns = try columns.strings()
        return format
    }

    private func time(_ cursor: MappingCursor) throws(EventMappingError) -> TimePattern {
        let members = try cursor.members(["pattern", "offset", "fraction"])
        let pattern = try members.required("pattern", of: cursor)
        let fraction = try members["fraction"]?.word(["refuse", "truncate"])
        var assumedOffset: Int?
        if let offset = members["offset"] {
            var rest = Array(try offset.string().utf8)[...]
            assumedOffset = TimePattern.offsetMinutes(&rest)
            guard assumedOffset != nil, rest.isEmpty else {
                throw offset.error("an offset is written as +07:00")
            }
        }
        let text = try pattern.string()
        do throws(TimePatternError) {
            return try TimePattern(
                text,
                assumedOffset: assumedOffset,
                cutsFineFractions: fraction == "truncate"
            )
        } catch {
            throw pattern.error(error.message)
        }
    }

    private func table(_ cursor: MappingCursor) throws(EventMappingError) -> ValueTable {
        let members = try cursor.members(["values", "otherwise", "default"])
        var values: [[UInt8]: [UInt8]] = [:]
        var isOfStrings = true
        for (word, value) in try members.required("values", of: cursor).anyMembers() {
            let constant = try value.constant()
            isOfStrings = isOfStrings && constant.first == 0x22
            values[Array(word.utf8)] = constant
        }
        let otherwise = try members["otherwise"]?.word(["refuse", "keep", "omit"])
        guard let standard = members["default"] else {
            let action: ValueTable.Otherwise =
                otherwise == "keep" ? .keep : otherwise == "omit" ? .omit : .refuse
            return ValueTable(values: values, otherwise: action, isOfStrings: isOfStrings)
        }
        guard otherwise == nil else {
            throw standard.error("\"default\" and \"otherwise\" exclude each other")
        }
        let constant = try standard.constant()
        return ValueTable(
            values: values,
            otherwise: .value(constant),
            isOfStrings: isOfStrings && constant.first == 0x22
        )
    }

    // MARK: Events

    private mutating func event(
        _ cursor: MappingCursor,
        hasCase: Bool
    ) throws(EventMappingError) -> EventTemplate {
        let members = try cursor.members(
            ["note", "type", "rows", "when", "id", "data"] + MappingDecoder.envelope
        )
        _ = try members["note"]?.string()
        let typeCursor = try members.required("type", of: cursor)
        let name = try typeCursor.string()
        guard let type = EventType(name: name) else { throw typeCursor.error("no event type \"\(name)\"") }
        let rows = try members["rows"]?.word(["all", "firstOfCase"])
        if rows == "firstOfCase", !hasCase, let cursor = members["rows"] {
            throw cursor.error("the first row of a case needs the key \"case\" of the mapping")
        }
        let envelope = try envelope(members, of: cursor, type: type)
        var data: [FieldMapping] = []
        for (key, field) in try members["data"]?.anyMembers() ?? [] {
            data.append(try self.field(field, name: "data.\(key)", key: key, isEnvelope: false))
        }
        return EventTemplate(
            type: type,
            isOnlyForFirstRow: rows == "firstOfCase",
            conditions: try conditions(members["when"]),
            id: try identifier(try members.required("id", of: cursor)),
            envelope: envelope,
            data: data
        )
    }

    private mutating func envelope(
        _ members: [String: MappingCursor],
        of event: MappingCursor,
        type: EventType
    ) throws(EventMappingError) -> [FieldMapping] {
        var fields: [FieldMapping] = []
        for key in MappingDecoder.envelope {
            guard let cursor = members[key] ?? common[key] else {
                let isRequired =
                    key == "occurredAt" || type.isOfDossier && (key == "unit" || key == "dossier")
                guard !isRequired else {
                    throw event.error("the key \"\(key)\" is missing; \(type.name) needs it")
                }
                continue
            }
            fields.append(try field(cursor, name: key, key: key, isEnvelope: true))
        }
        return fields
    }

    private mutating func conditions(_ cursor: MappingCursor?) throws(EventMappingError) -> [RowCondition] {
        var conditions: [RowCondition] = []
        for item in try cursor?.list() ?? [] {
            let tests = ["isEmpty", "equals", "notEquals", "in"]
            let members = try item.members(["column"] + tests)
            let place = try column(try members.required("column", of: item))
            guard members.count == 2 else {
                throw item.error("a condition has \"column\" and one of \(tests.joined(separator: ", "))")
            }
            var values: [String] = [""]
            var isNegated = false
            if let test = members["isEmpty"] {
                isNegated = try !test.boolean()
            } else if let test = members["equals"] ?? members["notEquals"] {
                values = [try test.string()]
                isNegated = members["notEquals"] != nil
            } else if let test = members["in"] {
                values = try test.strings()
            }
            conditions.append(
                RowCondition(column: place, values: Set(values.map { Array($0.utf8) }), isNegated: isNegated)
            )
        }
        return conditions
    }

    private mutating func identifier(_ cursor: MappingCursor) throws(EventMappingError) -> FieldMapping {
        let parts = try template(cursor)
        let hasColumn = parts.contains { if case .column = $0 { true } else { false } }
        guard hasColumn else {
            throw cursor.error("an id without a {column} would be the same in every row")
        }
        return FieldMapping(
            name: "id",
            key: Array("\"id\":".utf8),
            source: .text(parts),
            form: .string,
            isRequired: true
        )
    }
}
