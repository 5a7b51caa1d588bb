import Foundation

/// What a detector of findings.md section 4 finds: a dossier or a unit, and the events that show it.
package struct SlowHit: Hashable, Sendable, CustomStringConvertible {
    package let detector: String
    /// `nil` where a unit is hit.
    package let dossier: String?
    package let unit: String
    /// The day of a unit's hit, or the first of its month.
    package let date: String?
    package let officer: String?
    /// The ids, sorted.
    package let events: [String]

    init(
        _ detector: String,
        dossier: String? = nil,
        unit: String,
        date: String? = nil,
        officer: String? = nil,
        events: [String]
    ) {
        self.detector = detector
        self.dossier = dossier
        self.unit = unit
        self.date = date
        self.officer = officer
        self.events = Set(events).sorted()
    }

    /// Reads the truth of an injected stream, a hit a line.
    package static func truth(_ text: String) throws -> [SlowHit] {
        try text.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            return SlowHit(
                object["detector"] as? String ?? "",
                dossier: object["dossier"] as? String,
                unit: object["unit"] as? String ?? "",
                date: object["date"] as? String,
                officer: object["officer"] as? String,
                events: object["events"] as? [String] ?? []
            )
        }
    }

    package var description: String {
        let parts = [dossier, unit, date, officer].compactMap { $0 }
        return "\(detector) \(parts.joined(separator: " ")) [\(events.joined(separator: " "))]"
    }
}
