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
        var hits: [DossierHit] = []
        let detectors = DossierDetectors(rows, life, references, at: question.at)
        detectors.findInReceipt(&hits)
        detectors.findInStops(&hits)
        detectors.findInSteps(&hits)
        detectors.findInEnd(&hits)
        detectors.findInLateness(&hits)
        return hits
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

    private func hit(
        _ hits: inout [DossierHit],
        _ detector: Detector,
        _ rows: [Int],
        on day: LocalDate? = nil,
        reasons: [String] = [],
        facts: @autoclosure () -> [HitFact],
        if holds: Bool = true
    ) {
        guard holds, let last = rows.last else { return }
        let counted = step(of: last)?.effective ?? self.rows[last].occurredAt
        let facts = facts()
        hits.append(
            DossierHit(detector, rows, day: day ?? counted.localDate, reasons: reasons, facts: facts)
        )
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

/// Facts that several detectors tell.
extension DossierDetectors {
    private func workingDays(from start: Instant, to end: Instant) -> HitFact {
        let days = calendar.workingDays(after: start.localDate, through: end.localDate)
        return HitFact(.workingDays, .count(Int(days)))
    }

    private func allowed(_ count: Int) -> HitFact { HitFact(.allowed, .count(count)) }

    private func fact(_ due: DueDate?) -> [HitFact] { due.map { [HitFact(.due, .due($0))] } ?? [] }

    /// The final due date, and how late the dossier is by it.
    private var lateness: [HitFact] {
        fact(judgement.due) + [HitFact(.daysLate, .count(Int(judgement.daysLate)))]
    }
}

/// The receipt.
extension DossierDetectors {
    private func findInReceipt(_ hits: inout [DossierHit]) {
        let receipt = [receiptRow]
        let row = rows[receiptRow]
        hit(
            &hits,
            .registeredLate,
            receipt,
            facts: [
                workingDays(from: row.occurredAt, to: row.recordedAt), allowed(terms.registrationGraceDays),
            ],
            if: judgement.marks.has(.registeredLate)
        )
        let procedure = HitFact(.procedure, .code(row.code0, .procedure))
        hit(&hits, .unlistedProcedure, receipt, facts: [procedure], if: judgement.marks.has(.unlisted))
        hit(&hits, .noDueDate, receipt, facts: [procedure], if: record.baseDue == nil)
        hit(&hits, .inflatedDue, receipt, facts: promises(of: row), if: judgement.marks.has(.inflatedDue))
    }

    /// What the law and the slip promise.
    private func promises(of receipt: EventRow) -> [HitFact] {
        var facts: [HitFact] = []
        if let due = record.start?.statutory { facts.append(HitFact(.statutoryDue, .due(due))) }
        if let due = receipt.dueAt { facts.append(HitFact(.writtenDue, .day(due.localDate))) }
        return facts
    }
}

/// Stops of the clock.
extension DossierDetectors {
    private func findInStops(_ hits: inout [DossierHit]) {
        for stop in record.stops where stop.kind == .pause {
            let start = stop.start.localDate
            let events = [stop.row] + (stop.closingRow.map { [$0] } ?? [])
            hit(
                &hits,
                .unauthorisedPause,
                [stop.row],
                reasons: stop.reasons.names,
                facts: [],
                if: !stop.isAuthorised
            )
            let then = step(of: stop.row).flatMap { due(before: $0) }
            if let then {
                hit(&hits, .pauseBeforeDue, [stop.row], facts: fact(then), if: isAtDue(start, then))
            }
            hit(&hits, .pauseAfterDue, [stop.row], facts: fact(then), if: stop.reasons.contains(.afterDue))
            let end = stop.end ?? at
            let days = calendar.workingDays(after: start, through: end.localDate)
            hit(
                &hits,
                .endlessPause,
                events,
                facts: [workingDays(from: stop.start, to: end), allowed(30)],
                if: days > 30
            )
        }
        let requests = steps(.supplementRequested)
        for (index, request) in requests.enumerated() {
            let date = request.effective.localDate
            // Those that were allowed show it together with the one too many.
            hit(
                &hits,
                .secondSupplement,
                requests.prefix(terms.maxSupplementRequests).map(\.row) + [request.row],
                facts: [HitFact(.number, .count(index + 1)), allowed(terms.maxSupplementRequests)],
                if: index + 1 > terms.maxSupplementRequests
            )
            if let within = terms.supplementWithinDays {
                let days = calendar.workingDays(after: judgement.beganAt.localDate, through: date)
                hit(
                    &hits,
                    .lateSupplement,
                    [request.row],
                    facts: [workingDays(from: judgement.beganAt, to: request.effective), allowed(within)],
                    if: days > within
                )
            }
            if let due = due(before: request) {
                hit(
                    &hits,
                    .supplementAtDue,
                    [request.row],
                    facts: fact(due),
                    if: isAtDueOrLater(date, due)
                )
            }
        }
    }
}

/// What was asked for and promised on the way.
extension DossierDetectors {
    private func findInSteps(_ hits: inout [DossierHit]) {
        let demands = steps(.componentDemanded).filter { !rows[$0.row].flags.contains(.hasLegalBasis) }
        hit(
            &hits,
            .componentDemanded,
            demands.map(\.row),
            facts: [HitFact(.demanded, .count(demands.count))],
            if: !demands.isEmpty
        )
        let apologies = steps(.apologised)
        let moves = steps(.rescheduled)
        let unexcused = moves.filter { move in
            !apologies.contains { $0.effective.localDate <= move.effective.localDate }
        }
        let tooMany = moves.count > terms.maxReschedules
        hit(
            &hits,
            .dueMoved,
            tooMany ? moves.map(\.row) : unexcused.map(\.row),
            facts: facts(of: moves, unexcused: unexcused.count),
            if: tooMany || !unexcused.isEmpty
        )
    }

    private func facts(of moves: [StepRecord], unexcused: Int) -> [HitFact] {
        var facts = [HitFact(.moves, .count(moves.count)), allowed(terms.maxReschedules)]
        facts.append(HitFact(.withoutApology, .count(unexcused)))
        for move in moves {
            if let appointment = appointment(move.row) { facts.append(appointment) }
        }
        return facts
    }

    /// The appointment before and after a reschedule: as reported, for on the audited basis none moves.
    private func appointment(_ row: Int) -> HitFact? {
        if let shift = life.reported.shifts.first(where: { $0.row == row && $0.standstill == nil }) {
            return HitFact(.move, .move(from: shift.before?.date, to: shift.after.date))
        }
        return rows[row].dueAt.map { HitFact(.move, .move(from: nil, to: $0.localDate)) }
    }
}

/// The end of the work, and what came after it.
extension DossierDetectors {
    private func findInEnd(_ hits: inout [DossierHit]) {
        findEarlyTick(&hits)
        guard let finish = standingFinish else { return }
        let row = rows[finish.row]
        // A result that was handed over before the finish was taken back is not this one.
        let start = record.steps.lastIndex { $0.note == .reopened }.map { $0 + 1 } ?? 0
        let returns = record.steps[start...].filter { rows[$0.row].type == .returned }
        if judgement.finish == .granted {
            hit(
                &hits,
                .noResultDocument,
                [finish.row],
                facts: [finished(finish)],
                if: !row.flags.contains(.hasDocument) && returns.isEmpty
            )
        }
        if judgement.finish == .declined || judgement.finish == .refused, let due = judgement.due {
            hit(
                &hits,
                .refusedAtDue,
                [finish.row],
                facts: fact(due) + [finished(finish), HitFact(.outcome, .finish(judgement.finish))],
                if: isAtDueOrLater(finish.effective.localDate, due)
            )
        }
        if judgement.finish.isCompleted {
            let returned = returns.map(\.effective).min()
            let end = (returned ?? at).localDate
            let days = calendar.workingDays(after: finish.effective.localDate, through: end)
            let shown = [finish.row] + returns.prefix(1).map(\.row)
            hit(
                &hits,
                .resultNotReturned,
                shown,
                on: finish.effective.localDate,
                facts: facts(of: finish, returned: returned),
                if: days > 3
            )
        }
    }

    private func facts(of finish: StepRecord, returned: Instant?) -> [HitFact] {
        var facts = [workingDays(from: finish.effective, to: returned ?? at), allowed(3)]
        if let returned { facts.append(HitFact(.returnedOn, .day(returned.localDate))) }
        return facts
    }

    private func finished(_ finish: StepRecord) -> HitFact {
        HitFact(.finishedOn, .day(finish.effective.localDate))
    }

    /// The finish that stands at the end.
    private var standingFinish: StepRecord? {
        guard !judgement.finish.isOpen else { return nil }
        return steps(.completed, .declined, .withdrawn).last
    }

    /// Work after the finish, or a finish that was soon taken back.
    private func findEarlyTick(_ hits: inout [DossierHit]) {
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
        hit(&hits, .earlyTick, rows, facts: laterWork(rows), if: !rows.isEmpty)
    }

    /// The finishes among the events that show an early tick, and the kinds of what came after them.
    private func laterWork(_ shown: [Int]) -> [HitFact] {
        var facts: [HitFact] = []
        for row in shown {
            let type = rows[row].type
            let isFinish = [EventType.completed, .declined, .withdrawn].contains(type)
            let day = (step(of: row)?.effective ?? rows[row].occurredAt).localDate
            let fact = isFinish ? HitFact(.finishedOn, .day(day)) : HitFact(.laterEvent, .event(type))
            if !facts.contains(fact) { facts.append(fact) }
        }
        return facts.filter { $0.name == .finishedOn } + facts.filter { $0.name == .laterEvent }
    }
}

/// Lateness, and what was done about it.
extension DossierDetectors {
    private func findInLateness(_ hits: inout [DossierHit]) {
        let end = [receiptRow] + (standingFinish.map { [$0.row] } ?? [])
        let firstDay = judgement.due.map { $0.date.adding(days: 1) }
        hit(
            &hits,
            .maskedLateness,
            end + record.stops.map(\.row),
            on: firstDay,
            facts: lateness + reportedDue,
            if: judgement.marks.has(.masked)
        )
        let reportedDays = HitFact(.daysLate, .count(Int(life.judgements.reported.daysLate)))
        hit(&hits, .lateTick, end, facts: reportedDue + [reportedDays], if: judgement.marks.has(.lateTick))
        guard judgement.dossierClass.isLate else { return }
        let apologies = steps(.apologised)
        hit(&hits, .lateNoApology, end, on: firstDay, facts: lateness, if: apologies.isEmpty)
        hit(
            &hits,
            .lateNoExplanation,
            end,
            on: firstDay,
            facts: lateness,
            if: !judgement.marks.has(.explained)
        )
        let isApologised = judgement.marks.has(.apologised)
        hit(
            &hits,
            .apologyTooLate,
            apologies.map(\.row),
            facts: lateness + apologyTimes(apologies),
            if: isApologised && !judgement.marks.has(.apologisedInTime)
        )
        hit(
            &hits,
            .apologyIncomplete,
            apologies.map(\.row),
            facts: [HitFact(.lacking, .apology(leastLacking(apologies)))],
            if: !isApologised && !apologies.isEmpty
        )
    }

    private var reportedDue: [HitFact] {
        life.judgements.reported.due.map { [HitFact(.reportedDue, .due($0))] } ?? []
    }

    /// By when an apology was due, and when the first that is complete was made.
    private func apologyTimes(_ apologies: [StepRecord]) -> [HitFact] {
        var facts: [HitFact] = []
        if let due = judgement.due {
            let last = due.date.adding(days: -terms.apologyLeadDays)
            facts.append(HitFact(.apologyDue, .day(last)))
        }
        if let first = apologies.filter({ lacking($0).isEmpty }).map(\.effective).min() {
            facts.append(HitFact(.apologisedOn, .day(first.localDate)))
        }
        return facts
    }

    /// What the apology that lacks least does not have; of several the first.
    private func leastLacking(_ apologies: [StepRecord]) -> ApologyParts {
        let lacks = apologies.map { lacking($0) }
        return lacks.min { $0.rawValue.nonzeroBitCount < $1.rawValue.nonzeroBitCount } ?? []
    }

    private func lacking(_ apology: StepRecord) -> ApologyParts {
        let flags = rows[apology.row].flags
        var lacking: ApologyParts = []
        if !flags.contains(.hasDocument) { lacking.insert(.letter) }
        if !flags.contains(.hasReason) { lacking.insert(.reason) }
        if !flags.contains(.hasDue), isOpen(at: apology) { lacking.insert(.newDue) }
        return lacking
    }

    /// Whether the dossier is open where an event stands in its life.
    private func isOpen(at step: StepRecord) -> Bool {
        var isOpen = true
        for other in record.steps.prefix(max(places[step.row], 0)) {
            switch rows[other.row].type {
            case .completed, .declined, .withdrawn: if other.note == .counts { isOpen = false }
            case .reopened: isOpen = true
            default: continue
            }
        }
        return isOpen
    }
}
