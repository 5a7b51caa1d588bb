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
    private var dictionary: CodeDictionary

    init(segment: UInt32, nextCode: [UInt32]) {
        self.segment = segment
        dictionary = CodeDictionary(next: nextCode)
        rows.reserveCapacity(Limits.segmentEvents)
        leaves.reserveCapacity(Limits.segmentEvents)
        ids.reserveCapacity(Limits.segmentEvents)
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
            rows.append(try facts.row(of: event, interning: &dictionary, in: transaction.reading))
            ids.append((facts.id.withValue(in: event) { IDHash($0) }, place))
        } else {
            rows.append(nil)
        }
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

    /// Writes what is kept beside the events: marks, columns, codes and names, the run of the id index.
    ///
    /// - Returns: The tree hashes of the blocks, and the next index of each dictionary.
    func finish(
        to transaction: inout WriteTransaction
    ) throws(StoreError) -> (blockRoots: [Digest], nextCode: [UInt32]) {
        precondition(isFull, "a segment is sealed when it is full")
        let marks = SegmentMarks(
            blockRoots: SegmentMarks.blockRoots(of: leaves),
            appendedAt: appendedAt,
            leaves: leaves
        )
        try transaction.put(.marks, StoreKey(segment), marks.encode().span)
        try transaction.put(.segments, StoreKey(segment), SegmentColumns.encode(rows).span)
        try dictionary.write(to: &transaction)
        try IDIndex.add(ids, ofSegment: segment, to: &transaction)
        return (marks.blockRoots, dictionary.next)
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
