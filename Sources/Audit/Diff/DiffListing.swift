internal import DossierModel
internal import Interchange
internal import LedgerStore
internal import Projections
internal import Rules

/// Tells of the dossiers that stand elsewhere, one by one, and by what.
struct DiffListing {
    private let rows: LedgerRows
    private let codes: CodeBook
    private let tail: TailRows
    /// All dossiers' codes, where many are asked for.
    private let names: CodeNames?
    private let references: DiffReferences
    private var reading: DiffEventReading
    private var comparer: DossierComparer
    private var split: KnowledgeSplit
    private var reader: DossierReader
    private var order = IDOrder()
    private var gathering = EventGathering()

    /// A dossier whose events are still to be read.
    private struct Pending {
        let dossier: Int
        let comparison: DossierComparison
        let references: [Int]
        /// Own events of between, each with what voided it.
        var events: [(number: UInt32, void: UInt32?)] = []
    }

    /// So many events are read together; a dossier with more is read at once.
    private static let eventsTogether = 1 << 16
    private static let dossiersTogether = 1 << 12

    init(
        _ rows: LedgerRows,
        _ codes: CodeBook,
        _ tail: TailRows,
        _ names: CodeNames?,
        _ references: DiffReferences,
        _ reading: DiffEventReading,
        _ comparer: DossierComparer,
        _ split: KnowledgeSplit
    ) {
        self.rows = rows
        self.codes = codes
        self.tail = tail
        self.names = names
        self.references = references
        self.reading = reading
        self.comparer = comparer
        self.split = split
        reader = rows.makeReader(split.filter)
    }

    /// Hands out these dossiers, which stand elsewhere, in their order.
    ///
    /// - Complexity: What is kept is bounded, however many there are.
    mutating func list(
        _ dossiers: ArraySlice<UInt32>,
        _ view: borrowing LedgerView,
        _ body: (DossierChange) throws -> Void
    ) throws {
        var pending: [Pending] = []
        var events = 0
        for dossier in dossiers {
            let next = try prepare(Int(dossier), view)
            events += next.events.count
            pending.append(next)
            guard events >= DiffListing.eventsTogether || pending.count >= DiffListing.dossiersTogether else {
                continue
            }
            try hand(pending, view, to: body)
            pending.removeAll(keepingCapacity: true)
            events = 0
        }
        try hand(pending, view, to: body)
    }

    /// Judges a dossier again, and finds the numbers of its events of between.
    private mutating func prepare(_ dossier: Int, _ view: borrowing LedgerView) throws(StoreError) -> Pending
    {
        try reader.read(dossier..<dossier + 1)
        try order.take(dossier, reader, in: view)
        // Names of their own, for a span of a part of this would hold all of this.
        let (rows, numbers) = (order.rows, order.numbers)
        split.take(rows.span, numbers.span)
        let hasNews = split.hasNews(rows.span, numbers.span)
        let (before, after) = (split.before, split.after)
        let comparison = comparer.compare(before.span, after.span, hasNews: hasNews)
        var bearing: [Int] = []
        if comparison.causes.contains(.references) {
            let approvers = Set(rows.lazy.filter { $0.type == .paused }.map(\.code1))
            bearing = references.bearing(on: comparison, approvers: approvers)
        }
        var pending = Pending(dossier: dossier, comparison: comparison, references: bearing)
        for (row, number) in zip(rows, numbers) where split.isNews(row, number) {
            let void = reading.void(of: UInt64(number)).map { UInt32(truncatingIfNeeded: $0) }
            pending.events.append((number, void))
        }
        pending.events.sort { $0.number < $1.number }
        return pending
    }

    /// Reads the events of these dossiers together, and hands the dossiers out.
    private mutating func hand(
        _ pending: [Pending],
        _ view: borrowing LedgerView,
        to body: (DossierChange) throws -> Void
    ) throws {
        var numbers: [UInt32] = []
        for entry in pending {
            for event in entry.events {
                numbers.append(event.number)
                if let void = event.void { numbers.append(void) }
            }
        }
        let found = try read(numbers, view)
        var next = 0
        for entry in pending {
            var events: [EventChange] = []
            for event in entry.events {
                let own = found[next].event
                next += 1
                guard event.void != nil else {
                    events.append(EventChange(event: own, void: nil, reason: nil))
                    continue
                }
                events.append(EventChange(event: own, void: found[next].event, reason: found[next].reason))
                next += 1
            }
            let index = CodeIndex(rawValue: UInt32(entry.dossier))
            let name = try names.map { $0[index] } ?? view.name(index, .dossier, tail: tail)
            try body(change(entry, name ?? "", events))
        }
    }

    private mutating func read(
        _ numbers: [UInt32],
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [(event: DiffEvent, reason: String?)] {
        var found: [(event: DiffEvent, reason: String?)] = []
        var rest = numbers[...]
        while !rest.isEmpty {
            let count = try gathering.gather(rest, in: view)
            for (place, number) in rest.prefix(count).enumerated() {
                let one = try gathering.withEvent(place) { bytes throws(StoreError) in
                    try reading.found(UInt64(number), bytes)
                }
                let isVoid = one.event.type == .eventVoided
                found.append((one.event, isVoid ? one.reference.data?["reason"]?.text : nil))
            }
            rest = rest.dropFirst(count)
        }
        return found
    }

    private func change(_ entry: Pending, _ name: String, _ events: [EventChange]) -> DossierChange {
        let comparison = entry.comparison
        func places(_ basis: Basis) -> (before: DossierChange.Place, after: DossierChange.Place) {
            let standings = comparison.standings(basis)
            return (
                DossierChange.Place(comparison.before[basis], standings.before, codes),
                DossierChange.Place(comparison.after[basis], standings.after, codes)
            )
        }
        return DossierChange(
            dossier: name,
            reported: places(.reported),
            audited: places(.audited),
            causes: comparison.causes,
            events: events,
            references: entry.references
        )
    }
}

extension DossierChange.Place {
    fileprivate init(_ found: Judgement, _ standing: Standing, _ codes: CodeBook) {
        kind = DossierStanding.Kind(found)
        finish = found.presence == .received && !found.isOpen ? "\(found.finish)" : nil
        unit = codes.name(found.unit, .unit)
        sector = codes.name(found.sector, .sector)
        due = found.due.map { due in due.instant.map { "\($0)" } ?? "\(due.date)" }
        daysLate = Int(found.daysLate)
        isInScope = standing.isInScope
    }
}
