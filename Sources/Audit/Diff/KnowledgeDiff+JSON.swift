internal import DossierModel
internal import MerkleLog
internal import Projections

extension KnowledgeDiff {
    /// Everything but the dossiers, as data on one line: an object without its closing brace, that the members
    /// `dossiers` and nothing else follow.
    package var jsonHead: String {
        let head = JSONValue.object([
            ("from", .string("\(from)")),
            ("to", .string("\(to)")),
            ("mergedInto", .text(mergedInto)),
            ("before", before.json),
            ("after", after.json),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("news", news.json),
            ("references", .array(references.map(\.json))),
            ("moved", .int(moved)),
            ("recounted", .int(recounted)),
            (
                "movedBy",
                .object([
                    ("events", .int(movedByEvents)), ("references", .int(movedByReferences)),
                    ("time", .int(movedByTime)),
                ])
            ),
            ("recordedLate", .object(zip(KnowledgeDiff.lagNames, lags).map { ($0, .int($1)) })),
            (
                "moves",
                .object([
                    ("reported", .array(movesReported.map(\.json))),
                    ("audited", .array(movesAudited.map(\.json))),
                ])
            ),
            ("rows", .array(rows.map { .object([("unit", .text($0.unit))] + $0.members(isTotal: false)) })),
            ("total", .object(total.members(isTotal: true))),
            ("paperEntries", .array(papers.map(\.json))),
        ])
        return String(head.description.dropLast())
    }

    /// The names of ``lags``: working days from an event to its record.
    package static var lagNames: [String] { ["0"] + DaysLateBucket.allCases.map(\.name) }
}

extension KnowledgeDiff.Side {
    fileprivate var json: JSONValue {
        .object([
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
        ])
    }
}

extension KnowledgeDiff.News {
    fileprivate var json: JSONValue {
        .object([
            ("dossierEvents", .int(dossierEvents)), ("paperEntries", .int(paperEntries)),
            ("references", .int(references)), ("voided", .int(voided)),
        ])
    }
}

extension KnowledgeDiff.Move {
    fileprivate var json: JSONValue {
        .object([
            ("before", .string(before.rawValue)), ("after", .string(after.rawValue)),
            ("dossiers", .int(dossiers)),
        ])
    }
}

extension KnowledgeDiff.Row {
    /// What changed on both bases.
    fileprivate func members(isTotal: Bool) -> [(String, JSONValue)] {
        Basis.allCases.map { basis in
            ("\(basis)", .object(changes(basis, isTotal: isTotal).map { ($0.name, $0.json) }))
        }
    }
}

extension FigureChange {
    fileprivate var json: JSONValue {
        switch value {
        case .count(let before, let after):
            .object([("before", .int(before)), ("after", .int(after)), ("difference", .int(after - before))])
        case .rate(let before, let after):
            .object([
                ("before", before.map { .double($0.value) } ?? .null),
                ("after", after.map { .double($0.value) } ?? .null),
            ])
        }
    }
}

extension EventChange {
    fileprivate var members: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [("effect", .string(void == nil ? "known" : "voided"))]
        members += event.members
        if let void {
            members.append(("void", .object(void.members + [("reason", .text(reason))])))
        }
        return members
    }
}

extension DiffEvent {
    fileprivate var members: [(String, JSONValue)] {
        headMembers + [
            ("workingDays", .int(workingDays)),
            ("actor", .text(actor)),
            ("source", .text(source)),
        ]
    }
}

extension ReferenceChange {
    fileprivate var json: JSONValue {
        .object(change.members + [("unit", .text(unit)), ("subject", .text(subject))])
    }
}

extension PaperChange {
    fileprivate var json: JSONValue {
        func states(_ pair: (before: State, after: State)) -> JSONValue {
            .object([
                ("before", .string(pair.before.rawValue)), ("after", .string(pair.after.rawValue)),
            ])
        }
        let effect = change.void != nil ? "voided" : isNews ? "known" : "recounted"
        return .object(
            [
                ("paperNo", .text(paperNumber)), ("unit", .text(unit)),
                ("reported", states(reported)), ("audited", states(audited)),
                ("effect", .string(effect)),
            ] + change.members.filter { $0.0 != "effect" }
        )
    }
}

extension DossierChange {
    /// The dossier as data; reference events are named by their place in the ledger.
    package func json(_ diff: KnowledgeDiff) -> JSONValue {
        .object([
            ("dossier", .string(dossier)),
            ("causes", .array(causes.names.map { .string($0) })),
            ("reported", DossierChange.json(reported)),
            ("audited", DossierChange.json(audited)),
            ("events", .array(events.map { .object($0.members) })),
            (
                "references",
                .array(references.map { .int(Int(diff.references[$0].change.event.number.rawValue)) })
            ),
        ])
    }

    private static func json(_ places: (before: Place, after: Place)) -> JSONValue {
        .object([("before", places.before.json), ("after", places.after.json)])
    }
}

extension DossierChange.Place {
    fileprivate var json: JSONValue {
        .object([
            ("standing", .string(kind.rawValue)),
            ("finish", .text(finish)),
            ("unit", .text(unit)),
            ("sector", .text(sector)),
            ("due", .text(due)),
            ("daysLate", .int(daysLate)),
            ("inScope", .bool(isInScope)),
        ])
    }
}

extension ChangeCauses {
    /// The names of what is in it, in the order in which causes are looked for.
    package var names: [String] {
        [("time", ChangeCauses.time), ("references", .references), ("events", .events)]
            .filter { contains($0.1) }.map(\.0)
    }
}
