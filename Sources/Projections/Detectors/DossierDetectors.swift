package import DossierModel
package import Rules

/// Finds in the life of one dossier what inspectors look for (findings.md section 4).
///
/// All is judged on the audited basis, by the question's `at`. Detectors that ask for more than one dossier are elsewhere.
package struct DossierDetectors {
    private let rows: [EventRow]
    private let life: RecordedJudgement
    private let references: ReferenceBook
    private let at: Instant
    /// The place of each row in the life, or -1: a dossier may have very many events.
    private let places: [Int]
    private var hits: [DossierHit] = []

    /// What the detectors find, in the order of ``Detector`` and then of the dossier's life.
    ///
    /// `life` is what `DossierJudge.record` says of `rows`.
    package static func hits(
        _ rows: Span<EventRow>,
        _ life: RecordedJudgement,
        _ question: Question,
        _ references: ReferenceBook
    ) -> [DossierHit] {
        guard life.judgements.audited.presence == .received else { return [] }
        var detectors = DossierDetectors(rows, life, references, at: question.at)
        detectors.findInReceipt()
        detectors.findInStops()
        detectors.findInSteps()
        detectors.findInEnd()
        detectors.findInLateness()
        return detectors.hits
    }

    private init(
        _ rows: Span<EventRow>,
        _ life: RecordedJudgement,
        _ references: ReferenceBook,
        at: Instant
    ) {
        self.rows = rows.indices.map { rows[$0] }
        self.life = life
        self.references = references
        self.at = at
        var places = Array(repeating: -1, count: rows.count)
        for (place, step) in life.audited.steps.enumerated() where places[step.row] < 0 {
            places[step.row] = place
        }
        self.places = places
    }

    private var calendar: WorkCalendar { references.calendar }
    private var judgement: Judgement { life.judgements.audited }
    private var record: LifeRecord { life.audited }
    private var terms: RuleBook.Terms { references.rules.terms(receivedOn: judgement.beganAt.localDate) }
    private var receiptRow: Int { record.steps.first?.row ?? 0 }

    private mutating func hit(
        _ detector: Detector,
        _ rows: [Int],
        on day: LocalDate? = nil,
        reasons: [String] = [],
        if holds: Bool = true
    ) {
        guard holds, let last = rows.last else { return }
        let counted = step(of: last)?.effective ?? self.rows[last].occurredAt
        hits.append(DossierHit(detector, rows, day: day ?? counted.localDate, reasons: reasons))
    }

    /// The events of some types that count, in the order of life.
    private func steps(_ types: EventType...) -> [StepRecord] {
        record.steps.filter { $0.note == .counts && types.contains(rows[$0.row].type) }
    }

    /// The due date as it stood before an event of the life.
    private func due(before step: StepRecord) -> DueDate? {
        let place = max(places[step.row], 0)
        // The shifts are in the order of the life.
        var (low, high) = (0, record.shifts.count)
        while low < high {
            let middle = (low + high) / 2
            if max(places[record.shifts[middle].row], 0) < place { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? record.shifts[low - 1].after : record.baseDue
    }

    /// The step that the event of a row is.
    private func step(of row: Int) -> StepRecord? {
        places[row] < 0 ? nil : record.steps[places[row]]
    }

    /// Whether a date is the last working day before a due date, the due date, or a day off between them.
    private func isAtDue(_ date: LocalDate, _ due: DueDate) -> Bool {
        date <= due.date && isAtDueOrLater(date, due)
    }

    /// Whether a date is the last working day before a due date or later.
    private func isAtDueOrLater(_ date: LocalDate, _ due: DueDate) -> Bool {
        date >= due.date || calendar.workingDays(after: date, through: dayBefore(due)) == 0
    }

    private func dayBefore(_ due: DueDate) -> LocalDate { due.date.adding(days: -1) }
}

/// The receipt.
extension DossierDetectors {
    private mutating func findInReceipt() {
        let receipt = [receiptRow]
        hit(.registeredLate, receipt, if: judgement.marks.has(.registeredLate))
        hit(.unlistedProcedure, receipt, if: judgement.marks.has(.unlisted))
        hit(.noDueDate, receipt, if: record.baseDue == nil)
        hit(.inflatedDue, receipt, if: judgement.marks.has(.inflatedDue))
    }
}

/// Stops of the clock.
extension DossierDetectors {
    private mutating func findInStops() {
        for stop in record.stops where stop.kind == .pause {
            let start = stop.start.localDate
            let events = [stop.row] + (stop.closingRow.map { [$0] } ?? [])
            hit(.unauthorisedPause, [stop.row], reasons: stop.reasons.names, if: !stop.isAuthorised)
            if let step = step(of: stop.row), let due = due(before: step) {
                hit(.pauseBeforeDue, [stop.row], if: isAtDue(start, due))
            }
            hit(.pauseAfterDue, [stop.row], if: stop.reasons.contains(.afterDue))
            let days = calendar.workingDays(after: start, through: (stop.end ?? at).localDate)
            hit(.endlessPause, events, if: days > 30)
        }
        let requests = steps(.supplementRequested)
        for (index, request) in requests.enumerated() {
            let date = request.effective.localDate
            // Those that were allowed show it together with the one too many.
            hit(
                .secondSupplement,
                requests.prefix(terms.maxSupplementRequests).map(\.row) + [request.row],
                if: index + 1 > terms.maxSupplementRequests
            )
            if let within = terms.supplementWithinDays {
                let days = calendar.workingDays(after: judgement.beganAt.localDate, through: date)
                hit(.lateSupplement, [request.row], if: days > within)
            }
            if let due = due(before: request) {
                hit(.supplementAtDue, [request.row], if: isAtDueOrLater(date, due))
            }
        }
    }
}

/// What was asked for and promised on the way.
extension DossierDetectors {
    private mutating func findInSteps() {
        let demands = steps(.componentDemanded).filter { !rows[$0.row].flags.contains(.hasLegalBasis) }
        hit(.componentDemanded, demands.map(\.row), if: !demands.isEmpty)
        let apologies = steps(.apologised)
        let moves = steps(.rescheduled)
        let unexcused = moves.filter { move in
            !apologies.contains { $0.effective.localDate <= move.effective.localDate }
        }
        let tooMany = moves.count > terms.maxReschedules
        hit(.dueMoved, tooMany ? moves.map(\.row) : unexcused.map(\.row), if: tooMany || !unexcused.isEmpty)
    }
}

/// The end of the work, and what came after it.
extension DossierDetectors {
    private mutating func findInEnd() {
        findEarlyTick()
        guard let finish = standingFinish else { return }
        let row = rows[finish.row]
        // A result that was handed over before the finish was taken back is not this one.
        let start = record.steps.lastIndex { $0.note == .reopened }.map { $0 + 1 } ?? 0
        let returns = record.steps[start...].filter { rows[$0.row].type == .returned }
        if judgement.finish == .granted {
            hit(
                .noResultDocument,
                [finish.row],
                if: !row.flags.contains(.hasDocument) && returns.isEmpty
            )
        }
        if judgement.finish == .declined || judgement.finish == .refused, let due = judgement.due {
            hit(.refusedAtDue, [finish.row], if: isAtDueOrLater(finish.effective.localDate, due))
        }
        if judgement.finish.isCompleted {
            let returned = returns.map(\.effective).min()
            let end = (returned ?? at).localDate
            let days = calendar.workingDays(after: finish.effective.localDate, through: end)
            let shown = [finish.row] + returns.prefix(1).map(\.row)
            hit(.resultNotReturned, shown, on: finish.effective.localDate, if: days > 3)
        }
    }

    /// The finish that stands at the end.
    private var standingFinish: StepRecord? {
        guard !judgement.finish.isOpen else { return nil }
        return steps(.completed, .declined, .withdrawn).last
    }

    /// Work after the finish, or a finish that was soon taken back.
    private mutating func findEarlyTick() {
        let work: [EventType] = [
            .transferred, .supplementRequested, .supplemented, .paused, .resumed, .feeRequested,
        ]
        var finish: StepRecord?
        var shown: [Int] = []
        for step in record.steps {
            switch rows[step.row].type {
            case .completed, .declined, .withdrawn:
                if step.note == .counts { finish = step }
            case .reopened:
                guard let finished = finish else { continue }
                let days = calendar.workingDays(
                    after: finished.effective.localDate,
                    through: step.effective.localDate
                )
                if days <= 5 { shown += [finished.row, step.row] }
                finish = nil
            case let type where work.contains(type):
                guard let finished = finish else { continue }
                shown += [finished.row, step.row]
            default: continue
            }
        }
        var met: Set<Int> = []
        let rows = shown.filter { met.insert($0).inserted }
        hit(.earlyTick, rows, if: !rows.isEmpty)
    }
}

/// Lateness, and what was done about it.
extension DossierDetectors {
    private mutating func findInLateness() {
        let end = [receiptRow] + (standingFinish.map { [$0.row] } ?? [])
        let firstDay = judgement.due.map { $0.date.adding(days: 1) }
        hit(.maskedLateness, end + record.stops.map(\.row), on: firstDay, if: judgement.marks.has(.masked))
        hit(.lateTick, end, if: judgement.marks.has(.lateTick))
        guard judgement.dossierClass.isLate else { return }
        let apologies = steps(.apologised)
        hit(.lateNoApology, end, on: firstDay, if: apologies.isEmpty)
        hit(.lateNoExplanation, end, on: firstDay, if: !judgement.marks.has(.explained))
        let isApologised = judgement.marks.has(.apologised)
        hit(
            .apologyTooLate,
            apologies.map(\.row),
            if: isApologised && !judgement.marks.has(.apologisedInTime)
        )
        hit(.apologyIncomplete, apologies.map(\.row), if: !isApologised && !apologies.isEmpty)
    }
}
