package import DossierModel

/// The faults of fields: each names the field by its path and says what would be right.
///
/// They are kept out of the functions that find them, which thereby stay small enough to be inlined.
extension EventReader {
    @inline(never)
    func missing(_ node: Int, _ path: String) -> EventFault {
        if node != 0, tape.nodes[node].kind == .string {
            return EventFault(.emptyField, path: path, message: "the field is required and empty")
        }
        return EventFault(.missingField, path: path, message: "the field is required and missing")
    }

    @inline(never)
    func wrongType(_ node: Int, _ due: String) -> EventFault {
        fault(.wrongType, node, "\(kindName(node)) stands where \(due) is due")
    }

    @inline(never)
    func badValue(_ node: Int, _ due: String) -> EventFault {
        fault(.badValue, node, "\(shown(node)) is not \(due)")
    }

    @inline(never)
    func controlCharacter(_ node: Int) -> EventFault {
        fault(.badValue, node, "an id holds no control characters")
    }

    @inline(never)
    func unknownType(_ node: Int) -> EventFault {
        fault(.unknownType, node, "no event type is called \(shown(node))")
    }

    @inline(never)
    func badTime(_ node: Int, _ due: String) -> EventFault {
        fault(.badTime, node, "\(shown(node)) is not \(due)")
    }

    @inline(never)
    func recordedBeforeOccurred(_ row: EventRow) -> EventFault {
        let message = "recorded \(row.recordedAt), before it occurred \(row.occurredAt)"
        return EventFault(.recordedBeforeOccurred, path: Field.recordedAt.name, message: message)
    }

    @inline(never)
    func badCount(_ node: Int) -> EventFault {
        fault(.badNumber, node, "a count is a whole number from 0 on")
    }

    @inline(never)
    func tooLong(_ node: Int, _ limit: Int) -> EventFault {
        fault(.tooLong, node, "the text has \(tape.decodedLength(node)) bytes, at most \(limit) are allowed")
    }

    private func fault(_ code: EventFault.Code, _ node: Int, _ message: String) -> EventFault {
        EventFault(code, path: tape.path(to: node), message: message)
    }

    func kindName(_ node: Int) -> String {
        switch tape.nodes[node].kind {
        case .null: "null"
        case .false: "false"
        case .true: "true"
        case .number: "a number"
        case .string, .key: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// A value as a message shows it: at most 64 bytes of a text, on one line.
    private func shown(_ node: Int) -> String {
        guard tape.nodes[node].kind == .string else {
            return tape.nodes[node].kind == .number ? "\(tape.double(node))" : kindName(node)
        }
        let text = tape.text(node)
        var end = min(text.count, 64)
        while end < text.count, end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        let rest = end < text.count ? "…" : ""
        return "'\(String(decoding: text[..<end], as: UTF8.self))\(rest)'"
    }
}

extension EventFault {
    /// The fault of a line of so many bytes, more than ``Limits/lineBytes``.
    package static func lineTooLong(bytes: Int) -> EventFault {
        let message = "the line has \(bytes) bytes, at most \(Limits.lineBytes) are allowed"
        return EventFault(.lineTooLong, message: message)
    }

    /// The fault of a line that is short enough as it came, but could not be read again once it is exported.
    static func canonicalFormTooLong(bytes: Int) -> EventFault {
        let message = "the line has \(bytes) bytes in canonical form, at most \(Limits.lineBytes) are allowed"
        return EventFault(.lineTooLong, message: message)
    }
}
