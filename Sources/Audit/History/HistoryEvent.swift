package import DossierModel
internal import Interchange
internal import Rules

extension DossierHistory {
    /// One event that is known and not voided, with both clocks.
    package struct Event: EventHead, Sendable {
        package internal(set) var number: SequenceNumber
        package let id: String
        package let type: EventType
        package let occurredAt: Instant
        package let recordedAt: Instant
        /// Between the dates of the two clocks: calendar days and working days.
        package let lagDays: Int
        package let lagWorkingDays: Int
        package let unit: String?
        package let actor: String?
        package let evidence: String?
        package let details: Details
    }

    /// What an event of a dossier says besides, as it was written.
    package struct Details: Sendable {
        /// `document`, `notice`, `letter` or `report`.
        package fileprivate(set) var document: String?
        package fileprivate(set) var ground: String?
        package fileprivate(set) var approver: String?
        package fileprivate(set) var reason: String?
        package fileprivate(set) var toUnit: String?
        package fileprivate(set) var toActor: String?
        package fileprivate(set) var step: String?
        package fileprivate(set) var outcome: String?
        package fileprivate(set) var channel: String?
        package fileprivate(set) var procedure: String?
        /// `dueAt` of a receipt, `newDueAt` of a reschedule.
        package fileprivate(set) var due: Instant?

        init() {}

        init(_ event: ReferenceEvent, _ row: EventRow) {
            let data = event.data
            func text(_ key: String) -> String? { data?[key]?.text }
            document = text("document") ?? text("notice") ?? text("letter") ?? text("report")
            ground = text("ground")
            approver = text("approver")
            reason = text("reason")
            toUnit = text("toUnit")
            toActor = text("toActor")
            step = text("step")
            outcome = text("outcome")
            channel = text("channel")
            procedure = text("procedure")
            due = row.type == .received || row.type == .rescheduled ? row.dueAt : nil
        }
    }
}

extension DossierHistory.Event {
    init(_ event: ReferenceEvent?, _ row: EventRow, _ number: SequenceNumber, _ calendar: WorkCalendar) {
        let (occurred, recorded) = (row.occurredAt.localDate, row.recordedAt.localDate)
        self.init(
            number: number,
            id: event.map { String(decoding: $0.id, as: UTF8.self) } ?? "",
            type: row.type,
            occurredAt: row.occurredAt,
            recordedAt: row.recordedAt,
            lagDays: Int(recorded.rawValue) - Int(occurred.rawValue),
            lagWorkingDays: calendar.workingDays(after: occurred, through: recorded),
            unit: event?.unit,
            actor: event?.actor,
            evidence: event?.evidence,
            details: event.map { DossierHistory.Details($0, row) } ?? DossierHistory.Details()
        )
    }
}
