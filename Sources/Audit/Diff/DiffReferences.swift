internal import DossierModel
internal import Interchange
internal import LedgerStore
internal import Projections
internal import Rules

/// The reference events between two moments, and which dossiers they can have moved.
struct DiffReferences {
    let changes: [ReferenceChange]
    /// The codes that each event is about, as the ledger numbers them.
    private let codes: [(unit: CodeIndex, procedure: CodeIndex, officer: CodeIndex)]
    /// The moment of the world behind which only calendars and rule sets count.
    private let at: Instant

    init(
        _ numbers: [UInt64],
        _ book: CodeBook,
        at: Instant,
        _ reading: inout DiffEventReading,
        _ view: borrowing LedgerView
    ) throws(StoreError) {
        var changes: [ReferenceChange] = []
        var codes: [(unit: CodeIndex, procedure: CodeIndex, officer: CodeIndex)] = []
        for number in numbers {
            let (change, event) = try reading.change(number, view)
            let data = event.data
            let type = change.event.type
            changes.append(
                ReferenceChange(
                    change: change,
                    unit: event.unit,
                    subject: DiffReferences.subject(type, event)
                )
            )
            codes.append(
                (
                    event.unit.flatMap { book.known($0, .unit) } ?? .none,
                    data?["procedure"]?.text.flatMap { book.known($0, .procedure) } ?? .none,
                    event.actor.flatMap { book.known($0, .officer) } ?? .none
                )
            )
        }
        self.changes = changes
        self.codes = codes
        self.at = at
    }

    /// At most so many days of a calendar are named.
    private static let daysNamed = 4

    private static func subject(_ type: EventType, _ event: ReferenceEvent) -> String? {
        guard let data = event.data else { return nil }
        switch type {
        case .calendarDeclared:
            let days = data["days"]?.array ?? []
            var names = days.prefix(daysNamed).map { day in
                [day["date"]?.text, day["kind"]?.text].compactMap { $0 }.joined(separator: " ")
            }
            if days.count > daysNamed { names.append("… (\(days.count))") }
            return names.joined(separator: ", ")
        case .rulesAdopted:
            return [data["ruleset"]?.text, data["effectiveFrom"]?.text].compactMap { $0 }
                .joined(separator: " ")
        case .unitMerged: return data["into"]?.text.map { "→ " + $0 }
        case .unitRegistered:
            return [data["level"]?.text, data["parent"]?.text.map { "< " + $0 }].compactMap { $0 }
                .joined(separator: " ")
        case .procedurePublished, .procedureListed, .procedureUnlisted: return data["procedure"]?.text
        case .officerAssigned: return data["role"]?.text
        default: return nil
        }
    }

    /// The events that can have moved a dossier; all, where no single one can be told.
    func bearing(on comparison: DossierComparison, approvers: Set<CodeIndex>) -> [Int] {
        var procedures: Set<CodeIndex> = []
        var (unitChanged, scopeChanged) = (false, false)
        for basis in Basis.allCases {
            for judgement in [comparison.before[basis], comparison.after[basis]]
            where judgement.procedure != .none {
                procedures.insert(judgement.procedure)
            }
            if comparison.before[basis].unit != comparison.after[basis].unit { unitChanged = true }
            let standings = comparison.standings(basis)
            if standings.before.isInScope != standings.after.isInScope { scopeChanged = true }
        }
        let found = changes.indices.filter { index in
            let event = changes[index].change.event
            switch event.type {
            case .calendarDeclared, .rulesAdopted: return true
            default: guard event.occurredAt <= at else { return false }
            }
            switch event.type {
            case .unitMerged: return unitChanged || scopeChanged
            case .unitRegistered: return scopeChanged
            case .procedurePublished: return procedures.contains(codes[index].procedure)
            case .officerAssigned, .officerReleased: return approvers.contains(codes[index].officer)
            // A listing moves no dossier.
            default: return false
            }
        }
        return found.isEmpty ? Array(changes.indices) : found
    }
}
