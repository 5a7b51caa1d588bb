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

/// Tells which events of a batch are new to the ledger.
private struct BatchSorting {
    private let batch: EventBatch
    private var nextNumber: UInt64
    /// Where in `accepted` an id of this batch stands already.
    private var seen: SeenHashes

    /// Indexes in the batch of the events to append, in order, and the hashes of their ids.
    private(set) var accepted: [Int] = []
    private(set) var hashes: [IDHash] = []
    private(set) var outcomes: [AppendOutcome] = []

    init(batch: EventBatch, nextNumber: UInt64) {
        self.batch = batch
        self.nextNumber = nextNumber
        seen = SeenHashes(capacity: batch.count)
    }

    mutating func run(
        _ transaction: borrowing ReadTransaction,
        _ head: LedgerHead,
        _ filter: IDFilter?,
        _ blocks: inout BlockCache,
        _ readFacts: FactsReader
    ) throws(StoreError) {
        let firstNew = nextNumber
        for index in 0..<batch.count {
            let id = batch.facts[index].map { $0.id.withValue(in: event(index)) { IDHash($0) } }
            guard let hash = id else {
                // Without an id nothing can be the same; the caller quarantines such lines before they come here.
                accept(index, IDHash(rawValue: 0))
                continue
            }
            if let known = earlierInBatch(index, hash, firstNew) {
                outcomes.append(known)
                continue
            }
            if filter?.mayContain(hash) ?? true,
                let known = try stored(index, hash, transaction, head, &blocks, readFacts)
            {
                outcomes.append(known)
                continue
            }
            seen.insert(hash, accepted.count)
            accept(index, hash)
        }
    }

    private mutating func accept(_ index: Int, _ hash: IDHash) {
        accepted.append(index)
        hashes.append(hash)
        outcomes.append(.appended(SequenceNumber(rawValue: nextNumber)))
        nextNumber += 1
    }

    @_lifetime(borrow self)
    private func event(_ index: Int) -> Span<UInt8> {
        batch.bytes.span.extracting(batch.range(index))
    }

    private func earlierInBatch(_ index: Int, _ hash: IDHash, _ firstNew: UInt64) -> AppendOutcome? {
        var candidate = seen.first(hash)
        while let place = seen.place(candidate) {
            candidate = seen.next(candidate)
            guard hashes[place] == hash else { continue }
            let other = accepted[place]
            guard hasSameID(index, batch.facts[other], event(other)) else { continue }
            let number = SequenceNumber(rawValue: firstNew + UInt64(place))
            return batch.leaves[other] == batch.leaves[index]
                ? .duplicate(of: number) : .conflict(with: number)
        }
        return nil
    }

    /// What the ledger has under the id of an event, or `nil` where it is new.
    private func stored(
        _ index: Int,
        _ hash: IDHash,
        _ transaction: borrowing ReadTransaction,
        _ head: LedgerHead,
        _ blocks: inout BlockCache,
        _ readFacts: FactsReader
    ) throws(StoreError) -> AppendOutcome? {
        var outcome: AppendOutcome?
        try IDIndex.forEachCandidate(hash, in: transaction) { number throws(StoreError) in
            try blocks.withEvent(number, in: transaction, head) { other in
                guard hasSameID(index, readFacts(other), other) else { return }
                let isSame = isEqual(event(index), other)
                outcome = isSame ? .duplicate(of: number) : .conflict(with: number)
            }
            return outcome == nil
        }
        return outcome
    }

    private func hasSameID(_ index: Int, _ facts: EventFacts?, _ other: Span<UInt8>) -> Bool {
        guard let own = batch.facts[index], let facts else { return false }
        return own.id.withValue(in: event(index)) { id in facts.id.withValue(in: other) { isEqual(id, $0) } }
    }
}

/// Whether two runs of bytes are the same.
func isEqual(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    for index in left.indices where left[index] != right[index] { return false }
    return true
}

/// Where the id hashes of a batch stand: a table of open addresses, since a dictionary costs more than the search.
private struct SeenHashes {
    /// Places in the batch's list of new events, or -1.
    private var slots: ContiguousArray<Int32>
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = ContiguousArray(repeating: -1, count: size)
        mask = size - 1
    }

    mutating func insert(_ hash: IDHash, _ place: Int) {
        var slot = first(hash)
        while slots[slot] >= 0 { slot = next(slot) }
        slots[slot] = Int32(place)
    }

    func first(_ hash: IDHash) -> Int { Int(truncatingIfNeeded: hash.rawValue) & mask }

    func next(_ slot: Int) -> Int { (slot + 1) & mask }

    /// What stands in a slot, or `nil` where the search ends.
    func place(_ slot: Int) -> Int? { slots[slot] < 0 ? nil : Int(slots[slot]) }
}
