internal import DossierModel
internal import MerkleLog

/// Tells which events of a batch are new to the ledger.
struct BatchSorting {
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
        _ readFacts: FactsReader,
        letGo: () -> Void = {}
    ) throws(StoreError) {
        let firstNew = nextNumber
        let ids = (0..<batch.count).map { index in
            batch.facts[index].map { $0.id.withValue(in: event(index)) { IDHash($0) } }
        }
        let known = try stored(ids, transaction, head, filter, &blocks, readFacts, letGo)
        for (index, id) in ids.enumerated() {
            guard let hash = id else {
                // Without an id nothing can be the same; the caller quarantines such lines before they come here.
                accept(index, IDHash(rawValue: 0))
                continue
            }
            if let outcome = earlierInBatch(index, hash, firstNew) ?? known[index] {
                outcomes.append(outcome)
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

    /// What the ledger has under the ids of the events, by their indexes; nothing for those that are new.
    ///
    /// Candidates are confirmed in the order in which they lie, so that each block is unpacked once for a batch,
    /// whatever the order of its events.
    private func stored(
        _ ids: [IDHash?],
        _ transaction: borrowing ReadTransaction,
        _ head: LedgerHead,
        _ filter: IDFilter?,
        _ blocks: inout BlockCache,
        _ readFacts: FactsReader,
        _ letGo: () -> Void
    ) throws(StoreError) -> [Int: AppendOutcome] {
        var wanted: [(hash: IDHash, index: Int)] = []
        for (index, id) in ids.enumerated() {
            if let hash = id, filter?.mayContain(hash) ?? true { wanted.append((hash, index)) }
        }
        var candidates: [(number: SequenceNumber, index: Int)] = []
        try IDIndex.forEachCandidate(of: wanted, in: transaction, letGo: letGo) { index, number in
            candidates.append((number, index))
        }
        candidates.sort { ($0.number.rawValue, $0.index) < ($1.number.rawValue, $1.index) }
        var known: [Int: AppendOutcome] = [:]
        known.reserveCapacity(candidates.count)
        for (number, index) in candidates where known[index] == nil {
            try blocks.withEvent(number, in: transaction, head) { other in
                guard hasSameID(index, readFacts(other), other) else { return }
                let isSame = isEqual(event(index), other)
                known[index] = isSame ? .duplicate(of: number) : .conflict(with: number)
            }
        }
        return known
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
