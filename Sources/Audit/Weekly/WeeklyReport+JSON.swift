internal import DossierModel
internal import Projections

extension WeeklyReport {
    /// The report as JSON: the late dossiers of the week, those of the weeks before, the units, the campaign, and the
    /// figures of `dossier report` for the week.
    package var json: String {
        let members: [(String, JSONValue)] = [
            ("from", .string("\(from)")),
            ("to", .string("\(to)")),
            ("mergedInto", .text(week.mergedInto)),
            ("late", week.json(byUnit: true)),
            ("trend", .array(trend.dates.indices.map { day($0) })),
            ("attention", .array(attention.map { json($0) })),
            ("campaign", campaign.map { $0.json(byUnit: true) } ?? .null),
        ]
        // The figures are written as they are for a report; an object ends in a brace.
        return "\(JSONValue.object(members).description.dropLast()), \"report\": \(report.json)}"
    }

    private func day(_ index: Int) -> JSONValue {
        .object([
            ("date", .string("\(trend.dates[index])")),
            ("reported", .int(trend.total.reported.counts[index].lateOpen)),
            ("audited", .int(trend.total.audited.counts[index].lateOpen)),
        ])
    }

    private func json(_ unit: UnitWeek) -> JSONValue {
        .object([
            ("unit", .text(unit.unit)),
            ("reasons", .array(unit.reasons.map { .string($0.rawValue) })),
            ("lateBefore", .int(unit.late(.audited).before)),
            ("lateAfter", .int(unit.late(.audited).after)),
            ("lateAfterReported", .int(unit.late(.reported).after)),
            ("pausedOpenUnauthorised", .int(unit.figures.audited[.pausedOpenUnauthorised])),
        ])
    }
}
