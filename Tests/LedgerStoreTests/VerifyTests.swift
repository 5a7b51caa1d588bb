import DossierModel
import MerkleLog
import Testing

@testable import LedgerStore

@Suite("verifying a ledger")
struct VerifyTests {
    enum Sample: String, CaseIterable {
        case empty
        case short
        case sealed

        func get() throws -> SampleLedger {
            switch self {
            case .empty: try SampleLedger.empty.get()
            case .short: try SampleLedger.short.get()
            case .sealed: try SampleLedger.sealed.get()
            }
        }
    }

    @Test("a ledger as it was written has no fault", arguments: Sample.allCases, [false, true])
    func clean(sample: Sample, isDeep: Bool) throws {
        let sample = try sample.get()
        try sample.read { view in
            var told: [UInt64] = []
            let answer = try view.verify(isDeep: isDeep) { told.append($0) }
            #expect(answer.faults.isEmpty)
            #expect(answer.size == UInt64(sample.events.count))
            #expect(answer.computedRoot == PlainLog(sample.events.batch).root(ofFirst: sample.events.count))
            #expect(answer.storedRoot == answer.computedRoot)
            #expect(told.last == answer.size)
            #expect(told == told.sorted())
        }
    }

    /// What verify says of one block of which a byte was changed.
    private func faults(of frame: [UInt8], _ leaves: [Digest], _ first: UInt64) -> [VerifyFault] {
        var check = LedgerCheck(size: first + UInt64(leaves.count))
        var bytes: [UInt8] = []
        let fault = CompressedBlock.decompress(frame.span, into: &bytes, sizeLimit: EventBlock.sizeLimit)
        var ends: [Int] = []
        EventBlock.split(bytes.span, into: &ends)
        let checks = leaves.map(SegmentMarks.check)
        let found = check.leaves(bytes, ends, first, checks[...], fault)
        check.add(block: found, TreeHash.root(of: leaves.span), first)
        return check.faults
    }

    @Test("whichever byte of a block is changed, an event of that block is named")
    func everyByte() throws {
        let events = try SampleLedger.sealed.get().events
        let first = 3 * Limits.blockEvents
        let numbers = first..<first + Limits.blockEvents
        let leaves = Array(events.batch.leaves[numbers])
        var content: [UInt8] = []
        for number in numbers { content += events.bytes(number) + [0x0A] }
        let frame = try CompressedBlock.compress(content.span)
        #expect(faults(of: frame, leaves, UInt64(first)).isEmpty)
        let places = Array(0..<30) + Array(stride(from: 30, to: frame.count - 8, by: frame.count / 30))
        for place in places + Array(frame.count - 8..<frame.count) {
            var changed = frame
            changed[place] ^= 0xFF
            let faults = faults(of: changed, leaves, UInt64(first))
            #expect(!faults.isEmpty, "byte \(place)")
            for fault in faults {
                let number = Int(fault.number?.rawValue ?? 0)
                #expect(numbers.contains(number), "byte \(place)")
            }
        }
    }

    @Test("of a block that was written anew with other events, the first that does not fit is named")
    func otherEvents() throws {
        let events = try SampleLedger.sealed.get().events
        let leaves = Array(events.batch.leaves.prefix(Limits.blockEvents))
        let lines = (0..<Limits.blockEvents).map { events.bytes($0) }
        func first(_ lines: [[UInt8]], behind: [UInt8] = []) throws -> VerifyFault? {
            let content = lines.flatMap { $0 + [0x0A] } as [UInt8]
            return faults(of: try CompressedBlock.compress((content + behind).span), leaves, 0).first
        }
        var changed = lines
        changed[500][20] ^= 1
        #expect(try first(changed)?.number?.rawValue == 500)
        #expect(try first(Array(lines.dropLast()))?.number?.rawValue == 1_023)
        var dropped = lines
        dropped.remove(at: 77)
        #expect(try first(dropped)?.number?.rawValue == 77)
        var swapped = lines
        swapped.swapAt(5, 900)
        #expect(try first(swapped)?.number?.rawValue == 5)
        var inserted = lines
        inserted.insert(Array("{}".utf8), at: 1_000)
        #expect(try first(inserted)?.number?.rawValue == 1_000)
        // More events than there are leaves, or bytes that are no whole event: the block is named by its first.
        #expect(try first(lines + [Array("{}".utf8)])?.number?.rawValue == 0)
        #expect(try first(lines, behind: Array("{".utf8))?.number?.rawValue == 0)
        #expect(try first(lines) == nil)
    }

