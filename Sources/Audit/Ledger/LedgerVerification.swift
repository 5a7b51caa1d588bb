package import LedgerStore

/// What verifying a ledger found: hashes by the store, the balance by the rules.
package struct LedgerVerification: Sendable {
    package let hashes: VerifyAnswer

    /// Whether the balance closes for every unit over the whole time; `nil` where it could not be computed.
    package let balanceCloses: Bool?

    /// Why the balance could not be computed.
    package let balanceProblem: (any Error)?

    /// What is wrong with the tallies that reports have kept; asked only with `isDeep`, and where the balance closes.
    package let tallyFaults: [String]

    /// Tallies of another version of the program, or with rule sets that are not at hand: no report uses them here.
    package let uncomparedTallies: Int

    /// Whether nothing was found.
    package var isSound: Bool { hashes.faults.isEmpty && balanceCloses != false && tallyFaults.isEmpty }

    private init(
        _ hashes: VerifyAnswer,
        balanceCloses: Bool? = nil,
        problem: (any Error)? = nil,
        tallies: (faults: [String], uncompared: Int) = ([], 0)
    ) {
        self.hashes = hashes
        self.balanceCloses = balanceCloses
        balanceProblem = problem
        tallyFaults = tallies.faults
        uncomparedTallies = tallies.uncompared
    }

    /// Verifies a ledger.
    ///
    /// With `isDeep` what is derived is rebuilt and compared. `ruleSets` are those that events may adopt, besides the
    /// built-in ones. `sizes` are those of earlier states whose roots are wanted. `progress` is told how many of the
    /// ledger's events are done, and how many there are.
    package static func make(
        of ledger: Ledger,
        isDeep: Bool,
        ruleSets: [RuleSetFile],
        rootsAt sizes: [UInt64] = [],
        progress: (UInt64, UInt64) -> Void
    ) throws -> LedgerVerification {
        let hashes = try ledger.read { view throws(StoreError) in
            let size = view.size
            return try view.verify(isDeep: isDeep, rootsAt: sizes) { progress($0, size) }
        }
        // Damaged events cannot be judged; what is wrong with them has been said.
        guard hashes.faults.isEmpty else { return LedgerVerification(hashes) }
        var query = ReportQuery()
        query.by = [.unit]
        query.ruleSets = ruleSets
        do {
            _ = try ReportMaker.make(query, of: ledger)
        } catch ReportError.noEvents {
            // Of nothing the balance closes.
            return LedgerVerification(hashes, balanceCloses: true)
        } catch ReportError.balance {
            return LedgerVerification(hashes, balanceCloses: false)
        } catch {
            return LedgerVerification(hashes, problem: error)
        }
        let tallies = isDeep ? try CheckpointShelf.verify(in: ledger, ruleSets: ruleSets) : ([], 0)
        return LedgerVerification(hashes, balanceCloses: true, tallies: tallies)
    }
}
