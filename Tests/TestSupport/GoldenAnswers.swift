import DossierModel
import Foundation

/// The questions of a golden stream and their right answers (`golden/` of the shared folder).
package struct GoldenAnswers: Sendable {
    package let lines: [String]
    package let answers: [(query: SlowQuery, expected: SlowAnswer)]

    /// The names of the streams.
    package static let names = ["g101", "g102"]

    /// Reads `NAME.ndjson` and `NAME.expected.json`.
    package init(_ name: String) throws {
        lines = try SharedFolder.lines("golden/\(name).ndjson")
        let data = try Data(
            contentsOf: SharedFolder.url.appendingPathComponent("golden/\(name).expected.json")
        )
        let entries = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
        answers = try (entries ?? []).map { entry in
            guard let query = entry["query"] as? [String: Any], let total = entry["total"] as? [String: Any],
                let rows = entry["rows"] as? [[String: Any]]
            else { throw CocoaError(.fileReadCorruptFile) }
            let asked = try GoldenAnswers.query(query)
            let answer = SlowAnswer(
                rows: rows.map { GoldenAnswers.row($0, by: asked.by) },
                total: GoldenAnswers.row(total, by: [])
            )
            return (asked, answer)
        }
    }

    private static func query(_ json: [String: Any]) throws -> SlowQuery {
        guard let from = (json["from"] as? String).flatMap({ LocalDate($0) }),
            let to = (json["to"] as? String).flatMap({ LocalDate($0) }), let by = json["by"] as? [String]
        else { throw CocoaError(.fileReadCorruptFile) }
        var query = SlowQuery(from: from, to: to, by: by.compactMap { SlowQuery.Group(rawValue: $0) })
        query.asOf = (json["asOf"] as? String).flatMap { Instant($0) }
        return query
    }

    private static func row(_ json: [String: Any], by: [SlowQuery.Group]) -> SlowAnswer.Row {
        let group = json["group"] as? [String: Any] ?? [:]
        return SlowAnswer.Row(
            group: by.map { group[$0.rawValue] as? String },
            reported: SlowCounts(json["reported"] as? [String: Int] ?? [:]),
            audited: SlowCounts(json["audited"] as? [String: Int] ?? [:])
        )
    }
}
