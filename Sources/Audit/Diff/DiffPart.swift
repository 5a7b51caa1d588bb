internal import DossierModel
internal import Projections
internal import Rules

/// What one thread makes of its share of the dossiers for a comparison.
struct DiffPart: DossierPart {
    private var comparer: DossierComparer
    private var split: KnowledgeSplit
    private let calendar: WorkCalendar

    private(set) var tally: DiffTally
    private(set) var receiptsBefore: PaperReceipts
    private(set) var receiptsAfter: PaperReceipts
    /// Dossiers that stand elsewhere.
    private(set) var moved: [UInt32] = []
    private(set) var news = KnowledgeDiff.News()
    /// New events of moved dossiers, by how late they were written down.
    private(set) var lags = [Int](repeating: 0, count: 1 + DaysLateBucket.allCases.count)

    init(
        _ comparer: DossierComparer,
        _ split: KnowledgeSplit,
        _ calendar: WorkCalendar,
        _ before: PaperReceipts,
        _ after: PaperReceipts
    ) {
        self.comparer = comparer
        self.split = split
        self.calendar = calendar
        tally = comparer.emptyTally
        receiptsBefore = before
        receiptsAfter = after
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        guard split.hasNews(rows, numbers) else {
            if !receiptsBefore.isIdle { receiptsBefore.addReceipts(of: rows) }
            if !receiptsAfter.isIdle { receiptsAfter.addReceipts(of: rows) }
            if comparer.take(rows, into: &tally) == .standing { moved.append(UInt32(dossier)) }
            return
        }
        split.take(rows, numbers)
        // A name of their own, for a span of a part of this would hold all of this.
        let (before, after) = (split.before, split.after)
        if !receiptsBefore.isIdle { receiptsBefore.addReceipts(of: before.span) }
        if !receiptsAfter.isIdle { receiptsAfter.addReceipts(of: after.span) }
        let hasMoved =
            comparer.take(before.span, after.span, into: &tally) == .standing
        if hasMoved { moved.append(UInt32(dossier)) }
        countNews(rows, numbers, hasMoved: hasMoved)
    }

    private mutating func countNews(_ rows: Span<EventRow>, _ numbers: Span<UInt32>, hasMoved: Bool) {
        for index in rows.indices where split.isNews(rows[index], numbers[index]) {
            guard split.isNew(rows[index]) else {
                news.voided += 1
                continue
            }
            news.dossierEvents += 1
            guard hasMoved else { continue }
            let days = calendar.workingDays(
                after: rows[index].occurredAt.localDate,
                through: rows[index].recordedAt.localDate
            )
            lags[days == 0 ? 0 : 1 + Int(DaysLateBucket(days: Int32(clamping: days)).rawValue)] += 1
        }
    }
}
