import DossierModel
import LedgerStore
import MerkleLog

/// What a ledger of some events has to answer, worked out without columns, indexes or segments.
struct PlainLog {
    private(set) var leaves: [Digest] = []
    private(set) var rows: [(number: UInt64, row: EventRow)] = []
    private var codes: [CodeKind: [[UInt8]: UInt32]] = [:]
    private(set) var names: [CodeKind: [[UInt8]]] = [:]

    private var ids: [[UInt8]: UInt64] = [:]
    /// Places in `rows` of events that void others, with the ids of those.
    private var voids: [(place: Int, target: [UInt8])] = []

    init(_ batch: EventBatch) {
        for index in 0..<batch.count { append(batch, index) }
        resolveVoids()
    }

    /// A sealed event knows all events to the end of its segment, one of the tail those before it.
    private mutating func resolveVoids() {
        let segment = UInt64(Limits.segmentEvents)
        let sealed = UInt64(leaves.count) / segment * segment
        for (place, target) in voids {
            let number = rows[place].number
            let end = number < sealed ? (number / segment + 1) * segment : number
            guard let found = ids[target], found < end else { continue }
            rows[place].row.number0 = Int64(found) + 1
        }
    }

    private mutating func append(_ batch: EventBatch, _ index: Int) {
        let number = UInt64(leaves.count)
        let event = Array(batch.bytes[batch.range(index)])
        leaves.append(TreeHash.leaf(of: event.span))
        guard let facts = batch.facts[index] else { return }
        var row = facts.row
        ids[facts.id.withValue(in: event.span) { id in id.indices.map { id[$0] } }] = number
        if row.type == .eventVoided {
            voids.append(
                (rows.count, facts.code0.withValue(in: event.span) { id in id.indices.map { id[$0] } })
            )
        }
        row.dossier = code(facts.dossier, event, .dossier)
        row.unit = code(facts.unit, event, .unit)
        let kinds = row.type.codeSlots
        if let kind = kinds.0 { row.code0 = code(facts.code0, event, kind) }
        if let kind = kinds.1 { row.code1 = code(facts.code1, event, kind) }
        if let kind = kinds.2 { row.code2 = code(facts.code2, event, kind) }
        rows.append((number, row))
    }

    /// Codes are numbered in the order of their first appearance.
    private mutating func code(_ slice: TextSlice, _ event: [UInt8], _ kind: CodeKind) -> CodeIndex {
        guard !slice.isEmpty else { return .none }
        let value = slice.withValue(in: event.span) { value in value.indices.map { value[$0] } }
        if let known = codes[kind]?[value] { return CodeIndex(rawValue: known) }
        let index = UInt32(names[kind]?.count ?? 0)
        codes[kind, default: [:]][value] = index
        names[kind, default: []].append(value)
        return CodeIndex(rawValue: index)
    }

    func root(ofFirst size: Int) -> Digest {
        var frontier = Frontier()
        for leaf in leaves.prefix(size) { frontier.append(leaf) }
        return frontier.root
    }
}
