internal import DossierModel
internal import Projections
internal import Rules

/// What one thread makes of its share of the dossiers for a report.
struct ReportPart: DossierPart {
    private var judge: DossierJudge
    private(set) var tally: ReportTally
    private(set) var receipts: PaperReceipts

    /// What a checkpoint needs besides the tally; gathered only where one is to be kept.
    private(set) var unsettled: [ReportCheckpoint.Unsettled] = []
    private(set) var numbers: [PaperNumber] = []
    private let isForCheckpoint: Bool

    init(
        _ question: Question,
        _ knowledge: Knowledge,
        _ scope: Scope,
        _ grouping: Grouping,
        isForCheckpoint: Bool = false
    ) {
        judge = DossierJudge(question, knowledge.references)
        tally = ReportTally(scope: scope, grouping: grouping)
        receipts = knowledge.papers.receipts
        self.isForCheckpoint = isForCheckpoint
    }

    @inline(__always)
    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        if !receipts.isIdle { receipts.addReceipts(of: rows) }
        judge.judge(rows, into: &tally)
        if isForCheckpoint { keep(dossier, rows) }
    }

    /// Gathers what a checkpoint needs of a dossier besides its counts.
    private mutating func keep(_ dossier: Int, _ rows: Span<EventRow>) {
        for row in rows.indices where rows[row].type == .received && rows[row].code2 != .none {
            numbers.append(PaperNumber(rows[row], of: rows[row].unit))
        }
        if judge.stableUntil < .distantFuture {
            unsettled.append(ReportCheckpoint.Unsettled(until: judge.stableUntil, dossier: dossier))
        }
    }
}
