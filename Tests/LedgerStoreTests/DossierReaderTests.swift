import DossierModel
import TestSupport
import Testing

@testable import LedgerStore

@Suite("reading rows by dossier")
struct DossierReaderTests {
    /// A sample in runs of segments and a tail, as a ledger has them.
    private struct Laid {
        let sample: RowSample
        /// The bytes of the runs, which the rows point into.
        let runs: [[UInt8]]
        let rows: LedgerRows
        let sealed: Int

        /// Lays out runs that end at these numbers; what is behind the last is the tail.
        init(_ sample: RowSample, ends: [Int], dossiers: Int) throws {
            self.sample = sample
            sealed = ends.last ?? 0
            var runs: [[UInt8]] = []
            var start = 0
            for end in ends {
                runs.append(try sample.run(start..<end))
                start = end
            }
            self.runs = runs
            var views: [RowRun] = []
            start = 0
            for (run, end) in zip(runs, ends) {
                views.append(try RowRun(run.span, firstNumber: UInt64(start), count: end - start))
                start = end
            }
            var tail: [(number: SequenceNumber, row: EventRow)] = []
            for number in sealed..<sample.rows.count {
                if let row = sample.rows[number] {
                    tail.append((SequenceNumber(rawValue: UInt64(number)), row))
                }
            }
            rows = try LedgerRows(
                runs: views,
                tail: TailRows(rows: tail, dictionary: CodeDictionary(next: Array(repeating: 0, count: 16))),
                codeCounts: codeCounts(dossiers: UInt32(dossiers))
            )
        }
    }

    /// One run of each level and two of the least, and a tail.
    private static let ends = [1 << 20, (1 << 20) + (1 << 17), (1 << 20) + (1 << 17) + (1 << 14)]

    private func anyFilter(_ count: Int, _ generator: inout SeededGenerator) -> RowFilter {
        var filter = RowFilter(size: .max, asOf: .distantFuture)
        if generator.chance(50) { filter.size = UInt64(generator.number(in: 0...count)) }
        if generator.chance(50) {
            filter.asOf = Instant(rawValue: Int64(generator.number(in: 0...60_000_000_000)))
        }
        if generator.chance(50) {
            for _ in 0..<count / 10 { filter.voided.insert(UInt64(generator.number(in: 0...count - 1))) }
        }
        return filter
    }

    @Test(
        "known rows are those of a literal reading, whatever is asked in what order",
        arguments: UInt64(0)..<24
    )
    func literal(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let dossiers = generator.number(in: 1...40)
        let sample = RowSample(count: 900, dossiers: dossiers, &generator)
        let cuts = (0..<generator.number(in: 1...6)).map { _ in generator.number(in: 1...899) }
        let laid = try Laid(sample, ends: Array(Set(cuts)).sorted(), dossiers: dossiers)
        let filter = anyFilter(900, &generator)
        var reader = laid.rows.makeReader(filter)
        for round in 0..<12 {
            // First ascending, as a report asks, then at random.
            let low = round < 4 ? round * 10 : generator.number(in: 0...45)
            let range = low..<(round < 4 ? low + 10 : low + generator.number(in: 0...20))
            try reader.read(range)
            for dossier in range {
                let rows = reader.rows(of: dossier)
                let numbers = reader.numbers(of: dossier)
                let expected = sample.expected(dossier, filter)
                #expect(numbers.count == rows.count)
                let found = numbers.indices.map { (number: numbers[$0], row: rows[$0]) }
                #expect(found.map { $0.number }.sorted() == expected.map { $0.number })
                #expect(found.allSatisfy { sample.rows[Int($0.number)] == $0.row })
                expectOrder(of: found, laid)
            }
        }
        #expect(try laid.rows.earliestStep(filter) == earliest(sample, filter))
        withExtendedLifetime(laid.runs) {}
    }

    /// Rows of one run come before those of the next, and those of a tie in the order of their ids within the run.
    private func expectOrder(of found: [(number: UInt32, row: EventRow)], _ laid: Laid) {
        let runs = found.map { entry in laid.rows.runs.firstIndex { entry.number < $0.endNumber } ?? .max }
        #expect(runs == runs.sorted())
        for (place, entry) in found.enumerated() where runs[place] != .max {
            for later in found.indices.dropFirst(place + 1) where runs[later] == runs[place] {
                let other = found[later]
                let isTie = other.row.type == entry.row.type && other.row.occurredAt == entry.row.occurredAt
                let ids = (laid.sample.ids[Int(entry.number)], laid.sample.ids[Int(other.number)])
                #expect(!isTie || ids.0.lexicographicallyPrecedes(ids.1))
            }
        }
    }

    private func earliest(_ sample: RowSample, _ filter: RowFilter) -> Instant? {
        var times: [Instant] = []
        for (number, row) in sample.rows.enumerated() {
            guard let row, row.type.isOfDossier else { continue }
            if filter.knows(UInt64(number), recordedAt: row.recordedAt) { times.append(row.occurredAt) }
        }
        return times.min()
    }

