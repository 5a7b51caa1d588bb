internal import DossierModel

/// Makes the events of one row after another, for a file whose header is known.
struct RowMapper {
    private let mapping: EventMapping
    /// Where the mapping's columns stand in a record.
    private let places: [Int]
    /// The case codes met so far, of which there are as many as cases, not as rows.
    private var seenCases: Set<[UInt8]> = []
    /// The case that began last: most rows are of it, and need no look into the set.
    private var lastCase: [UInt8] = []
    private var text: [UInt8] = []
    private var part: [UInt8] = []

    init(_ mapping: EventMapping, header: [String]) throws(EventMappingError) {
        self.mapping = mapping
        places = try mapping.places(in: header)
    }

    /// The events of a row as JSON, all of them or none.
    ///
    /// A row that is refused does not count as the first of its case: the next one is then the first.
    mutating func events(of record: CSVRecord) throws(EventFault) -> [[UInt8]] {
        let caseCode = try caseCode(of: record)
        let isFirstOfCase = caseCode.map { $0 != lastCase && !seenCases.contains($0) } ?? false
        var events: [[UInt8]] = []
        for template in mapping.events where isFirstOfCase || !template.isOnlyForFirstRow {
            guard holds(template.conditions, in: record) else { continue }
            events.append(try event(template, of: record))
        }
        if isFirstOfCase, let caseCode {
            seenCases.insert(caseCode)
            lastCase = caseCode
        }
        return events
    }

    private mutating func caseCode(of record: CSVRecord) throws(EventFault) -> [UInt8]? {
        guard let column = mapping.caseColumn else { return nil }
        readColumn(column, of: record)
        guard !part.isEmpty else {
            let name = mapping.columns[column].name
            throw EventFault(.badRow, message: "column \"\(name)\", the row's case, is empty")
        }
        return part
    }

    private mutating func holds(_ conditions: [RowCondition], in record: CSVRecord) -> Bool {
        for condition in conditions {
            readColumn(condition.column, of: record)
            guard condition.values.contains(part) != condition.isNegated else { return false }
        }
        return true
    }

    private mutating func event(_ template: EventTemplate, of record: CSVRecord) throws(EventFault) -> [UInt8]
    {
        var line: [UInt8] = []
        line.reserveCapacity(384)
        line.append(UInt8(ascii: "{"))
        try append(template.id, of: record, to: &line)
        line.append(contentsOf: ",\"type\":\"".utf8)
        line.append(contentsOf: template.type.name.utf8)
        line.append(0x22)
        for field in template.envelope { try append(field, of: record, to: &line) }
        if !template.data.isEmpty {
            line.append(contentsOf: ",\"data\":{".utf8)
            for field in template.data { try append(field, of: record, to: &line) }
            line.append(UInt8(ascii: "}"))
        }
        line.append(UInt8(ascii: "}"))
        return line
    }

    /// Appends a field with its key, unless it is missing.
    private mutating func append(
        _ field: FieldMapping,
        of record: CSVRecord,
        to line: inout [UInt8]
    ) throws(EventFault) {
        let before = line.count
        if line.last != UInt8(ascii: "{") { line.append(UInt8(ascii: ",")) }
        line.append(contentsOf: field.key)
        guard try appendValue(of: field, record, to: &line) else {
            line.removeSubrange(before...)
            guard !field.isRequired else {
                throw EventFault(.missingField, path: field.name, message: "\(columns(of: field)) is empty")
            }
            return
        }
    }

    /// Appends a field's value; `false` if it is missing.
    private mutating func appendValue(
        of field: FieldMapping,
        _ record: CSVRecord,
        to line: inout [UInt8]
    ) throws(EventFault) -> Bool {
        switch field.source {
        case .constant(let json):
            line.append(contentsOf: json)
            return true
        case .text(let parts):
            guard readText(parts, of: record) else { return false }
            return try appendText(of: field, to: &line)
        }
    }

