internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// What one thread makes of its share of the dossiers.
struct ReportPart: Sendable {
    private var judge: DossierJudge
    private(set) var tally: ReportTally
    private(set) var receipts: PaperReceipts

    /// Dossiers whose events have to be put in order by id before they are judged.
    private(set) var ties: [Int] = []

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

    /// Takes in a chunk of dossiers that were read.
    mutating func take(_ dossiers: Range<Int>, _ reader: borrowing DossierReader) {
        for dossier in dossiers {
            let rows = reader.rows(of: dossier)
            if rows.isEmpty { continue }
            if reader.hasOpenTie(dossier) {
                ties.append(dossier)
            } else {
                take(dossier, rows)
            }
        }
    }

    /// Takes in one dossier whose events are in order.
    @inline(__always)
    mutating func take(_ dossier: Int, _ rows: Span<EventRow>) {
        if isForCheckpoint || !receipts.isIdle { addReceipts(rows) }
        judge.judge(rows, into: &tally)
        if isForCheckpoint, judge.stableUntil < .distantFuture {
            unsettled.append(ReportCheckpoint.Unsettled(until: judge.stableUntil, dossier: dossier))
        }
    }

    private mutating func addReceipts(_ rows: Span<EventRow>) {
        for row in rows.indices where rows[row].type == .received {
            receipts.add(rows[row])
            if isForCheckpoint, rows[row].code2 != .none {
                numbers.append(PaperNumber(rows[row], of: rows[row].unit))
            }
        }
    }
}
