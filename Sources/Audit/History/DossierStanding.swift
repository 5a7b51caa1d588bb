package import DossierModel
internal import Interchange
package import Rules

/// Where a dossier stands on one basis, and how it came there.
///
/// The rows of the record are places in the history's events.
package struct DossierStanding: Sendable {
    /// What the dossier is: its class (rules.md section 7), how it ended without one, or what it lacks.
    package enum Kind: String, Sendable {
        case absent, orphan, declinedAtIntake, declined, withdrawn
        case early, onTime, overdue, undatedFinished
        case openInTime, openOverdue, stopped, undatedOpen
    }

    /// The publication that the limit comes from.
    package struct Publication: Sendable {
        package internal(set) var number: SequenceNumber
        package let id: String
        package let occurredAt: Instant?
        package let name: String?
        package let evidence: String?
    }

    /// The rule set by which the dossier is judged.
    package struct RuleSetWords: Sendable {
        package let name: String
        package let hash: String
        package let effectiveFrom: LocalDate
        /// The id of the event that adopts it; `nil` for one that is built in.
        package let adoptedBy: String?
        package let maxSupplementRequests: Int
        package let supplementWithinDays: Int?
        package let citation: BilingualText
        package let grounds: [GroundWords]
    }

    /// A stretch of the work in one pair of hands.
    package struct Holding: Sendable {
        package let span: WorkSpan
        package let unit: String?
        /// The unit that answers for it now, where the first was merged into another.
        package let answerable: String?
        package let officer: String?
        package let step: String?
    }

    /// What would be another verdict.
    package struct Change: Sendable {
        package let showings: [Showing]
        package let kind: Kind
        package let due: DueDate?
        package let daysLate: Int
    }

    package let kind: Kind
    package let isOpen: Bool
    /// How the work ended, in the rules' words; `nil` while it is open.
    package let finish: String?
    /// When it ended; `nil` while it is open.
    package let finishedAt: Instant?
    /// The unit answerable.
    package let unit: String?
    /// The procedure's code.
    package let procedure: String?
    package internal(set) var publication: Publication?
    package let ruleSet: RuleSetWords?
    /// The due with all its shifts; `nil` for an undated dossier.
    package let due: DueDate?
    /// In working days; 0 for what is not late.
    package let daysLate: Int
    package let record: LifeRecord
    package let explanation: DueExplanation
    package let holdings: [Holding]
    package let changes: [Change]
    /// Whether everything was tried that could be shown.
    package let isEveryChangeTried: Bool

    init(
        _ basis: Basis,
        _ found: Judgement,
        _ record: LifeRecord,
        _ whatIfs: WhatIfs,
        at: Instant,
        publication: ReferenceEvent?,
        in calendar: WorkCalendar,
        _ names: HistoryNames
    ) {
        let isFinished = found.presence == .received && !found.isOpen
        let end = isFinished ? found.finishedAt : at
        let receipt = record.start.map { names.events[$0.row] }
        kind = Kind(found)
        isOpen = found.isOpen
        finish = isFinished ? "\(found.finish)" : nil
        finishedAt = isFinished ? found.finishedAt : nil
        unit = names.unit(found.unit)
        procedure = receipt?.details.procedure
        self.publication = record.start?.procedure.map { terms in
            Publication(
                number: SequenceNumber(rawValue: terms.publication),
                id: publication.map { String(decoding: $0.id, as: UTF8.self) } ?? "",
                occurredAt: publication?.occurredAt,
                name: publication?.data?["name"]?.text,
                evidence: publication?.evidence
            )
        }
        ruleSet = record.start.flatMap { names.ruleSet($0.ruleSet) }
        due = found.due
        daysLate = Int(found.daysLate)
        self.record = record
        explanation = DueExplanation(
            record,
            found,
            written: receipt?.details.due,
            isAudited: basis == .audited,
            end: end,
            in: calendar
        )
        holdings = DossierStanding.holdings(record.workSpans(until: end, in: calendar), names)
        changes = whatIfs.changes.filter { $0.basis == basis }.map { change in
            Change(
                showings: change.showings,
                kind: Kind(change.judgement),
                due: change.judgement.due,
                daysLate: Int(change.judgement.daysLate)
            )
        }
        isEveryChangeTried = whatIfs.isComplete
    }

    /// Names who had the dossier: what a transfer does not say stays as it was, but for the officer of another unit.
    private static func holdings(_ spans: [WorkSpan], _ names: HistoryNames) -> [Holding] {
        var (unit, officer): (String?, String?) = (nil, nil)
        return spans.enumerated().map { place, span in
            let event = names.events[span.row]
            if place == 0 {
                (unit, officer) = (event.unit, event.actor)
            } else {
                let next = event.details.toUnit ?? unit
                officer = event.details.toActor ?? (next == unit ? officer : nil)
                unit = next
            }
            let answerable = names.answerable(unit)
            return Holding(
                span: span,
                unit: unit,
                answerable: answerable == unit ? nil : answerable,
                officer: officer,
                step: event.details.step
            )
        }
    }
}

extension DossierStanding.Kind {
    init(_ found: Judgement) {
        switch found.presence {
        case .absent: self = .absent
        case .orphan: self = .orphan
        case .declinedAtIntake: self = .declinedAtIntake
        case .received:
            self =
                switch found.dossierClass {
                case .none: found.finish == .withdrawn ? .withdrawn : .declined
                case .early: .early
                case .onTime: .onTime
                case .overdue: .overdue
                case .undatedFinished: .undatedFinished
                case .openInTime: .openInTime
                case .openOverdue: .openOverdue
                case .stopped: .stopped
                case .undatedOpen: .undatedOpen
                }
        }
    }

    /// Whether it is late.
    package var isLate: Bool { self == .overdue || self == .openOverdue }
}

extension DueDate {
    /// A date, or in hours an instant.
    package var text: String { instant.map { "\($0)" } ?? "\(date)" }
}
