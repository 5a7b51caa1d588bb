internal import DossierModel
package import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// Answers report queries from a ledger.
package enum ReportMaker {
    /// Threads that judge dossiers beside each other.
    private static let parts = 2

    /// Makes a report of what a snapshot of the ledger shows.
    ///
    /// - Throws: ``ReportError``; a balance that does not close is one.
    package static func make(_ query: ReportQuery, of ledger: Ledger) async throws -> Report {
        let ruleSets = try RuleSetFile.all(with: query.ruleSets)
        let (knowledge, root) = try ledger.read { view in
            if let asked = query.logSize, asked > view.size {
                throw ReportError.noSuchLogSize(asked: asked, size: view.size)
            }
            // Without events there is no latest moment; with a period its end serves.
            let isEmpty = min(query.logSize ?? view.size, view.size) == 0
            if isEmpty, query.asOf == nil, query.to == nil { throw ReportError.noEvents }
            let knowledge: Knowledge
            do throws(ReplayError) {
                knowledge = try KnowledgeReader.read(
                    view,
                    asOf: query.asOf ?? (isEmpty ? query.to.map { Instant.end(of: $0) } : nil),
                    logSize: query.logSize,
                    ruleSets: ruleSets
                )
            } catch {
                throw ReportError.replay(error)
            }
            return (knowledge, try view.root(ofFirst: knowledge.logSize))
        }
        let to = query.to ?? knowledge.asOf.localDate
        let from = query.from ?? min(knowledge.firstDay ?? to, to)
        guard from <= to else { throw ReportError.emptyPeriod(from: from, to: to) }
        let question = Question(asOf: knowledge.asOf, from: from, to: to)
        let scope = try ReportScope(query, knowledge, at: question.at)
        var grouping: Grouping = []
        for dimension in query.by { grouping.insert(dimension.grouping) }
        var tally = await judge(knowledge, question, scope.scope, grouping)
        let units = knowledge.references.answerableUnits(at: question.at)
        knowledge.papers.count(question, units, into: &tally)
        let rows = ReportRows(query, knowledge, question, scope, tally)
        try rows.checkBalance()
        return Report(
            from: from,
            to: to,
            asOf: knowledge.asOf,
            at: question.at,
            by: query.by,
            logSize: knowledge.logSize,
            root: root,
            ruleSets: knowledge.ruleSets,
            rows: rows.rows,
            total: tally.total,
            mergedInto: scope.mergedInto
        )
    }

    /// Judges all dossiers, in parts cut by dossier, and merges the tallies.
    private static func judge(
        _ knowledge: Knowledge,
        _ question: Question,
        _ scope: Scope,
        _ grouping: Grouping
    ) async -> ReportTally {
        await withTaskGroup(of: ReportTally.self) { group in
            for part in knowledge.dossiers.parts(parts) {
                group.addTask {
                    var judge = DossierJudge(question, knowledge.references)
                    var tally = ReportTally(scope: scope, grouping: grouping)
                    for dossier in part where !knowledge.dossiers.range(dossier).isEmpty {
                        tally.add(knowledge.dossiers.withRows(dossier) { judge.judge($0) })
                    }
                    return tally
                }
            }
            var whole = ReportTally(scope: scope, grouping: grouping)
            for await part in group { whole.merge(part) }
            return whole
        }
    }
}

extension Dimension {
    fileprivate var grouping: Grouping {
        switch self {
        case .unit: .unit
        case .sector: .sector
        case .channel: .channel
        case .procedure: .procedure
        }
    }
}
