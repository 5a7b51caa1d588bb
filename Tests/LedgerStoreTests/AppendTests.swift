import DossierModel
import MerkleLog
import TestSupport
import Testing

@testable import LedgerStore

@Suite("appending to a ledger")
struct AppendTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// How a feed is cut into batches.
    enum Cut: String, CaseIterable {
        case one
        case segments
        case besideSegments
        case oneByOne
        case random
        case longAndShort

        /// Whether two segments are needed; one takes half the time.
        var isOfTwoSegments: Bool { self == .one || self == .longAndShort }

        /// The sizes of the batches, from the first on; what is left comes in one batch.
        func sizes(of total: Int) -> [Int] {
            let segment = Limits.segmentEvents
            switch self {
            case .one: return []
            case .segments: return [segment, segment]
            case .besideSegments: return [segment - 1, 1, 1, segment - 2, 2]
            case .oneByOne: return Array(repeating: 1, count: 300)
            case .random:
                var generator = SeededGenerator(seed: 7)
                return (0..<30).map { _ in generator.number(in: 0...total / 15) }
            case .longAndShort: return [3, segment + 5, 0, 9, 2 * Limits.blockEvents, segment]
            }
        }
    }

    @Test("a feed gives the same ledger however it is cut", arguments: Cut.allCases)
    func cuts(cut: Cut) throws {
        let events = cut.isOfTwoSegments ? SampleEvents.many : SampleEvents.some
        let log = cut.isOfTwoSegments ? SampleEvents.manyLog : SampleEvents.someLog
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        var appended = 0
        var moments: [(end: Int, instant: Instant)] = []
        for size in cut.sizes(of: events.count) + [.max] where appended < events.count || size == 0 {
            let end = appended + min(size, events.count - appended)
            let batch = appended == 0 && end == events.count ? events.batch : events.batch(appended..<end)
            let instant = Instant(rawValue: Int64(moments.count / 2) * 1_000)
            let answer = try ledger.append(batch, appendedAt: instant)
            #expect(answer.size == UInt64(end))
            let numbers = (appended..<end).map { SequenceNumber(rawValue: UInt64($0)) }
            #expect(answer.outcomes == numbers.map { .appended($0) })
            moments.append((end, instant))
            appended = end
        }
        try ledger.read { view in
            try expectSame(view, log, events)
            for number in stride(from: 0, to: events.count, by: 1_499) {
                let moment = moments.first { number < $0.end }
                #expect(try view.appendedAt(SequenceNumber(rawValue: UInt64(number))) == moment?.instant)
            }
            #expect(try view.appendedAt(SequenceNumber(rawValue: view.size)) == nil)
        }
    }

    /// Everything that a ledger answers, against what follows from its events.
    private func expectSame(
        _ view: borrowing LedgerView,
        _ log: PlainLog,
        _ events: SampleEvents
    ) throws {
        #expect(view.size == UInt64(events.count))
        #expect(view.root == log.root(ofFirst: events.count))
        #expect(view.layout.sealedSegments == events.count / Limits.segmentEvents)
        #expect(view.layout.tailEvents == events.count % Limits.segmentEvents)
        var exported: [UInt8] = []
        try view.forEachEvent(0..<view.size) { _, event in
            event.withUnsafeBytes { exported.append(contentsOf: $0) }
            return true
        }
        #expect(exported == events.batch.bytes)
        let tail = try view.tailRows()
        let rows = try view.allRows()
        #expect(rows.map { $0.number } == log.rows.map { $0.number })
        #expect(rows.map { $0.row } == log.rows.map { $0.row })
        for kind in CodeKind.allCases { try expectSameNames(view, log, kind, tail) }
        #expect(view.occurred?.lowerBound == log.rows.map { $0.row.occurredAt }.min())
        #expect(view.occurred?.upperBound == log.rows.map { $0.row.occurredAt }.max())
        #expect(view.recorded?.lowerBound == log.rows.map { $0.row.recordedAt }.min())
        #expect(view.recorded?.upperBound == log.rows.map { $0.row.recordedAt }.max())
        var counts: [EventType: UInt64] = [:]
        for entry in log.rows { counts[entry.row.type, default: 0] += 1 }
        for (type, count) in view.typeCounts { #expect(count == type.flatMap { counts[$0] }) }
        #expect(view.typeCounts.reduce(0) { $0 + $1.count } == view.size)
    }

    private func expectSameNames(
        _ view: borrowing LedgerView,
        _ log: PlainLog,
        _ kind: CodeKind,
        _ tail: TailRows
    ) throws {
        let names = try view.names(kind, tail: tail)
        let known = log.names[kind] ?? []
        #expect((0..<names.count).map { Array(names.utf8(CodeIndex(rawValue: UInt32($0)))) } == known)
        let step = max(1, known.count / 6)
        for index in Array(stride(from: 0, to: known.count, by: step)) + [known.count - 1] where index >= 0 {
            let code = CodeIndex(rawValue: UInt32(index))
            let text = String(decoding: known[index], as: UTF8.self)
            #expect(try view.name(code, kind, tail: tail) == text)
            #expect(try view.index(of: text, kind, tail: tail) == code)
        }
        #expect(try view.name(CodeIndex(rawValue: UInt32(known.count)), kind, tail: tail) == nil)
        #expect(try view.index(of: "no such code", kind, tail: tail) == nil)
    }

    @Test("the root and the latest recording of every kind of prefix follow from its events")
    func prefixes() throws {
        let events = SampleEvents.many
        let log = SampleEvents.manyLog
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        _ = try ledger.append(events.batch, appendedAt: Instant(rawValue: 0))
        var sizes: Set<Int> = [0, 1, 2, 3, events.count - 1, events.count]
        for edge in [
            Limits.blockEvents, Limits.segmentEvents, 2 * Limits.segmentEvents, 5 * Limits.blockEvents,
        ] {
            sizes.formUnion([edge - 1, edge, edge + 1])
        }
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<6 { sizes.insert(generator.number(in: 0...events.count)) }
        var frontier = Frontier()
        try ledger.read { view in
            for size in sizes.sorted() {
                for leaf in log.leaves[Int(frontier.size.rawValue)..<size] { frontier.append(leaf) }
                #expect(try view.root(ofFirst: UInt64(size)) == frontier.root, "\(size)")
                let known = log.rows.prefix { $0.number < UInt64(size) }
                let latest = try view.latestRecording(ofFirst: UInt64(size))
                #expect(latest == known.map { $0.row.recordedAt }.max(), "\(size)")
                #expect(try view.allRows(ofFirst: UInt64(size)).count == known.count)
            }
        }
    }

    @Test("every root on the way is that of the tree, and the latest recording that of the events")
    func growth() throws {
        let events = SampleEvents(count: 130, seed: 5)
        let log = PlainLog(events.batch)
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        for index in 0..<events.count {
            let answer = try ledger.append(
                events.batch(CollectionOfOne(index)),
                appendedAt: Instant(rawValue: 0)
            )
            #expect(answer.root == log.root(ofFirst: index + 1))
        }
        try ledger.read { view in
            for size in 0...events.count {
                #expect(try view.root(ofFirst: UInt64(size)) == log.root(ofFirst: size))
                let latest = try view.latestRecording(ofFirst: UInt64(size))
                #expect(latest == log.rows.prefix(size).map { $0.row.recordedAt }.max())
            }
        }
    }

    @Test("any range of events can be visited, and left early", arguments: UInt64(0)..<12)
    func ranges(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let sample = try SampleLedger.sealed.get()
        let events = sample.events
        try sample.read { view in
            let start = generator.number(in: 0...events.count)
            let end = generator.number(in: start...events.count + 5)
            let stop = generator.chance(50) ? generator.number(in: start...end) : .max
            var visited: [Int] = []
            var isSame = true
            try view.forEachEvent(UInt64(start)..<UInt64(end)) { number, event in
                visited.append(Int(number.rawValue))
                isSame = isSame && isEqual(event, events.bytes(Int(number.rawValue)).span)
                return visited.count + start <= stop
            }
            #expect(isSame)
            let reached = min(end, events.count, stop == .max ? .max : stop + 1)
            #expect(visited == Array(start..<max(start, reached)))
        }
    }

    @Test("an empty ledger has the root of nothing, no times and no events")
    func empty() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        for batch in [nil, EventBatch()] {
            if let batch {
                let answer = try ledger.append(batch, appendedAt: Instant(rawValue: 1))
                #expect(answer.outcomes.isEmpty && answer.size == 0)
            }
            try ledger.read { view in
                #expect(view.root == TreeHash.empty)
                #expect(try view.root(ofFirst: 0) == TreeHash.empty)
                #expect(view.size == 0 && view.occurred == nil && view.recorded == nil)
                #expect(try view.latestRecording(ofFirst: 0) == nil)
                #expect(view.typeCounts.isEmpty)
                #expect(try view.tailRows().rows.isEmpty)
                try view.forEachEvent(0..<10) { _, _ in
                    Issue.record("an event of nothing")
                    return false
                }
            }
        }
    }

    @Test("events that no decoder reads are kept, hashed and given back, and have no row")
    func unreadable() throws {
        var lines = (0..<Limits.segmentEvents + 10).map { SampleEvents.line(id: "e-\($0)") }
        let unknown = #"{"id":"x","type":"dossier.teleported"}"#
        let places = [
            0, 1_023, 5_000, Limits.segmentEvents - 1, Limits.segmentEvents, Limits.segmentEvents + 5,
        ]
        for place in places { lines[place] = unknown }
        let batch = SampleEvents.batch(lines)
        let log = PlainLog(batch)
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        let answer = try ledger.append(batch, appendedAt: Instant(rawValue: 0))
        #expect(answer.root == log.root(ofFirst: batch.count))
        try ledger.read { view in
            var exported: [UInt8] = []
            try view.forEachEvent(0..<view.size) { _, event in
                event.withUnsafeBytes { exported.append(contentsOf: $0) }
                return true
            }
            #expect(exported == batch.bytes)
            #expect(try view.allRows().map { $0.number } == log.rows.map { $0.number })
            #expect(view.typeCounts.first { $0.type == nil }?.count == UInt64(places.count))
            #expect(try view.verify(isDeep: true) { _ in }.faults.isEmpty)
        }
    }

    @Test("a ledger that is opened again goes on where it was")
    func reopened() throws {
        let events = SampleEvents(count: 50, seed: 9)
        let path = folder.at("ledger")
        for index in 0..<5 {
            let ledger =
                index == 0
                ? try Ledger.create(at: path, makeFactsReader: sampleFacts)
                : try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
            let answer = try ledger.append(
                events.batch(index * 10..<index * 10 + 10),
                at: SequenceNumber(rawValue: UInt64(index * 10)),
                appendedAt: Instant(rawValue: 0)
            )
            #expect(answer.size == UInt64(index * 10 + 10))
        }
        let ledger = try Ledger.open(at: path, for: .reading, makeFactsReader: sampleFacts)
        try ledger.read { view in
            #expect(view.root == PlainLog(events.batch).root(ofFirst: 50))
        }
        #expect(throws: StoreError.readOnly(path: path)) {
            try ledger.append(events.batch, appendedAt: Instant(rawValue: 0))
        }
    }

    @Test("events are found by their number and by their id, in any order")
    func lookup() throws {
        let sample = try SampleLedger.sealed.get()
        let events = sample.events
        try sample.read { view in
            var lookup = EventLookup()
            var generator = SeededGenerator(seed: 4)
            // More blocks than are kept at a time.
            for _ in 0..<40 {
                let index = generator.number(in: 0...events.count - 1)
                let number = SequenceNumber(rawValue: UInt64(index))
                let isSame = try lookup.withEvent(number, in: view) { isEqual($0, events.bytes(index).span) }
                #expect(isSame)
                let found = try lookup.find(id: Array("e-\(index)".utf8), in: view)
                #expect(found == number)
            }
            #expect(try lookup.find(id: Array("e-none".utf8), in: view) == nil)
            #expect(throws: StoreError.self) {
                try lookup.withEvent(SequenceNumber(rawValue: view.size), in: view) { _ in }
            }
        }
    }
}
