internal import DossierModel
internal import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// One comparison in the making: both sides are known.
struct DiffRun {
    private let rows: LedgerRows
    private let tail: TailRows
    private let knowledge: (before: Knowledge, after: Knowledge)
    private let news: DiffNews
    private let sides: (before: ComparisonSide, after: ComparisonSide)
    private let scopeBetween: Scope
    private let mergedInto: String?

    init(
        _ query: DiffQuery,
        _ ruleSets: [RuleSetFile],
        _ rows: LedgerRows,
        _ tail: TailRows,
        _ view: borrowing LedgerView
    ) throws {
        self.rows = rows
        self.tail = tail
        let moments = try DiffRun.moments(query, view)
        let before = try KnowledgeReader.read(
            view,
            rows,
            tail: tail,
            asOf: moments.before,
            logSize: nil,
            ruleSets: ruleSets
        )
        let after = try KnowledgeReader.read(
            view,
            rows,
            tail: tail,
            asOf: moments.after,
            logSize: nil,
            ruleSets: ruleSets
        )
        knowledge = (before, after)
        news = try DiffNews(before, after, rows)
        let questions = try DiffRun.questions(query, before, after, rows)
        let scopes = (
            before: try ReportScope(query.report, before, at: questions.before.at),
            after: try ReportScope(query.report, after, at: questions.after.at)
        )
        scopeBetween = try ReportScope(query.report, before, at: questions.after.at).scope
        // Books of the same events are the same: then nothing has to be judged twice that has no news.
        let references = news.references.isEmpty ? before.references : after.references
        sides = (
            ComparisonSide(questions.before, before.references, scopes.before.scope),
            ComparisonSide(questions.after, references, scopes.after.scope)
        )
        mergedInto = scopes.after.mergedInto
    }

    /// The two moments of knowledge.
    private static func moments(
        _ query: DiffQuery,
        _ view: borrowing LedgerView
    ) throws -> (before: Instant, after: Instant) {
        let latest = try view.latestRecording(ofFirst: view.size)
        guard let before = query.report.asOf ?? latest,
            let after = query.and ?? latest.map({ max($0, before) }) ?? query.report.asOf
        else { throw ReportError.noEvents }
        guard before <= after else { throw DiffError.backwards(first: before, second: after) }
        return (before, after)
    }

    /// What each side is asked: the same period, and the same moment of the world where one is named.
    private static func questions(
        _ query: DiffQuery,
        _ before: Knowledge,
        _ after: Knowledge,
        _ rows: LedgerRows
    ) throws -> (before: Question, after: Question) {
        let to = query.report.to ?? after.asOf.localDate
        var from = query.report.from ?? to
        if query.report.from == nil {
            for known in [before, after] { from = min(from, try known.firstDay(rows) ?? from) }
        }
        guard from <= to else { throw ReportError.emptyPeriod(from: from, to: to) }
        var questions = (
            before: Question(asOf: before.asOf, from: from, to: to),
            after: Question(asOf: after.asOf, from: from, to: to)
        )
        if let at = query.at {
            guard at <= questions.before.at else {
                throw DiffError.atTooLate(at: at, latest: questions.before.at)
            }
            questions.before.at = at
            questions.after.at = at
        }
        return questions
    }

    /// Compares everything, and hands out the answer and then the dossiers.
    func compare(
        _ view: borrowing LedgerView,
        limit: Int?,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void,
        answer: (KnowledgeDiff) throws -> Void,
        change: (DossierChange) throws -> Void
    ) throws {
        let comparer = DossierComparer(sides.before, sides.after, scopeBetween: scopeBetween)
        let split = KnowledgeSplit(knowledge.before, knowledge.after)
        let calendar = sides.after.references.calendar
        let empty = DiffPart(
            comparer,
            split,
            calendar,
            knowledge.before.papers.receipts,
            knowledge.after.papers.receipts
        )
        let parts = try DossierFold.run(rows, split.filter, view, from: empty, progress: progress)
        var reading = DiffEventReading(calendar, voids: news.voids)
        let references = try DiffReferences(
            news.references,
            knowledge.after.codes,
            at: sides.after.question.at,
            &reading,
            view
        )
        try answer(try diff(DiffSum(parts, empty), references.changes, &reading, view))
        let moved = parts.flatMap(\.moved).sorted().prefix(limit ?? .max)
        guard !moved.isEmpty else { return }
        var listing = DiffListing(
            rows,
            knowledge.after.codes,
            tail,
            moved.count < DiffRun.fewNames ? nil : try view.names(.dossier, tail: tail),
            references,
            reading,
            comparer,
            split
        )
        try listing.list(moved, view, change)
    }

    /// Fewer names than this are looked up one by one.
    private static let fewNames = 512

    private func diff(
        _ sum: DiffSum,
        _ references: [ReferenceChange],
        _ reading: inout DiffEventReading,
        _ view: borrowing LedgerView
    ) throws -> KnowledgeDiff {
        var tally = sum.tally
        let papers = DiffPapers(knowledge, sides, sum)
        papers.count(into: &tally)
        let (before, after) = (tally.before, tally.after)
        let codes = knowledge.after.codes
        var counts = news.counts
        counts.dossierEvents += sum.news.dossierEvents
        counts.voided += sum.news.voided
        return KnowledgeDiff(
            from: sides.before.question.from,
            to: sides.before.question.to,
            before: side(sides.before.question, knowledge.before),
            after: side(sides.after.question, knowledge.after),
            logSize: knowledge.after.logSize,
            root: try view.root(ofFirst: knowledge.after.logSize),
            news: counts,
            references: references,
            moved: tally.moved,
            recounted: tally.recounted,
            movedByTime: tally.moved(by: .time),
            movedByReferences: tally.moved(by: .references),
            movedByEvents: tally.moved(by: .events),
            lags: sum.lags,
            movesReported: DiffRows.moves(tally, .reported),
            movesAudited: DiffRows.moves(tally, .audited),
            rows: try DiffRows.rows(before, after, codes),
            total: try DiffRows.total(before, after),
            papers: try papers.changes(codes, tail, &reading, view),
            mergedInto: mergedInto
        )
    }

    private func side(_ question: Question, _ knowledge: Knowledge) -> KnowledgeDiff.Side {
        KnowledgeDiff.Side(asOf: question.asOf, at: question.at, ruleSets: knowledge.ruleSets)
    }
}

/// What all parts found.
struct DiffSum {
    private(set) var tally: DiffTally
    private(set) var receiptsBefore: [PaperReceipts] = []
    private(set) var receiptsAfter: [PaperReceipts] = []
    private(set) var news = KnowledgeDiff.News()
    private(set) var lags: [Int]

    init(_ parts: [DiffPart], _ empty: DiffPart) {
        tally = empty.tally
        lags = empty.lags
        for part in parts {
            tally.merge(part.tally)
            receiptsBefore.append(part.receiptsBefore)
            receiptsAfter.append(part.receiptsAfter)
            news.dossierEvents += part.news.dossierEvents
            news.voided += part.news.voided
            for index in lags.indices { lags[index] += part.lags[index] }
        }
    }
}
