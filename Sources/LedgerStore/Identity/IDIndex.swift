internal import DossierModel

/// The index of events by id: sorted runs for sealed segments, a small table for the tail.
enum IDIndex {
    /// Calls `body` with the number of each event whose id has that hash, until it answers `false`.
    static func forEachCandidate(
        _ hash: IDHash,
        in transaction: borrowing ReadTransaction,
        _ body: (SequenceNumber) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var goesOn = true
        try transaction.scan(.idRuns) { _, run throws(StoreError) in
            try IDRun.find(hash, in: run) { place throws(StoreError) in
                guard goesOn else { return }
                goesOn = try body(SequenceNumber(rawValue: UInt64(place)))
            }
            return goesOn
        }
        guard goesOn else { return }
        try transaction.scan(.tailIDs, from: StoreKey(hash.rawValue)) { key, _ throws(StoreError) in
            guard bigEndian(key, at: 0, count: 8) == hash.rawValue else { return false }
            return try body(SequenceNumber(rawValue: bigEndian(key, at: 8, count: 8)))
        }
    }

    /// Calls `body` with the index of each hash and the number of each event whose id has it.
    ///
    /// One run after the other is searched for all of them; `letGo` is called after each large one, whose pages are not
    /// wanted again soon.
    static func forEachCandidate(
        of hashes: [(hash: IDHash, index: Int)],
        in transaction: borrowing ReadTransaction,
        letGo: () -> Void,
        _ body: (_ index: Int, _ number: SequenceNumber) -> Void
    ) throws(StoreError) {
        guard !hashes.isEmpty else { return }
        try transaction.scan(.idRuns) { _, run throws(StoreError) in
            for entry in hashes {
                try IDRun.find(entry.hash, in: run) { place in
                    body(entry.index, SequenceNumber(rawValue: UInt64(place)))
                }
            }
            if run.count >= largeRunBytes { letGo() }
            return true
        }
        for entry in hashes {
            try transaction.scan(.tailIDs, from: StoreKey(entry.hash.rawValue)) { key, _ in
                guard bigEndian(key, at: 0, count: 8) == entry.hash.rawValue else { return false }
                body(entry.index, SequenceNumber(rawValue: bigEndian(key, at: 8, count: 8)))
                return true
            }
        }
    }

    /// A run of eight segments or more.
    private static let largeRunBytes = 1 << 20

    /// Adds the run of a newly sealed segment, and merges where a level is full.
    static func add(
        _ entries: [(hash: IDHash, place: UInt32)],
        ofSegment segment: UInt32,
        to transaction: inout WriteTransaction
    ) throws(StoreError) {
        let sorted = entries.sorted { ($0.hash.rawValue, $0.place) < ($1.hash.rawValue, $1.place) }
        try transaction.put(.idRuns, key(level: 0, first: segment), IDRun.encode(sorted).span)
        for level in 0..<IDRun.topLevel {
            let runs = try firstSegments(of: .idRuns, level: level, in: transaction.reading)
            guard runs.count == IDRun.fanOut else { return }
            var merge = IDRunMerge()
            for first in runs {
                guard let run = try transaction.reading.value(.idRuns, key(level: level, first: first)) else {
                    throw .damaged(what: "the id run of segment \(first) is missing")
                }
                // Nothing is written before the merge is made, so the bytes stay where they are.
                unsafe run.withUnsafeBytes { unsafe merge.add($0) }
            }
            let merged = merge.encode()
            for first in runs { try transaction.remove(.idRuns, key(level: level, first: first)) }
            try transaction.put(.idRuns, key(level: level + 1, first: runs[0]), merged.span)
        }
    }

    /// With which segments the runs of a level begin.
    static func firstSegments(
        of table: StoreTable,
        level: UInt8,
        in transaction: borrowing ReadTransaction
    ) throws(StoreError) -> [UInt32] {
        var firsts: [UInt32] = []
        try transaction.scan(table, from: key(level: level, first: 0)) { key, _ in
            guard key[0] == level else { return false }
            firsts.append(UInt32(truncatingIfNeeded: bigEndian(key, at: 1, count: 4)))
            return true
        }
        return firsts
    }

    /// The level of the run that covers these segments in a ledger of `sealed` segments, or `nil` where none does.
    ///
    /// Merging is a matter of counting: of `sealed` segments the first multiple of 64 lie in runs of 64, of the rest the
    /// first multiple of 8 in runs of 8, what remains in runs of one.
    static func level(ofRunFrom first: UInt32, through last: UInt32, sealed: UInt32) -> UInt8? {
        var size: UInt32 = 1
        for _ in 0..<IDRun.topLevel { size *= UInt32(IDRun.fanOut) }
        var level = IDRun.topLevel
        var start: UInt32 = 0
        while true {
            let end = start + (sealed - start) / size * size
            if first < end { return (first - start) % size == 0 && last == first + size - 1 ? level : nil }
            guard level > 0 else { return nil }
            start = end
            size /= UInt32(IDRun.fanOut)
            level -= 1
        }
    }

    static func key(level: UInt8, first: UInt32) -> StoreKey {
        var key = StoreKey()
        key.append(level)
        key.append(first)
        return key
    }

    static func tailKey(_ hash: IDHash, _ number: UInt64) -> StoreKey {
        var key = StoreKey(hash.rawValue)
        key.append(number)
        return key
    }

    /// A filter of all hashes in the ledger, with room for as many again.
    static func filter(
        in transaction: borrowing ReadTransaction,
        size: UInt64
    ) throws(StoreError) -> IDFilter {
        var filter = IDFilter(capacity: max(1 << 20, Int(size) * 2))
        try transaction.scan(.idRuns) { _, run in
            for entry in IDRun.decode(run) { filter.insert(entry.hash) }
            return true
        }
        try transaction.scan(.tailIDs) { key, _ in
            filter.insert(IDHash(rawValue: bigEndian(key, at: 0, count: 8)))
            return true
        }
        return filter
    }
}
