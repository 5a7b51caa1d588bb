package import DossierModel
internal import MerkleLog
internal import Synchronization

/// What the one who appends keeps between two batches.
struct Writer: ~Copyable {
    private let lock: WriterLock
    /// Set by a failed write: the environment has to be opened again.
    fileprivate var hasFailed = false
    /// Made once it pays: after ``appendsBeforeFilter`` appends, or for a large batch.
    fileprivate var filter: IDFilter?
    fileprivate var appends = 0
    fileprivate var blocks = BlockCache()

    /// Building the filter reads every hash; a few lookups in the runs are cheaper.
    fileprivate static let appendsBeforeFilter = 256

    init(lock: consuming WriterLock) {
        self.lock = lock
    }
}

/// Lets one thread at a time append.
final class WriterQueue: Sendable {
    fileprivate let state: Mutex<Writer>

    init(_ writer: consuming Writer) {
        state = Mutex(writer)
    }
}

extension Ledger {
    /// Appends the new events of a batch, all of them or none.
    ///
    /// When it returns they are on disk. It is where batching pays: one batch is one sync, however many events it holds.
    /// Events whose id the ledger has already are left out and told in the answer.
    ///
    /// `position` is the number that the first new event takes; naming it makes a lost race an error, not a surprise.
    /// `appendedAt`, the moment of the append, is kept beside the events and is no part of any hash.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    package func append(
        _ batch: EventBatch,
        at position: SequenceNumber? = nil,
        appendedAt: Instant
    ) throws(StoreError) -> AppendAnswer {
        guard let writer else { throw .readOnly(path: path) }
        return try writer.state.withLock { writer throws(StoreError) in
            guard !writer.hasFailed else { throw .previousWriteFailed }
            return try append(batch, position, appendedAt, &writer)
        }
    }

    private func append(
        _ batch: EventBatch,
        _ position: SequenceNumber?,
        _ appendedAt: Instant,
        _ writer: inout Writer
    ) throws(StoreError) -> AppendAnswer {
        let readFacts = makeFactsReader()
        var inserted: [IDHash] = []
        let answer: AppendAnswer
        var firstSize: UInt64 = 0
        do throws(StoreError) {
            answer = try environment.write(path: path) { transaction throws(StoreError) in
                var head = try Ledger.head(in: transaction.reading, path: path)
                firstSize = head.size
                if let position, position.rawValue != head.size {
                    throw .unexpectedPosition(expected: position.rawValue, next: head.size)
                }
                try writer.prepareFilter(for: batch.count, transaction.reading, head)
                var sorting = BatchSorting(batch: batch, nextNumber: head.size)
                try sorting.run(transaction.reading, head, writer.filter, &writer.blocks, readFacts)
                inserted = sorting.hashes
                try store(batch, sorting, appendedAt, &head, &transaction, readFacts)
                try transaction.put(.head, LedgerHead.key, head.encode().span, isNew: false)
                return AppendAnswer(outcomes: sorting.outcomes, size: head.size, root: head.frontier.root)
            }
        } catch {
            // A commit that failed leaves the environment in a state that only opening it again makes sure of.
            if case .unexpectedPosition = error { throw error }
            writer.filter = nil
            if case .sizeLimit = error { throw error }
            writer.hasFailed = true
            throw error
        }
        writer.appends += 1
        if answer.size / UInt64(Limits.segmentEvents) != firstSize / UInt64(Limits.segmentEvents) {
            // What a seal read of the map is not read again soon.
            MappedPages(ofFile: dataPath).release()
        }
        for hash in inserted { writer.filter?.insert(hash) }
        if writer.filter?.wantsToGrow == true { writer.filter = nil }
        return answer
    }

    /// Puts the first events of a ledger that is being made, and its head, in the transaction that makes it.
    ///
    /// Events that stand twice in the batch are put once.
    func storeFirst(
        _ batch: EventBatch,
        appendedAt: Instant,
        to transaction: inout WriteTransaction
    ) throws(StoreError) {
        var head = LedgerHead()
        var blocks = BlockCache()
        let readFacts = makeFactsReader()
        var sorting = BatchSorting(batch: batch, nextNumber: 0)
        try sorting.run(transaction.reading, head, nil, &blocks, readFacts)
        try store(batch, sorting, appendedAt, &head, &transaction, readFacts)
        try transaction.put(.head, LedgerHead.key, head.encode().span)
    }

    /// Puts the new events of a batch into the tail, and seals what fills a segment.
    private func store(
        _ batch: EventBatch,
        _ sorting: BatchSorting,
        _ appendedAt: Instant,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction,
        _ readFacts: FactsReader
    ) throws(StoreError) {
        let new = sorting.accepted
        var next = 0
        while Int(head.size - head.tailStart) + new.count - next >= Limits.segmentEvents {
            var segment = SegmentWriter(segment: head.sealedSegments, nextCode: head.nextCode)
            try move(tailOf: head, into: &segment, &transaction, readFacts)
            while !segment.isFull {
                let index = new[next]
                try segment.append(
                    batch.bytes.span.extracting(batch.range(index)),
                    facts: batch.facts[index],
                    leaf: batch.leaves[index],
                    appendedAt: appendedAt,
                    to: &transaction
                )
                head.countRow(batch.facts[index]?.row)
                next += 1
            }
            let (roots, nextCode) = try segment.finish(to: &transaction)
            head.seal(roots, nextCode: nextCode)
        }
        for offset in next..<new.count {
            let index = new[offset]
            var record = ByteWriter()
            record.append(appendedAt.rawValue)
            record.bytes += batch.leaves[index].bytes
            record.bytes += batch.bytes[batch.range(index)]
            try transaction.put(.tail, StoreKey(head.size), record.bytes.span)
            let key = IDIndex.tailKey(sorting.hashes[offset], head.size)
            try transaction.put(.tailIDs, key, Span<UInt8>())
            head.count(batch.leaves[index], batch.facts[index]?.row)
        }
    }

    /// Moves the tail's events into the segment that is being sealed; the same bytes stand there then.
    private func move(
        tailOf head: LedgerHead,
        into segment: inout SegmentWriter,
        _ transaction: inout WriteTransaction,
        _ readFacts: FactsReader
    ) throws(StoreError) {
        guard head.size > head.tailStart else { return }
        var event: [UInt8] = []
        for number in head.tailStart..<head.size {
            let (leaf, appendedAt) = try copyTailEvent(number, transaction.reading, into: &event)
            let facts = readFacts(event.span)
            try segment.append(event.span, facts: facts, leaf: leaf, appendedAt: appendedAt, to: &transaction)
        }
        try transaction.removeAll(.tail)
        try transaction.removeAll(.tailIDs)
    }

    /// Copies an event of the tail: a value read in a write transaction is gone with the next write.
    private func copyTailEvent(
        _ number: UInt64,
        _ transaction: borrowing ReadTransaction,
        into event: inout [UInt8]
    ) throws(StoreError) -> (leaf: Digest, appendedAt: Instant) {
        guard let record = try transaction.value(.tail, StoreKey(number)) else {
            throw .damaged(what: "event \(number) is missing")
        }
        let stored = try TailRecord.event(record)
        event.removeAll(keepingCapacity: true)
        unsafe stored.withUnsafeBytes { unsafe event.append(contentsOf: $0) }
        return (try TailRecord.leaf(record), try TailRecord.appendedAt(record))
    }
}

extension Writer {
    fileprivate mutating func prepareFilter(
        for events: Int,
        _ transaction: borrowing ReadTransaction,
        _ head: LedgerHead
    ) throws(StoreError) {
        guard filter == nil, appends >= Writer.appendsBeforeFilter || events >= Writer.appendsBeforeFilter
        else {
            return
        }
        filter = try IDIndex.filter(in: transaction, size: head.size)
    }
}
