import DossierModel
import Testing

@testable import LedgerStore

@Suite("an id is appended once")
struct IdempotencyTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private let now = Instant(rawValue: 0)

    private func number(_ number: Int) -> SequenceNumber { SequenceNumber(rawValue: UInt64(number)) }

    @Test(
        "an event that stands twice in a batch is appended once, and other content under its id is a conflict"
    )
    func sameBatch() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        let a = SampleEvents.line(id: "a")
        let other = SampleEvents.line(id: "a", note: "other")
        let b = SampleEvents.line(id: "b")
        let answer = try ledger.append(SampleEvents.batch([a, a, other, b, other, b, a]), appendedAt: now)
        let expected: [AppendOutcome] = [
            .appended(number(0)), .duplicate(of: number(0)), .conflict(with: number(0)),
            .appended(number(1)), .conflict(with: number(0)), .duplicate(of: number(1)),
            .duplicate(of: number(0)),
        ]
        #expect(answer.outcomes == expected)
        #expect(answer.size == 2)
    }

    @Test("fields in another order are the same content")
    func canonical() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        let one =
            #"{"id":"a","type":"event.voided","occurredAt":"2026-03-02T08:00:00Z","data":{"target":"x","reason":"y"}}"#
        let two =
            #"{ "data":{"reason":"y","target":"x"},"occurredAt":"2026-03-02T08:00:00Z", "type":"event.voided","id":"\u0061"}"#
        let answer = try ledger.append(SampleEvents.batch([one, two]), appendedAt: now)
        #expect(answer.outcomes == [.appended(number(0)), .duplicate(of: number(0))])
    }

    @Test("ids with quotes and of other alphabets are compared by their value")
    func escapedIDs() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        let ids = [#"a\"b"#, #"a\\b"#, "hồ sơ", "a", #"\""#]
        for note in ["", "other"] {
            let batch = SampleEvents.batch(ids.map { SampleEvents.line(id: $0, note: note) })
            let answer = try ledger.append(batch, appendedAt: now)
            let expected = ids.indices.map { index -> AppendOutcome in
                note.isEmpty ? .appended(number(index)) : .conflict(with: number(index))
            }
            #expect(answer.outcomes == expected)
        }
        try ledger.read { view in
            var lookup = EventLookup()
            for (index, id) in [#"a"b"#, #"a\b"#, "hồ sơ", "a", "\""].enumerated() {
                let found = try lookup.find(id: Array(id.utf8), in: view)
                #expect(found == number(index))
            }
        }
    }

    /// How a ledger is asked again for what it has.
    enum Way: String, CaseIterable {
        case inOneBatch
        case oneByOne
        case afterReopening
    }

    @Test(
        "what the ledger has, sealed or not, is a duplicate however it is sent again",
        arguments: Way.allCases
    )
    func again(way: Way) throws {
        let sample = try SampleLedger.sealed.get()
        let path = folder.at("ledger")
        try folder.copyLedger(sample.path, to: "ledger")
        var ledger: Ledger? = try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
        let size = sample.events.count
        let edges = [0, 1, 1_023, 1_024, 9_000, Limits.segmentEvents - 1, Limits.segmentEvents, size - 1]
        let changed = edges.map { SampleEvents.line(id: "e-\($0)", note: "changed") }
        let fresh = SampleEvents.line(id: "fresh")
        switch way {
        case .inOneBatch:
            var batch = sample.events.batch(0..<size)
            batch.append { bytes in
                let one = SampleEvents.batch([fresh])
                bytes += one.bytes
                return one.facts[0]
            }
            let answer = try ledger?.append(batch, appendedAt: now)
            let expected =
                (0..<size).map { AppendOutcome.duplicate(of: number($0)) } + [.appended(number(size))]
            #expect(answer?.outcomes == expected)
        case .oneByOne:
            for index in edges {
                let answer = try ledger?.append(sample.events.batch([index]), appendedAt: now)
                #expect(answer?.outcomes == [.duplicate(of: number(index))])
                #expect(answer?.size == UInt64(size))
            }
            _ = try ledger?.append(SampleEvents.batch([fresh]), appendedAt: now)
        case .afterReopening:
            _ = try ledger?.append(SampleEvents.batch([fresh]), appendedAt: now)
            ledger = nil
            ledger = try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
            let answer = try ledger?.append(sample.events.batch(edges), appendedAt: now)
            #expect(answer?.outcomes == edges.map { .duplicate(of: number($0)) })
        }
        let answer = try ledger?.append(SampleEvents.batch(changed + [fresh]), appendedAt: now)
        let expected: [AppendOutcome] =
            edges.map { .conflict(with: number($0)) } + [.duplicate(of: number(size))]
        #expect(answer?.outcomes == expected)
        #expect(answer?.size == UInt64(size) + 1)
    }

    @Test("after hundreds of single appends, duplicates are still found and new ids still new")
    func manyAppends() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        for index in 0..<300 {
            let line = SampleEvents.line(id: "e-\(index)")
            let earlier = SampleEvents.line(id: "e-\(index / 2)")
            let answer = try ledger.append(SampleEvents.batch([line, earlier]), appendedAt: now)
            #expect(answer.outcomes == [.appended(number(index)), .duplicate(of: number(index / 2))])
        }
    }

    @Test("another id with the same hash is another event, in the tail and in runs")
    func collisions() throws {
        let sample = try SampleLedger.sealed.get()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        let tail = UInt64(Limits.segmentEvents + 3)
        let (inTail, inRun) = (IDHash(Array("tail".utf8).span), IDHash(Array("run".utf8).span))
        // No two ids of one hash are known, so the index is made to say that there are.
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            try transaction.put(.tailIDs, IDIndex.tailKey(inTail, tail), Span<UInt8>())
            let run = IDRun.encode([(inRun, 3), (inRun, 2_000)])
            try transaction.put(.idRuns, IDIndex.key(level: 0, first: 900), run.span)
        }
        let batch = SampleEvents.batch(["tail", "run"].map { SampleEvents.line(id: $0) })
        let size = sample.events.count
        let first = try ledger.append(batch, appendedAt: now)
        #expect(first.outcomes == [.appended(number(size)), .appended(number(size + 1))])
        let second = try ledger.append(batch, appendedAt: now)
        #expect(second.outcomes == [.duplicate(of: number(size)), .duplicate(of: number(size + 1))])
    }

    @Test("an append that names another position than the next is refused, and nothing is written")
    func position() throws {
        let path = folder.at("ledger")
        let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        let events = SampleEvents(count: 20, seed: 2)
        _ = try ledger.append(events.batch(0..<10), at: number(0), appendedAt: now)
        let before = try folder.read("ledger/data.mdb")
        for wrong in [0, 9, 11, 1 << 40] {
            #expect(throws: StoreError.unexpectedPosition(expected: UInt64(wrong), next: 10)) {
                try ledger.append(events.batch(10..<20), at: number(wrong), appendedAt: now)
            }
        }
        #expect(try folder.read("ledger/data.mdb") == before)
        let answer = try ledger.append(events.batch(10..<20), at: number(10), appendedAt: now)
        #expect(answer.root == PlainLog(events.batch).root(ofFirst: 20))
    }
}
