internal import DossierModel

extension EventReader {
    /// Checks one field of `data` and keeps its value.
    mutating func check(_ rule: FieldRule, _ row: inout EventRow) throws(EventFault) {
        let index = Int(rule.field.rawValue)
        let node = Int(data[index])
        if node == 0 || isNullOrEmpty(node) {
            guard !rule.isRequired else { throw missing(node, rule.field.dataPath) }
            data[index] = 0
            return
        }
        switch rule.form {
        case .code: try checkText(node, Limits.codeBytes)
        case .text:
            try checkText(node, Limits.textBytes)
            if rule.field == .reason, row.type.isOfDossier { row.flags.insert(.hasReason) }
        case .documentNumber:
            try checkText(node, Limits.documentNumberBytes)
            if rule.field != .paperNo { row.flags.insert(.hasDocument) }
        case .word(let list): values[index] = Int64(try word(node, list).rawValue)
        case .time: values[index] = try time(node).rawValue
        case .date: try checkDate(node)
        case .count: values[index] = try count(node)
        case .number: values[index] = Int64(bitPattern: try number(node).bitPattern)
        case .truth: values[index] = try truth(node) ? 1 : 0
        case .texts: try checkElements(node, nil)
        case .words(let list): try checkElements(node, list)
        case .calendarDays: try checkDays(node)
        case .timeLimit: try readLimit(node, &row)
        }
    }

    private mutating func checkElements(_ array: Int, _ list: WordList?) throws(EventFault) {
        guard tape.nodes[array].kind == .array else { throw wrongType(array, "a list") }
        var element = array + 1
        while element < Int(tape.nodes[array].next) {
            if let list {
                _ = try word(element, list)
            } else {
                try checkText(element, Limits.textBytes)
            }
            element = Int(tape.nodes[element].next)
        }
    }

    /// The `days` of `calendar.declared`.
    private mutating func checkDays(_ array: Int) throws(EventFault) {
        guard tape.nodes[array].kind == .array else { throw wrongType(array, "a list") }
        var element = array + 1
        while element < Int(tape.nodes[array].next) {
            guard tape.nodes[element].kind == .object else { throw wrongType(element, "an object") }
            try checkDate(requiredMember(element, .date))
            _ = try word(requiredMember(element, .kind), .dayKinds)
            if let note = member(element, .note), !isNullOrEmpty(note) {
                try checkText(note, Limits.textBytes)
            }
            element = Int(tape.nodes[element].next)
        }
    }

    /// Checks the `limit` of `procedure.published` and takes it into the row.
    private mutating func readLimit(_ object: Int, _ row: inout EventRow) throws(EventFault) {
        guard tape.nodes[object].kind == .object else { throw wrongType(object, "an object") }
        let valueNode = try requiredMember(object, .value)
        let value = try count(valueNode)
        let unit = try word(requiredMember(object, .unit), .limitUnits)
        guard unit != .sameDay || value == 0 else { throw badValue(valueNode, "0, as its unit is sameDay") }
        row.number0 = value
        row.detail = unit.rawValue &- Word.workingDays.rawValue
    }

    private mutating func requiredMember(_ object: Int, _ field: Field) throws(EventFault) -> Int {
        let node = member(object, field)
        guard let node, !isNullOrEmpty(node) else {
            throw missing(node ?? 0, tape.path(to: object) + "." + field.name)
        }
        return node
    }

    private mutating func member(_ object: Int, _ field: Field) -> Int? {
        var key = object + 1
        while key < Int(tape.nodes[object].next) {
            let node = tape.nodes[key]
            if !node.isEscaped,
                fields.find(tape.bytes + Int(node.start), Int(node.length), node.value) == field.rawValue
            {
                return key + 1
            }
            key = Int(tape.nodes[key + 1].next)
        }
        return nil
    }
}
