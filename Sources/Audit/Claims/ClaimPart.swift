internal import DossierModel
internal import Projections
internal import Rules

/// What one thread makes of its share of the dossiers for claims: the figures of several scopes.
struct ClaimPart: DossierPart {
    private var judge: DossierJudge
    private(set) var tallies: [ScopeTally]
    private(set) var receipts: PaperReceipts
    /// The latest `recordedAt` of the events.
    private(set) var latest = Instant.distantPast

    init(_ question: Question, _ knowledge: Knowledge, _ scopes: [Scope]) {
        judge = DossierJudge(question, knowledge.references)
        tallies = scopes.map { ScopeTally($0) }
        receipts = knowledge.papers.receipts
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        if !receipts.isIdle { receipts.addReceipts(of: rows) }
        for row in rows.indices { latest = max(latest, rows[row].recordedAt) }
        let judgements = judge.judge(rows)
        let types = EventTypePair(rows, at: judge.question.at)
        for index in tallies.indices { tallies[index].add(judgements, types) }
    }
}
