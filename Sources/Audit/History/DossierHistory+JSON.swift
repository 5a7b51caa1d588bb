internal import DossierModel
internal import MerkleLog

extension DossierHistory {
    /// The history as data: codes, event types and reasons in English, instants in +07:00.
    package var json: JSONValue {
        .object([
            ("dossier", .string(dossier)),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("sector", .text(sector)),
            ("events", .array(events.map(\.json))),
            ("reported", reported.json),
            ("audited", audited.json),
        ])
    }
}

extension DossierHistory.Event {
    fileprivate var json: JSONValue {
        .object([
            ("seq", .int(Int(number.rawValue))),
            ("id", .string(id)),
            ("type", .string(type.name)),
            ("occurredAt", .string("\(occurredAt)")),
            ("recordedAt", .string("\(recordedAt)")),
            ("unit", .text(unit)),
            ("actor", .text(actor)),
            ("evidence", .text(evidence)),
        ])
    }
}

extension DossierStanding {
    fileprivate var json: JSONValue {
        .object([
            ("standing", .string(kind.rawValue)),
            ("finish", .text(finish)),
            ("unit", .text(unit)),
            ("baseDue", .text(baseDue)),
            ("due", .text(due)),
            ("daysLate", .int(daysLate)),
            ("steps", .array(steps.map(json))),
            ("stops", .array(stops.map(json))),
            ("shifts", .array(shifts.map(json))),
        ])
    }

    private func json(_ step: Step) -> JSONValue {
        .object([
            ("seq", .int(Int(step.event.rawValue))),
            ("effective", .string("\(step.effective)")),
            ("note", .string(step.note)),
        ])
    }

    private func json(_ stop: Stop) -> JSONValue {
        .object([
            ("kind", .string(stop.isPause ? "pause" : "supplement")),
            ("seq", .int(Int(stop.event.rawValue))),
            ("start", .string("\(stop.start)")),
            ("end", .text(stop.end.map { "\($0)" })),
            ("closedBySeq", stop.closedBy.map { .int(Int($0.rawValue)) } ?? .null),
            ("authorised", .bool(stop.isAuthorised)),
            ("reasons", .array(stop.reasons.map { .string($0) })),
        ])
    }

    private func json(_ shift: Shift) -> JSONValue {
        .object([
            ("seq", .int(Int(shift.event.rawValue))),
            ("stoppedAt", .string("\(shift.stoppedAt)")),
            ("resumedAt", .string("\(shift.resumedAt)")),
            ("before", .text(shift.before)),
            ("after", .string(shift.after)),
        ])
    }
}
