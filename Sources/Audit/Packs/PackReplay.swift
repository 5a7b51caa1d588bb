internal import DossierModel
internal import LedgerStore
internal import MerkleLog
internal import Rules

/// Works an answer out from the events of a pack alone.
struct PackReplay {
    let question: PackQuestion
    let claims: ClaimsFile?
    /// All of the pack: built-in ones and others.
    let ruleSets: [RuleSetFile]
    let events: PackEvents

    /// The answer, with the ledger's numbers and the checkpoint's size and root.
    ///
    /// `pack` is the ledger of the events.
    ///
    /// - Throws: What asking a ledger throws.
    func answer(_ pack: PackLedger, _ checkpoint: Checkpoint) throws -> PackAnswer {
        let answer = try PackAnswer.make(
            question,
            claims: claims,
            ruleSets: ruleSets.filter { !$0.isBuiltIn },
            of: pack.ledger,
            logSize: UInt64(events.count)
        )
        return answer.inLedger(events.numbers, logSize: checkpoint.size.rawValue, root: checkpoint.root)
    }

    /// What a page tells of the pack.
    func account(
        _ answer: PackAnswer,
        _ coverage: PackCoverage,
        _ checkpoint: SignedCheckpoint
    ) -> PackAccount {
        PackAccount(
            question: question,
            answer: answer,
            coverage: coverage,
            eventCount: events.count,
            checkpoint: checkpoint,
            ruleSets: ruleSets.map { ($0.ruleSet.name, $0.hash) }.sorted {
                $0.0.utf8.lexicographicallyPrecedes($1.0.utf8)
            }
        )
    }
}
