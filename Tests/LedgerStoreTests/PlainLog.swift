import DossierModel
import LedgerStore
import MerkleLog

/// What a ledger of some events has to answer, worked out without columns, indexes or segments.
struct PlainLog {
    private(set) var leaves: [Digest] = []
    private(set) var rows: [(number: UInt64, row: EventRow)] = []
    private var codes: [CodeKind: [[UInt8]: UInt32]] = [:]
    private(set) var names: [CodeKind: [[UInt8]]] = [:]

    init(_ batch: EventBatch) {
        for index in 0..<batch.count { append(batch, index) }
    }

    mutating func append(_ batch: EventBatch, _ index: Int) {
        let number = UInt64(leaves.count)
        let event = Array(batch.bytes[batch.range(index)])
        leaves.append(TreeHash.leaf(of: event.span))
        guard let facts = batch.facts[index] else { return }
        var row = facts.row
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
