package import DossierModel

/// Where a reference event stands among those of one thing (rules.md section 1).
///
/// The one in force at a moment is the latest by `occurredAt` not after it; at equal times the later
/// `recordedAt`, then the greater `id`, byte by byte.
package struct ReferenceStamp: Hashable, Comparable, Sendable {
    package var occurredAt: Instant
    package var recordedAt: Instant
    /// The event's id as UTF-8.
    package var id: [UInt8]

    package init(occurredAt: Instant, recordedAt: Instant, id: [UInt8]) {
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        self.id = id
    }

    package static func < (left: ReferenceStamp, right: ReferenceStamp) -> Bool {
        if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
        if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
        return left.id.lexicographicallyPrecedes(right.id)
    }
}
