internal import DossierModel

/// Types of dossier events as a set of bits, which stand in the order of life.
///
/// The types of another module are compared by calls; these are compared by one instruction.
struct EventTypes: BitwiseCopyable, Sendable {
    var rawValue: UInt32

    @inline(__always)
    init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    @inline(__always) static var none: EventTypes { EventTypes(rawValue: 0) }
    @inline(__always) static var received: EventTypes { EventTypes(rawValue: 1 << 0) }
    @inline(__always) static var transferred: EventTypes { EventTypes(rawValue: 1 << 1) }
    @inline(__always) static var componentDemanded: EventTypes { EventTypes(rawValue: 1 << 2) }
    @inline(__always) static var feeRequested: EventTypes { EventTypes(rawValue: 1 << 3) }
    @inline(__always) static var supplementRequested: EventTypes { EventTypes(rawValue: 1 << 4) }
    @inline(__always) static var paused: EventTypes { EventTypes(rawValue: 1 << 5) }
    @inline(__always) static var feePaid: EventTypes { EventTypes(rawValue: 1 << 6) }
    @inline(__always) static var supplemented: EventTypes { EventTypes(rawValue: 1 << 7) }
    @inline(__always) static var resumed: EventTypes { EventTypes(rawValue: 1 << 8) }
    @inline(__always) static var rescheduled: EventTypes { EventTypes(rawValue: 1 << 9) }
    @inline(__always) static var apologised: EventTypes { EventTypes(rawValue: 1 << 10) }
    @inline(__always) static var explained: EventTypes { EventTypes(rawValue: 1 << 11) }
    @inline(__always) static var reopened: EventTypes { EventTypes(rawValue: 1 << 12) }
    @inline(__always) static var completed: EventTypes { EventTypes(rawValue: 1 << 13) }
    @inline(__always) static var declined: EventTypes { EventTypes(rawValue: 1 << 14) }
    @inline(__always) static var withdrawn: EventTypes { EventTypes(rawValue: 1 << 15) }
    @inline(__always) static var returned: EventTypes { EventTypes(rawValue: 1 << 16) }
    @inline(__always) static var rated: EventTypes { EventTypes(rawValue: 1 << 17) }

    /// What ends the work on a dossier.
    @inline(__always) static var finishes: EventTypes { completed | declined | withdrawn }

    /// What favours the unit: on the audited basis its time must be shown (rules.md section 3).
    @inline(__always) static var favourable: EventTypes {
        finishes | returned | supplementRequested | paused | rescheduled | apologised | explained
    }

    /// What is answered later, and stops the clock till then.
    @inline(__always) static var questions: EventTypes { supplementRequested | paused }

    /// All steps in the life of a dossier.
    @inline(__always) static var life: EventTypes { EventTypes(rawValue: 1 << 18 - 1) }

    /// What changes nothing in a dossier that was received: it is told of, and never counted.
    @inline(__always) static var idle: EventTypes { feeRequested | returned }

    /// The types whose events mean the same in whatever order they come, but for the side of the one finish that they
    /// stand on and for transfers among each other.
    @inline(__always) static var plain: EventTypes {
        received | transferred | componentDemanded | feeRequested | feePaid | apologised | explained
            | finishes
            | returned | rated
    }

    /// Whether there are both sides of a pair that a tie puts in order (rules.md section 3, step 7).
    @inline(__always) var hasPair: Bool {
        meets(.paused) && meets(.resumed) || meets(.supplementRequested) && meets(.supplemented)
            || meets(.finishes) && meets(.reopened)
    }

    /// The set of one type; none for a type that is no step in the life of a dossier.
    ///
    /// A type without a payload is kept as the number of its case, and the types of dossiers are declared last, in the
    /// order of life. A switch would say the same, but becomes a jump that the machine guesses wrong for every event.
    @inline(__always)
    init(_ type: EventType) {
        self.init(place: EventTypes.place(of: type))
    }

    /// The set of the type at a place; none for a place of no type.
    @inline(__always)
    init(place: UInt8) {
        // What is beyond the word is shifted out.
        rawValue = UInt32(1) << UInt32(place)
    }

    /// The place of a type in the order of life; beyond the last for a type that is no step in the life of a dossier.
    @inline(__always)
    static func place(of type: EventType) -> UInt8 {
        // A place before the first wraps around.
        unsafeBitCast(type, to: UInt8.self) &- unsafeBitCast(EventType.received, to: UInt8.self)
    }

    @inline(__always)
    static func | (left: EventTypes, right: EventTypes) -> EventTypes {
        EventTypes(rawValue: left.rawValue | right.rawValue)
    }

    /// The types of this set that are not in the other.
    @inline(__always)
    func without(_ other: EventTypes) -> EventTypes {
        EventTypes(rawValue: rawValue & ~other.rawValue)
    }

    /// Whether the two sets have a type in common.
    @inline(__always)
    func meets(_ other: EventTypes) -> Bool {
        rawValue & other.rawValue != 0
    }

    @inline(__always) var isEmpty: Bool { rawValue == 0 }
}
