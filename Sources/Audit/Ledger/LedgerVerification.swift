package import LedgerStore

/// What verifying a ledger found: hashes by the store, the balance by the rules.
package struct LedgerVerification: Sendable {
    package let hashes: VerifyAnswer

    /// Whether the balance closes for every unit over the whole time; `nil` where it could not be computed.
    package let balanceCloses: Bool?

    /// Why the balance could not be computed.
    package let balanceProblem: (any Error)?

    /// Whether nothing was found.
    package var isSound: Bool { hashes.faults.isEmpty && balanceCloses != false }

    /// Verifies a ledger.
    ///
    /// With `isDeep` what is derived is rebuilt and compared. `ruleSets` are those that events may adopt, besides the
    /// built-in ones. `progress` is told how many of the ledger's events are done, and how many there are.
    package static func make(
        of ledger: Ledger,
        isDeep: Bool,
        ruleSets: [RuleSetFile],
        progress: (UInt64, UInt64) -> Void
    ) async throws -> LedgerVerification {
        let hashes = try ledger.read { view throws(StoreError) in
            let size = view.size
            return try view.verify(isDeep: isDeep) { progress($0, size) }
        }
        // Damaged events cannot be judged; what is wrong with them has been said.
        guard hashes.faults.isEmpty else {
            return LedgerVerification(hashes: hashes, balanceCloses: nil, balanceProblem: nil)
        }
        var query = ReportQuery()
        query.by = [.unit]
        query.ruleSets = ruleSets
        do {
            _ = try await ReportMaker.make(query, of: ledger)
            return LedgerVerification(hashes: hashes, balanceCloses: true, balanceProblem: nil)
        } catch ReportError.noEvents {
            // Of nothing the balance closes.
            return LedgerVerification(hashes: hashes, balanceCloses: true, balanceProblem: nil)
        } catch ReportError.balance {
            return LedgerVerification(hashes: hashes, balanceCloses: false, balanceProblem: nil)
        } catch {
            return LedgerVerification(hashes: hashes, balanceCloses: nil, balanceProblem: error)
        }
    }
}