    @Test(
        "all other rows come in log order, and those of a range of numbers at all",
        arguments: UInt64(0)..<8
    )
    func others(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = RowSample(count: 900, dossiers: 12, &generator)
        // Rows that are no dossier's step name dossiers too, of all that the dictionary has.
        let laid = try Laid(sample, ends: [100, 500, 820], dossiers: RowSample.codes)
        for size in [0, 1, 99, 100, 101, 450, 820, 860, 900, 5_000] {
            var found: [UInt64] = []
            try laid.rows.forEachOther(ofFirst: UInt64(size)) { number, row in
                found.append(number)
                #expect(sample.rows[Int(number)] == copy row)
            }
            let expected = sample.rows.indices.prefix(size).filter { number in
                sample.rows[number].map { !$0.type.isOfDossier } ?? false
            }
            #expect(found == expected.map { UInt64($0) })
        }
        for _ in 0..<12 {
            let low = generator.number(in: 0...900)
            let range = UInt64(low)..<UInt64(generator.number(in: low...1_000))
            var found: [UInt64] = []
            try laid.rows.forEachRow(in: range) { number, row in
                found.append(number)
                #expect(sample.rows[Int(number)] == copy row)
            }
            let expected = sample.rows.indices.filter { sample.rows[$0] != nil && range.contains(UInt64($0)) }
            #expect(found.sorted() == expected.map { UInt64($0) })
        }
        withExtendedLifetime(laid.runs) {}
    }

    @Test("a tie is open where its rows came from different runs or the tail, and only there")
    func openTies() throws {
        // Of each dossier two resumptions at one time, the second so many events behind the first.
        let ends = Self.ends
        let size = ends[2] + 100
        let pairs: [(first: Int, second: Int, isOpen: Bool)] = [
            (5, 6, false), (10, ends[0] - 1, false), (11, ends[0], true), (12, ends[1], true),
            (ends[0] + 1, ends[1] - 1, false), (ends[1] + 1, ends[2] - 1, false),
            (ends[1] + 2, ends[2], true),
            (ends[2] + 1, ends[2] + 2, true), (13, ends[2] + 9, true),
        ]
        var generator = SeededGenerator(seed: 1)
        var sample = RowSample(count: 0, dossiers: 1, &generator)
        var rows = [EventRow?](repeating: nil, count: size)
        for (dossier, pair) in pairs.enumerated() {
            var row = EventRow(
                type: .resumed,
                occurredAt: Instant(rawValue: 7),
                recordedAt: Instant(rawValue: 8)
            )
            row.dossier = CodeIndex(rawValue: UInt32(dossier))
            rows[pair.first] = row
            rows[pair.second] = row
        }
        sample.set(rows)
        let laid = try Laid(sample, ends: ends, dossiers: pairs.count)
        var reader = laid.rows.makeReader(RowFilter(size: .max, asOf: .distantFuture))
        try reader.read(0..<pairs.count)
        for (dossier, pair) in pairs.enumerated() {
            #expect(reader.hasOpenTie(dossier) == pair.isOpen, "\(pair)")
        }
        // Where one of the two is not known there is no tie.
        var filter = RowFilter(size: .max, asOf: .distantFuture)
        for pair in pairs { filter.voided.insert(UInt64(pair.first)) }
        reader = laid.rows.makeReader(filter)
        try reader.read(0..<pairs.count)
        for dossier in pairs.indices {
            #expect(!reader.hasOpenTie(dossier) && reader.rows(of: dossier).count == 1)
        }
        withExtendedLifetime(laid.runs) {}
    }

    @Test("rows of other times or types make no tie, in whatever order they came")
    func noTies() throws {
        var generator = SeededGenerator(seed: 2)
        var sample = RowSample(count: 0, dossiers: 1, &generator)
        var rows = [EventRow?](repeating: nil, count: Self.ends[2] + 50)
        for (time, number) in [Self.ends[2] + 20, Self.ends[2] + 3, 1 << 20, 70, 3].enumerated() {
            for (offset, type) in [EventType.resumed, .paused].enumerated() {
                var row = EventRow(
                    type: type,
                    occurredAt: Instant(rawValue: Int64(time)),
                    recordedAt: .distantFuture
                )
                row.dossier = CodeIndex(rawValue: 0)
                rows[number + offset] = row
            }
        }
        sample.set(rows)
        let laid = try Laid(sample, ends: Self.ends, dossiers: 1)
        var reader = laid.rows.makeReader(RowFilter(size: .max, asOf: .distantFuture))
        try reader.read(0..<1)
        #expect(reader.rows(of: 0).count == 10)
        #expect(!reader.hasOpenTie(0))
        withExtendedLifetime(laid.runs) {}
    }
}
