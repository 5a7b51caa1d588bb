internal import DossierModel

/// Rebuilds the runs of rows from the events, and compares them with those that are stored.
struct RowCheck {
    /// The runs of single segments since the last stored run ended, each with its number of rows.
    private var segments: [(run: [UInt8], rows: Int)] = []
    /// The segment with which the run at hand begins.
    private var start: UInt32 = 0
    /// Runs that there have to be so far.
    private(set) var runs = 0

    /// Takes in the rows of the next segment; `ids` gives the id of the event at a place.
    ///
    /// Where a stored run ends with it, the two are compared; `lookup` reads the ids of events of all its segments.
    mutating func add(
        _ rows: [EventRow?],
        ofSegment segment: UInt32,
        _ view: borrowing LedgerView,
        _ lookup: inout EventIDs,
        _ check: inout LedgerCheck,
        ids: RunOrder.IDs
    ) throws(StoreError) {
        segments.append((try RunEncoding.encode(rows, ids: ids), rows.count))
        let first = start
        guard let level = IDIndex.level(ofRunFrom: first, through: segment, sealed: view.head.sealedSegments)
        else { return }
        runs += 1
        start = segment + 1
        let expected = try merged(first, view, &lookup)
        segments = []
        let number = SequenceNumber(rawValue: RowRuns.firstNumber(ofSegment: first))
        guard let stored = try view.transaction.value(.rows, IDIndex.key(level: level, first: first)) else {
            check.add(.derived, number, "the rows of segments \(first) to \(segment) are missing")
            return
        }
        if !isEqual(stored, expected.span) {
            check.add(
                .derived,
                number,
                "the rows of segments \(first) to \(segment) do not follow from their events"
            )
        }
    }

    private func merged(
        _ first: UInt32,
        _ view: borrowing LedgerView,
        _ lookup: inout EventIDs
    ) throws(StoreError) -> [UInt8] {
        if segments.count == 1 { return segments[0].run }
        var runs: [RowRun] = []
        for (offset, segment) in segments.enumerated() {
            let number = RowRuns.firstNumber(ofSegment: first + UInt32(offset))
            runs.append(try RowRun(segment.run.span, firstNumber: number, count: segment.rows))
        }
        // The arrays have to outlive the views of their bytes.
        return try withExtendedLifetime(segments) { () throws(StoreError) in
            try RunEncoding.merge(runs) { number throws(StoreError) in
                let number = RowRuns.firstNumber(ofSegment: first) + UInt64(number)
                return try lookup.id(of: number, in: view.transaction, view.head)
            }
        }
    }
}
