internal import DossierModel

/// A basis as a type, so that the walk is compiled once for each and asks nothing of it as it goes.
protocol BasisRules {
    static var isAudited: Bool { get }
}

/// What the one-stop system would show if asked.
enum ReportedRules: BasisRules {
    @inline(__always) static var isAudited: Bool { false }
}

/// What the rules say happened.
enum AuditedRules: BasisRules {
    @inline(__always) static var isAudited: Bool { true }
}

extension BasisRules {
    /// The effective time of a receipt (rules.md section 3).
    @inline(__always)
    static func received(_ receipt: UnsafePointer<EventRow>) -> Instant {
        isAudited ? receipt.pointee.occurredAt : receipt.pointee.recordedAt
    }

    /// The effective time of another event, which is not before the receipt's (rules.md section 3, with step 3).
    ///
    /// On the reported basis it takes effect when it was recorded. On the audited one an event that favours the unit does
    /// so as well, unless evidence shows when it occurred; all others when they occurred.
    @inline(__always)
    static func effective(_ event: UnsafePointer<EventRow>, received: Instant) -> Instant {
        let occurredAt = event.pointee.occurredAt
        var effective = event.pointee.recordedAt
        if isAudited {
            let isShown = event.pointee.flags.has(.hasEvidence) && occurredAt >= received
            let isHeld = EventTypes(event.pointee.type).meets(.favourable) && !isShown
            effective = isHeld ? effective : occurredAt
        }
        return max(effective, received)
    }
}
