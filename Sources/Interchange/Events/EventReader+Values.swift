internal import DossierModel

extension EventReader {
    @inline(__always)
    mutating func isNullOrEmpty(_ node: Int) -> Bool {
        let kind = tape.nodes[node].kind
        return kind == .null || (kind == .string && tape.nodes[node].length == 0)
    }

    @inline(__always)
    mutating func checkText(_ node: Int, _ limit: Int) throws(EventFault) {
        guard tape.nodes[node].kind == .string else { throw wrongType(node, "a string") }
        // A text stands for no more bytes than it is written with.
        guard Int(tape.nodes[node].length) <= limit || tape.decodedLength(node) <= limit else {
            throw tooLong(node, limit)
        }
    }

    @inline(__always)
    mutating func time(_ node: Int) throws(EventFault) -> Instant {
        guard tape.nodes[node].kind == .string else { throw wrongType(node, "a string") }
        guard let instant = Instant(rfc3339: tape.text(node)) else {
            throw badTime(node, "a time in RFC 3339 with an offset, of a real date from 1900 to 2199")
        }
        return instant
    }

    mutating func checkDate(_ node: Int) throws(EventFault) {
        guard tape.nodes[node].kind == .string else { throw wrongType(node, "a string") }
        guard LocalDate(ascii: tape.text(node)) != nil else {
            throw badTime(node, "a real date as YYYY-MM-DD")
        }
    }

    @inline(__always)
    mutating func count(_ node: Int) throws(EventFault) -> Int64 {
        guard tape.nodes[node].kind == .number else { throw wrongType(node, "a number") }
        let value = Int64(bitPattern: tape.nodes[node].value)
        guard tape.nodes[node].isWhole, value >= 0 else { throw badCount(node) }
        return value
    }

    mutating func number(_ node: Int) throws(EventFault) -> Double {
        guard tape.nodes[node].kind == .number else { throw wrongType(node, "a number") }
        return tape.double(node)
    }

    mutating func truth(_ node: Int) throws(EventFault) -> Bool {
        switch tape.nodes[node].kind {
        case .true: return true
        case .false: return false
        default: throw wrongType(node, "true or false")
        }
    }

    @inline(__always)
    mutating func word(_ node: Int, _ list: WordList) throws(EventFault) -> Word {
        let text = tape.nodes[node]
        guard text.kind == .string else { throw wrongType(node, "a string") }
        guard !text.isEscaped, let raw = words.find(tape.bytes + Int(text.start), Int(text.length)),
            let word = Word(rawValue: raw), list.contains(word)
        else { throw badValue(node, "one of \(list.description)") }
        return word
    }
}
