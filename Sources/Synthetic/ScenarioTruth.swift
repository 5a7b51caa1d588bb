package import DossierModel

/// What a scenario put into its lines, counted while it wrote them.
///
/// It speaks of the lines that came out, so it is complete once the stream has ended. Counts of events leave the
/// exact duplicates out: `events + duplicates` is the number of lines.
package struct ScenarioTruth: Equatable, Sendable {
    /// Events by ``EventType/rawValue``.
    private var counts = [UInt64](repeating: 0, count: 64)

    package private(set) var events: UInt64 = 0
    /// Exact copies of earlier lines.
    package private(set) var duplicates: UInt64 = 0
    /// Dossiers of which there are events, and no receipt anywhere.
    package private(set) var orphans: UInt64 = 0
    /// Pauses that are unauthorised on the audited basis (rules.md section 5); every other one is authorised.
    package private(set) var pausesUnauthorised: UInt64 = 0
    /// Lines of paper registers that no receipt answers to (rules.md section 9, `offSystem`).
    package private(set) var paperEntriesOffSystem: UInt64 = 0
    /// Receipts whose `dueAt` is dated after the statutory due date.
    package private(set) var inflatedDue: UInt64 = 0
    /// Receipts for a procedure that is not listed at their unit.
    package private(set) var unlisted: UInt64 = 0
    /// Events recorded on a later day than they happened; paper entries do not count.
    package private(set) var recordedLate: UInt64 = 0

    /// Dossiers with a receipt.
    package var dossiers: UInt64 { count(of: .received) }
    package var voids: UInt64 { count(of: .eventVoided) }
    package var pauses: UInt64 { count(of: .paused) }
    package var paperEntries: UInt64 { count(of: .paperEntered) }
    package var lines: UInt64 { events + duplicates }

    package func count(of type: EventType) -> UInt64 {
        counts[Int(type.rawValue)]
    }

    mutating func add(reference type: EventType) {
        counts[Int(type.rawValue)] += 1
        events += 1
    }

    mutating func addDuplicate() {
        duplicates += 1
    }

    mutating func add(_ event: PlannedEvent) {
        add(reference: event.type)
        // Most events have no trait that counts.
        guard event.traits.rawValue >= PlannedEvent.Traits.isOrphan.rawValue else { return }
        if event.traits.contains(.isOrphan) { orphans += 1 }
        if event.traits.contains(.isUnauthorised) { pausesUnauthorised += 1 }
        if event.traits.contains(.isOffSystem) { paperEntriesOffSystem += 1 }
        if event.traits.contains(.isInflated) { inflatedDue += 1 }
        if event.traits.contains(.isUnlisted) { unlisted += 1 }
        if event.traits.contains(.isRecordedLate) { recordedLate += 1 }
    }
}
