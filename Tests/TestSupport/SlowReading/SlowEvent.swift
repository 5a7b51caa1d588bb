package import DossierModel
import Foundation

/// One event as its line says it (events.md section 1), with the defaults filled in.
package struct SlowEvent: Sendable {
    package let id: ByteText
    package let type: String
    package let occurredAt: Instant
    package let recordedAt: Instant
    package let unit: ByteText?
    package let dossier: ByteText?
    package let actor: ByteText?
    package let hasEvidence: Bool
    let data: SlowValue

    /// Reads a line of a feed.
    ///
    /// - Throws: ``SlowError/unreadable(_:)`` where it is not an event; the reading is for valid feeds.
    init(line: String) throws(SlowError) {
        let json = try? JSONSerialization.jsonObject(with: Data(line.utf8))
        let fields = SlowValue(json)
        guard let id = fields["id"].presentText, let type = fields["type"].presentText,
            let occurred = fields["occurredAt"].presentText, let occurredAt = Instant(occurred)
        else { throw .unreadable(line) }
        self.id = ByteText(id)
        self.type = type
        self.occurredAt = occurredAt
        if let recorded = fields["recordedAt"].presentText {
            guard let instant = Instant(recorded) else { throw .unreadable(line) }
            recordedAt = instant
        } else {
            recordedAt = occurredAt
        }
        unit = fields["unit"].presentText.map { ByteText($0) }
        dossier = fields["dossier"].presentText.map { ByteText($0) }
        actor = fields["actor"].presentText.map { ByteText($0) }
        hasEvidence = fields["evidence"].presentText != nil
        data = fields["data"]
    }

    var isOfDossier: Bool { type.hasPrefix("dossier.") }

    func text(_ key: String) -> ByteText? { data[key].presentText.map { ByteText($0) } }

    func has(_ key: String) -> Bool { data[key].presentText != nil }

    func time(_ key: String) -> Instant? { data[key].presentText.flatMap { Instant($0) } }

    func date(_ key: String) -> LocalDate? { data[key].presentText.flatMap { LocalDate($0) } }

    func number(_ key: String) -> Double? {
        guard case .number(let number) = data[key] else { return nil }
        return number
    }

    func count(_ key: String) -> Int { Int(number(key) ?? 0) }

    func isTrue(_ key: String) -> Bool { number(key) == 1 }
}
