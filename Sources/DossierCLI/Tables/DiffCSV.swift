internal import Audit
internal import DossierModel
internal import Projections

/// A comparison as CSV (RFC 4180): the dossiers that stand elsewhere, or the figures that changed.
enum DiffCSV {
    // MARK: - Figures

    /// A line for each unit, basis and figure that changed, those of the total last.
    static func figures(_ diff: KnowledgeDiff) -> String {
        var text = line(["row", "unit", "basis", "figure", "before", "after", "difference"])
        for row in diff.rows { text += lines(row, "group") }
        return text + lines(diff.total, "total")
    }

    private static func lines(_ row: KnowledgeDiff.Row, _ kind: String) -> String {
        var text = ""
        for basis in Basis.allCases {
            for change in row.changes(basis, isTotal: kind == "total") {
                let values: [String] =
                    switch change.value {
                    case .count(let before, let after): ["\(before)", "\(after)", "\(after - before)"]
                    case .rate(let before, let after):
                        [ReportCSV.number(before), ReportCSV.number(after), ""]
                    }
                text += line([kind, row.unit ?? "", "\(basis)", change.name] + values)
            }
        }
        return text
    }

    // MARK: - Dossiers

    static var header: String {
        let places = Basis.allCases.flatMap { basis in
            ["standing", "unit", "sector", "due", "daysLate"].flatMap {
                ["\(basis).\($0).before", "\(basis).\($0).after"]
            }
        }
        return line(
            ["dossier", "causes"] + places + [
                "effect", "seq", "id", "type", "occurredAt", "recordedAt", "workingDays", "actor", "source",
                "voidSeq", "voidRecordedAt", "voidActor",
            ]
        )
    }

    /// A line for each of a dossier's own events of between and each reference event that can have moved it; one without
    /// an event where time alone did.
    static func lines(_ change: DossierChange, _ diff: KnowledgeDiff) -> String {
        var start = [change.dossier, change.causes.names.joined(separator: " ")]
        for basis in Basis.allCases {
            let (before, after) = change.places(basis)
            start += [before.kind.rawValue, after.kind.rawValue]
            start += [before.unit, after.unit, before.sector, after.sector, before.due, after.due]
                .map { $0 ?? "" }
            start += ["\(before.daysLate)", "\(after.daysLate)"]
        }
        var text = ""
        for event in change.events {
            text += line(start + fields(event, event.void == nil ? "known" : "voided"))
        }
        for place in change.references {
            let event = diff.references[place].change
            text += line(start + fields(event, event.void == nil ? "reference" : "referenceVoided"))
        }
        return text.isEmpty ? line(start + Array(repeating: "", count: 12)) : text
    }

    private static func fields(_ change: EventChange, _ effect: String) -> [String] {
        let event = change.event
        return [
            effect, "\(event.number)", event.id, event.type.name, "\(event.occurredAt)",
            "\(event.recordedAt)", "\(event.workingDays)", event.actor ?? "", event.source ?? "",
            change.void.map { "\($0.number)" } ?? "", change.void.map { "\($0.recordedAt)" } ?? "",
            change.void?.actor ?? "",
        ]
    }

    private static func line(_ fields: [String]) -> String {
        CSVRecord.text(fields)
    }
}
