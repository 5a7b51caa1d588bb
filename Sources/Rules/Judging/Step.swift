internal import DossierModel

/// One event in the order of a dossier's life, but for its receipt.
///
/// Steps compare by effective time, `occurredAt`, the order of life and `id` (rules.md section 3, step 6). The
/// row number stands for the id: rows of one type and time are handed over in the order of their ids, and no
/// comparison comes as far as the id for others.
struct Step: BitwiseCopyable, Comparable, Sendable {
    let effective: Instant
    let occurredAt: Instant
    /// The type above, the row number below.
    private let rank: UInt64

    @inline(__always)
    init(effective: Instant, occurredAt: Instant, type: EventType, row: Int) {
        self.effective = effective
        self.occurredAt = occurredAt
        rank = UInt64(type.rawValue) << 32 | UInt64(truncatingIfNeeded: row)
    }

    var row: Int { Int(rank & 0xFFFF_FFFF) }

    /// The raw value of the event's type.
    var typeNumber: UInt8 { UInt8(truncatingIfNeeded: rank >> 32) }

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

/// Types of dossier events as a set of bits.
struct EventTypes: OptionSet, BitwiseCopyable, Sendable {
    var rawValue: UInt32

    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    @inline(__always)
    init(_ type: EventType) {
        rawValue = 1 << UInt32(type.rawValue & 31)
    }

    init(_ types: EventType...) {
        rawValue = types.reduce(0) { $0 | EventTypes($1).rawValue }
    }

    @inline(__always)
    func has(_ type: EventType) -> Bool {
        rawValue & EventTypes(type).rawValue != 0
    }

    /// Whether the set has the type of that raw value.
    @inline(__always)
    func has(number: UInt8) -> Bool {
        rawValue & (1 << UInt32(number & 31)) != 0
    }

    /// What ends the work on a dossier.
    static let finishes = EventTypes(.completed, .declined, .withdrawn)

    /// What favours the unit: on the audited basis its time must be shown (rules.md section 3).
    static let favourable = EventTypes(
        .completed,
        .declined,
        .withdrawn,
        .returned,
        .supplementRequested,
        .paused,
        .rescheduled,
        .apologised,
        .explained
    )
}
