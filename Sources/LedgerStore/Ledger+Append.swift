package import DossierModel
internal import MerkleLog
internal import Synchronization

/// What the one who appends keeps between two batches.
struct Writer: ~Copyable {
    private let lock: WriterLock
    /// Set by a failed write: the environment has to be opened again.
    fileprivate var hasFailed = false
    /// Made once it pays: see ``prepareFilter(for:_:_:)``.
    fileprivate var filter: IDFilter?
    /// Events that were looked up so far.
    fileprivate var lookups: UInt64 = 0
    fileprivate var blocks = BlockCache()

    /// Events that are looked up without a filter for each that it would have to hold: building it reads every hash,
    /// and a few lookups in the runs are cheaper.
    private static let eventsForEachLookup: UInt64 = 256

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
        try append(batch, position, AppendMoments(appendedAt))
    }

    /// Appends the new events of a batch, each with the moment that stands for it.
    ///
    /// It is for events that were appended to another ledger before.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    func append(_ batch: EventBatch, appendedAt moments: [Instant]) throws(StoreError) -> AppendAnswer {
        precondition(moments.count == batch.count, "there is a moment for each event")
        return try append(batch, nil, AppendMoments(of: moments))
    }

    private func append(
        _ batch: EventBatch,
        _ position: SequenceNumber?,
        _ moments: AppendMoments
    ) throws(StoreError) -> AppendAnswer {
        guard let writer else { throw .readOnly(path: path) }
        return try writer.state.withLock { writer throws(StoreError) in
            guard !writer.hasFailed else { throw .previousWriteFailed }
            return try append(batch, position, moments, &writer)
        }
    }

    private func append(
        _ batch: EventBatch,
        _ position: SequenceNumber?,
        _ moments: AppendMoments,
        _ writer: inout Writer
    ) throws(StoreError) -> AppendAnswer {
        let readFacts = makeFactsReader()
        // A single event is not worth the question where the map lies.
        let pages = batch.count >= Limits.blockEvents ? MappedPages(ofFile: dataPath) : MappedPages.none
        var inserted: [IDHash] = []
        let answer: AppendAnswer
        do throws(StoreError) {
            answer = try environment.write(path: path) { transaction throws(StoreError) in
                var head = try Ledger.head(in: transaction.reading, path: path)
                if let position, position.rawValue != head.size {
                    throw .unexpectedPosition(expected: position.rawValue, next: head.size)
                }
                try writer.prepareFilter(for: batch.count, transaction.reading, head)
                var sorting = BatchSorting(batch: batch, nextNumber: head.size)
                // Lookups touch pages all over the map, and the kernel maps the surroundings of each: the memory of an import
                // would grow with the ledger. What was read in one step is not read again in the next.
                try sorting.run(
                    transaction.reading,
                    head,
                    writer.filter,
                    &writer.blocks,
                    readFacts,
                    letGo: pages.release
                )
                pages.release()
                inserted = sorting.hashes
                try store(batch, sorting, moments, &head, &transaction, readFacts, pages)
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
        pages.release()
        writer.lookups += UInt64(batch.count)
        for hash in inserted { writer.filter?.insert(hash) }
        if writer.filter?.wantsToGrow == true { writer.filter = nil }
        return answer
    }

    /// Events of a step after which an append lets go of the pages that it read.
    private static let stepEvents = 2 * Limits.blockEvents

    /// Runs `body` in a write transaction of its own, between two appends.
    ///
    /// - Throws: ``StoreError``; nothing was written.
    func writeAlone(_ body: (inout WriteTransaction) throws(StoreError) -> Void) throws(StoreError) {
        guard let writer else { throw .readOnly(path: path) }
        try writer.state.withLock { writer throws(StoreError) in
            guard !writer.hasFailed else { throw .previousWriteFailed }
            do throws(StoreError) {
                try environment.write(path: path, body)
            } catch {
                if case .sizeLimit = error { throw error }
                writer.hasFailed = true
                throw error
            }
        }
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
        try store(batch, sorting, AppendMoments(appendedAt), &head, &transaction, readFacts, .none)
        try transaction.put(.head, LedgerHead.key, head.encode().span)
    }

    /// Puts the new events of a batch into the tail, and seals what fills a segment.
    private func store(
        _ batch: EventBatch,
        _ sorting: BatchSorting,
        _ moments: AppendMoments,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction,
        _ readFacts: @escaping FactsReader,
        _ pages: MappedPages
    ) throws(StoreError) {
        let new = sorting.accepted
        var next = 0
        while Int(head.size - head.tailStart) + new.count - next >= Limits.segmentEvents {
            var segment = try SegmentWriter(after: head, in: transaction.reading)
            try move(tailOf: head, into: &segment, &transaction, readFacts)
            while !segment.isFull {
                let index = new[next]
                try segment.append(
                    batch.bytes.span.extracting(batch.range(index)),
                    facts: batch.facts[index],
                    leaf: batch.leaves[index],
                    appendedAt: moments[index],
                    to: &transaction
                )
                head.countRow(batch.facts[index]?.row)
                next += 1
                if next % Ledger.stepEvents == 0 { pages.release() }
            }
            try segment.finish(to: &transaction, &head, readFacts, betweenSteps: pages.release)
        }
        var lookup = EventIDs(readFacts)
        for offset in next..<new.count {
            let index = new[offset]
            let row = try tailRow(batch, index, &head, &transaction, &lookup)
            let event = batch.bytes[batch.range(index)]
            let record = TailRecord.encode(event, row, batch.leaves[index], moments[index])
            try transaction.put(.tail, StoreKey(head.size), record.span)
            let key = IDIndex.tailKey(sorting.hashes[offset], head.size)
            try transaction.put(.tailIDs, key, Span<UInt8>())
            head.count(batch.leaves[index], batch.facts[index]?.row)
        }
    }

    /// The row of the next event of the tail; an event that it voids is looked for among those before it.
    private func tailRow(
        _ batch: EventBatch,
        _ index: Int,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction,
        _ lookup: inout EventIDs
    ) throws(StoreError) -> EventRow? {
        guard let facts = batch.facts[index] else { return nil }
        let event = batch.bytes.span.extracting(batch.range(index))
        var row = try TailCodes.row(facts, of: event, &head, &transaction)
        if row.type == .eventVoided {
            let target = facts.code0.bytes(in: event)
            row.number0 = try lookup.target(target, before: head.size, in: transaction.reading, head)
        }
        return row
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
        try transaction.removeAll(.tailCodes)
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

/// When the events of a batch are appended: all at once, or each at a moment of its own.
private struct AppendMoments {
    private let common: Instant
    private let moments: [Instant]

    init(_ common: Instant) {
        self.common = common
        moments = []
    }

    init(of moments: [Instant]) {
        common = .distantPast
        self.moments = moments
    }

    subscript(index: Int) -> Instant { moments.isEmpty ? common : moments[index] }
}

extension Writer {
    fileprivate mutating func prepareFilter(
        for events: Int,
        _ transaction: borrowing ReadTransaction,
        _ head: LedgerHead
    ) throws(StoreError) {
        let enough = max(Writer.eventsForEachLookup, head.size / Writer.eventsForEachLookup)
        guard filter == nil, lookups + UInt64(events) >= enough else { return }
        filter = try IDIndex.filter(in: transaction, size: head.size)
    }
}
