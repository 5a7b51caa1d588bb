package import DossierModel

/// Something that may yet be shown of a dossier, or be shown to be untrue.
package enum Showing: Hashable, Sendable {
    /// A signed paper that shows when the event occurred.
    case evidence(row: Int)
    /// The decision of a pause, or the notice of a request.
    case document(row: Int)
    /// That somebody who leads, and is not its author, approved a pause.
    case leader(row: Int)
    /// That the work was finished by then, with a paper that shows it.
    case finish(by: Instant)
    /// That the evidence of the event does not hold.
    case noEvidence(row: Int)
    /// That the document of a stop does not hold.
    case noDocument(row: Int)
    /// That the event never was: it is voided.
    case voided(row: Int)
}

/// What the dossier would be on one basis if something were shown.
package struct WhatIf: Hashable, Sendable {
    /// All of it has to be shown.
    package let showings: [Showing]
    package let basis: Basis
    /// The judgement then, which is of another class than the one now.
    package let judgement: Judgement
}

/// The answers of ``DossierJudge/whatIfs(_:_:)``.
package struct WhatIfs: Hashable, Sendable {
    package internal(set) var changes: [WhatIf] = []
    /// What was tried and changes no class.
    package internal(set) var tried = 0
    /// Whether all was tried that can be shown: a dossier of thousands of events has too much of it.
    package internal(set) var isComplete = true
}

extension DossierJudge {
    /// Rows that may be judged again in all; more take longer than an answer may.
    private static var effort: Int { 200_000 }

    /// Judges the dossier again for everything that may be shown, and tells what would be of another class.
    ///
    /// The same judge answers, so that what is promised to change the verdict does. `recorded` is what it said of the rows.
    package mutating func whatIfs(_ rows: Span<EventRow>, _ recorded: RecordedJudgement) -> WhatIfs {
        var answer = WhatIfs()
        guard
            recorded.judgements.audited.presence == .received
                || recorded.judgements.reported.presence == .received
        else { return answer }
        let plain = rows.indices.map { rows[$0] }
        let candidates = candidates(plain, recorded)
        let most = max(8, DossierJudge.effort / max(1, plain.count))
        for (place, showings) in candidates.enumerated() {
            guard place < most else {
                answer.isComplete = false
                break
            }
            var changed = plain
            for showing in showings { showing.apply(to: &changed, at: question.at) }
            let pair = judge(changed.span)
            var isChange = false
            for basis in Basis.allCases where differs(pair[basis], recorded.judgements[basis]) {
                guard showings.allSatisfy({ $0.bears(on: basis) }) else { continue }
                answer.changes.append(WhatIf(showings: showings, basis: basis, judgement: pair[basis]))
                isChange = true
            }
            if !isChange { answer.tried += 1 }
        }
        return answer
    }

    /// Whether it is another verdict; where a late one is only less late, it is none.
    private func differs(_ one: Judgement, _ other: Judgement) -> Bool {
        one.presence != other.presence || one.dossierClass != other.dossierClass || one.finish != other.finish
    }

    /// What is worth trying: each on its own, and at the end all that favours the unit.
    private func candidates(_ rows: [EventRow], _ recorded: RecordedJudgement) -> [[Showing]] {
        let audited = recorded.audited
        var helping: [[Showing]] = []
        var harming: [[Showing]] = []
        if let row = audited.finishRow {
            if isHeld(row, audited, rows) { helping.append([.evidence(row: row)]) }
            if rows[row].flags.has(.hasEvidence), rows[row].occurredAt < rows[row].recordedAt {
                harming.append([.noEvidence(row: row)])
            }
        }
        for step in audited.steps where isHeld(step.row, audited, rows) {
            switch rows[step.row].type {
            case .returned: helping.append([.evidence(row: step.row)])
            case .paused where step.note == .afterFinish,
                .supplementRequested where step.note == .afterFinish:
                helping.append(everything(step.row, rows))
            default: break
            }
        }
        for stop in audited.stops {
            if stop.isAuthorised {
                harming.append([.noDocument(row: stop.row)])
            } else {
                helping += cures(stop.row, stop.kind, stop.reasons, audited, rows)
            }
        }
        for question in audited.ignored {
            helping += cures(question.row, question.kind, question.reasons, audited, rows)
        }
        if recorded.judgements.audited.dossierClass == .openOverdue, let due = recorded.judgements.audited.due
        {
            let end = due.instant ?? Instant(due.date, milliseconds: Instant.day * 17 / 24)
            helping.append([.finish(by: end)])
        }
        var all: [Showing] = []
        let isPlural = (2...32).contains(helping.count)
        for showings in isPlural ? helping : [] { all += showings.filter { !all.contains($0) } }
        let questioned = recorded.reported.stops.map(\.row) + recorded.reported.reschedules.map(\.row)
        return helping + (isPlural ? [all] : []) + harming + questioned.map { [.voided(row: $0)] }
    }

