internal import DossierModel
internal import Interchange
internal import Rules

/// Takes reference events from a ledger into a book for the rules.
struct ReferenceReading {
    private(set) var builder = ReferenceBuilder()
    private let ruleSets: [RuleSetFile]

    init(ruleSets: [RuleSetFile]) {
        self.ruleSets = ruleSets
    }

    /// Takes in one event.
    ///
    /// - Throws: ``ReplayError/unknownRuleSet(name:event:)``.
    mutating func take(
        _ event: ReferenceEvent,
        _ row: EventRow,
        _ number: SequenceNumber,
        _ codes: inout CodeBook
    ) throws(ReplayError) {
        let stamp = ReferenceStamp(occurredAt: row.occurredAt, recordedAt: row.recordedAt, id: event.id)
        switch row.type {
        case .calendarDeclared: declareDays(event, stamp)
        case .rulesAdopted: try adopt(event, stamp, number)
        case .unitRegistered, .unitMerged: takeUnit(event, row, stamp, &codes)
        case .procedurePublished: publish(event, stamp, &codes)
        case .procedureListed, .procedureUnlisted:
            guard let procedure = event.data?["procedure"]?.text else { return }
            let index = codes.index(of: procedure, .procedure)
            builder.list(index, at: row.unit, isListed: row.type == .procedureListed, stamp: stamp)
        case .officerAssigned, .officerReleased:
            guard let actor = event.actor else { return }
            let role = row.type == .officerReleased ? nil : OfficerRole(name: event.data?["role"]?.text)
            builder.post(codes.index(of: actor, .officer), at: row.unit, as: role, stamp: stamp)
        default: return
        }
    }

    private mutating func declareDays(_ event: ReferenceEvent, _ stamp: ReferenceStamp) {
        for (position, day) in (event.data?["days"]?.array ?? []).enumerated() {
            guard let date = day["date"]?.date else { continue }
            builder.days.declare(
                date,
                day["kind"]?.text == "working" ? .working : .holiday,
                recordedAt: stamp.recordedAt,
                id: stamp.id,
                position: position
            )
        }
    }

    private mutating func adopt(
        _ event: ReferenceEvent,
        _ stamp: ReferenceStamp,
        _ number: SequenceNumber
    ) throws(ReplayError) {
        guard let name = event.data?["ruleset"]?.text, let day = event.data?["effectiveFrom"]?.date else {
            return
        }
        // By bytes: Swift takes texts for equal that are spelt with other code points.
        guard let file = ruleSets.last(where: { $0.ruleSet.name.utf8.elementsEqual(name.utf8) }) else {
            throw .unknownRuleSet(name: name, event: number)
        }
        builder.adopt(file.ruleSet, from: day, stamp: stamp)
    }

    private mutating func takeUnit(
        _ event: ReferenceEvent,
        _ row: EventRow,
        _ stamp: ReferenceStamp,
        _ codes: inout CodeBook
    ) {
        if row.type == .unitMerged {
            guard let into = event.data?["into"]?.text else { return }
            builder.merge(row.unit, into: codes.index(of: into, .unit), stamp: stamp)
        } else {
            guard let level = UnitLevel(name: event.data?["level"]?.text) else { return }
            let parent = event.data?["parent"]?.text.map { codes.index(of: $0, .unit) } ?? .none
            builder.register(row.unit, level: level, parent: parent, stamp: stamp)
        }
    }

    private mutating func publish(_ event: ReferenceEvent, _ stamp: ReferenceStamp, _ codes: inout CodeBook) {
        guard let data = event.data, let procedure = data["procedure"]?.text,
            let sector = data["sector"]?.text,
            let value = data["limit"]?["value"]?.int, let unit = LimitUnit(name: data["limit"]?["unit"]?.text)
        else { return }
        builder.publish(
            codes.index(of: procedure, .procedure),
            limit: ProcedureLimit(Int64(value), unit),
            sector: codes.index(of: sector, .sector),
            stamp: stamp
        )
    }
}

extension UnitLevel {
    /// The level that the interchange form calls so.
    init?(name: String?) {
        guard let found = UnitLevel.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = found
    }
}

extension OfficerRole {
    /// The role that the interchange form calls so.
    fileprivate init?(name: String?) {
        guard let found = OfficerRole.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = found
    }
}

extension LimitUnit {
    /// The unit of time that the interchange form calls so.
    fileprivate init?(name: String?) {
        guard let found = LimitUnit.allCases.first(where: { "\($0)" == name }) else { return nil }
        self = found
    }
}
