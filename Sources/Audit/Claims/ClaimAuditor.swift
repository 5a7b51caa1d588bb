package import DossierModel
package import LedgerStore
internal import Projections
internal import Rules

/// What an audit of claims is asked besides the claims.
package struct ClaimQuery: Sendable {
    /// The moment of knowledge of claims that name none; the default is the latest `recordedAt` in the ledger.
    package var asOf: Instant?

    /// Only the first so many events of the ledger.
    package var logSize: UInt64?

    /// Rule sets that `rules.adopted` may name, besides the built-in ones.
    package var ruleSets: [RuleSetFile] = []

    package init() {}
}

/// Answers the claims of a document from a ledger.
package enum ClaimAuditor {
    /// Audits every claim and equation of a file against a snapshot of the ledger.
    ///
    /// `evidence` is then handed, for every claim in turn, the table of all that its figure counts, in pieces.
    /// `progress` is told, by several threads, how many dossiers are done in a pass and how many there are.
    ///
    /// - Throws: ``ClaimsFileError`` for a unit, sector or procedure that no event names; ``ReportError``, ``ReplayError``,
    ///   `StoreError`, and what `evidence` throws.
    package static func audit(
        _ file: ClaimsFile,
        of ledger: Ledger,
        _ query: ClaimQuery = ClaimQuery(),
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in },
        evidence: ((ClaimsFile.Claim, [UInt8]) throws -> Void)? = nil
    ) throws -> ClaimAudit {
        let ruleSets = try RuleSetFile.all(with: query.ruleSets)
        return try ledger.read { view in
            if let asked = query.logSize, asked > view.size {
                throw ReportError.noSuchLogSize(asked: asked, size: view.size)
            }
            let tail = try view.tailRows()
            return try view.withRows(tail: tail) { rows in
                var run = ClaimRun(file, query, ruleSets, rows, tail, progress: progress)
                return try run.answer(view, evidence)
            }
        }
    }
}
