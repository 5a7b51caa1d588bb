package import DossierModel
package import MerkleLog
package import Projections

/// What became of the dossiers that were late when a campaign began, and what became late since.
package struct Campaign: Sendable {
    /// A stock on one basis, day by day.
    package struct Course: Sendable {
        /// By day; the first is the end of the day before the start.
        package let counts: [CampaignCounts]
        /// By day how much may remain on the straight line; `nil` where the campaign has no working day.
        package let lines: [Int?]
        package let forecast: ClearingForecast

        /// Where it stands: at the end of the last day that was looked at.
        package var now: CampaignCounts { counts[counts.count - 1] }

        /// By how many dossiers the stock is ahead of the line, or behind it where that is below 0.
        package var ahead: Int? { lines[lines.count - 1].map { $0 - now.remaining } }
    }

    /// A unit, or all that was asked for, on both bases.
    package struct Group: Sendable {
        /// `nil` for the total, and for dossiers without a unit.
        package let unit: String?
        package let reported: Course
        package let audited: Course

        package subscript(basis: Basis) -> Course { basis == .reported ? reported : audited }
    }

    package let calendar: CampaignCalendar
    package let days: Int

    /// The days that were looked at, the day before the start first.
    package let dates: [LocalDate]
    package let asOf: Instant

    /// The moment of the last day.
    package let at: Instant
    package let logSize: UInt64
    package let root: Digest
    package let ruleSets: [(name: String, hash: String)]

    /// The unit that was asked for, and where its dossiers are counted if it was merged into another.
    package let unit: String?
    package let mergedInto: String?

    package let total: Group

    /// By unit, in the order of their codes, byte by byte, what has none first.
    package let rows: [Group]

    package var start: LocalDate { calendar.start }
    package var end: LocalDate { calendar.end }

    /// Whether its first day has come by ``at``.
    package var hasBegun: Bool { at >= Instant(start) }

    /// Whether its last day is over.
    package var isOver: Bool { at >= Instant.end(of: end) }
}