    /// Appends what ``text`` says in the form of the field; `false` if its table leaves it out.
    private func appendText(of field: FieldMapping, to line: inout [UInt8]) throws(EventFault) -> Bool {
        switch field.form {
        case .string:
            CanonicalWriting.quote(text, into: &line)
        case .count:
            guard text.allSatisfy({ $0 &- 0x30 <= 9 }) else {
                throw fault(.badNumber, field, "is no whole number from 0 on")
            }
            // JSON has no leading zeros.
            let digits = text.drop { $0 == 0x30 }
            line.append(contentsOf: digits.isEmpty ? text.suffix(1) : digits)
        case .number:
            guard isJSONNumber(text[...]) else {
                throw fault(.badNumber, field, "is no number with a decimal point and no grouping")
            }
            line.append(contentsOf: text)
        case .boolean(let trueValues, let falseValues):
            guard trueValues.contains(text) || falseValues.contains(text) else {
                throw fault(.badValue, field, "is none of trueValues and falseValues")
            }
            line.append(contentsOf: (trueValues.contains(text) ? "true" : "false").utf8)
        case .instant(let pattern), .date(let pattern):
            try appendTime(of: field, pattern, to: &line)
        case .table(let table):
            return try appendEntry(of: field, table, to: &line)
        }
        return true
    }

    private func appendTime(
        of field: FieldMapping,
        _ pattern: TimePattern,
        to line: inout [UInt8]
    ) throws(EventFault) {
        line.append(0x22)
        do throws(TimePattern.Fault) {
            if case .date = field.form {
                try pattern.appendDate(text, to: &line)
            } else {
                try pattern.appendInstant(text, to: &line)
            }
        } catch {
            switch error {
            case .otherForm: throw fault(.badTime, field, "is not written as \(pattern.text)")
            case .noSuchTime: throw fault(.badTime, field, "is no time, or not from 1900 to 2199")
            case .tooFine:
                throw fault(
                    .badTime,
                    field,
                    "is finer than a millisecond; \"fraction\": \"truncate\" would cut it"
                )
            }
        }
        line.append(0x22)
    }

    private func appendEntry(
        of field: FieldMapping,
        _ table: ValueTable,
        to line: inout [UInt8]
    ) throws(EventFault) -> Bool {
        if let value = table.values[text] {
            line.append(contentsOf: value)
            return true
        }
        switch table.otherwise {
        case .refuse: throw fault(.badValue, field, "is not in the mapping's table")
        case .omit: return false
        case .keep: CanonicalWriting.quote(text, into: &line)
        case .value(let value): line.append(contentsOf: value)
        }
        return true
    }

    // MARK: Columns

    /// Puts a text together into ``text``; `false` if one of its columns is empty.
    private mutating func readText(_ parts: [TextPart], of record: CSVRecord) -> Bool {
        text.removeAll(keepingCapacity: true)
        for piece in parts {
            switch piece {
            case .text(let bytes): text.append(contentsOf: bytes)
            case .column(let column):
                readColumn(column, of: record)
                guard !part.isEmpty else { return false }
                text.append(contentsOf: part)
            }
        }
        return true
    }

    /// Reads a column's value into ``part``, empty where it stands for a missing one.
    private mutating func readColumn(_ column: Int, of record: CSVRecord) {
        part.removeAll(keepingCapacity: true)
        record.append(places[column], to: &part)
        if mapping.format.trimsValues { trimBlanks(of: &part) }
        if mapping.format.emptyValues.contains(part) { part.removeAll(keepingCapacity: true) }
    }

    private func columns(of field: FieldMapping) -> String {
        guard case .text(let parts) = field.source else { return "the constant" }
        let names = parts.compactMap { part -> String? in
            guard case .column(let column) = part else { return nil }
            return "\"\(mapping.columns[column].name)\""
        }
        return "column \(names.joined(separator: " or "))"
    }

    private func fault(_ code: EventFault.Code, _ field: FieldMapping, _ problem: String) -> EventFault {
        // A fault is one line; a value can be of any length and hold line ends.
        let shown = String(decoding: text.prefix(80).map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        return EventFault(code, path: field.name, message: "\(columns(of: field)): \"\(shown)\" \(problem)")
    }
}

/// Takes away the spaces and tabs at both ends of a text.
func trimBlanks(of text: inout [UInt8]) {
    while let last = text.last, last == 0x20 || last == 0x09 { text.removeLast() }
    text.removeFirst(text.prefix { $0 == 0x20 || $0 == 0x09 }.count)
}
