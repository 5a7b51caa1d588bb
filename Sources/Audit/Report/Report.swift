package import DossierModel
package import MerkleLog
package import Projections

/// The figures of rules.md section 9 for a scope, on both bases.
package struct Report: Sendable {
    /// The figures of one group.
    package struct Row: Sendable {
        /// The value of each dimension of ``Report/by``; `nil` for what the dossiers or entries lack.
        package let group: [String?]
        /// Whether it is the sum of a unit and all below it.
        package let isRollup: Bool
        package let figures: FiguresPair
    }

    package let from: LocalDate
    package let to: LocalDate
    package let asOf: Instant
    package let at: Instant
    package let by: [Dimension]

    /// Events looked at, and the root over them.
    package let logSize: UInt64
    package let root: Digest

    /// The rule sets that can hold for a receipt, with the hashes of their files.
    package let ruleSets: [(name: String, hash: String)]

    /// In the order of their groups, byte by byte, what is lacking first.
    package let rows: [Row]
    package let total: FiguresPair

    /// Where the dossiers of the unit that was asked for are counted, if it was merged into another.
    package let mergedInto: String?
}

/// Why there is no report.
package enum ReportError: Error {
    case replay(ReplayError)
    /// The ledger, or the part of it that was asked for, has no events, and no period was given.
    case noEvents
    /// The period ends before it begins.
    case emptyPeriod(from: LocalDate, to: LocalDate)
    /// No event names the code; the nearest codes that are known.
    case unknownCode(Dimension, code: String, nearest: [String])
    /// More events are asked for than there are.
    case noSuchLogSize(asked: UInt64, size: UInt64)
    /// `carriedIn + received` is not `finished + declined + withdrawn + open`: the program is wrong.
    case balance(group: [String?])
}
