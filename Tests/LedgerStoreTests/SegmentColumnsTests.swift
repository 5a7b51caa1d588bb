import DossierModel
import TestSupport
import Testing

@testable import LedgerStore

@Suite("the columns of a segment")
struct SegmentColumnsTests {
    /// A row with something in every slot that its type has, and nothing in the others.
    private func anyRow(_ generator: inout SeededGenerator) -> EventRow? {
        guard !generator.chance(5) else { return nil }
        let occurred = Int64(generator.number(in: -1_000_000...4_000_000_000_000))
        var row = EventRow(
            type: generator.pick(EventType.allCases),
            occurredAt: Instant(rawValue: occurred),
            recordedAt: Instant(rawValue: occurred + Int64(generator.number(in: 0...90_000_000_000)))
        )
        row.detail = UInt8(generator.number(in: 0...255))
        row.flags = EventFlags(rawValue: UInt16(generator.number(in: 0...63)))
        row.dossier = anyCode(&generator)
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

    private func anyCode(_ generator: inout SeededGenerator) -> CodeIndex {
        generator.chance(20) ? .none : CodeIndex(rawValue: UInt32(generator.number(in: 0...70_000)))
    }

    private func anyNumber(_ generator: inout SeededGenerator) -> Int64 {
        switch generator.number(in: 0...3) {
        case 0: 0
        case 1: Int64(bitPattern: generator.next())
        case 2: Int64(bitPattern: Double(generator.number(in: 0...10)).bitPattern)
        default: generator.pick([.min, .max, -1])
        }
    }

    private func decode(_ segment: [UInt8], limit: Int = .max) throws -> [Int: EventRow] {
        var rows: [Int: EventRow] = [:]
        try SegmentColumns.forEachRow(segment.span, limit: limit) { position, row in rows[position] = row }
        return rows
    }

    private func known(_ rows: some Sequence<EventRow?>) -> [Int: EventRow] {
        var known: [Int: EventRow] = [:]
        for (position, row) in rows.enumerated() { known[position] = row }
        return known
    }

    @Test("rows of all types are read as they were written", arguments: UInt64(0)..<30)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let rows = (0..<Int(seed * seed)).map { _ in anyRow(&generator) }
        let segment = SegmentColumns.encode(rows)
        #expect(try decode(segment) == known(rows))
        let limit = generator.number(in: 0...rows.count)
        #expect(try decode(segment, limit: limit) == known(rows.prefix(limit)))
        let latest = rows.compactMap { $0?.recordedAt }.max() ?? .distantPast
        #expect(try SegmentColumns.latestRecording(segment.span) == latest)
    }

    @Test("a segment of one type alone is read as it was written", arguments: EventType.allCases)
    func oneType(type: EventType) throws {
        var generator = SeededGenerator(seed: UInt64(type.rawValue))
        var rows: [EventRow] = []
        while rows.count < 20 {
            if let row = anyRow(&generator), row.type == type { rows.append(row) }
        }
        #expect(try decode(SegmentColumns.encode(rows)) == known(rows))
    }

    @Test("rows at the ends of time are read as they were written")
    func extremes() throws {
        let rows = [
            EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantFuture),
            EventRow(type: .resumed, occurredAt: .distantFuture, recordedAt: .distantFuture),
            EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantPast),
        ]
        #expect(try decode(SegmentColumns.encode(rows)) == known(rows))
    }

    @Test("a segment that is cut short is refused", arguments: UInt64(0)..<4)
    func cut(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let segment = SegmentColumns.encode((0..<40).map { _ in anyRow(&generator) })
        // Columns of slots are checked by their beginning alone; those of all rows and the padding by their end.
        for length in 0..<181 + 40 {
            let cut = Array(segment.prefix(length))
            #expect(
                isDamaged { () throws(StoreError) in
                    try SegmentColumns.forEachRow(cut.span, limit: .max) { _, _ in }
                }
            )
        }
    }

    @Test("whatever stands in a segment, nothing outside of it is read", arguments: UInt64(0)..<8)
    func hostile(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let segment = SegmentColumns.encode((0..<60).map { _ in anyRow(&generator) })
        for position in segment.indices {
            var changed = segment
            changed[position] = UInt8(truncatingIfNeeded: generator.next())
            if generator.chance(30) { changed.removeLast(generator.number(in: 0...changed.count / 4)) }
            var visited = 0
            // Read or refused: what counts is that it is one of the two. Memory checkers see the rest.
            let isRefused = isDamaged { () throws(StoreError) in
                try SegmentColumns.forEachRow(changed.span, limit: .max) { _, _ in visited += 1 }
            }
            #expect(!isRefused || visited == 0)
            #expect(visited <= Limits.segmentEvents)
        }
    }

    @Test("types that claim more entries than a column has do not lead a cursor beyond the segment")
    func claimingTypes() throws {
        // All rows are resumptions, which have no slots; then the one type of the column is made a receipt.
        let row = EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantPast)
        var segment = SegmentColumns.encode([EventRow](repeating: row, count: Limits.segmentEvents))
        let base = 4 + 8 + 4
        #expect(segment[base] == EventType.resumed.rawValue)
        segment[base] = EventType.received.rawValue
        // The slot columns get eight bytes an entry that they do not have.
        for column in 7..<13 { segment[12 + column * ColumnDirectoryEntry.encodedSize + 12] = 8 }
        #expect(try decode(segment).count == Limits.segmentEvents)
    }
}
