internal import DossierModel
package import LedgerStore
package import MerkleLog
internal import Projections
internal import Rules

/// A report, and what is worth keeping in the ledger so that the next one is there at once.
package struct ReportAnswer: Sendable {
    /// A tally and the key that it belongs under.
    package struct Checkpoint: Hashable, Sendable {
        package let key: Digest
        package let bytes: [UInt8]
    }

    package let report: Report

    /// What to keep, where everything was counted and it is worth while.
    package let checkpoint: Checkpoint?

    /// Whether a kept tally was brought up to date, and not everything counted.
    package let isFromCheckpoint: Bool
}

/// Answers report queries from a ledger.
package enum ReportMaker {
    /// A ledger of fewer events is counted in full in no time.
    package static let fewestEventsForCheckpoint: UInt64 = 200_000

    /// Makes a report of what a snapshot of the ledger shows, counting everything.
    ///
    /// - Throws: ``ReportError``; a balance that does not close is one.
    package static func make(_ query: ReportQuery, of ledger: Ledger) throws -> Report {
        try answer(query, of: ledger, checkpointsFrom: nil).report
    }

    /// Makes a report, from a kept tally where the ledger has one that can be brought up to date.
    ///
    /// Ledgers of at least `checkpointsFrom` events are worth a checkpoint; with `nil` none is used and none is made.
    ///
    /// Where everything is counted `progress` is told, by several threads, how many dossiers are done and how many there are.
    ///
    /// - Throws: ``ReportError``; a balance that does not close is one.
    package static func answer(
        _ query: ReportQuery,
        of ledger: Ledger,
        checkpointsFrom fewest: UInt64? = fewestEventsForCheckpoint,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> ReportAnswer {
        let ruleSets = try RuleSetFile.all(with: query.ruleSets)
        return try ledger.read { view in
            if let asked = query.logSize, asked > view.size {
                throw ReportError.noSuchLogSize(asked: asked, size: view.size)
            }
            let tail = try view.tailRows()
            var key: CheckpointKey?
            if let fewest, view.size >= fewest { key = CheckpointKey(query, ruleSets) }
            if let key, let report = try ReportRun.unchanged(query, key, view, tail) {
                return ReportAnswer(report: report, checkpoint: nil, isFromCheckpoint: true)
            }
            return try view.withRows(tail: tail) { rows in
                let knowledge = try knowledge(query, view, tail, rows, ruleSets)
                return try ReportRun(query, knowledge, rows, progress: progress).answer(key, view)
            }
        }
    }

    /// The checkpoint that a report would have left when the ledger had `size` events.
    static func checkpoint(
        _ query: ReportQuery,
        _ key: CheckpointKey,
        size: UInt64,
        _ ruleSets: [RuleSetFile],
        _ view: borrowing LedgerView,
        _ tail: TailRows,
        _ rows: LedgerRows
    ) throws -> ReportAnswer.Checkpoint? {
        var query = query
        query.logSize = size
        let knowledge = try knowledge(query, view, tail, rows, ruleSets)
        return try ReportRun(query, knowledge, rows).checkpoint(key, view)
    }

    private static func knowledge(
        _ query: ReportQuery,
        _ view: borrowing LedgerView,
        _ tail: TailRows,
        _ rows: LedgerRows,
        _ ruleSets: [RuleSetFile]
    ) throws(ReportError) -> Knowledge {
        // Without events there is no latest moment; with a period its end serves.
        let isEmpty = min(query.logSize ?? view.size, view.size) == 0
        if isEmpty, query.asOf == nil, query.to == nil { throw .noEvents }
        do throws(ReplayError) {
            return try KnowledgeReader.read(
                view,
                rows,
                tail: tail,
                asOf: query.asOf ?? (isEmpty ? query.to.map { Instant.end(of: $0) } : nil),
                logSize: query.logSize,
                ruleSets: ruleSets
            )
        } catch {
            throw .replay(error)
        }
    }
}
