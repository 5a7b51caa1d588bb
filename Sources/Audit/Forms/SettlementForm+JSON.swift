internal import DossierModel
internal import MerkleLog
internal import Projections

extension SettlementForm {
    /// The form as JSON: columns by their numbers, remarks by the keys of rules.md section 9.
    package var json: JSONValue {
        .object([
            ("form", .string("II.06a")),
            ("from", .string("\(period.from)")),
            ("to", .string("\(period.to)")),
            ("basis", .string("\(basis)")),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
            ("unit", unit?.json ?? .null),
            ("hasUnitsBelow", .bool(hasUnitsBelow)),
            ("mergedInto", .text(mergedInto)),
            ("receiver", receiver?.json ?? .null),
            ("rows", .array(lines.map(\.json))),
            ("total", .object(total.members)),
            ("declinedAtIntake", .int(declinedAtIntake)),
            ("carryOver", carryOver?.json ?? .null),
        ])
    }
}

extension SettlementForm.Party {
    fileprivate var json: JSONValue {
        .object([("code", .string(code)), ("name", .text(name)), ("nameEn", .text(nameEn))])
    }
}

extension SettlementForm.Line {
    fileprivate var json: JSONValue {
        let head: [(String, JSONValue)] = [
            ("number", .string(number)), ("sector", .text(sector)), ("procedure", .text(procedure)),
            ("name", .text(name)),
        ]
        return .object(head + figures.members)
    }
}

extension FormLine {
    fileprivate var members: [(String, JSONValue)] {
        [
            ("columns", .object(FormColumn.allCases.map { ("\($0.rawValue)", .int(self[$0])) })),
            ("remarks", .object(FormLine.remarks.map { ($0.name, .int(self[remark: $0])) })),
            ("checks", .array(FormCheck.allCases.map { json($0) })),
        ]
    }

    private func json(_ check: FormCheck) -> JSONValue {
        .object([
            ("check", .string(check.text)),
            ("left", .int(self[check.whole])),
            ("right", .int(sum(check))),
            ("apart", .int(apart(check))),
        ])
    }
}

extension CarryOver {
    fileprivate var json: JSONValue {
        .object([
            ("from", .string("\(period.from)")),
            ("to", .string("\(period.to)")),
            ("asOf", .string("\(asOf)")),
            ("isAdjacent", .bool(isAdjacent)),
            ("open", .int(open)),
            ("carriedIn", .int(carriedIn)),
            ("holds", .bool(holds)),
            (
                "sectors",
                .array(
                    sectors.map { sector in
                        .object([
                            ("sector", .text(sector.sector)), ("open", .int(sector.open)),
                            ("carriedIn", .int(sector.carriedIn)),
                        ])
                    }
                )
            ),
            ("reasons", .object(reasons.map { ($0.reason.rawValue, .int($0.count)) })),
            ("dossiers", .array(dossiers.map(\.json))),
        ])
    }
}

extension CarryOver.Dossier {
    fileprivate var json: JSONValue {
        .object([
            ("dossier", .string(code)),
            ("reason", .string(reason.rawValue)),
            ("before", before.json),
            ("now", now.json),
            ("events", .array(events.map(\.json))),
        ])
    }
}

extension CarryOver.Standing {
    fileprivate var json: JSONValue {
        .object([("kind", .string(kind)), ("unit", .text(unit)), ("sector", .text(sector))])
    }
}

extension CarryOver.Event {
    fileprivate var json: JSONValue {
        .object(headMembers + [("voided", .bool(isVoided))])
    }
}
