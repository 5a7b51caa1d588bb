/// Marks of an event that the rules ask for.
@usableFromInline
package struct EventFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: UInt16

    @inlinable
    package init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    /// `evidence` is given.
    @inlinable package static var hasEvidence: EventFlags { EventFlags(rawValue: 1 << 0) }
    /// The paper of the type is given: `document` of a pause, `notice` of a supplement request, a reschedule, a
    /// decline or a completion, `letter` of an apology, `report` of an explanation, `receipt` of a return.
    @inlinable package static var hasDocument: EventFlags { EventFlags(rawValue: 1 << 1) }
    /// `reason` is given.
    @inlinable package static var hasReason: EventFlags { EventFlags(rawValue: 1 << 2) }
    /// ``EventRow/number0`` holds `dueAt` or `newDueAt`.
    @inlinable package static var hasDue: EventFlags { EventFlags(rawValue: 1 << 3) }
    /// `legalBasis` is given.
    @inlinable package static var hasLegalBasis: EventFlags { EventFlags(rawValue: 1 << 4) }
    /// `signed` is true.
    @inlinable package static var isSigned: EventFlags { EventFlags(rawValue: 1 << 5) }
}

/// An event as the rules see it: numbers only, one cache line.
///
/// What the slots hold is told by ``EventType/codeSlots`` and ``EventType/numberSlots``. An event of a type
/// without slots leaves them at ``CodeIndex/none`` and 0.
@usableFromInline
package struct EventRow: BitwiseCopyable, Hashable, Sendable {
    @usableFromInline package var occurredAt: Instant
    @usableFromInline package var recordedAt: Instant
    /// `dueAt` or `newDueAt` (milliseconds, where ``EventFlags/hasDue`` is set); `score` (bits of a `Double`); the value of
    /// a time limit; of an `event.voided` the number of its target plus one, or 0 where the store knows none.
    @usableFromInline package var number0: Int64
    /// `components`; `max` (bits of a `Double`).
    @usableFromInline package var number1: Int64
    /// `digitisedComponents`.
    @usableFromInline package var number2: Int64
    @usableFromInline package var dossier: CodeIndex
    @usableFromInline package var unit: CodeIndex
    @usableFromInline package var code0: CodeIndex
    @usableFromInline package var code1: CodeIndex
    @usableFromInline package var code2: CodeIndex
    @usableFromInline package var type: EventType
    /// ``Channel`` of a receipt; ``PaymentRoute`` of a payment; of a completion ``Outcome`` + 4 × ``ResultForm``;
    /// ``UnitLevel`` of a registration; ``LimitUnit`` of a publication; ``OfficerRole`` of an assignment.
    @usableFromInline package var detail: UInt8
    @usableFromInline package var flags: EventFlags

    @inlinable
    package init(type: EventType, occurredAt: Instant, recordedAt: Instant) {
        self.type = type
        self.occurredAt = occurredAt
        self.recordedAt = recordedAt
        number0 = 0
        number1 = 0
        number2 = 0
        dossier = .none
        unit = .none
        code0 = .none
        code1 = .none
        code2 = .none
        detail = 0
        flags = []
    }
}

extension EventRow {
    /// The due date as written, on a receipt, or the new one, on a reschedule.
    @inlinable package var dueAt: Instant? {
        flags.contains(.hasDue) ? Instant(rawValue: number0) : nil
    }

    /// How a receipt came in.
    @inlinable package var channel: Channel { Channel(rawValue: detail) ?? .counter }

    /// How a fee was paid.
    @inlinable package var paymentRoute: PaymentRoute { PaymentRoute(rawValue: detail) ?? .cash }

    /// How a completion ended the work.
    @inlinable package var outcome: Outcome { Outcome(rawValue: detail & 3) ?? .granted }

    /// What the result of a completion is made of.
    @inlinable package var resultForm: ResultForm { ResultForm(rawValue: detail >> 2) ?? .paper }

    /// The ``detail`` of a completion.
    @inlinable
    package static func detail(_ outcome: Outcome, _ form: ResultForm) -> UInt8 {
        outcome.rawValue | form.rawValue << 2
    }
}

extension EventType {
    /// Which dictionaries the code slots of a type refer to, in their order.
    ///
    /// A receipt and a paper entry: procedure, sector, paper number. A transfer: the unit it goes to. A pause:
    /// ground, approver, author. A registration: the parent; a merger: the unit that takes over. A publication:
    /// procedure and sector; a listing or its end: procedure. An assignment or its end: the officer. No other type has any.
    @inlinable package var codeSlots: (CodeKind?, CodeKind?, CodeKind?) {
        switch self {
        case .received, .paperEntered: (.procedure, .sector, .paperNumber)
        case .transferred, .unitRegistered, .unitMerged: (.unit, nil, nil)
        case .paused: (.ground, .officer, .officer)
        case .procedurePublished: (.procedure, .sector, nil)
        case .procedureListed, .procedureUnlisted: (.procedure, nil, nil)
        case .officerAssigned, .officerReleased: (.officer, nil, nil)
        default: (nil, nil, nil)
        }
    }

    /// How many of the number slots a type uses.
    @inlinable package var numberSlots: Int {
        switch self {
        case .received: 3
        case .rated: 2
        case .rescheduled, .procedurePublished, .eventVoided: 1
        default: 0
        }
    }
}
