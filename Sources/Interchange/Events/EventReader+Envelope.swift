internal import DossierModel

extension EventReader {
    /// Checks the envelope (events.md section 1), field by field in the order of its table.
    mutating func readEnvelope() throws(EventFault) -> EventRow {
        try checkText(required(.id), Limits.codeBytes)
        try checkControlCharacters(slot(.id))
        let type = try readType()
        let rule = schema[type]
        let occurredAt = try time(required(.occurredAt))
        var row = EventRow(type: type, occurredAt: occurredAt, recordedAt: occurredAt)
        if isGiven(.recordedAt) {
            row.recordedAt = try time(slot(.recordedAt))
            guard row.recordedAt >= occurredAt else { throw recordedBeforeOccurred(row) }
        }
        try checkCode(.source, isRequired: false)
        try checkCode(.unit, isRequired: rule.needsUnit)
        try checkCode(.dossier, isRequired: rule.needsDossier)
        try checkCode(.actor, isRequired: rule.needsActor)
        if isGiven(.evidence) {
            try checkText(slot(.evidence), Limits.documentNumberBytes)
            row.flags.insert(.hasEvidence)
        }
        return row
    }

    /// Checks `data` and takes from it what the row holds.
    mutating func readData(_ row: inout EventRow) throws(EventFault) {
        let rule = schema[row.type]
        guard rule.needsData ? try required(.data) != 0 : isGiven(.data) else { return }
        let object = slot(.data)
        guard tape.nodes[object].kind == .object else { throw wrongType(object, "an object") }
        guard rule.count > 0, let first = rule.first else { return }
        for index in 0..<rule.count { data[Int(first[index].field.rawValue)] = 0 }
        locate(membersOf: object, data)
        for index in 0..<rule.count { try check(first[index], &row) }
        fill(&row)
    }

    private mutating func readType() throws(EventFault) -> EventType {
        let node = try required(.type)
        guard tape.nodes[node].kind == .string else { throw wrongType(node, "a string") }
        let text = tape.nodes[node]
        guard !text.isEscaped, let type = schema.type(tape.bytes + Int(text.start), Int(text.length)) else {
            throw unknownType(node)
        }
        return type
    }

    @inline(__always)
    private mutating func checkCode(_ field: Field, isRequired: Bool) throws(EventFault) {
        if isRequired {
            try checkText(required(field), Limits.codeBytes)
        } else if isGiven(field) {
            try checkText(slot(field), Limits.codeBytes)
        }
    }

    /// The value of a field of the envelope; 0 where it is missing.
    @inline(__always)
    mutating func slot(_ field: Field) -> Int { Int(envelope[Int(field.rawValue)]) }

    /// Whether an optional field of the envelope is there; where it is null or empty it is taken as missing.
    @inline(__always)
    mutating func isGiven(_ field: Field) -> Bool {
        let node = slot(field)
        guard node != 0 else { return false }
        if isNullOrEmpty(node) {
            envelope[Int(field.rawValue)] = 0
            return false
        }
        return true
    }

    @inline(__always)
    private mutating func required(_ field: Field) throws(EventFault) -> Int {
        let node = slot(field)
        guard node != 0, !isNullOrEmpty(node) else { throw missing(node, field.name) }
        return node
    }

    /// `id` alone may hold no control character (Unicode's class Cc): it is printed and searched for.
    private mutating func checkControlCharacters(_ node: Int) throws(EventFault) {
        let text = tape.text(node)
        if text.contains(where: { $0 >= 0x7F }) {
            var previous: UInt8 = 0
            for byte in text {
                // U+0080 to U+009F are C2 80 to C2 9F.
                if byte == 0x7F || (previous == 0xC2 && byte < 0xA0) { throw controlCharacter(node) }
                previous = byte
            }
        }
        if tape.nodes[node].isEscaped, tape.decodedText(node).contains(where: { $0 < 0x20 }) {
            throw controlCharacter(node)
        }
    }

    /// Refuses texts of fields that nothing else looks at and that are longer than any may be.
    @inline(never)
    mutating func checkLongTexts() throws(EventFault) {
        for node in 0..<tape.nodeCount where tape.nodes[node].kind == .string {
            try checkText(node, Limits.textBytes)
        }
    }
}
