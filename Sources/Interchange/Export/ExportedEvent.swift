internal import DossierModel

/// The fields that every export names, found in an event's canonical bytes.
///
/// It asks for less than ``EventReader``: an event of a later version, of a type that is not known here or with
/// fields missing, is exported all the same. Its memory is used again for the next event.
struct ExportedEvent: ~Copyable {
    private var tape = JSONTape()
    /// Where the values of the members stand, by ``Member``; 0 where they are missing.
    private var envelope = [Int](repeating: 0, count: Member.allCases.count)

    /// The members of the envelope (events.md section 1).
    enum Member: Int, CaseIterable {
        case id
        case type
        case occurredAt
        case recordedAt
        case source
        case unit
        case dossier
        case actor
        case evidence
        case data

        var name: StaticString {
            switch self {
            case .id: "id"
            case .type: "type"
            case .occurredAt: "occurredAt"
            case .recordedAt: "recordedAt"
            case .source: "source"
            case .unit: "unit"
            case .dossier: "dossier"
            case .actor: "actor"
            case .evidence: "evidence"
            case .data: "data"
            }
        }
    }

    /// Takes an event apart; the one before is forgotten.
    ///
    /// - Throws: What is wrong with it as JSON, which no event of a sound ledger has.
    mutating func read(_ event: Span<UInt8>) throws(EventFault) {
        for index in envelope.indices { envelope[index] = 0 }
        try event.withUnsafeBytes { bytes throws(EventFault) in try tape.read(bytes) }
        guard tape.nodes[0].kind == .object else {
            throw EventFault(.notAnObject, message: "an event is an object")
        }
        let end = Int(tape.nodes[0].next)
        var key = 1
        while key < end {
            for member in Member.allCases where isKey(key, member.name) {
                envelope[member.rawValue] = key + 1
                break
            }
            key = Int(tape.nodes[key + 1].next)
        }
    }

    /// The value of a text of the envelope; `nil` where it is missing, null, empty or no text.
    func text(_ member: Member) -> [UInt8]? {
        text(at: envelope[member.rawValue])
    }

    /// A time of the envelope; `nil` where it is missing or none that this version reads.
    func instant(_ member: Member) -> Instant? {
        guard isText(envelope[member.rawValue]) else { return nil }
        return Instant(rfc3339: tape.text(envelope[member.rawValue]))
    }

    /// When it was recorded; the default is when it happened (events.md section 1).
    var recordedAt: Instant? { instant(.recordedAt) ?? instant(.occurredAt) }

    /// The value of a text of `data`; `nil` where it is missing, null, empty or no text.
    func dataText(_ name: StaticString) -> [UInt8]? {
        let data = envelope[Member.data.rawValue]
        guard data > 0, tape.nodes[data].kind == .object else { return nil }
        let end = Int(tape.nodes[data].next)
        var key = data + 1
        while key < end {
            if isKey(key, name) { return text(at: key + 1) }
            key = Int(tape.nodes[key + 1].next)
        }
        return nil
    }

    private func text(at index: Int) -> [UInt8]? {
        isText(index) ? tape.decodedText(index) : nil
    }

    /// Whether a text that is not empty stands there.
    private func isText(_ index: Int) -> Bool {
        index > 0 && tape.nodes[index].kind == .string && tape.nodes[index].length > 0
    }

    /// Whether a key is that name; no name that is asked for is written with escapes.
    private func isKey(_ key: Int, _ name: StaticString) -> Bool {
        let text = tape.text(key)
        guard text.count == name.utf8CodeUnitCount else { return false }
        for index in text.indices where text[index] != name.utf8Start[index] { return false }
        return true
    }
}
