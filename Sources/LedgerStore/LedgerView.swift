package import DossierModel
package import MerkleLog

/// A snapshot of a ledger: whatever is appended meanwhile, it stays as it was.
package struct LedgerView: ~Copyable {
    let transaction: ReadTransaction
    let head: LedgerHead
    let path: String
    let readFacts: FactsReader

    init(
        transaction: consuming ReadTransaction,
        head: LedgerHead,
        path: String,
        readFacts: @escaping FactsReader
    ) {
        self.transaction = transaction
        self.head = head
        self.path = path
        self.readFacts = readFacts
    }

    /// Events in the ledger.
    package var size: UInt64 { head.size }

    /// The root of the whole ledger.
    package var root: Digest { head.frontier.root }

    /// Events of each type; `nil` stands for those that no decoder reads.
    package var typeCounts: [(type: EventType?, count: UInt64)] {
        head.typeCounts.indices.compactMap { index in
            let count = head.typeCounts[index]
            return count == 0 ? nil : (EventType(rawValue: UInt8(index)), count)
        }
    }

    /// The earliest and the latest `occurredAt`, or `nil` in a ledger without events.
    package var occurred: ClosedRange<Instant>? {
        head.occurred.first <= head.occurred.last ? head.occurred.first...head.occurred.last : nil
    }

    /// The earliest and the latest `recordedAt`, or `nil` in a ledger without events.
    package var recorded: ClosedRange<Instant>? {
        head.recorded.first <= head.recorded.last ? head.recorded.first...head.recorded.last : nil
    }

    /// Sealed segments, and events in the tail.
    package var layout: (sealedSegments: Int, tailEvents: Int) {
        (Int(head.sealedSegments), Int(head.size - head.tailStart))
    }

    /// Bytes that the pages of each table take up, by the table's name.
    package func tableBytes() throws(StoreError) -> [(table: String, bytes: Int)] {
        var tables: [(table: String, bytes: Int)] = []
        for table in StoreTable.allCases {
            tables.append((table.name.description, try transaction.bytes(of: table)))
        }
        return tables
    }

    /// The latest `recordedAt` of the first `size` events, or `nil` where there are none.
    package func latestRecording(ofFirst size: UInt64) throws(StoreError) -> Instant? {
        if size >= head.size { return recorded?.upperBound }
        var latest = Instant.distantPast
        for run in try RowRuns.all(in: transaction, sealed: head.sealedSegments) where run.firstNumber < size
        {
            latest = max(latest, run.latestRecording(ofFirst: size))
        }
        if size > head.tailStart {
            for entry in try tailRowEntries() where entry.number.rawValue < size {
                latest = max(latest, entry.row.recordedAt)
            }
        }
        return latest == .distantPast ? nil : latest
    }

    /// Visits the canonical bytes of events in log order, until `body` answers `false`.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` at an event that cannot be read.
    package func forEachEvent(
        _ range: Range<UInt64>,
        _ body: (_ number: SequenceNumber, _ event: Span<UInt8>) throws(StoreError) -> Bool
    ) throws(StoreError) {
        var number = range.lowerBound
        var bytes: [UInt8] = []
        var ends: [Int] = []
        let blockEvents = UInt64(Limits.blockEvents)
        while number < min(range.upperBound, head.tailStart) {
            let block = number / blockEvents
            if let fault = try EventBlock.read(block, in: transaction, into: &bytes) {
                throw .damaged(what: "block \(block), events \(block * blockEvents) on: \(fault)")
            }
            EventBlock.split(bytes.span, into: &ends)
            guard ends.count == Limits.blockEvents else {
                throw .damaged(what: "block \(block) has \(ends.count) events")
            }
            for index in Int(number % blockEvents)..<ends.count where number < range.upperBound {
                let start = index == 0 ? 0 : ends[index - 1] + 1
                let event = bytes.span.extracting(start..<ends[index])
                guard try body(SequenceNumber(rawValue: number), event) else { return }
                number += 1
            }
        }
        let end = min(range.upperBound, head.size)
        guard number < end else { return }
        var goesOn = true
        try transaction.scan(.tail, from: StoreKey(number)) { key, record throws(StoreError) in
            let found = bigEndian(key, at: 0, count: 8)
            guard found == number else { throw .damaged(what: "event \(number) is missing") }
            number += 1
            goesOn = try body(SequenceNumber(rawValue: found), try TailRecord.event(record))
            return goesOn && number < end
        }
        guard !goesOn || number == end else { throw .damaged(what: "event \(number) is missing") }
    }

    /// When an event was appended.
    package func appendedAt(_ number: SequenceNumber) throws(StoreError) -> Instant? {
        if number.rawValue >= head.tailStart {
            guard let record = try transaction.value(.tail, StoreKey(number.rawValue)) else { return nil }
            return try TailRecord.appendedAt(record)
        }
        let segment = UInt32(number.rawValue / UInt64(Limits.segmentEvents))
        guard let stored = try transaction.value(.marks, StoreKey(segment)) else { return nil }
        var rest = UInt32(number.rawValue % UInt64(Limits.segmentEvents))
        for run in try SegmentMarks(stored).appendedAt {
            if rest < run.count { return run.instant }
            rest -= run.count
        }
        return nil
    }

    /// The root of the first `size` events.
    ///
    /// Whole blocks are taken from their stored roots; the leaves of the last, cut block are hashed again.
    ///
    /// - Complexity: O(*n* / 1,024) in the number of events.
    package func root(ofFirst size: UInt64) throws(StoreError) -> Digest {
        if size == head.size { return root }
        precondition(size <= head.size, "a root is of events that are there")
        var frontier = try storedFrontier(
            blocks: min(size, head.tailStart) / UInt64(Limits.blockEvents)
        )
        try forEachEvent(frontier.size.rawValue..<size) { _, event in
            frontier.append(TreeHash.leaf(of: event))
            return true
        }
        return frontier.root
    }

    /// The root of the first `first` events, and that of all with the rest hashed again from their bytes.
    ///
    /// Nothing that is kept beside the rest of the events is believed, the head's root included.
    ///
    /// - Parameters:
    ///   - first: The events whose whole blocks are taken from their stored roots.
    ///   - progress: Told how many events were hashed, now and then.
    /// - Returns: The root then, and the root now.
    /// - Throws: ``StoreError/damaged(what:)`` at an event that cannot be read.
    package func rootsHashed(
        from first: UInt64,
        progress: (UInt64) -> Void
    ) throws(StoreError) -> (then: Digest, now: Digest) {
        precondition(first <= head.size, "a root is of events that are there")
        let blockEvents = UInt64(Limits.blockEvents)
        var frontier = try storedFrontier(blocks: min(first, head.tailStart) / blockEvents)
        try forEachEvent(frontier.size.rawValue..<first) { _, event in
            frontier.append(TreeHash.leaf(of: event))
            return true
        }
        let then = frontier.root
        try forEachEvent(first..<head.size) { number, event in
            frontier.append(TreeHash.leaf(of: event))
            if number.rawValue % blockEvents == blockEvents - 1 { progress(number.rawValue + 1) }
            return true
        }
        return (then, frontier.root)
    }

    /// The stored roots of the first blocks; fewer where marks are missing.
    private func storedFrontier(blocks: UInt64) throws(StoreError) -> Frontier {
        var frontier = Frontier()
        let height = Limits.blockEvents.trailingZeroBitCount
        try transaction.scan(.marks) { key, marks throws(StoreError) in
            // Marks that are missing are no help, and no harm: the leaves are hashed again then.
            let first = UInt64(Limits.segmentEvents) * bigEndian(key, at: 0, count: 4)
            guard first == frontier.size.rawValue else { return false }
            for root in try SegmentMarks(marks).blockRoots
            where frontier.size.rawValue < blocks * UInt64(Limits.blockEvents) {
                frontier.append(root, height: height)
            }
            return frontier.size.rawValue < blocks * UInt64(Limits.blockEvents)
        }
        return frontier
    }
}
