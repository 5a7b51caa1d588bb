internal import Audit
internal import DossierModel
internal import Projections

/// What the detectors found as CSV (RFC 4180): the hits with their events, or the summary.
enum DetectionCSV {
    /// A line for each event of each hit, with the hit's number; one without an event where a hit has none.
    ///
    /// Rule, citation and refutation are texts in the language; all else is the same in both.
    static func events(_ detection: Detection, _ language: Language) -> String {
        var text = CSVRecord.text([
            "hit", "detector", "dossier", "unit", "day", "details", "seq", "id", "type", "occurredAt",
            "recordedAt", "rule", "citation", "refutedBy",
        ])
        for (index, hit) in detection.hits.enumerated() {
            let words = DetectorRule(hit.detector)
            let head = [
                "\(index + 1)", hit.detector.rawValue, hit.dossier ?? "", hit.unit ?? "", "\(hit.day)",
                hit.details.map { "\($0.0)=\($0.1)" }.joined(separator: "; "),
            ]
            let rule = [words.rule, words.citation, words.refutation].map { language.text($0) }
            for event in hit.events {
                let fields = [
                    "\(event.number)", event.id, event.type.name, "\(event.occurredAt)",
                    "\(event.recordedAt)",
                ]
                text += CSVRecord.text(head + fields + rule)
            }
            if hit.events.isEmpty {
                text += CSVRecord.text(head + Array(repeating: "", count: 5) + rule)
            }
        }
        return text
    }

    /// A line for each unit and detector with hits, beside the other units of the level.
    static func summary(_ detection: Detection) -> String {
        var text = CSVRecord.text([
            "unit", "level", "detector", "hits", "of", "hit", "lookedAt", "rate", "othersHit",
            "othersLookedAt", "othersRate", "outlier",
        ])
        for unit in detection.units {
            text += CSVRecord.text([
                unit.unit, unit.level.map { "\($0)" } ?? "", unit.detector.rawValue, "\(unit.hits)",
                unit.measure.rawValue, "\(unit.hit)", "\(unit.lookedAt)", ReportCSV.number(unit.rate),
                "\(unit.othersHit)", "\(unit.othersLookedAt)", ReportCSV.number(unit.othersRate),
                "\(unit.isOutlier)",
            ])
        }
        return text
    }
}

extension Language {
    /// A text about a detector in this language.
    func text(_ words: DetectorRule.Text) -> String { text(vi: words.vi, en: words.en) }
}
