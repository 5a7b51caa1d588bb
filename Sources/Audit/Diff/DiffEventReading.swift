internal import DossierModel
internal import Interchange
internal import LedgerStore
internal import Rules

/// Reads the events that made a difference.
struct DiffEventReading {
    /// An event with the parts that only some are asked for.
    struct Found {
        let event: DiffEvent
        let reference: ReferenceEvent
    }

    private let calendar: WorkCalendar
    /// By the number of an event that was voided in between, the number of what voided it.
    private let voids: [UInt64: UInt64]
    private var lookup = EventLookup()

    init(_ calendar: WorkCalendar, voids: [UInt64: UInt64]) {
        self.calendar = calendar
        self.voids = voids
    }

    /// The number of the event that voided another in between.
    func void(of number: UInt64) -> UInt64? { voids[number] }

    /// Reads an event.
    mutating func find(_ number: UInt64, _ view: borrowing LedgerView) throws(StoreError) -> Found {
        let calendar = calendar
        return try lookup.withEvent(SequenceNumber(rawValue: number), in: view) { event throws(StoreError) in
            try DiffEventReading.found(number, event, calendar)
        }
    }

    /// The event that these bytes are.
    func found(_ number: UInt64, _ bytes: Span<UInt8>) throws(StoreError) -> Found {
        try DiffEventReading.found(number, bytes, calendar)
    }

    private static func found(
        _ number: UInt64,
        _ bytes: Span<UInt8>,
        _ calendar: WorkCalendar
    ) throws(StoreError) -> Found {
        guard let found = ReferenceEvent(bytes), let type = found.type, let occurredAt = found.occurredAt,
            let recordedAt = found.recordedAt
        else { throw .damaged(what: "event \(number) cannot be read") }
        let event = DiffEvent(
            number: SequenceNumber(rawValue: number),
            id: String(decoding: found.id, as: UTF8.self),
            type: type,
            occurredAt: occurredAt,
            recordedAt: recordedAt,
            workingDays: calendar.workingDays(after: occurredAt.localDate, through: recordedAt.localDate),
            actor: found.actor,
            source: found.source
        )
        return Found(event: event, reference: found)
    }

    /// Reads what became of an event: that it became known, or what voided it.
    mutating func change(
        _ number: UInt64,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> (change: EventChange, reference: ReferenceEvent) {
        let found = try find(number, view)
        guard let voiding = voids[number] else {
            return (EventChange(event: found.event, void: nil, reason: nil), found.reference)
        }
        let void = try find(voiding, view)
        let reason = void.reference.data?["reason"]?.text
        return (EventChange(event: found.event, void: void.event, reason: reason), found.reference)
    }
}
