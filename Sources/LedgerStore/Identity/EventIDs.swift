internal import DossierModel

/// Reads the ids of events, and finds events by their id, confirmed by their bytes.
struct EventIDs {
    private let readFacts: FactsReader
    private var blocks = BlockCache()

    init(_ readFacts: @escaping FactsReader) {
        self.readFacts = readFacts
    }

    /// The id of an event; nothing for one that no decoder reads.
    mutating func id(
        of number: UInt64,
        in transaction: borrowing ReadTransaction,
        _ head: LedgerHead
    ) throws(StoreError) -> [UInt8] {
        try blocks.withEvent(SequenceNumber(rawValue: number), in: transaction, head) { event in
            readFacts(event)?.id.bytes(in: event) ?? []
        }
    }

    /// What ``EventRow/number0`` of an `event.voided` holds: the number of the event with that id plus one; 0 where no
    /// event before `end` has it.
    mutating func target(
        _ id: [UInt8],
        before end: UInt64,
        in transaction: borrowing ReadTransaction,
        _ head: LedgerHead
    ) throws(StoreError) -> Int64 {
        guard !id.isEmpty else { return 0 }
        var target: Int64 = 0
        try IDIndex.forEachCandidate(IDHash(id.span), in: transaction) { number throws(StoreError) in
            guard number.rawValue < end else { return true }
            if try self.id(of: number.rawValue, in: transaction, head) == id {
                target = Int64(number.rawValue) + 1
            }
            return target == 0
        }
        return target
    }
}

extension TextSlice {
    /// The text that the slice marks, as UTF-8.
    func bytes(in event: Span<UInt8>) -> [UInt8] {
        withValue(in: event) { value in unsafe value.withUnsafeBytes { unsafe Array($0) } }
    }
}
