import TestSupport
import Testing

@testable import LedgerStore

@Suite("the filter of ids")
struct IDFilterTests {
    @Test("a hash that was inserted may always be there", arguments: [1, 2, 100, 20_000])
    func noFalseNegative(capacity: Int) {
        var filter = IDFilter(capacity: capacity)
        var generator = SeededGenerator(seed: UInt64(capacity))
        // Beyond its capacity too: it gets vague then, never wrong.
        let hashes = (0..<min(3 * capacity, 30_000)).map { _ in IDHash(rawValue: generator.next()) }
        for hash in hashes { filter.insert(hash) }
        #expect(hashes.allSatisfy { filter.mayContain($0) })
        #expect(filter.count == hashes.count)
    }

    @Test("a full filter lets through about one new id in 1,000, and at most one in 500")
    func fewFalsePositives() {
        var filter = IDFilter(capacity: 30_000)
        for number in 0..<30_000 { filter.insert(IDHash(Array("2026-\(number)".utf8).span)) }
        let wrong = (0..<30_000).filter { number in
            filter.mayContain(IDHash(Array("new-\(number)".utf8).span))
        }
        #expect(wrong.count <= 60, "\(wrong.count) of 30,000")
    }

    @Test("an empty filter contains nothing; hashes at the edges have their place")
    func edges() {
        var filter = IDFilter(capacity: 1_000)
        for hash: UInt64 in [0, 1, .max, 1 << 63] {
            #expect(!filter.mayContain(IDHash(rawValue: hash)))
            filter.insert(IDHash(rawValue: hash))
            #expect(filter.mayContain(IDHash(rawValue: hash)))
        }
    }

    @Test("a filter wants to grow once it holds more than it was made for")
    func growth() {
        var filter = IDFilter(capacity: 2)
        filter.insert(IDHash(rawValue: 1))
        filter.insert(IDHash(rawValue: 2))
        #expect(!filter.wantsToGrow)
        filter.insert(IDHash(rawValue: 3))
        #expect(filter.wantsToGrow)
    }
}