    /// Whether an event takes effect later than it occurred, and a paper that shows its time would change that.
    private func isHeld(_ row: Int, _ record: LifeRecord, _ rows: [EventRow]) -> Bool {
        guard let time = record.time(of: row), !rows[row].flags.has(.hasEvidence) else { return false }
        return EventTypes(rows[row].type).meets(.favourable) && rows[row].occurredAt < time.effective
    }

    /// All papers that a question may lack, for one that came too late to be asked for any.
    private func everything(_ row: Int, _ rows: [EventRow]) -> [Showing] {
        var needed: [Showing] = rows[row].flags.has(.hasDocument) ? [] : [.document(row: row)]
        let approver = rows[row].code1
        let isLed = references.isLeader(approver, at: rows[row].occurredAt) ?? true
        let isApproved = approver != .none && approver != rows[row].code2 && isLed
        if rows[row].type == .paused, !isApproved { needed.append(.leader(row: row)) }
        return needed + [.evidence(row: row)]
    }

    /// What may make good a question that is not authorised; nothing where no paper could.
    private func cures(
        _ row: Int,
        _ kind: StopKind,
        _ reasons: StopReasons,
        _ record: LifeRecord,
        _ rows: [EventRow]
    ) -> [[Showing]] {
        var needed: [Showing] = []
        if reasons.contains(.noDocument) { needed.append(.document(row: row)) }
        let approval: StopReasons = [.noApprover, .selfApproved, .approverNotLeader]
        if !reasons.isDisjoint(with: approval) { needed.append(.leader(row: row)) }
        let beyond: StopReasons = [.groundNotLawful, .secondSupplement, .lateSupplement]
        guard reasons.isDisjoint(with: beyond) else { return [] }
        var cures: [[Showing]] = []
        if !needed.isEmpty, !reasons.contains(.afterDue) { cures.append(needed) }
        if isHeld(row, record, rows) { cures.append(needed + [.evidence(row: row)]) }
        return cures
    }
}

extension LifeRecord {
    /// When a row takes effect; `nil` for one of no dossier's life.
    package func time(of row: Int) -> TimeRecord? {
        row < times.count ? times[row] : nil
    }
}

extension Showing {
    /// Whether it is asked on a basis: papers are on the audited one, what the system holds on the reported one.
    fileprivate func bears(on basis: Basis) -> Bool {
        if case .voided = self { basis == .reported } else { basis == .audited }
    }

    /// Changes the rows as if it had been shown.
    ///
    /// What voids an event comes alone, for rows move by it.
    fileprivate func apply(to rows: inout [EventRow], at moment: Instant) {
        switch self {
        case .evidence(let row): rows[row].flags.insert(.hasEvidence)
        case .document(let row): rows[row].flags.insert(.hasDocument)
        case .leader(let row): rows[row].code1 = CodeIndex(rawValue: CodeIndex.none.rawValue - 1)
        case .noEvidence(let row): rows[row].flags.remove(.hasEvidence)
        case .noDocument(let row): rows[row].flags.remove(.hasDocument)
        case .voided(let row): rows.remove(at: row)
        case .finish(let end):
            var finish = EventRow(type: .completed, occurredAt: end, recordedAt: max(end, moment))
            finish.flags.insert(.hasEvidence)
            finish.detail = EventRow.detail(.granted, .paper)
            rows.append(finish)
        }
    }
}
