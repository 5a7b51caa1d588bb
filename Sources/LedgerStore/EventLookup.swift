package import DossierModel

/// Reads single events, and keeps the blocks that it unpacked last.
///
/// Whoever asks in log order unpacks each block once.
package struct EventLookup {
    private var blocks = BlockCache()

    package init() {}

    /// Calls `body` with the canonical bytes of an event.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where it cannot be read.
    package mutating func withEvent<Result>(
        _ number: SequenceNumber,
        in view: borrowing LedgerView,
        _ body: (Span<UInt8>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try blocks.withEvent(number, in: view.transaction, view.head, body)
    }

    /// The number of the event with that id, or `nil` where there is none.
    package mutating func find(
        id: [UInt8],
        in view: borrowing LedgerView
    ) throws(StoreError) -> SequenceNumber? {
        var found: SequenceNumber?
        try IDIndex.forEachCandidate(IDHash(id.span), in: view.transaction) { number throws(StoreError) in
            try blocks.withEvent(number, in: view.transaction, view.head) { event in
                guard let facts = view.readFacts(event) else { return }
                if facts.id.withValue(in: event, { isEqual($0, id.span) }) { found = number }
            }
            return found == nil
        }
        return found
    }
}
