internal import DossierModel

/// One event of a dossier with its effective time, as it is put in order.
///
/// Steps compare by effective time, `occurredAt`, the order of life and `id` (rules.md section 3, step 6). The
/// row number stands for the id: rows of one type and time are handed over in the order of their ids, and no
/// comparison comes as far as the id for others.
struct Step: BitwiseCopyable, Comparable, Sendable {
    var effective: Instant
    let occurredAt: Instant
    /// The bit of the type above, the row number below.
    private let rank: UInt64

    @inline(__always)
    init(effective: Instant, occurredAt: Instant, type: EventTypes, row: Int) {
        self.effective = effective
        self.occurredAt = occurredAt
        rank = UInt64(type.rawValue) << 32 | UInt64(truncatingIfNeeded: row)
    }

    @inline(__always) var row: Int { Int(rank & 0xFFFF_FFFF) }

    /// The type of the event, alone in its set; none for what is no step in the life of a dossier.
    @inline(__always) var type: EventTypes { EventTypes(rawValue: UInt32(truncatingIfNeeded: rank >> 32)) }

    /// Whether both are of one tie: equal effective time and `occurredAt`.
    @inline(__always)
    func isTied(with other: Step) -> Bool {
        effective == other.effective && occurredAt == other.occurredAt
    }

    @inline(__always)
    static func < (left: Step, right: Step) -> Bool {
        if left.effective != right.effective { return left.effective < right.effective }
        if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
        return left.rank < right.rank
    }
}
