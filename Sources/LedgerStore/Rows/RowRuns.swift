internal import DossierModel

/// The runs of rows in their table: merged by level as those of the id index are.
enum RowRuns {
    /// Adds the run of a newly sealed segment, and merges where a level is full.
    ///
    /// `ids` gives the ids of events by their numbers in the ledger.
    static func add(
        _ run: [UInt8],
        ofSegment segment: UInt32,
        to transaction: inout WriteTransaction,
        ids: (_ number: UInt64, borrowing ReadTransaction) throws(StoreError) -> [UInt8]
    ) throws(StoreError) {
        var (merged, first, level) = (run, segment, UInt8(0))
        while level < IDRun.topLevel {
            let firsts = try IDIndex.firstSegments(of: .rows, level: level, in: transaction.reading)
            guard firsts.count == IDRun.fanOut - 1 else { break }
            merged = try merge(firsts + [first], level, last: merged, transaction.reading, ids)
            for old in firsts { try transaction.remove(.rows, IDIndex.key(level: level, first: old)) }
            first = firsts[0]
            level += 1
        }
        try transaction.put(.rows, IDIndex.key(level: level, first: first), merged.span)
    }

    /// The run of eight of a level, the last of which is not in the table yet.
    private static func merge(
        _ firsts: [UInt32],
        _ level: UInt8,
        last: [UInt8],
        _ transaction: borrowing ReadTransaction,
        _ ids: (_ number: UInt64, borrowing ReadTransaction) throws(StoreError) -> [UInt8]
    ) throws(StoreError) -> [UInt8] {
        let count = segments(ofLevel: level) * Limits.segmentEvents
        var runs: [RowRun] = []
        for first in firsts.dropLast() {
            guard let value = try transaction.value(.rows, IDIndex.key(level: level, first: first)) else {
                throw .damaged(what: "the rows of segment \(first) are missing")
            }
            runs.append(try RowRun(value, firstNumber: firstNumber(ofSegment: first), count: count))
        }
        runs.append(
            try RowRun(last.span, firstNumber: firstNumber(ofSegment: firsts[firsts.count - 1]), count: count)
        )
        // The array has to outlive the view of its bytes.
        return try withExtendedLifetime(last) { () throws(StoreError) in
            try RunEncoding.merge(runs) { number throws(StoreError) in
                try ids(firstNumber(ofSegment: firsts[0]) + UInt64(number), transaction)
            }
        }
    }

    /// Segments that a run of a level has.
    static func segments(ofLevel level: UInt8) -> Int {
        (0..<level).reduce(1) { segments, _ in segments * IDRun.fanOut }
    }

    static func firstNumber(ofSegment segment: UInt32) -> UInt64 {
        UInt64(segment) * UInt64(Limits.segmentEvents)
    }

    /// All runs of a snapshot, in log order.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where they are not those of all sealed segments.
    static func all(in transaction: borrowing ReadTransaction, sealed: UInt32) throws(StoreError) -> [RowRun]
    {
        var runs: [RowRun] = []
        var next: UInt32 = 0
        for level in (0...IDRun.topLevel).reversed() {
            let segments = UInt32(segments(ofLevel: level))
            while IDIndex.level(ofRunFrom: next, through: next + (segments - 1), sealed: sealed) == level {
                guard let value = try transaction.value(.rows, IDIndex.key(level: level, first: next)) else {
                    throw .damaged(what: "the rows of segment \(next) are missing")
                }
                let count = Int(segments) * Limits.segmentEvents
                runs.append(
                    try RowRun(value, firstNumber: firstNumber(ofSegment: next), count: count)
                )
                next += segments
            }
        }
        return runs
    }
}
