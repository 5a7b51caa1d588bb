package import DossierModel
package import MerkleLog

/// Events that are to be appended together: canonical bytes, what was read from them, and their leaf hashes.
///
/// Hashing happens here, outside of the write transaction, so that it can run while an earlier batch is written.
package struct EventBatch: Sendable {
    package private(set) var bytes: [UInt8] = []
    /// Where the bytes of each event end.
    package private(set) var ends: [Int] = []
    /// `nil` for an event that no decoder reads.
    package private(set) var facts: [EventFacts?] = []
    package private(set) var leaves: [Digest] = []

    package init() {}

    /// An empty batch with room for as much as another has.
    package init(roomLike other: EventBatch) {
        bytes.reserveCapacity(other.bytes.count)
        ends.reserveCapacity(other.ends.count)
        facts.reserveCapacity(other.facts.count)
        leaves.reserveCapacity(other.leaves.count)
    }

    package var count: Int { ends.count }
    package var isEmpty: Bool { ends.isEmpty }

    /// Empties the batch and keeps its memory.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        facts.removeAll(keepingCapacity: true)
        leaves.removeAll(keepingCapacity: true)
    }

    /// Takes in one event.
    ///
    /// `write` appends the event's canonical bytes and answers what it reads in them; what it throws is passed on, and
    /// the batch is as before.
    package mutating func append<Failure: Error>(
        _ write: (inout [UInt8]) throws(Failure) -> EventFacts?
    ) throws(Failure) {
        let start = bytes.count
        let fact = try write(&bytes)
        facts.append(fact)
        ends.append(bytes.count)
        leaves.append(
            unsafe bytes.withUnsafeBytes {
                unsafe TreeHash.leaf(of: UnsafeRawBufferPointer(rebasing: $0[start...]))
            }
        )
    }

    /// Where the bytes of an event lie.
    package func range(_ index: Int) -> Range<Int> {
        (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }
}

/// What became of one event of a batch.
package enum AppendOutcome: Hashable, Sendable {
    /// It was appended under that number.
    case appended(SequenceNumber)
    /// The ledger has it already, with the same content.
    case duplicate(of: SequenceNumber)
    /// The ledger has its id already, with other content.
    case conflict(with: SequenceNumber)
}

/// What an append did.
package struct AppendAnswer: Sendable {
    /// One for each event of the batch, in its order.
    package let outcomes: [AppendOutcome]
    /// Events in the ledger now.
    package let size: UInt64
    /// The root of the ledger now.
    package let root: Digest
}
