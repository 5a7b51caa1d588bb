import DossierModel
import TestSupport
import Testing

@testable import LedgerStore

@Suite("events of a batch that the ledger has, in any order")
struct BatchSortingTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// What an append answers, asked event by event.
    private struct PlainAnswers {
        private var known: [[UInt8]: (number: UInt64, content: [UInt8])] = [:]
        private(set) var size: UInt64 = 0

        mutating func append(_ batch: EventBatch) -> [AppendOutcome] {
            (0..<batch.count).map { index in
                let content = Array(batch.bytes[batch.range(index)])
                let id = batch.facts[index]?.id.withValue(in: content.span) { id in id.indices.map { id[$0] }
                }
                if let id, let (number, other) = known[id] {
                    let number = SequenceNumber(rawValue: number)
                    return other == content ? .duplicate(of: number) : .conflict(with: number)
                }
                if let id { known[id] = (size, content) }
                size += 1
                return .appended(SequenceNumber(rawValue: size - 1))
            }
        }
    }

    /// Events of the ledger, events under their ids with other content, and new ones, some of them twice.
    private func mixture(_ events: SampleEvents, _ round: Int, _ generator: inout SeededGenerator)
        -> EventBatch
    {
        var batch = EventBatch()
        for number in 0..<generator.number(in: 1...700) {
            let index = generator.number(in: 0...events.count - 1)
            let line =
                switch generator.number(in: 0...5) {
                case 0: SampleEvents.line(id: "e-\(index)", note: "other")
                case 1: SampleEvents.line(id: "new-\(round)-\(number)")
                case 2: SampleEvents.line(id: "new-\(round)-\(number / 3)", note: "\(number % 2)")
                case 3: #"{"type":"of.a.newer.version"}"#
                default: ""
                }
            let part = line.isEmpty ? events.batch([index]) : SampleEvents.batch([line])
            batch.append { bytes in
                bytes += part.bytes
                return part.facts[0]
            }
        }
        return batch
    }

    @Test("each event gets the answer that it would get alone")
    func mixtures() throws {
        let sample = try SampleLedger.sealed.get()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        var plain = PlainAnswers()
        _ = plain.append(sample.events.batch)
        var generator = SeededGenerator(seed: 31)
        for round in 0..<20 {
            let batch = mixture(sample.events, round, &generator)
            let answer = try ledger.append(batch, appendedAt: Instant(rawValue: 0))
            #expect(answer.outcomes == plain.append(batch), "round \(round)")
            #expect(answer.size == plain.size)
        }
        try ledger.read { view in
            let answer = try view.verify(isDeep: true) { _ in }
            #expect(answer.faults.isEmpty)
        }
    }

    @Test("a ledger that is sent again in another order takes nothing of it")
    func shuffled() throws {
        let events = SampleEvents.many
        let ledger = try Ledger.create(
            at: folder.at("ledger"),
            firstBatch: (events.batch, Instant(rawValue: 0)),
            makeFactsReader: sampleFacts
        )
        var generator = SeededGenerator(seed: 32)
        let order = Array(0..<events.count).shuffled(using: &generator)
        let answer = try ledger.append(events.batch(order), appendedAt: Instant(rawValue: 0))
        #expect(answer.outcomes == order.map { .duplicate(of: SequenceNumber(rawValue: UInt64($0))) })
        #expect(answer.size == UInt64(events.count))
    }
}
