internal import DossierModel
internal import Interchange
internal import LedgerStore
internal import Rules

/// Takes reference events from a ledger into a book for the rules.
struct ReferenceReading {
    private(set) var builder = ReferenceBuilder()
    private let ruleSets: [RuleSetFile]

    init(ruleSets: [RuleSetFile]) {
        self.ruleSets = ruleSets
    }

    /// Takes in an event whose row holds all that the rules ask of it.
    mutating func take(_ row: EventRow, _ number: UInt64) {
        let stamp = ReferenceStamp(occurredAt: row.occurredAt, recordedAt: row.recordedAt, number: number)
        switch row.type {
        case .unitMerged:
            if row.code0 != .none { builder.merge(row.unit, into: row.code0, stamp: stamp) }
        case .unitRegistered:
            guard let level = UnitLevel(rawValue: row.detail) else { return }
            builder.register(row.unit, level: level, parent: row.code0, stamp: stamp)
        case .procedurePublished:
            guard let unit = LimitUnit(rawValue: row.detail), row.code0 != .none, row.code1 != .none else {
                return
            }
            let limit = ProcedureLimit(row.number0, unit)
            builder.publish(row.code0, limit: limit, sector: row.code1, stamp: stamp)
        case .procedureListed, .procedureUnlisted:
            guard row.code0 != .none else { return }
            let isListed = row.type == .procedureListed
            builder.list(row.code0, at: row.unit, isListed: isListed, stamp: stamp)
        case .officerAssigned, .officerReleased:
            guard row.code0 != .none else { return }
            let role = row.type == .officerReleased ? nil : OfficerRole(rawValue: row.detail)
            builder.post(row.code0, at: row.unit, as: role, stamp: stamp)
        default: return
        }
    }

    /// Takes in an event that is read by name: a calendar, or the adoption of a rule set.
    ///
    /// - Throws: ``ReplayError/unknownRuleSet(name:event:)``.
    mutating func take(
        _ event: ReferenceEvent,
        _ row: EventRow,
        _ number: SequenceNumber
    ) throws(ReplayError) {
        switch row.type {
        case .calendarDeclared: declareDays(event, row)
        case .rulesAdopted: try adopt(event, row, number)
        default: return
        }
    }

    private mutating func declareDays(_ event: ReferenceEvent, _ row: EventRow) {
        for (position, day) in (event.data?["days"]?.array ?? []).enumerated() {
            guard let date = day["date"]?.date else { continue }
            builder.days.declare(
                date,
                day["kind"]?.text == "working" ? .working : .holiday,
                recordedAt: row.recordedAt,
                id: event.id,
                position: position,
                note: day["note"]?.text
            )
        }
    }

    private mutating func adopt(
        _ event: ReferenceEvent,
        _ row: EventRow,
        _ number: SequenceNumber
    ) throws(ReplayError) {
        guard let name = event.data?["ruleset"]?.text, let day = event.data?["effectiveFrom"]?.date else {
            return
        }
        // By bytes: Swift takes texts for equal that are spelt with other code points.
        guard let file = ruleSets.last(where: { $0.ruleSet.name.utf8.elementsEqual(name.utf8) }) else {
            throw .unknownRuleSet(name: name, event: number)
        }
        builder.adopt(file.ruleSet, from: day, recordedAt: row.recordedAt, id: event.id)
    }
}
