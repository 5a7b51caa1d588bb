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
    @inline(__always)
    static func effective(_ event: UnsafePointer<EventRow>, received: Instant) -> Instant {
        timing(event, received: received).effective
    }

    /// The effective time of an event, and what it comes from (rules.md section 3, with step 3).
    ///
    /// On the reported basis it takes effect when it was recorded. On the audited one an event that favours the unit does
    /// so as well, unless evidence shows when it occurred; all others when they occurred. Who does not ask for the
    /// source does not pay for it.
    @inline(__always)
    static func timing(
        _ event: UnsafePointer<EventRow>,
        received: Instant
    ) -> (effective: Instant, source: TimeSource) {
        let occurredAt = event.pointee.occurredAt
        var effective = event.pointee.recordedAt
        var source = TimeSource.recorded
        if isAudited {
            let hasEvidence = event.pointee.flags.has(.hasEvidence)
            let isShown = hasEvidence && occurredAt >= received
            let isHeld = EventTypes(event.pointee.type).meets(.favourable) && !isShown
            effective = isHeld ? effective : occurredAt
            source = !isHeld ? .occurred : hasEvidence ? .beforeReceipt : .noEvidence
        }
        return (max(effective, received), effective < received ? .receipt : source)
    }
}
