internal import DossierModel
package import LedgerStore

/// Compares what a ledger shows at two moments of knowledge.
package enum DiffMaker {
    /// Compares two moments of knowledge in one snapshot, in one pass over all dossiers.
    ///
    /// `answer` is handed the figures and all that is told of the whole; then `change` each dossier that stands elsewhere, in
    /// the order in which the ledger first names them, at most `limit` of them. What is kept is bounded, however many
    /// dossiers there are. `progress` is told, by several threads, how many dossiers are done and how many there are.
    ///
    /// - Throws: ``DiffError``, ``ReportError``, ``ReplayError``, `StoreError`, and what `answer` and `change` throw.
    package static func run(
        _ query: DiffQuery,
        of ledger: Ledger,
        limit: Int? = nil,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in },
        answer: (KnowledgeDiff) throws -> Void,
        change: (DossierChange) throws -> Void
    ) throws {
        let ruleSets = try RuleSetFile.all(with: query.report.ruleSets)
        try ledger.read { view in
            let tail = try view.tailRows()
            try view.withRows(tail: tail) { rows in
                let run = try DiffRun(query, ruleSets, rows, tail, view)
                try run.compare(view, limit: limit, progress: progress, answer: answer, change: change)
            }
        }
    }
}
