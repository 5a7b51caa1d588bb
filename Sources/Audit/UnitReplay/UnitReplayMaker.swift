internal import DossierModel
package import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// Plays the histories of units.
package enum UnitReplayMaker {
    /// Reads a unit's history in a snapshot of the ledger, in one pass over the dossiers, and hands it over with the snapshot.
    ///
    /// `progress` is told, by several threads, how many dossiers are done and how many there are.
    ///
    /// - Throws: ``ReportError``, ``ReplayError``, ``UnitReplayError``, `StoreError`, and what `body` throws.
    package static func run(
        _ query: UnitReplayQuery,
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in },
        _ body: (inout UnitReplay, borrowing LedgerView) throws -> Void
    ) throws {
        let files = try RuleSetFile.all(with: query.ruleSets)
        try ledger.read { view in
            guard view.size > 0 else { throw ReportError.noEvents }
            let tail = try view.tailRows()
            try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: query.asOf,
                    logSize: nil,
                    ruleSets: files
                )
                let run = try UnitReplayRun(query, knowledge, rows, files)
                var replay = try run.replay(view, progress: progress)
                try body(&replay, view)
            }
        }
    }
}

/// A replay in the making: what is known of the ledger is read.
private struct UnitReplayRun {
    private let query: UnitReplayQuery
    private let knowledge: Knowledge
    private let rows: LedgerRows
    private let files: [RuleSetFile]
    private let question: Question
    private let moments: ReplayMoments
    private let scope: ReplayScope
    private let mergers: [String?]

    init(
        _ query: UnitReplayQuery,
        _ knowledge: Knowledge,
        _ rows: LedgerRows,
        _ files: [RuleSetFile]
    ) throws {
        self.query = query
        self.knowledge = knowledge
        self.rows = rows
        self.files = files
        let to = query.to ?? knowledge.asOf.localDate
        let from = try query.from ?? min(knowledge.firstDay(rows) ?? to, to)
        guard from <= to else { throw ReportError.emptyPeriod(from: from, to: to) }
        // What lies after the moment of knowledge costs nothing.
        let last = max(from, min(to, knowledge.asOf.localDate))
        guard Int(last.rawValue) - Int(from.rawValue) < UnitReplayQuery.mostDays else {
            throw UnitReplayError.tooManyDays(from: from, to: last)
        }
        let whole = ReplayMoments(from: from, through: last, asOf: knowledge.asOf)
        let found = try UnitReplayRun.scopes(query, knowledge, whole)
        moments = ReplayMoments(
            from: from,
            through: last,
            asOf: knowledge.asOf,
            changes: found.dropFirst().map(\.moment)
        )
        let moments = moments
        scope = ReplayScope(
            found.map { found in
                ReplayScope.Epoch(
                    place: moments.first(notBefore: found.moment),
                    units: found.units,
                    answerable: found.answerable
                )
            },
            unitCount: knowledge.codes.all(.unit).count,
            placeCount: moments.instants.count
        )
        mergers = found.map(\.mergedInto)
        question = Question(asOf: knowledge.asOf, at: moments.last, from: from, to: last)
    }

    /// The units asked about from a moment on.
    private struct Found {
        let moment: Instant
        let units: UnitSet
        let answerable: AnswerableUnits
        let mergedInto: String?
    }

    /// The units that a report asks about at the first moment, and wherever that becomes others.
    private static func scopes(
        _ query: UnitReplayQuery,
        _ knowledge: Knowledge,
        _ moments: ReplayMoments
    ) throws(ReportError) -> [Found] {
        var filter = ReportQuery()
        filter.unit = query.unit
        let first = moments.instants[0]
        var found: [Found] = []
        for moment in [first] + knowledge.references.unitChanges(after: first, through: moments.last) {
            let report = try ReportScope(filter, knowledge, at: moment)
            let answerable = knowledge.references.answerableUnits(at: moment)
            var units = UnitSet()
            for number in knowledge.codes.all(.unit).indices {
                let unit = CodeIndex(rawValue: UInt32(number))
                if report.scope.units?.contains(answerable.unit(for: unit)) ?? true { units.insert(unit) }
            }
            if let last = found.last, last.units == units, last.answerable == answerable { continue }
            found.append(
                Found(
                    moment: moment,
                    units: units,
                    answerable: answerable,
                    mergedInto: report.mergedInto
                )
            )
        }
        return found
    }

    func replay(
        _ view: borrowing LedgerView,
        progress: @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws -> UnitReplay {
        var tally = ReplayTally(
            moments,
            scope,
            to: question.to,
            asOf: knowledge.asOf,
            knowledge.references
        )
        let part = UnitReplayPart(tally, knowledge.papers.receipts)
        var papers = knowledge.papers
        for part in try DossierFold.run(rows, knowledge.filter, view, from: part, progress: progress) {
            tally.merge(part.tally)
            papers.merge(part.receipts)
        }
        let matches = scope.epochs.map { papers.matches($0.answerable) }
        tally.take(papers.entries, knowledge.paperNumbers, matches: matches)
        tally.sort()
        let figures = tally.figures()
        if let open = figures.first(where: { !$0.balanceCloses }) {
            assertionFailure("a balance that does not close: \(open)")
            throw ReportError.balance(group: [query.unit])
        }
        return UnitReplay(
            unit: query.unit,
            from: question.from,
            to: query.to ?? question.to,
            asOf: knowledge.asOf,
            logSize: knowledge.logSize,
            root: try view.root(ofFirst: knowledge.logSize),
            ruleSets: knowledge.ruleSets,
            knowledge: knowledge,
            rows: rows,
            files: files,
            question: question,
            moments: moments,
            scope: scope,
            mergers: mergers,
            matches: matches,
            figures: figures,
            marks: tally.marks,
            silent: tally.silent,
            marked: UnitReplayRun.starts(of: tally.marks),
            reader: rows.makeReader(knowledge.filter),
            segment: nil
        )
    }

    /// Where the marks of each moment begin, and the end of them all.
    private static func starts(of marks: ContiguousArray<ReplayMark>) -> ContiguousArray<UInt32> {
        var starts: ContiguousArray<UInt32> = []
        var last: Instant?
        for index in marks.indices where marks[index].moment != last {
            starts.append(UInt32(index))
            last = marks[index].moment
        }
        return starts + [UInt32(marks.count)]
    }
}

/// What one thread makes of its share of the dossiers for a replay.
private struct UnitReplayPart: DossierPart {
    private(set) var tally: ReplayTally
    private(set) var receipts: PaperReceipts

    init(_ tally: ReplayTally, _ receipts: PaperReceipts) {
        self.tally = tally
        self.receipts = receipts
    }

    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        if !receipts.isIdle { receipts.addReceipts(of: rows) }
        tally.take(dossier, rows, numbers)
    }
}
