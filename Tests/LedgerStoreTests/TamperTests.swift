import DossierModel
import MerkleLog
import Testing

@testable import LedgerStore

@Suite("a ledger that was changed behind its back")
struct TamperTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("what was changed in the tail is found", arguments: Tampering.ofTail)
    func tail(tampering: Tampering) throws {
        try expect(tampering, SampleLedger.short.get())
    }

    @Test("what was changed in a sealed segment is found", arguments: Tampering.ofSegment)
    func segment(tampering: Tampering) throws {
        try expect(tampering, SampleLedger.sealed.get())
    }

    @Test("the check that is not deep looks at events and hashes alone")
    func derivedAlone() throws {
        try folder.copyLedger(try SampleLedger.sealed.get().path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        var changes = 0
        for tampering in Tampering.ofSegment where tampering.shallow == .nothing {
            // Some of them change what another has removed already.
            guard (try? ledger.environment.write(path: "", tampering.change)) != nil else { continue }
            changes += 1
        }
        #expect(changes > 8)
        try ledger.read { view in
            let answer = try view.verify(isDeep: false) { _ in }
            #expect(answer.faults.isEmpty)
        }
    }

    private func expect(_ tampering: Tampering, _ sample: SampleLedger) throws {
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        try ledger.environment.write(path: "", tampering.change)
        try ledger.read { view in
            // The deep check holds the other one, so that need not be run where it is to find the same; of sealed
            // segments it is run once for all changes that it does not see.
            let isOneEnough = tampering.isSealed || tampering.shallow == tampering.deep
            for isDeep in isOneEnough ? [true] : [false, true] {
                let answer = try view.verify(isDeep: isDeep) { _ in }
                let expected = isDeep ? tampering.deep : tampering.shallow
                let found = answer.faults.first.map { Tampering.Finding.first($0.part, $0.number?.rawValue) }
                #expect(found ?? .nothing == expected, "\(answer.faults.prefix(3))")
                let places = answer.faults.filter { $0.part == .event }.compactMap { $0.number }
                #expect(places == places.sorted())
                #expect(answer.faults.count < LedgerView.faultLimit || places.count > 1, "\(answer.faults)")
            }
        }
    }

    @Test("readers of a damaged ledger are told of it, and pass over nothing")
    func readers() throws {
        let sample = try SampleLedger.sealed.get()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        let last = UInt64(sample.events.count) - 1
        let root = PlainLog(sample.events.batch).root(ofFirst: Limits.segmentEvents)
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            try transaction.remove(.tail, StoreKey(last))
            try transaction.removeAll(.rows)
            try transaction.removeAll(.marks)
        }
        try ledger.read { view in
            var visited: UInt64 = 0
            let isTold = isDamaged { () throws(StoreError) in
                try view.forEachEvent(0..<view.size) { _, _ in
                    visited += 1
                    return true
                }
            }
            #expect(isTold && visited == last)
            #expect(isDamaged { () throws(StoreError) in _ = try view.tailRows() })
            #expect(
                isDamaged { () throws(StoreError) in
                    _ = try view.rows(tail: .none)
                }
            )
            // Without marks the leaves are hashed again: slower, and right.
            let computed = try view.root(ofFirst: UInt64(Limits.segmentEvents))
            #expect(computed == root)
            #expect(try view.appendedAt(SequenceNumber(rawValue: 0)) == nil)
        }
    }
}
