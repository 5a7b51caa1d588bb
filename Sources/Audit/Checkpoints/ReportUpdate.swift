internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// Brings a kept tally up to date: what has become known since is counted, and what it changed is counted anew.
///
/// A dossier is judged again where an event of it is new, where a new event voids one of it, or where the moment asked for
/// has passed that until which it could not change; what it counted for before is taken out, what it counts for now put
/// in. Everything else is as it was. What cannot be followed so (a new calendar, a unit merged, a receipt voided) is left
/// to a full count: then there is no update.
struct ReportUpdate {
    private let checkpoint: ReportCheckpoint
    private let knowledge: Knowledge
    private let rows: LedgerRows
    private let question: Question

    /// Rows known since, but for those that are voided.
    private var newRows: [(number: UInt64, row: EventRow)] = []
    private var touched: Set<Int> = []

    /// More new events than one in so many of the old ones are counted in full, and the tally is kept anew.
    private static let shareForFullCount: UInt64 = 32

    /// As many new events as this are never counted in full.
    private static let fewEvents: UInt64 = 16_384

    /// Prepares an update.
    ///
    /// `scope` and `question` are those of now.
    ///
    /// - Returns: `nil` where the tally cannot be brought up to date.
    init?(
        _ checkpoint: ReportCheckpoint,
        _ knowledge: Knowledge,
        _ question: Question,
        scope: Scope,
        scopeThen: Scope,
        _ view: borrowing LedgerView,
        _ rows: LedgerRows
    ) throws(StoreError) {
        self.checkpoint = checkpoint
        self.knowledge = knowledge
        self.rows = rows
        self.question = question
        let then = checkpoint.question
        let units = knowledge.references.answerableUnits(at: question.at)
        guard checkpoint.size <= knowledge.logSize, then.at <= question.at, then.asOf <= question.asOf,
            then.from == question.from, checkpoint.unknownSector == knowledge.references.unknownSector,
            scope == scopeThen, units == knowledge.references.answerableUnits(at: then.at),
            knowledge.logSize - checkpoint.size
                <= max(ReportUpdate.fewEvents, checkpoint.size / ReportUpdate.shareForFullCount)
        else { return nil }
        // What was voided since is found below; else the entries of then are those of now, and the first of them.
        guard knowledge.paperNumbers.count(where: { $0 < checkpoint.size }) == checkpoint.matches.count,
            try collect(view)
        else { return nil }
        let passed = try view.withTally(checkpoint.key.digest) { bytes throws(StoreError) in
            checkpoint.unsettled(by: question.at, in: bytes)
        }
        for dossier in passed ?? [] { touched.insert(dossier) }
    }

    /// Finds what is new; `false` where it changes more than dossiers.
    private mutating func collect(_ view: borrowing LedgerView) throws(StoreError) -> Bool {
        var found: [(number: UInt64, row: EventRow)] = []
        let asOf = knowledge.asOf
        try rows.forEachRow(in: checkpoint.size..<knowledge.logSize) { number, row in
            if row.recordedAt <= asOf { found.append((number, copy row)) }
        }
        for entry in found {
            if entry.row.type.isReference { return false }
            if knowledge.filter.voided.contains(entry.number) { continue }
            newRows.append(entry)
            if entry.row.type.isOfDossier { touched.insert(Int(entry.row.dossier.rawValue)) }
        }
        for void in knowledge.voids where void.number >= checkpoint.size && void.target < checkpoint.size {
            guard let row = try target(void.target, view) else { return false }
            touched.insert(Int(row.rawValue))
        }
        return true
    }

    /// The dossier of an old event that was voided since; `nil` where more than its dossier hangs on it.
    private func target(_ number: UInt64, _ view: borrowing LedgerView) throws(StoreError) -> CodeIndex? {
        var lookup = EventLookup()
        let found = try lookup.withEvent(SequenceNumber(rawValue: number), in: view) { ReferenceEvent($0) }
        guard let type = found?.type, let dossier = found?.dossier, type.isOfDossier, type != .received else {
            return nil
        }
        return try view.index(of: dossier, .dossier, tail: knowledge.tail)
    }

