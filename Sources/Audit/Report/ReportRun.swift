internal import DossierModel
internal import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// One report in the making: the question is known, and what is known of the ledger.
struct ReportRun {
    private let query: ReportQuery
    private let knowledge: Knowledge
    private let rows: LedgerRows
    private let question: Question
    private let scope: ReportScope
    private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

    init(
        _ query: ReportQuery,
        _ knowledge: Knowledge,
        _ rows: LedgerRows,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws {
        self.progress = progress
        self.query = query
        self.knowledge = knowledge
        self.rows = rows
        let to = query.to ?? knowledge.asOf.localDate
        let from = try query.from ?? min(knowledge.firstDay(rows) ?? to, to)
        guard from <= to else { throw ReportError.emptyPeriod(from: from, to: to) }
        question = Question(asOf: knowledge.asOf, from: from, to: to)
        scope = try ReportScope(query, knowledge, at: question.at)
    }

    /// Makes the report; under a key, from the tally that is kept under it or with one to keep.
    func answer(_ key: CheckpointKey?, _ view: borrowing LedgerView) throws -> ReportAnswer {
        let root = try view.root(ofFirst: knowledge.logSize)
        if let key, let tally = try update(key, view) {
            return ReportAnswer(report: try report(tally, root), checkpoint: nil, isFromCheckpoint: true)
        }
        let count = try count(view, isForCheckpoint: key != nil)
        let report = try report(count.tally, root)
        let kept = key.flatMap { checkpoint(count, $0, root) }
        return ReportAnswer(report: report, checkpoint: kept, isFromCheckpoint: false)
    }

    /// Counts everything, and gives the checkpoint alone.
    func checkpoint(_ key: CheckpointKey, _ view: borrowing LedgerView) throws -> ReportAnswer.Checkpoint? {
        let root = try view.root(ofFirst: knowledge.logSize)
        return checkpoint(try count(view, isForCheckpoint: true), key, root)
    }

    /// The report that a kept tally is, where the ledger is as it was then; `nil` where it has grown, or none is kept.
    static func unchanged(
        _ query: ReportQuery,
        _ key: CheckpointKey,
        _ view: borrowing LedgerView,
        _ tail: TailRows
    ) throws -> Report? {
        // Sums of units are made with the registers of units at hand.
        guard !query.hasRollup else { return nil }
        let kept = try view.withTally(key.digest) { bytes throws(StoreError) in
            ReportCheckpoint(bytes, scope: Scope(), grouping: query.grouping)
        }
        guard let checkpoint = kept ?? nil, checkpoint.key == key, checkpoint.size == view.size,
            checkpoint.root == view.root
        else { return nil }
        var codes = try CodeBook(view, tail: tail)
        guard codes.index(of: "unknown", .sector) == checkpoint.unknownSector else { return nil }
        let rows = ReportRows(query, codes, checkpoint.tally)
        try rows.checkBalance()
        return Report(
            from: checkpoint.question.from,
            to: checkpoint.question.to,
            asOf: checkpoint.question.asOf,
            at: checkpoint.question.at,
            by: query.by,
            logSize: checkpoint.size,
            root: view.root,
            ruleSets: checkpoint.ruleSets,
            rows: rows.rows,
            total: rows.total,
            mergedInto: checkpoint.mergedInto
        )
    }

    private func report(_ tally: ReportTally, _ root: Digest) throws(ReportError) -> Report {
        var rows = ReportRows(query, knowledge.codes, tally)
        if query.hasRollup, query.by.contains(.unit) {
            rows.addRollUp(query, knowledge, question, scope.scope, tally)
        }
        try rows.checkBalance()
        return Report(
            from: question.from,
            to: question.to,
            asOf: knowledge.asOf,
            at: question.at,
            by: query.by,
            logSize: knowledge.logSize,
            root: root,
            ruleSets: knowledge.ruleSets,
            rows: rows.rows,
            total: rows.total,
            mergedInto: scope.mergedInto
        )
    }

    /// The tally that was kept under a key, brought up to date; `nil` where there is none, or none that can be.
    private func update(_ key: CheckpointKey, _ view: borrowing LedgerView) throws -> ReportTally? {
        let kept = try view.withTally(key.digest) { bytes throws(StoreError) in
            ReportCheckpoint(bytes, scope: scope.scope, grouping: query.grouping)
        }
        guard let checkpoint = kept ?? nil, checkpoint.key == key else { return nil }
        let update = try ReportUpdate(
            checkpoint,
            knowledge,
            question,
            scope: scope.scope,
            scopeThen: try ReportScope(query, knowledge, at: checkpoint.question.at).scope,
            view,
            rows
        )
        return try update?.tally(view)
    }

    /// What counting everything gives.
    private struct Count {
        var tally: ReportTally
        var matches: [Bool]
        var numbers: [PaperNumber] = []
        var unsettled: [ReportCheckpoint.Unsettled] = []
    }

    /// Judges all dossiers, each thread its share, and merges what they make of them.
    private func count(_ view: borrowing LedgerView, isForCheckpoint: Bool) throws(StoreError) -> Count {
        let empty = ReportPart(
            question,
            knowledge,
            scope.scope,
            query.grouping,
            isForCheckpoint: isForCheckpoint
        )
        let parts = try DossierFold.run(rows, knowledge.filter, view, from: empty, progress: progress)
        var papers = knowledge.papers
        var count = Count(tally: empty.tally, matches: [])
        for part in parts {
            count.tally.merge(part.tally)
            papers.merge(part.receipts)
            count.numbers += part.numbers
            count.unsettled += part.unsettled
        }
        let units = knowledge.references.answerableUnits(at: question.at)
        count.matches = papers.matches(units)
        papers.count(question, units, count.matches, into: &count.tally)
        return count
    }

    private func checkpoint(
        _ count: Count,
        _ key: CheckpointKey,
        _ root: Digest
    ) -> ReportAnswer.Checkpoint? {
        let content = ReportCheckpoint.Content(
            key: key,
            size: knowledge.logSize,
            root: root,
            question: question,
            unknownSector: knowledge.references.unknownSector,
            tally: count.tally,
            matches: count.matches,
            numbers: count.numbers,
            unsettled: count.unsettled,
            ruleSets: knowledge.ruleSets,
            mergedInto: scope.mergedInto
        )
        return ReportCheckpoint.encode(content).map { ReportAnswer.Checkpoint(key: key.digest, bytes: $0) }
    }
}