    @Test("of many faults the first twenty are told")
    func manyFaults() throws {
        let sample = try SampleLedger.short.get()
        let folder = try TemporaryFolder()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            for number in UInt64(5)..<50 {
                var record = try copied(.tail, StoreKey(number), transaction.reading)
                record[record.count - 3] ^= 1
                try transaction.put(.tail, StoreKey(number), record.span, isNew: false)
            }
        }
        try ledger.read { view in
            let answer = try view.verify(isDeep: true) { _ in }
            #expect(answer.faults.compactMap { $0.number?.rawValue } == Array(5..<25))
            #expect(answer.faults.allSatisfy { $0.part == .event })
        }
    }

    @Test("roots of earlier sizes are computed on the way, from the events' bytes")
    func earlierRoots() throws {
        let sizes: [UInt64] = [
            33_468, 0, 1, 1_023, 1_024, 1_025, 16_384, 16_385, 20_000, 32_768, 32_769, 33_467, 1, 33_469,
            .max,
        ]
        try SampleLedger.many.get().read { view in
            let answer = try view.verify(isDeep: false, rootsAt: sizes) { _ in }
            #expect(answer.roots.map(\.size) == Set(sizes).filter { $0 <= 33_468 }.sorted())
            for (size, root) in answer.roots {
                #expect(root == SampleEvents.manyLog.root(ofFirst: Int(size)))
            }
            #expect(answer.hashedEvents == 33_468 && answer.root(ofFirst: 33_469) == nil)
        }
    }

    @Test(
        "roots are told up to the first event that cannot be read, and in spite of all hashes that were kept"
    )
    func rootsOfDamaged() throws {
        let sample = try SampleLedger.sealed.get()
        let folder = try TemporaryFolder()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        let log = PlainLog(sample.events.batch)
        // More hashes are wrong than are described.
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            var marks = try copied(.marks, StoreKey(UInt32(0)), transaction.reading)
            for index in marks.count - 8 * Limits.segmentEvents..<marks.count { marks[index] ^= 1 }
            try transaction.put(.marks, StoreKey(UInt32(0)), marks.span, isNew: false)
        }
        try ledger.read { view in
            let answer = try view.verify(isDeep: false, rootsAt: [7_000, view.size]) { _ in }
            #expect(answer.faults.count == LedgerView.faultLimit)
            #expect(answer.roots.map(\.size) == [7_000, view.size])
            #expect(answer.roots.last?.root == view.root)
        }
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            try transaction.remove(.blocks, StoreKey(UInt32(5)))
        }
        try ledger.read { view in
            let answer = try view.verify(isDeep: false, rootsAt: [5_119, 5_120, 5_121, view.size]) { _ in }
            #expect(answer.roots.map(\.size) == [5_119, 5_120])
            #expect(answer.root(ofFirst: 5_120) == log.root(ofFirst: 5_120))
            #expect(answer.hashedEvents == 5_120)
        }
    }

    @Test("of a block or a record that is cut short, what can be read still has its roots")
    func rootsOfCut() throws {
        let sample = try SampleLedger.sealed.get()
        let folder = try TemporaryFolder()
        try folder.copyLedger(sample.path, to: "ledger")
        let ledger = try Ledger.open(at: folder.at("ledger"), for: .appending, makeFactsReader: sampleFacts)
        let tailStart = UInt64(Limits.segmentEvents)
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            try transaction.put(.tail, StoreKey(tailStart + 7), [1, 2].span, isNew: false)
        }
        try ledger.read { view in
            let sizes = [tailStart + 6, tailStart + 7, tailStart + 8]
            let answer = try view.verify(isDeep: false, rootsAt: sizes) { _ in }
            #expect(answer.roots.map(\.size) == [tailStart + 6, tailStart + 7])
            #expect(answer.hashedEvents == tailStart + 7)
        }
        try ledger.environment.write(path: "") { transaction throws(StoreError) in
            let frame = try copied(.blocks, StoreKey(UInt32(2)), transaction.reading)
            var bytes: [UInt8] = []
            _ = CompressedBlock.decompress(frame.span, into: &bytes, sizeLimit: 1 << 24)
            let lines = bytes.split(separator: 0x0A).prefix(500)
            let cut: [UInt8] = lines.flatMap { Array($0) + [0x0A] }
            let changed = try CompressedBlock.compress(cut.span)
            try transaction.put(.blocks, StoreKey(UInt32(2)), changed.span, isNew: false)
        }
        try ledger.read { view in
            let answer = try view.verify(isDeep: false, rootsAt: [2_048, 2_547, 2_548, 2_549]) { _ in }
            #expect(answer.roots.map(\.size) == [2_048, 2_547, 2_548])
            for (size, root) in answer.roots {
                #expect(root == PlainLog(sample.events.batch).root(ofFirst: Int(size)))
            }
            #expect(answer.faults.first?.number?.rawValue == 2_548 && answer.hashedEvents == 2_548)
        }
    }
}
