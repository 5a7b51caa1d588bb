internal import DossierModel
internal import MerkleLog

/// Writes one segment while its events pass by: it holds the bytes of one block at a time.
struct SegmentWriter {
    private let segment: UInt32
    private var block: [UInt8] = []
    private var rows: [EventRow?] = []
    private var leaves: [Digest] = []
    private var appendedAt: [(count: UInt32, instant: Instant)] = []
    private var ids: [(hash: IDHash, place: UInt32)] = []
    /// The ids themselves, by which ties are put in order, one behind the other.
    private var idBytes: [UInt8] = []
    private var idEnds: [Int] = []
    /// Places of events that void others, with the ids of those.
    private var voids: [(place: Int, target: [UInt8])] = []
    private var dictionary: CodeDictionary

    /// A writer of the next segment of a ledger with that head, whose tail is moved into it.
    init(after head: LedgerHead, in transaction: borrowing ReadTransaction) throws(StoreError) {
        segment = head.sealedSegments
        dictionary = try CodeDictionary(tailOf: head, in: transaction)
        rows.reserveCapacity(Limits.segmentEvents)
        leaves.reserveCapacity(Limits.segmentEvents)
        ids.reserveCapacity(Limits.segmentEvents)
        idEnds.reserveCapacity(Limits.segmentEvents)
    }

    var isFull: Bool { rows.count == Limits.segmentEvents }

    /// Takes in the next event; writes a block where it completes one.
    mutating func append(
        _ event: Span<UInt8>,
        facts: EventFacts?,
        leaf: Digest,
        appendedAt instant: Instant,
        to transaction: inout WriteTransaction
    ) throws(StoreError) {
        precondition(!isFull, "a full segment takes no more events")
        let place = segment * UInt32(Limits.segmentEvents) + UInt32(rows.count)
        if let facts {
            if facts.row.type == .eventVoided { voids.append((rows.count, facts.code0.bytes(in: event))) }
            rows.append(try facts.row(of: event, interning: &dictionary, in: transaction.reading))
            facts.id.withValue(in: event) { id in
                ids.append((IDHash(id), place))
                unsafe id.withUnsafeBytes { unsafe idBytes.append(contentsOf: $0) }
            }
        } else {
            rows.append(nil)
        }
        idEnds.append(idBytes.count)
        leaves.append(leaf)
        if let last = appendedAt.last, last.instant == instant {
            appendedAt[appendedAt.count - 1].count += 1
        } else {
            appendedAt.append((1, instant))
        }
        unsafe event.withUnsafeBytes { unsafe block.append(contentsOf: $0) }
        // Canonical JSON has no raw newline, so it can stand between events.
        block.append(0x0A)
        guard rows.count % Limits.blockEvents == 0 else { return }
        let frame = try CompressedBlock.compress(block.span)
        try transaction.put(.blocks, StoreKey(place / UInt32(Limits.blockEvents)), frame.span)
        block.removeAll(keepingCapacity: true)
    }

    /// Writes what is kept beside the events: marks, codes and names, the run of the id index, rows; counts the segment
    /// as sealed.
    ///
    /// `betweenSteps` is called where what was read of the map is not needed any more.
    mutating func finish(
        to transaction: inout WriteTransaction,
        _ head: inout LedgerHead,
        _ readFacts: @escaping FactsReader,
        betweenSteps: () -> Void
    ) throws(StoreError) {
        precondition(isFull, "a segment is sealed when it is full")
        let marks = SegmentMarks(
            blockRoots: SegmentMarks.blockRoots(of: leaves),
            appendedAt: appendedAt,
            leaves: leaves
        )
        try transaction.put(.marks, StoreKey(segment), marks.encode().span)
        try dictionary.write(to: &transaction)
        betweenSteps()
        try IDIndex.add(ids, ofSegment: segment, to: &transaction)
        betweenSteps()
        head.seal(marks.blockRoots, nextCode: dictionary.next)
        // From here on the events are found by their ids in the tables that were just written.
        var lookup = EventIDs(readFacts)
        for (place, target) in voids {
            let end = head.tailStart
            rows[place]?.number0 = try lookup.target(target, before: end, in: transaction.reading, head)
        }
        betweenSteps()
        try addRows(to: &transaction, head, &lookup)
    }

    private func addRows(
        to transaction: inout WriteTransaction,
        _ head: LedgerHead,
        _ lookup: inout EventIDs
    ) throws(StoreError) {
        let run = try RunEncoding.encode(rows) { place in
            let place = Int(place)
            return Array(idBytes[(place == 0 ? 0 : idEnds[place - 1])..<idEnds[place]])
        }
        try RowRuns.add(run, ofSegment: segment, to: &transaction) { number, reading throws(StoreError) in
            try lookup.id(of: number, in: reading, head)
        }
    }
}

extension EventFacts {
    /// The row with its codes as indexes of the ledger's dictionaries.
    func row(
        of event: Span<UInt8>,
        interning dictionary: inout CodeDictionary,
        in transaction: borrowing ReadTransaction
    ) throws(StoreError) -> EventRow {
        var row = row
        row.dossier = try dictionary.index(of: dossier, in: event, .dossier, transaction)
        row.unit = try dictionary.index(of: unit, in: event, .unit, transaction)
        let kinds = row.type.codeSlots
        if let kind = kinds.0 { row.code0 = try dictionary.index(of: code0, in: event, kind, transaction) }
        if let kind = kinds.1 { row.code1 = try dictionary.index(of: code1, in: event, kind, transaction) }
        if let kind = kinds.2 { row.code2 = try dictionary.index(of: code2, in: event, kind, transaction) }
        return row
    }
}
