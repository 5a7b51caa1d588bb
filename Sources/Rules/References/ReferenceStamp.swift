package import DossierModel

/// Where a reference event stands among those of one thing (rules.md section 1).
///
/// The one in force at a moment is the latest by `occurredAt` not after it; at equal times the later
/// `recordedAt`, then the greater `id`, byte by byte. In place of the id a stamp carries the number of its event:
/// ids are asked for only where both times are equal.
package struct ReferenceStamp: Hashable, Sendable, BitwiseCopyable {
    package var occurredAt: Instant
    package var recordedAt: Instant
    /// The number of the event in the ledger, or any other that tells it from all others.
    package var number: UInt64

    package init(occurredAt: Instant, recordedAt: Instant, number: UInt64) {
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        self.number = number
    }

    /// Whether only the ids can say which of two holds.
    @inline(__always)
    func isTied(with other: ReferenceStamp) -> Bool {
        occurredAt == other.occurredAt && recordedAt == other.recordedAt
    }

    /// Whether it comes before another by its times.
    @inline(__always)
    func precedes(_ other: ReferenceStamp) -> Bool {
        occurredAt != other.occurredAt ? occurredAt < other.occurredAt : recordedAt < other.recordedAt
    }
}
