internal import DossierModel
internal import MerkleLog
internal import Projections

extension Detection {
    /// The hits and their summary as data.
    package var json: JSONValue {
        .object([
            ("asOf", .text(asOf.map { "\($0)" })),
            ("at", .text(asOf.map { "\($0)" })),
            ("from", .text(from.map { "\($0)" })),
            ("to", .text(to.map { "\($0)" })),
            ("unit", .text(unit)),
            ("mergedInto", .text(mergedInto)),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
            ("lookedAt", lookedAt.json),
            ("note", lookedAt.isNothing ? DetectorRule.nothingToLookAt.json : .null),
            ("detectors", .array(detectors.map { json($0) })),
            ("units", .array(units.map(\.json))),
            ("hits", .array(hits.map(\.json))),
        ])
    }

    private func json(_ detector: Detector) -> JSONValue {
        let words = DetectorRule(detector)
        return .object([
            ("name", .string(detector.rawValue)),
            ("hits", .int(counts[detector] ?? 0)),
            ("rule", words.rule.json),
            ("citation", words.citation.json),
            ("refutedBy", words.refutation.json),
        ])
    }
}

extension Detection.Hit {
    fileprivate var json: JSONValue {
        .object([
            ("detector", .string(detector.rawValue)),
            ("dossier", .text(dossier)),
            ("unit", .text(unit)),
            ("day", .string("\(day)")),
            ("events", .array(events.map(\.json))),
            ("details", .object(details.map { ($0.0, .string($0.1)) })),
        ])
    }
}

extension Detection.Event {
    fileprivate var json: JSONValue {
        .object(headMembers)
    }
}

extension Detection.UnitCount {
    fileprivate var json: JSONValue {
        .object([
            ("unit", .string(unit)),
            ("level", .text(level.map { "\($0)" })),
            ("detector", .string(detector.rawValue)),
            ("hits", .int(hits)),
            ("of", .string(measure.rawValue)),
            ("hit", .int(hit)),
            ("lookedAt", .int(lookedAt)),
            ("rate", .ratio(rate)),
            ("othersHit", .int(othersHit)),
            ("othersLookedAt", .int(othersLookedAt)),
            ("othersRate", .ratio(othersRate)),
            ("outlier", .bool(isOutlier)),
        ])
    }
}

extension Detection.LookedAt {
    fileprivate var json: JSONValue {
        .object([("dossiers", .int(dossiers)), ("others", .int(others))])
    }
}

extension DetectorRule.Text {
    fileprivate var json: JSONValue { .object([("vi", .string(vi)), ("en", .string(en))]) }
}

extension JSONValue {
    /// A share with full precision, or null.
    fileprivate static func ratio(_ ratio: Ratio?) -> JSONValue { ratio.map { .double($0.value) } ?? .null }
}
