import DossierModel
import TestSupport
import Testing

@testable import LedgerStore

@Suite("runs of rows")
struct RowRunTests {
    /// All rows that a run gives, by their numbers.
    private func decode(_ run: [UInt8], count: Int) throws -> [UInt64: EventRow] {
        var rows: [UInt64: EventRow] = [:]
        let view = try RowRun(run.span, firstNumber: 0, count: count)
        try view.forEachRow(in: 0..<UInt64(max(count, 1))) { number, row in rows[number] = copy row }
        return rows
    }

    private func known(_ sample: RowSample) -> [UInt64: EventRow] {
        var known: [UInt64: EventRow] = [:]
        for (number, row) in sample.rows.enumerated() { known[UInt64(number)] = row }
        return known
    }

    @Test("rows of all types are read as they were written", arguments: UInt64(0)..<30)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: Int(seed * seed), dossiers: 1 + Int(seed), &generator)
        let run = try sample.run(sample.rows.indices)
        #expect(try decode(run, count: sample.rows.count) == known(sample))
        let view = try RowRun(run.span, firstNumber: 0, count: sample.rows.count)
        let latest = sample.rows.compactMap { $0?.recordedAt }.max() ?? .distantPast
        #expect(view.header.latestRecording == latest)
        for _ in 0..<5 {
            let low = generator.number(in: 0...sample.rows.count)
            let range = UInt64(low)..<UInt64(generator.number(in: low...sample.rows.count))
            var rows: [UInt64: EventRow] = [:]
            try view.forEachRow(in: range) { number, row in rows[number] = copy row }
            #expect(rows == known(sample).filter { range.contains($0.key) })
            let cut = sample.rows.prefix(low).compactMap { $0?.recordedAt }.max() ?? .distantPast
            #expect(view.latestRecording(ofFirst: UInt64(low)) == cut)
        }
    }

    @Test("a run is the same bytes whatever runs it was merged of", arguments: UInt64(0)..<20)
    func merging(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: 40 + Int(seed) * 40, dossiers: 1 + Int(seed) * 3, &generator)
        let whole = try sample.run(sample.rows.indices)
        for _ in 0..<4 {
            var cuts = [0, sample.rows.count]
            for _ in 0..<generator.number(in: 1...7) {
                cuts.append(generator.number(in: 1...sample.rows.count - 1))
            }
            cuts = Array(Set(cuts)).sorted()
            var parts: [(range: Range<Int>, run: [UInt8])] = []
            for (low, high) in zip(cuts, cuts.dropFirst()) {
                parts.append((low..<high, try sample.run(low..<high)))
            }
            #expect(try sample.merged(parts) == whole)
            // And in two steps.
            let half = parts.count / 2
            guard half > 0 else { continue }
            let first = parts[0].range.lowerBound..<parts[half].range.lowerBound
            let merged = (range: first, run: try sample.merged(Array(parts[..<half])))
            #expect(try sample.merged([merged] + parts[half...]) == whole)
        }
    }

    @Test(
        "the rows of a dossier stand in log order, those of a tie in the order of their ids",
        arguments: UInt64(0)..<10
    )
    func order(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: 600, dossiers: 20, &generator)
        let run = try sample.run(sample.rows.indices)
        let view = try RowRun(run.span, firstNumber: 0, count: 600)
        let all = RowFilter(size: .max, asOf: .distantFuture)
        for entry in 0..<view.header.dossiers {
            let range = view.entry(entry).first..<view.entry(entry + 1).first
            let numbers = range.map { UInt32(view.value(.number, at: $0)) }
            let expected = sample.inOrderOfIDs(sample.expected(Int(view.entry(entry).dossier), all))
            #expect(numbers == expected.map { $0.number })
        }
    }

    @Test("every position of a slot is told as if all rows before it had been read")
    func checkpoints() throws {
        var generator = SeededGenerator(seed: 3)
        let sample = RowSample(count: 1_500, dossiers: 9, &generator)
        let run = try sample.run(sample.rows.indices)
        let view = try RowRun(run.span, firstNumber: 0, count: 1_500)
        var expected = [Int](repeating: 0, count: 6)
        for row in 0...1_500 {
            let positions = view.slotPositions(at: row)
            #expect((0..<6).map { positions[$0] } == expected, "\(row)")
            guard row < 1_500 else { break }
            guard let type = EventType(rawValue: UInt8(view.value(.type, at: row))) else { continue }
            let kinds = type.codeSlots
            for (slot, kind) in [kinds.0, kinds.1, kinds.2].enumerated() where kind != nil {
                expected[slot] += 1
            }
            for slot in 0..<type.numberSlots { expected[3 + slot] += 1 }
        }
    }

    @Test("a run of one type alone is read as it was written", arguments: EventType.allCases)
    func oneType(type: EventType) throws {
        var generator = SeededGenerator(seed: UInt64(type.rawValue))
        var rows: [EventRow] = []
        while rows.count < 20 {
            if let row = RowSample.anyRow(3, &generator), row.type == type { rows.append(row) }
        }
        let run = try RunEncoding.encode(rows) { [UInt8($0)] }
        #expect(try decode(run, count: 20).sorted { $0.key < $1.key }.map { $0.value } == rows)
    }

    @Test("rows at the ends of time are read as they were written")
    func extremes() throws {
        var rows = [
            EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantFuture),
            EventRow(type: .resumed, occurredAt: .distantFuture, recordedAt: .distantFuture),
            EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantPast),
        ]
        for index in rows.indices { rows[index].dossier = CodeIndex(rawValue: UInt32(index)) }
        let run = try RunEncoding.encode(rows) { [UInt8($0)] }
        #expect(try decode(run, count: 3).sorted { $0.key < $1.key }.map { $0.value } == rows)
    }

    @Test("a run that is cut short, or has another number of rows, is refused", arguments: UInt64(0)..<4)
    func cut(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: 40, dossiers: 5, &generator)
        let run = try sample.run(0..<40)
        for length in 0..<run.count {
            let cut = Array(run.prefix(length))
            #expect(
                isDamaged { () throws(StoreError) in _ = try RowRun(cut.span, firstNumber: 0, count: 40) }
            )
        }
        for count in [0, 39, 41, 16_384] {
            #expect(
                isDamaged { () throws(StoreError) in _ = try RowRun(run.span, firstNumber: 0, count: count) }
            )
        }
    }

    @Test("whatever stands in a run, nothing outside of it is read", arguments: UInt64(0)..<4)
    func hostile(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: 300, dossiers: 30, &generator)
        let run = try sample.run(sample.rows.indices)
        // The header and the columns by turns.
        for position in Array(stride(from: Int(seed), to: 340, by: 3))
            + Array(stride(from: 340, to: run.count, by: 61))
        {
            var changed = run
            changed[position] = UInt8(truncatingIfNeeded: generator.next())
            if generator.chance(10) { changed.removeLast(generator.number(in: 0...changed.count / 4)) }
            // Read or refused: what counts is that it is one of the two. Memory checkers see the rest.
            _ = isDamaged { () throws(StoreError) in try readAll(changed) }
        }
    }

    /// Reads a run in every way there is.
    private func readAll(_ bytes: [UInt8]) throws(StoreError) {
        let run = try RowRun(bytes.span, firstNumber: 0, count: 300)
        _ = isDamaged { () throws(StoreError) in try run.forEachRow(in: 0..<300) { _, _ in } }
        _ = run.latestRecording(ofFirst: 200)
        _ = run.earliestStep(RowFilter(size: 250, asOf: .distantFuture))
        _ = isDamaged { () throws(StoreError) in _ = try RunEncoding.merge([run]) { _ in [] } }
        let rows = try LedgerRows(runs: [run], tail: .none, codeCounts: codeCounts(dossiers: 1_000))
        var reader = rows.makeReader(RowFilter(size: .max, asOf: .distantFuture))
        for range in [0..<7, 7..<30, 3..<90, 0..<1_000] {
            _ = isDamaged { () throws(StoreError) in try reader.read(range) }
        }
    }

    @Test("a type that is none, or is no step, or a number of no row of the run, is damage")
    func wrongValues() throws {
        var rows: [EventRow] = []
        for dossier in 0..<3 {
            var row = EventRow(type: .resumed, occurredAt: .distantPast, recordedAt: .distantPast)
            row.dossier = CodeIndex(rawValue: UInt32(dossier))
            rows.append(row)
        }
        let run = try RunEncoding.encode(rows) { [UInt8($0)] }
        let base = RunHeader.size + RunColumn.type.rawValue * ColumnDirectoryEntry.encodedSize + 4
        #expect(run[base] == EventType.resumed.rawValue)
        for value in [0, 200, EventType.paperEntered.rawValue] {
            var changed = run
            changed[base] = value
            #expect(try isRefused(changed))
        }
        var changed = run
        let number = RunHeader.size + RunColumn.number.rawValue * ColumnDirectoryEntry.encodedSize + 4
        changed[number] = 7
        #expect(try isRefused(changed))
        // A receipt has entries in slot columns that have none.
        changed = run
        changed[base] = EventType.received.rawValue
        for slot in RunColumn.ofSlots {
            changed[RunHeader.size + slot.rawValue * ColumnDirectoryEntry.encodedSize + 12] = 8
        }
        #expect(try isRefused(changed))
    }

    @Test("a code that no dictionary has is damage, in a run and in the tail, and no table is made up to it")
    func unknownCodes() throws {
        var merged = EventRow(type: .unitMerged, occurredAt: .distantPast, recordedAt: .distantPast)
        merged.unit = CodeIndex(rawValue: 1)
        var counts = codeCounts(dossiers: 0)
        counts[Int(CodeKind.unit.rawValue)] = 2
        for (into, isKnown) in [(UInt32(0), true), (1, true), (2, false), (.max - 1, false), (.max, true)] {
            merged.code0 = CodeIndex(rawValue: into)
            let bytes = try RunEncoding.encode([merged]) { [UInt8($0)] }
            let run = try RowRun(bytes.span, firstNumber: 0, count: 1)
            let tail = TailRows(
                rows: [(SequenceNumber(rawValue: 1), merged)],
                dictionary: CodeDictionary(next: Array(repeating: 0, count: 16))
            )
            for rows in [
                try LedgerRows(runs: [run], tail: .none, codeCounts: counts),
                try LedgerRows(runs: [], tail: tail, codeCounts: counts),
            ] {
                let isDamaged = isDamaged { () throws(StoreError) in
                    try rows.forEachOther(ofFirst: .max) { _, _ in }
                }
                #expect(isDamaged != isKnown, "\(into)")
            }
        }
    }

    private func isRefused(_ bytes: [UInt8]) throws -> Bool {
        let run = try RowRun(bytes.span, firstNumber: 0, count: 3)
        let rows = try LedgerRows(runs: [run], tail: .none, codeCounts: codeCounts(dossiers: 3))
        var reader = rows.makeReader(RowFilter(size: .max, asOf: .distantFuture))
        return isDamaged { () throws(StoreError) in try reader.read(0..<3) }
    }
}
