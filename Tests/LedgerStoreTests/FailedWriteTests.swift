import DossierModel
import Testing

@testable import LedgerStore

@Suite("a write that fails")
struct FailedWriteTests {
    private let folder: TemporaryFolder
    private let now = Instant(rawValue: 0)

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("a write that throws midway leaves everything as it was")
    func thrown() throws {
        let path = folder.at("ledger")
        let events = SampleEvents(count: 20, seed: 6)
        let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        _ = try ledger.append(events.batch(0..<10), appendedAt: now)
        let before = try folder.read("ledger/data.mdb")
        #expect(throws: StoreError.failed(what: "midway")) {
            try ledger.environment.write(path: path) { transaction throws(StoreError) in
                try transaction.removeAll(.tail)
                try transaction.put(.head, LedgerHead.key, LedgerHead().encode().span, isNew: false)
                throw .failed(what: "midway")
            }
        }
        #expect(try folder.read("ledger/data.mdb") == before)
        let answer = try ledger.append(events.batch(10..<20), appendedAt: now)
        #expect(answer.root == PlainLog(events.batch).root(ofFirst: 20))
    }

    @Test("a record that is there is not written over, and a failed write is rolled back whole")
    func noOverwrite() throws {
        let ledger = try Ledger.create(at: folder.at("ledger"), makeFactsReader: sampleFacts)
        _ = try ledger.append(SampleEvents(count: 3, seed: 6).batch, appendedAt: now)
        let before = try folder.read("ledger/data.mdb")
        #expect(throws: StoreError.self) {
            try ledger.environment.write(path: "") { transaction throws(StoreError) in
                try transaction.put(.tail, StoreKey(UInt64(3)), ([1] as [UInt8]).span)
                try transaction.put(.tail, StoreKey(UInt64(2)), ([1] as [UInt8]).span)
            }
        }
        #expect(try folder.read("ledger/data.mdb") == before)
    }

    @Test("a seal that meets damage writes nothing, and the ledger has to be opened again")
    func damagedTail() throws {
        let sample = try SampleLedger.short.get()
        let path = folder.at("ledger")
        try folder.copyLedger(sample.path, to: "ledger")
        do {
            let ledger = try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
            try ledger.environment.write(path: path) { transaction throws(StoreError) in
                try transaction.remove(.tail, StoreKey(UInt64(50)))
            }
            let batch = SampleEvents(count: Limits.segmentEvents, seed: 1, idPrefix: "more").batch
            #expect(throws: StoreError.damaged(what: "event 50 is missing")) {
                try ledger.append(batch, appendedAt: now)
            }
            #expect(throws: StoreError.previousWriteFailed) {
                try ledger.append(SampleEvents.batch([SampleEvents.line(id: "x")]), appendedAt: now)
            }
            try ledger.read { view in
                #expect(view.size == UInt64(sample.events.count))
                #expect(view.layout.sealedSegments == 0)
            }
        }
        let ledger = try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
        let answer = try ledger.append(SampleEvents.batch([SampleEvents.line(id: "x")]), appendedAt: now)
        #expect(answer.size == UInt64(sample.events.count) + 1)
    }

    @Test("a ledger at its size limit stays as it is, and goes on under a larger one", arguments: [60, 700])
    func sizeLimit(batchSize: Int) throws {
        let path = folder.at("ledger")
        let limit = 1 << 20
        let events = SampleEvents(count: 5_000, seed: 8)
        let log = PlainLog(events.batch)
        var size = 0
        do {
            let ledger = try Ledger.create(at: path, sizeLimitBytes: limit, makeFactsReader: sampleFacts)
            var refusal: StoreError?
            while refusal == nil, size < events.count {
                let end = min(size + batchSize, events.count)
                do throws(StoreError) {
                    size = Int(try ledger.append(events.batch(size..<end), appendedAt: now).size)
                } catch {
                    refusal = error
                }
            }
            #expect(refusal == .sizeLimit(path: path, limitBytes: limit))
            #expect(size > 0 && size < events.count)
            // It says so again, and may still be read.
            #expect(throws: StoreError.sizeLimit(path: path, limitBytes: limit)) {
                try ledger.append(events.batch(size..<events.count), appendedAt: now)
            }
            try ledger.read { view in
                #expect(view.size == UInt64(size))
                #expect(view.root == log.root(ofFirst: size))
                let answer = try view.verify(isDeep: true) { _ in }
                #expect(answer.faults.isEmpty)
            }
        }
        let ledger = try Ledger.open(at: path, for: .appending, makeFactsReader: sampleFacts)
        let answer = try ledger.append(events.batch, appendedAt: now)
        #expect(answer.outcomes.count { if case .duplicate = $0 { true } else { false } } == size)
        #expect(answer.root == log.root(ofFirst: events.count))
    }

    @Test("a ledger for which its size limit is too small is not made, and can be made under a larger one")
    func sizeLimitOfNothing() throws {
        let path = folder.at("ledger")
        #expect(throws: StoreError.sizeLimit(path: path, limitBytes: 12_288)) {
            _ = try Ledger.create(at: path, sizeLimitBytes: 12_288, makeFactsReader: sampleFacts)
        }
        #expect(throws: StoreError.notALedger(path: path)) {
            _ = try Ledger.open(at: path, for: .reading, makeFactsReader: sampleFacts)
        }
        let ledger = try Ledger.create(at: path, makeFactsReader: sampleFacts)
        let answer = try ledger.append(SampleEvents.batch([SampleEvents.line(id: "x")]), appendedAt: now)
        #expect(answer.size == 1)
    }
}
