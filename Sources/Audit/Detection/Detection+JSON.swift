internal import DossierModel
internal import MerkleLog
internal import Projections

extension Detection {
    /// The hits and their summary as data.
    package var json: JSONValue {
        .object([
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("from", .text(from.map { "\($0)" })),
            ("to", .text(to.map { "\($0)" })),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
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
            ("rule", .string(words.rule.en)),
            ("citation", .string(words.citation)),
            ("refutedBy", .string(words.refutation.en)),
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
        .object([
            ("seq", .int(Int(number.rawValue))),
            ("id", .string(id)),
            ("type", .string(type.name)),
            ("occurredAt", .string("\(occurredAt)")),
            ("recordedAt", .string("\(recordedAt)")),
        ])
    }
}

extension Detection.UnitCount {
    fileprivate var json: JSONValue {
        .object([
            ("unit", .string(unit)),
            ("level", .text(level.map { "\($0)" })),
            ("detector", .string(detector.rawValue)),
            ("hits", .int(hits)),
            ("dossiersHit", .int(dossiersHit)),
            ("dossiers", .int(dossiers)),
            ("othersHit", .int(othersHit)),
            ("othersDossiers", .int(othersDossiers)),
            ("outlier", .bool(isOutlier)),
        ])
    }
}