    /// The tally of now.
    func tally(_ view: borrowing LedgerView) throws(StoreError) -> ReportTally {
        var tally = checkpoint.tally
        if question == checkpoint.question, knowledge.logSize == checkpoint.size { return tally }
        var then = RowFilter(size: checkpoint.size, asOf: checkpoint.question.asOf, voided: EventNumberSet())
        for void in knowledge.voids where void.number < checkpoint.size { then.voided.insert(void.target) }
        let dossiers = touched.sorted()
        try judge(dossiers, as: checkpoint.question, then, view) { tally.subtract($0) }
        try judge(dossiers, as: question, knowledge.filter, view) { tally.add($0) }
        try countPapers(into: &tally, view)
        return tally
    }

    private func judge(
        _ dossiers: [Int],
        as question: Question,
        _ filter: RowFilter,
        _ view: borrowing LedgerView,
        _ body: (JudgementPair) -> Void
    ) throws(StoreError) {
        var judge = DossierJudge(question, knowledge.references)
        var reader = rows.makeReader(filter)
        var order = IDOrder()
        for dossier in dossiers {
            try reader.read(dossier..<dossier + 1)
            if reader.hasOpenTie(dossier) {
                try order.take(dossier, reader, in: view)
                body(judge.judge(order.rows.span))
            } else if !reader.rows(of: dossier).isEmpty {
                body(judge.judge(reader.rows(of: dossier)))
            }
        }
    }

    /// Counts paper entries: those that are new, those that a new receipt matches, those that have happened since.
    private func countPapers(into tally: inout ReportTally, _ view: borrowing LedgerView) throws(StoreError) {
        let entries = knowledge.papers.entries
        guard !entries.isEmpty else { return }
        let units = knowledge.references.answerableUnits(at: question.at)
        var papers = knowledge.papers
        var receipts = papers.receipts
        for entry in newRows where entry.row.type == .received { receipts.add(entry.row) }
        try addOldReceipts(to: &receipts, units, view)
        papers.merge(receipts)
        let matches = papers.matches(units, known: checkpoint.matches)
        for (index, entry) in entries.enumerated() {
            let before =
                index < checkpoint.matches.count
                ? PaperCount(entry, isMatched: checkpoint.matches[index], checkpoint.question) : PaperCount()
            let now = PaperCount(entry, isMatched: matches[index], question)
            if before == now { continue }
            tally.subtract(before, of: entry, units)
            tally.add(now, of: entry, units)
        }
    }

    /// For new entries: the receipts of before that they may be matched with.
    private func addOldReceipts(
        to receipts: inout PaperReceipts,
        _ units: AnswerableUnits,
        _ view: borrowing LedgerView
    ) throws(StoreError) {
        var wanted: [PaperNumber] = []
        var reader = rows.makeReader(knowledge.filter)
        for entry in knowledge.papers.entries.dropFirst(checkpoint.matches.count) {
            if entry.dossier != .none, Int(entry.dossier.rawValue) < rows.dossierCount {
                let dossier = Int(entry.dossier.rawValue)
                try reader.read(dossier..<dossier + 1)
                let rows = reader.rows(of: dossier)
                for row in rows.indices where rows[row].type == .received { receipts.add(rows[row]) }
            }
            guard entry.code2 != .none else { continue }
            wanted += units.relatives(of: entry.unit).map { PaperNumber(entry, of: $0) }
        }
        let known = try view.withTally(checkpoint.key.digest) { bytes throws(StoreError) in
            wanted.filter { checkpoint.hasReceipt($0, in: bytes) }
        }
        for number in known ?? [] { receipts.add(number) }
    }
}
