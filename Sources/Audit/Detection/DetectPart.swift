internal import DossierModel
internal import Projections
internal import Rules

/// What the detectors that look at several dossiers need of one.
struct DetectedDossier: Sendable {
    let dossier: UInt32
    /// Answerable at the end, and that of the receipt.
    let unit: CodeIndex
    let receiptUnit: CodeIndex
    let procedure: CodeIndex
    let receivedAt: Instant
    /// The number of the receipt in the ledger.
    let receipt: UInt32
    let finish: Finish
    let finishedAt: Instant
    /// The number of the standing finish; without meaning while the dossier is open.
    let finishNumber: UInt32
    /// The first and the last day on which it is late, if it is.
    let lateDays: ClosedRange<LocalDate>?
}

/// Something that was found in one dossier.
struct DetectedHit: Sendable {
    let detector: Detector
    let dossier: UInt32
    let unit: CodeIndex
    let day: LocalDate
    /// The numbers of the events that show it.
    let events: [UInt32]
    let reasons: [String]
    let facts: [HitFact]
}

/// What one thread finds in its share of the dossiers.
struct DetectPart: DossierPart {
    private var judge: DossierJudge
    private let wanted: Set<Detector>
    private let improvement: RetroactiveImprovement
    private(set) var hits: [DetectedHit] = []
    private(set) var dossiers: [DetectedDossier] = []
    /// Dossiers that something happened to and that have no receipt: their codes are used up all the same.
    private(set) var withoutReceipt: [(dossier: UInt32, event: UInt32)] = []
    private(set) var receipts: PaperReceipts

    init(_ question: Question, _ knowledge: Knowledge, _ wanted: Set<Detector>) {
        judge = DossierJudge(question, knowledge.references)
        improvement = RetroactiveImprovement(knowledge.references)
        self.wanted = wanted
        receipts = knowledge.papers.receipts
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        if !receipts.isIdle { receipts.addReceipts(of: rows) }
        let life = judge.record(rows)
        let judgement = life.judgements.audited
        switch judgement.presence {
        case .absent: return
        case .orphan, .declinedAtIntake: withoutReceipt.append((UInt32(dossier), numbers[0]))
        case .received:
            dossiers.append(found(dossier, life, rows, numbers))
            for hit in DossierDetectors.hits(rows, life, judge.question, judge.references) {
                add(hit, dossier, judgement, numbers)
            }
            if wanted.contains(.retroactiveImprovement),
                let hit = improvement.hit(rows, at: judge.question.at)
            {
                add(hit, dossier, judgement, numbers)
            }
        }
    }

    private mutating func add(
        _ hit: DossierHit,
        _ dossier: Int,
        _ judgement: Judgement,
        _ numbers: Span<UInt32>
    ) {
        guard wanted.contains(hit.detector) else { return }
        hits.append(
            DetectedHit(
                detector: hit.detector,
                dossier: UInt32(dossier),
                unit: judgement.unit,
                day: hit.day,
                events: hit.rows.map { numbers[$0] },
                reasons: hit.reasons,
                facts: hit.facts
            )
        )
    }

    private func found(
        _ dossier: Int,
        _ life: RecordedJudgement,
        _ rows: Span<EventRow>,
        _ numbers: Span<UInt32>
    ) -> DetectedDossier {
        let judgement = life.judgements.audited
        let steps = life.audited.steps
        let receipt = steps.first?.row ?? 0
        let isOpen = judgement.finish.isOpen
        let finish = isOpen ? nil : steps.last { $0.note == .counts && rows[$0.row].type.isFinish }
        let end = isOpen ? judge.question.at : judgement.finishedAt
        var late: ClosedRange<LocalDate>?
        if judgement.dossierClass.isLate, let due = judgement.due {
            let first = due.date.adding(days: 1)
            late = first...max(first, end.localDate)
        }
        return DetectedDossier(
            dossier: UInt32(dossier),
            unit: judgement.unit,
            receiptUnit: rows[receipt].unit,
            procedure: judgement.procedure,
            receivedAt: judgement.beganAt,
            receipt: numbers[receipt],
            finish: judgement.finish,
            finishedAt: judgement.finishedAt,
            finishNumber: finish.map { numbers[$0.row] } ?? 0,
            lateDays: late
        )
    }
}

extension EventType {
    /// Whether it ends the work on a dossier.
    var isFinish: Bool {
        switch self {
        case .completed, .declined, .withdrawn: true
        default: false
        }
    }
}
