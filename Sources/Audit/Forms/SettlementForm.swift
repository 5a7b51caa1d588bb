package import DossierModel
package import MerkleLog
package import Projections

/// Form II.06a/VPCP/KSTT, what became of the dossiers of a unit in a period (tình hình, kết quả giải quyết TTHC).
package struct SettlementForm: Sendable {
    /// A unit with its registered names.
    package struct Party: Equatable, Sendable {
        package let code: String
        /// `nil` for a unit that is not registered by the end of the period.
        package let name: String?
        package let nameEn: String?
    }

    /// A line of a sector, or of a procedure below its sector.
    package struct Line: Sendable {
        /// Column (1): `2` for the second sector, `2.1` for its first procedure.
        package let number: String
        package let sector: String?
        /// `nil` in the line of a sector; in that of a procedure never, for every receipt names one.
        package let procedure: String?
        /// The procedure's name as it was published last by the end of the period.
        package let name: String?
        package let figures: FormLine
    }

    package let period: FormPeriod
    package let basis: Basis
    package let asOf: Instant
    package let at: Instant

    /// Events looked at, and the root over them.
    package let logSize: UInt64
    package let root: Digest

    /// The rule sets that can hold for a receipt, with the hashes of their files.
    package let ruleSets: [(name: String, hash: String)]

    /// The unit that reports; `nil` where the form is of all the ledger.
    package let unit: Party?

    /// Whether units below it are counted too.
    package let hasUnitsBelow: Bool

    /// The unit above it, which receives the form.
    package let receiver: Party?

    /// Where the dossiers of the unit that was asked for are counted, if it was merged into another.
    package let mergedInto: String?

    /// In the order of the sectors, byte by byte; those in which nothing stands are left out.
    package let lines: [Line]
    package let total: FormLine

    /// Dossiers of the period that were declined at intake: never received, and so in no column.
    package let declinedAtIntake: Int

    /// What became of what the form before left open, where it was asked for.
    package let carryOver: CarryOver?
}
