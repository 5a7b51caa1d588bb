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

    /// The set of one type; none for a type that is no step in the life of a dossier.
    @inline(__always)
    init(_ type: EventType) {
        switch type {
        case .received: self = .received
        case .transferred: self = .transferred
        case .componentDemanded: self = .componentDemanded
        case .feeRequested: self = .feeRequested
        case .supplementRequested: self = .supplementRequested
        case .paused: self = .paused
        case .feePaid: self = .feePaid
        case .supplemented: self = .supplemented
        case .resumed: self = .resumed
        case .rescheduled: self = .rescheduled
        case .apologised: self = .apologised
        case .explained: self = .explained
        case .reopened: self = .reopened
        case .completed: self = .completed
        case .declined: self = .declined
        case .withdrawn: self = .withdrawn
        case .returned: self = .returned
        case .rated: self = .rated
        default: self = .none
        }
    }

    @inline(__always)
    static func | (left: EventTypes, right: EventTypes) -> EventTypes {
        EventTypes(rawValue: left.rawValue | right.rawValue)
    }

    /// Whether the two sets have a type in common.
    @inline(__always)
    func meets(_ other: EventTypes) -> Bool {
        rawValue & other.rawValue != 0
    }

    @inline(__always) var isEmpty: Bool { rawValue == 0 }
}
