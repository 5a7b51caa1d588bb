internal import DossierModel
internal import MerkleLog
internal import Projections

extension ClaimAudit {
    /// The answers as data: keys, codes and names of readings in English, instants in +07:00.
    package var json: JSONValue {
        .object([
            ("document", document),
            ("claimsFile", .string("sha256 " + file.hash)),
            ("asOf", .string("\(asOf)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
            ("claims", .array(answers.map(\.json))),
            ("identities", .array(identities.map(\.json))),
            ("denominators", .array(denominators.map(\.json))),
            (
                "contradictions",
                .array(
                    contradictions.map {
                        .object([("inTime", .string($0.inTime)), ("overdue", .string($0.overdue))])
                    }
                )
            ),
            ("notCheckable", .array(file.notCheckable.map(\.json))),
        ])
    }

    private var document: JSONValue {
        .object([
            ("id", .string(file.document.id)),
            ("title", .string(file.document.title.en)),
            ("issuer", .string(file.document.issuer.en)),
            ("date", .string(file.document.date)),
            ("citation", .string(file.document.citation.en)),
        ])
    }
}

extension ClaimAudit.Answer {
    fileprivate var json: JSONValue {
        let figure = claim.figure
        let told = verdict == .notCheckable ? nil : readings.matches.first.map { readings.tried[$0] }
        var members: [(String, JSONValue)] = [
            ("id", .string(claim.id)),
            ("says", .string(claim.says.en)),
            ("place", .text(claim.place?.en)),
            ("metric", .string(figure.metric.name)),
            ("scope", claim.scope.json),
            ("denominatorScope", claim.denominatorScope?.json ?? .null),
            ("from", .string("\(claim.from)")),
            ("to", .string("\(claim.to)")),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("basis", .string("\(figure.basis)")),
            ("relation", .string(figure.relation.rawValue)),
            ("value", figure.value.json),
            ("verdict", .string(verdict.rawValue)),
            ("because", .text(silence?.rawValue)),
            ("mergedInto", .text(mergedInto)),
            ("reading", told.map { .array($0.changes.map { .string($0.name) }) } ?? .null),
            ("tight", told?.fit.map { .bool($0.isTight) } ?? .null),
            ("rounding", .text(told?.fit?.rounding?.rawValue)),
            ("measured", .object([("reported", reported.json), ("audited", audited.json)])),
        ]
        members.append(("difference", measured.difference(to: figure.value)))
        members.append(("readings", .array(readings.tried.map { json($0) })))
        members.append(("behind", behind.json))
        return .object(members)
    }

    private func json(_ reading: TriedReading) -> JSONValue {
        .object([
            ("changes", .array(reading.changes.map { .string($0.name) })),
            ("at", .string("\(at(reading))")),
            ("numerator", .int(reading.measure.numerator)),
            ("denominator", reading.measure.denominator.map { .int($0) } ?? .null),
            ("value", reading.measure.value.map { .double($0) } ?? .null),
            ("meets", .bool(reading.fit != nil)),
            ("tight", reading.fit.map { .bool($0.isTight) } ?? .null),
            ("rounding", .text(reading.fit?.rounding?.rawValue)),
        ])
    }
}

extension PrintedValue {
    fileprivate var json: JSONValue {
        if case .count(let count) = self { .int(count) } else { .string(description) }
    }
}

extension Measure {
    fileprivate var json: JSONValue {
        .object([
            ("numerator", .int(numerator)),
            ("denominator", denominator.map { .int($0) } ?? .null),
            ("value", value.map { .double($0) } ?? .null),
        ])
    }

    /// How far the figure is from a printed value: a count, or points of a percentage; null where there is no figure.
    fileprivate func difference(to printed: PrintedValue) -> JSONValue {
        switch printed {
        case .count(let count): return denominator == nil ? .int(numerator - count) : .null
        case .percentage: return percentagePoints(over: printed).map { .double($0) } ?? .null
        }
    }
}

extension ClaimsFile.Scope {
    /// Only what it names.
    fileprivate var json: JSONValue {
        let members: [(String, String?)] = [
            ("unit", unit), ("level", level.map { "\($0)" }), ("sector", sector),
            ("channel", channel.map { "\($0)" }), ("procedure", procedure),
        ]
        return .object(members.compactMap { name, value in value.map { (name, .string($0)) } })
    }
}

extension ClaimAudit.Behind {
    fileprivate var json: JSONValue {
        .object([
            ("kind", .string(kind.rawValue)),
            ("count", .int(count)),
            ("first", .array(first.map { .string($0) })),
        ])
    }
}

extension ClaimAudit.IdentityAnswer {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(identity.id)),
            ("says", .string(identity.says.en)),
            ("place", .text(identity.place?.en)),
            ("sum", .array(identity.sum.map { .string($0) })),
            ("equals", .string(identity.equals)),
            ("left", .int(left)),
            ("right", .int(right)),
            ("holds", .bool(holds)),
            ("difference", .int(difference)),
        ])
    }
}

extension ClaimAudit.DenominatorAnswer {
    fileprivate var json: JSONValue {
        .object([
            ("denominator", .string(reading.rawValue)),
            ("meets", .array(meets.map { .string($0) })),
            ("fails", .array(fails.map { .string($0) })),
            ("meetsAll", .bool(meetsAll)),
            ("tight", .bool(isTight)),
        ])
    }
}

extension ClaimsFile.Remark {
    fileprivate var json: JSONValue {
        .object([
            ("id", .string(id)),
            ("says", .string(says.en)),
            ("place", .text(place?.en)),
            ("reason", .string(reason.en)),
        ])
    }
}
