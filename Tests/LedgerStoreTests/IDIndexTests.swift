import DossierModel
import Testing

@testable import LedgerStore

@Suite("the id index")
struct IDIndexTests {
    private struct Run: Hashable {
        let level: UInt8
        let first: UInt32
        let last: UInt32
    }

    /// The runs of a ledger of so many sealed segments, made one by one and merged as LogFormat.md says.
    private static func simulate(_ sealed: UInt32) -> [[Run]] {
        var states: [[Run]] = [[]]
        var runs: [Run] = []
        for segment in 0..<sealed {
            runs.append(Run(level: 0, first: segment, last: segment))
            for level in UInt8(0)...1 {
                let full = runs.filter { $0.level == level }
                guard full.count == 8 else { break }
                runs.removeAll { $0.level == level }
                runs.append(Run(level: level + 1, first: full[0].first, last: full[7].last))
            }
            states.append(runs)
        }
        return states
    }

    @Test("of up to 600 segments, the level of each run is told, and that there is no other run")
    func levels() {
        for (sealed, runs) in IDIndexTests.simulate(600).enumerated() {
            // By first and last segment; no two runs begin with the same one.
            var due = [Run?](repeating: nil, count: sealed)
            for run in runs { due[Int(run.first)] = run }
            for first in 0..<UInt32(sealed) {
                for length: UInt32 in [1, 7, 8, 9, 64] where first + length <= UInt32(sealed) {
                    let last = first + length - 1
                    let level = IDIndex.level(ofRunFrom: first, through: last, sealed: UInt32(sealed))
                    let run = due[Int(first)]
                    if level == (run?.last == last ? run?.level : nil) { continue }
                    Issue.record("of \(sealed), \(first) to \(last) is told to have another level")
                    return
                }
            }
        }
    }

    @Test("130 sealed segments lie in the runs that are due, and every id in exactly one of them")
    func merging() throws {
        let folder = try TemporaryFolder()
        let environment = try LMDBEnvironment(
            folder: folder.path,
            isReadOnly: false,
            makesTables: true,
            hasLock: true,
            mapSizeBytes: 1 << 28
        )
        // Five ids a segment, not in the order of their hashes; the last of each is in all segments.
        let hash: (UInt32, UInt32) -> IDHash = { segment, index in
            IDHash(rawValue: index == 4 ? 42 : UInt64(segment * 5 + index) &* 0x9E37_79B9_7F4A_7C15)
        }
        try environment.write(path: folder.path) { transaction throws(StoreError) in
            for segment in UInt32(0)..<130 {
                let entries = (UInt32(0)..<5).map { (hash(segment, $0), segment * 16_384 + $0) }
                try IDIndex.add(entries, ofSegment: segment, to: &transaction)
            }
        }
        let transaction = try environment.beginReading()
        var stored: [[UInt64]] = []
        try transaction.scan(.idRuns) { key, run in
            stored.append([
                UInt64(key[0]), bigEndian(key, at: 1, count: 4), UInt64(run.count / IDRun.entrySize),
            ])
            return true
        }
        let due = IDIndexTests.simulate(130)[130].sorted { ($0.level, $0.first) < ($1.level, $1.first) }
        #expect(
            stored == due.map { [UInt64($0.level), UInt64($0.first), UInt64($0.last - $0.first + 1) * 5] }
        )
        for segment in UInt32(0)..<130 {
            for index in UInt32(0)..<4 {
                let found = try candidates(hash(segment, index), transaction)
                #expect(found == [UInt64(segment * 16_384 + index)])
            }
        }
        let shared = try candidates(IDHash(rawValue: 42), transaction)
        #expect(shared.sorted() == (UInt64(0)..<130).map { $0 * 16_384 + 4 })
        #expect(try candidates(IDHash(rawValue: 43), transaction).isEmpty)
    }

    @Test("candidates of the tail are found by their whole hash, and the search ends when it is told to")
    func tail() throws {
        let folder = try TemporaryFolder()
        let environment = try LMDBEnvironment(
            folder: folder.path,
            isReadOnly: false,
            makesTables: true,
            hasLock: true,
            mapSizeBytes: 1 << 24
        )
        try environment.write(path: folder.path) { transaction throws(StoreError) in
            for (hash, number) in [(7, 3), (7, 4), (8, 5), (.max, 6)] as [(UInt64, UInt64)] {
                let key = IDIndex.tailKey(IDHash(rawValue: hash), number)
                try transaction.put(.tailIDs, key, Span<UInt8>())
            }
        }
        let transaction = try environment.beginReading()
        #expect(try candidates(IDHash(rawValue: 7), transaction) == [3, 4])
        #expect(try candidates(IDHash(rawValue: 8), transaction) == [5])
        #expect(try candidates(IDHash(rawValue: .max), transaction) == [6])
        #expect(try candidates(IDHash(rawValue: 6), transaction).isEmpty)
        var asked = 0
        try IDIndex.forEachCandidate(IDHash(rawValue: 7), in: transaction) { _ in
            asked += 1
            return false
        }
        #expect(asked == 1)
    }

    private func candidates(
        _ hash: IDHash,
        _ transaction: borrowing ReadTransaction
    ) throws -> [UInt64] {
        var numbers: [UInt64] = []
        try IDIndex.forEachCandidate(hash, in: transaction) { number in
            numbers.append(number.rawValue)
            return true
        }
        return numbers
    }
}
