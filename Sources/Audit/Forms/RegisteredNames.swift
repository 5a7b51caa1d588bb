internal import DossierModel
internal import Interchange
internal import LedgerStore
internal import Rules

/// What units and procedures are called at a moment, and which unit stands above which.
///
/// Rules need no names, so no table holds them: they are read from the events themselves.
struct RegisteredNames {
    private let knowledge: Knowledge
    private let at: Instant
    private let units: AnswerableUnits
    private var unitNames: [CodeIndex: (name: String?, nameEn: String?)] = [:]
    private var procedureNames: [CodeIndex: String?] = [:]

    /// Reads the names in force at `at`, by the latest `occurredAt`, then the later `recordedAt`, then the greater id.
    init(
        _ knowledge: Knowledge,
        at: Instant,
        _ rows: LedgerRows,
        _ view: borrowing LedgerView
    ) throws(StoreError) {
        self.knowledge = knowledge
        self.at = at
        units = knowledge.references.answerableUnits(at: at)
        var latest: [EventType: [CodeIndex: [Naming]]] = [:]
        try rows.forEachOther(ofFirst: knowledge.logSize) { number, row in
            guard row.type == .unitRegistered || row.type == .procedurePublished else { return }
            guard row.recordedAt <= knowledge.asOf, row.occurredAt <= at else { return }
            guard !knowledge.filter.voided.contains(number) else { return }
            let naming = Naming(occurredAt: row.occurredAt, recordedAt: row.recordedAt, number: number)
            let code = row.type == .unitRegistered ? row.unit : row.code0
            Naming.keep(naming, in: &latest[row.type, default: [:]][code, default: []])
        }
        var lookup = EventLookup()
        for (unit, namings) in latest[.unitRegistered] ?? [:] {
            let event = try RegisteredNames.event(namings, &lookup, view)
            unitNames[unit] = (event?.data?["name"]?.text, event?.data?["nameEn"]?.text)
        }
        for (procedure, namings) in latest[.procedurePublished] ?? [:] {
            procedureNames[procedure] = try RegisteredNames.event(namings, &lookup, view)?.data?["name"]?.text
        }
    }

    /// The event that holds among those of one moment: the one with the greatest id.
    private static func event(
        _ namings: [Naming],
        _ lookup: inout EventLookup,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> ReferenceEvent? {
        var greatest: ReferenceEvent?
        for naming in namings {
            let number = SequenceNumber(rawValue: naming.number)
            guard let event = try lookup.withEvent(number, in: view, { ReferenceEvent($0) }) ?? nil else {
                continue
            }
            if let known = greatest, !known.id.lexicographicallyPrecedes(event.id) { continue }
            greatest = event
        }
        return greatest
    }

    func party(_ code: String) -> SettlementForm.Party {
        let names = knowledge.codes.known(code, .unit).flatMap { unitNames[$0] }
        return SettlementForm.Party(code: code, name: names?.name, nameEn: names?.nameEn)
    }

    func procedure(_ code: String) -> String? {
        knowledge.codes.known(code, .procedure).flatMap { procedureNames[$0] ?? nil }
    }

    /// The unit that a unit's reports go to; one that was merged is replaced.
    func unit(above code: String) -> SettlementForm.Party? {
        guard let index = knowledge.codes.known(code, .unit) else { return nil }
        let parent = knowledge.references.place(of: index, at: at)?.parent ?? .none
        guard parent != .none else { return nil }
        return knowledge.codes.name(units.unit(for: parent), .unit).map { party($0) }
    }

    /// Whether another unit names this one as the one above it.
    func hasUnitsBelow(_ code: String) -> Bool {
        guard let index = knowledge.codes.known(code, .unit) else { return false }
        return knowledge.references.parents(at: at).contains { $0 != .none && units.unit(for: $0) == index }
    }
}

/// An event that names something, as far as its row tells.
private struct Naming {
    let occurredAt: Instant
    let recordedAt: Instant
    let number: UInt64

    /// Keeps the latest only, or those that only their ids tell apart.
    static func keep(_ naming: Naming, in namings: inout [Naming]) {
        if let known = namings.first {
            let (old, new) = ((known.occurredAt, known.recordedAt), (naming.occurredAt, naming.recordedAt))
            if new < old { return }
            if new > old { namings.removeAll() }
        }
        namings.append(naming)
    }
}
