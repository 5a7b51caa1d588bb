package import DossierModel

/// Something that may yet be shown of a dossier, or be shown to be untrue.
package enum Showing: Hashable, Sendable {
    /// A signed paper that shows when the event occurred.
    case evidence(row: Int)
    /// The decision of a pause, or the notice of a request.
    case document(row: Int)
    /// That somebody who leads, and is not its author, approved a pause.
    case leader(row: Int)
    /// That a pause had another ground, one that is lawful: no paper makes the one that is written so.
    case lawfulGround(row: Int)
    /// That the work was finished by then, with a paper that shows it.
    case finish(by: Instant)
    /// That the result was handed over by then, with a paper that shows it: who holds it was served.
    case returned(by: Instant)
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
        let candidates = WhatIfCandidates(plain, recorded, references).all
        let most = max(8, DossierJudge.effort / max(1, plain.count))
        for (place, showings) in candidates.enumerated() {
            guard place < most else {
                answer.isComplete = false
                break
            }
            var changed = plain
            // Voids come last and from behind, for the rows after them move.
            for showing in showings.filter({ !$0.isVoid }) { showing.apply(to: &changed, at: question.at) }
            for row in showings.compactMap(\.voidedRow).sorted(by: >) { changed.remove(at: row) }
            let pair = judge(changed.span)
            var isChange = false
            for basis in Basis.allCases where differs(pair[basis], recorded.judgements[basis]) {
                guard showings.allSatisfy({ $0.bears(on: basis, plain) }) else { continue }
                isChange = true
                let change = WhatIf(showings: showings, basis: basis, judgement: pair[basis])
                if !answer.changes.contains(where: { tells($0, change) }) { answer.changes.append(change) }
            }
            if !isChange { answer.tried += 1 }
        }
        return answer
    }

    /// Whether it is another verdict; where a late one is only less late, it is none.
    private func differs(_ one: Judgement, _ other: Judgement) -> Bool {
        one.presence != other.presence || one.dossierClass != other.dossierClass || one.finish != other.finish
    }

    /// Whether a change says all that another does, with no more to be shown.
    private func tells(_ one: WhatIf, _ other: WhatIf) -> Bool {
        one.basis == other.basis && !differs(one.judgement, other.judgement)
            && one.showings.allSatisfy(other.showings.contains)
    }
}

extension LifeRecord {
    /// When a row takes effect; `nil` for one of no dossier's life.
    package func time(of row: Int) -> TimeRecord? {
        row < times.count ? times[row] : nil
    }
}

extension Showing {
    /// The row of an event that is voided.
    fileprivate var voidedRow: Int? {
        if case .voided(let row) = self { row } else { nil }
    }

    fileprivate var isVoid: Bool { voidedRow != nil }

    /// Whether it is asked on a basis.
    ///
    /// Papers are asked on the audited one. A stop or a new appointment is voided for the reported one, where it counts
    /// without any paper; the events of the frame of a life, receipt, finish and reopening, bear on both.
    fileprivate func bears(on basis: Basis, _ rows: [EventRow]) -> Bool {
        guard case .voided(let row) = self else { return basis == .audited }
        switch rows[row].type {
        case .paused, .supplementRequested, .rescheduled: return basis == .reported
        default: return true
        }
    }

    /// Changes the rows as if it had been shown; what voids an event is not done here.
    fileprivate func apply(to rows: inout [EventRow], at moment: Instant) {
        switch self {
        case .evidence(let row): rows[row].flags.insert(.hasEvidence)
        case .document(let row): rows[row].flags.insert(.hasDocument)
        case .leader(let row): rows[row].code1 = CodeIndex(rawValue: CodeIndex.none.rawValue - 1)
        case .lawfulGround(let row): rows[row].code0 = RuleTables.assumedGround
        case .noEvidence(let row): rows[row].flags.remove(.hasEvidence)
        case .noDocument(let row): rows[row].flags.remove(.hasDocument)
        case .voided: break
        case .finish(let end):
            var finish = EventRow(type: .completed, occurredAt: end, recordedAt: max(end, moment))
            finish.flags.insert(.hasEvidence)
            finish.detail = EventRow.detail(.granted, .paper)
            rows.append(finish)
        case .returned(let end):
            var handing = EventRow(type: .returned, occurredAt: end, recordedAt: max(end, moment))
            handing.flags.insert(.hasEvidence)
            rows.append(handing)
        }
    }
}
