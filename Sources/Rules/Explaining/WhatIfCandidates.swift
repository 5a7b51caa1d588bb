internal import DossierModel

/// What is worth trying to change the verdict of one dossier.
///
/// Each possibility stands on its own; where there are several of a kind, all of them together come after.
struct WhatIfCandidates {
    private let rows: [EventRow]
    private let recorded: RecordedJudgement
    private let references: ReferenceBook

    /// More of one kind than this are not tried together: nobody would read the answer.
    private static let most = 32

    init(_ rows: [EventRow], _ recorded: RecordedJudgement, _ references: ReferenceBook) {
        self.rows = rows
        self.recorded = recorded
        self.references = references
    }

    private var audited: LifeRecord { recorded.audited }

    /// In the order in which they are told: what favours the unit, what harms it, and what may be voided.
    var all: [[Showing]] {
        let cures = stopCures
        let papers = finishPapers + cures.filter { !isOfGround($0) }
        let grounds = cures.filter(isOfGround)
        var helping = papers + proofs + together(papers) + grounds
        if !grounds.isEmpty { helping += together(papers + grounds) }
        return helping + harms + together(harms) + voids
    }

    /// All of some possibilities at once; none where there is but one.
    private func together(_ some: [[Showing]]) -> [[Showing]] {
        guard (2...WhatIfCandidates.most).contains(some.count) else { return [] }
        var all: [Showing] = []
        for showings in some { all += showings.filter { !all.contains($0) } }
        return [all]
    }

    private func isOfGround(_ showings: [Showing]) -> Bool {
        showings.contains { if case .lawfulGround = $0 { true } else { false } }
    }

    // MARK: - What favours the unit

    /// Evidence for the finish, for returns, and for questions that came after the finish.
    private var finishPapers: [[Showing]] {
        var found: [[Showing]] = []
        if let row = audited.finishRow, isHeld(row) { found.append([.evidence(row: row)]) }
        for step in audited.steps where isHeld(step.row) {
            switch rows[step.row].type {
            case .returned: found.append([.evidence(row: step.row)])
            case .paused where step.note == .afterFinish,
                .supplementRequested where step.note == .afterFinish:
                found.append(everything(step.row))
            default: break
            }
        }
        return found
    }

    /// What makes good the stops that are not authorised, and the questions that opened none.
    private var stopCures: [[Showing]] {
        audited.stops.filter { !$0.isAuthorised }.flatMap { cures($0.row, $0.reasons) }
            + audited.ignored.flatMap { cures($0.row, $0.reasons) }
    }

    /// For a late dossier, that it was finished or served by its due: that needs no other paper besides.
    private var proofs: [[Showing]] {
        let judgement = recorded.judgements.audited
        guard judgement.dossierClass.isLate, let due = judgement.due else { return [] }
        let end = due.instant ?? Instant(due.date, milliseconds: Instant.day * 17 / 24)
        if judgement.dossierClass == .openOverdue { return [[.finish(by: end)]] }
        // A return moves no finish of a dossier that was reopened (rules.md section 3, step 2).
        return [has(.reopened) ? [.finish(by: end)] : [.returned(by: end)]]
    }

    private func has(_ type: EventType) -> Bool { audited.steps.contains { rows[$0.row].type == type } }

    /// Whether an event takes effect later than it occurred, and a paper that shows its time would change that.
    private func isHeld(_ row: Int) -> Bool {
        guard let time = audited.time(of: row), !rows[row].flags.has(.hasEvidence) else { return false }
        return EventTypes(rows[row].type).meets(.favourable) && rows[row].occurredAt < time.effective
    }

    /// All papers that a question may lack, for one that came too late to be asked for any.
    private func everything(_ row: Int) -> [Showing] {
        var needed: [Showing] = rows[row].flags.has(.hasDocument) ? [] : [.document(row: row)]
        let approver = rows[row].code1
        let isLed = references.isLeader(approver, at: rows[row].occurredAt) ?? true
        let isApproved = approver != .none && approver != rows[row].code2 && isLed
        if rows[row].type == .paused, !isApproved { needed.append(.leader(row: row)) }
        return needed + [.evidence(row: row)]
    }

    /// What may make good a question that is not authorised; nothing where nothing could.
    private func cures(_ row: Int, _ reasons: StopReasons) -> [[Showing]] {
        let beyond: StopReasons = [.secondSupplement, .lateSupplement]
        guard reasons.isDisjoint(with: beyond) else { return [] }
        var needed: [Showing] = []
        if reasons.contains(.groundNotLawful) { needed.append(.lawfulGround(row: row)) }
        if reasons.contains(.noDocument) { needed.append(.document(row: row)) }
        let approval: StopReasons = [.noApprover, .selfApproved, .approverNotLeader]
        if !reasons.isDisjoint(with: approval) { needed.append(.leader(row: row)) }
        var cures: [[Showing]] = []
        if !needed.isEmpty, !reasons.contains(.afterDue) { cures.append(needed) }
        if isHeld(row) { cures.append(needed + [.evidence(row: row)]) }
        return cures
    }

    // MARK: - What harms it

    /// Papers of the finish, of returns and of stops that may not hold.
    private var harms: [[Showing]] {
        var found: [[Showing]] = []
        if let row = audited.finishRow, isEarlyByPaper(row) { found.append([.noEvidence(row: row)]) }
        // A return without evidence serves nobody (rules.md section 3, step 2), whenever it was recorded.
        for step in audited.steps where rows[step.row].type == .returned {
            if rows[step.row].flags.has(.hasEvidence) { found.append([.noEvidence(row: step.row)]) }
        }
        for stop in audited.stops where stop.isAuthorised { found.append([.noDocument(row: stop.row)]) }
        return found
    }

    /// Whether a paper lets an event take effect before it was recorded.
    private func isEarlyByPaper(_ row: Int) -> Bool {
        rows[row].flags.has(.hasEvidence) && rows[row].occurredAt < rows[row].recordedAt
    }

    // MARK: - What may be voided

    /// Stops and new appointments of the reported basis, and on both bases what makes a second life of the dossier.
    ///
    /// A receipt or a finish is voided only where there is another: without any the dossier is another one, and that says
    /// nothing of its verdict.
    private var voids: [[Showing]] {
        let reported = recorded.reported
        let questioned = reported.stops.map(\.row) + reported.reschedules.map(\.row)
        let reopenings = rowsOf { $0 == .reopened }
        let receipts = rowsOf { $0 == .received }
        let finishes = rowsOf { $0 == .completed || $0 == .declined || $0 == .withdrawn }
        var found: [[Showing]] = questioned.map { [.voided(row: $0)] }
        let again: [[Showing]] = reopenings.map { [.voided(row: $0)] }
        found += again + together(again)
        if receipts.count > 1 { found += receipts.map { [.voided(row: $0)] } }
        if finishes.count > 1 { found += finishes.map { [.voided(row: $0)] } }
        return found
    }

    /// The rows of some types that have happened on either basis, in their order.
    private func rowsOf(_ isWanted: (EventType) -> Bool) -> [Int] {
        let happened = Set((audited.steps + recorded.reported.steps).map(\.row))
        return rows.indices.filter { isWanted(rows[$0].type) && happened.contains($0) }
    }
}
