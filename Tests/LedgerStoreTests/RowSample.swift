import DossierModel
import TestSupport

@testable import LedgerStore

/// Rows as a log could have them, with ids, for tests that make runs of them.
struct RowSample {
    /// How many codes there are of each kind.
    static let codes = 70_001

    private(set) var rows: [EventRow?] = []
    private(set) var ids: [[UInt8]] = []

    /// Makes rows of a few dossiers, old ones among them, many of which happened at the same time.
    init(count: Int, dossiers: Int, _ generator: inout SeededGenerator) {
        for _ in 0..<count {
            rows.append(RowSample.anyRow(dossiers, &generator))
            ids.append((0..<8).map { _ in UInt8(truncatingIfNeeded: generator.next()) })
        }
    }

    /// Takes these rows instead, each with its number as id.
    mutating func set(_ rows: [EventRow?]) {
        self.rows = rows
        ids = rows.indices.map { Array(String($0).utf8) }
    }

    /// A row with something in every slot that its type has, and nothing in the others.
    static func anyRow(_ dossiers: Int, _ generator: inout SeededGenerator) -> EventRow? {
        guard !generator.chance(5) else { return nil }
        let isOld = generator.chance(10)
        let occurred =
            isOld
            ? Int64(generator.number(in: -1_000_000...4_000_000_000_000)) : Int64(generator.number(in: 0...2))
        var row = EventRow(
            type: generator.chance(40) ? .resumed : generator.pick(EventType.allCases),
            occurredAt: Instant(rawValue: occurred),
            recordedAt: Instant(rawValue: occurred + Int64(generator.number(in: 0...90_000_000_000)))
        )
        row.detail = UInt8(generator.number(in: 0...255))
        row.flags = EventFlags(rawValue: UInt16(generator.number(in: 0...63)))
        let isStep = row.type.isOfDossier
        row.dossier =
            isStep ? CodeIndex(rawValue: UInt32(generator.number(in: 0...dossiers - 1))) : anyCode(&generator)
        row.unit = anyCode(&generator)
        let kinds = row.type.codeSlots
        if kinds.0 != nil { row.code0 = anyCode(&generator) }
        if kinds.1 != nil { row.code1 = anyCode(&generator) }
        if kinds.2 != nil { row.code2 = anyCode(&generator) }
        let numbers = row.type.numberSlots
        if numbers > 0 { row.number0 = anyNumber(&generator) }
        if numbers > 1 { row.number1 = anyNumber(&generator) }
        if numbers > 2 { row.number2 = anyNumber(&generator) }
        return row
    }

    private static func anyCode(_ generator: inout SeededGenerator) -> CodeIndex {
        generator.chance(20) ? .none : CodeIndex(rawValue: UInt32(generator.number(in: 0...codes - 1)))
    }

    private static func anyNumber(_ generator: inout SeededGenerator) -> Int64 {
        switch generator.number(in: 0...3) {
        case 0: 0
        case 1: Int64(bitPattern: generator.next())
        case 2: Int64(bitPattern: Double(generator.number(in: 0...10)).bitPattern)
        default: generator.pick([.min, .max, -1])
        }
    }

    /// The run of some of the rows.
    func run(_ range: Range<Int>) throws(StoreError) -> [UInt8] {
        let ids = ids
        return try RunEncoding.encode(Array(rows[range])) { ids[range.lowerBound + Int($0)] }
    }

    /// The run of a range, merged of the runs of its parts.
    func merged(_ parts: [(range: Range<Int>, run: [UInt8])]) throws(StoreError) -> [UInt8] {
        var runs: [RowRun] = []
        for part in parts {
            let first = UInt64(part.range.lowerBound)
            runs.append(try RowRun(part.run.span, firstNumber: first, count: part.range.count))
        }
        let ids = ids
        return try withExtendedLifetime(parts) { () throws(StoreError) in
            try RunEncoding.merge(runs) { ids[parts[0].range.lowerBound + Int($0)] }
        }
    }

    /// The known rows of a dossier in the order in which one run of all has them.
    func expected(_ dossier: Int, _ filter: RowFilter) -> [(number: UInt32, row: EventRow)] {
        var known: [(number: UInt32, row: EventRow)] = []
        for (number, row) in rows.enumerated() {
            guard let row, row.type.isOfDossier, Int(row.dossier.rawValue) == dossier else { continue }
            guard filter.knows(UInt64(number), recordedAt: row.recordedAt) else { continue }
            known.append((UInt32(number), row))
        }
        return known
    }

    /// Rows in which those of equal type and `occurredAt` have exchanged their places so that their ids ascend.
    func inOrderOfIDs(_ rows: [(number: UInt32, row: EventRow)]) -> [(number: UInt32, row: EventRow)] {
        var ordered = rows
        for place in rows.indices {
            let tied = rows.indices.filter {
                rows[$0].row.type == rows[place].row.type
                    && rows[$0].row.occurredAt == rows[place].row.occurredAt
            }
            let sorted = tied.map { rows[$0] }.sorted { left, right in
                ids[Int(left.number)].lexicographicallyPrecedes(ids[Int(right.number)])
            }
            for (place, entry) in zip(tied, sorted) { ordered[place] = entry }
        }
        return ordered
    }
}
