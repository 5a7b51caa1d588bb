package import DossierModel
package import MerkleLog
package import Projections

/// What became known between two moments, and what it did to the figures of units.
///
/// The figures of the first side and these differences give those of the second, for every count and unit, on both
/// bases. The dossiers that stand elsewhere are handed out one by one and are not in it.
package struct KnowledgeDiff: Sendable {
    /// One of the two moments.
    package struct Side: Sendable {
        package let asOf: Instant
        package let at: Instant
        /// The rule sets that can hold for a receipt, with the hashes of their files.
        package let ruleSets: [(name: String, hash: String)]
    }

    /// The figures of a unit, where any of them changed.
    package struct Row: Sendable {
        /// `nil` for what has no unit.
        package let unit: String?
        package let before: FiguresPair
        package let after: FiguresPair
    }

    /// How many dossiers went from one kind to another.
    package struct Move: Hashable, Sendable {
        package let before: DossierStanding.Kind
        package let after: DossierStanding.Kind
        package let dossiers: Int
    }

    /// Events that became known in between, and events voided in between.
    package struct News: Hashable, Sendable {
        package var dossierEvents = 0
        package var paperEntries = 0
        package var references = 0
        /// Of events that were known before.
        package var voided = 0
    }

    package let from: LocalDate
    package let to: LocalDate
    package let before: Side
    package let after: Side

    /// Events in the ledger, and the root over them.
    package let logSize: UInt64
    package let root: Digest

    package let news: News

    /// Reference events that became known or were voided in between, in the order of the ledger.
    package let references: [ReferenceChange]

    /// Dossiers that stand elsewhere than before.
    package let moved: Int
    /// Dossiers that stand where they stood and count otherwise in some figure.
    package let recounted: Int
    /// The moved ones by cause; one with several causes is counted for each.
    package let movedByTime: Int
    package let movedByReferences: Int
    package let movedByEvents: Int

    /// Own events of the moved dossiers that became known in between, by how late they were written down: on their day,
    /// then by ``DaysLateBucket``.
    package let lags: [Int]

    package let movesReported: [Move]
    package let movesAudited: [Move]

    /// The units whose figures changed, byte by byte, what has no unit first.
    package let rows: [Row]
    /// Of everything in the scope, whether it changed or not.
    package let total: Row

    /// Lines of paper registers that count otherwise, in the order of the ledger.
    package let papers: [PaperChange]

    /// Where the dossiers of the unit that was asked for are counted, if it was merged into another.
    package let mergedInto: String?

    package func moves(_ basis: Basis) -> [Move] { basis == .reported ? movesReported : movesAudited }
}

/// An event that made a difference, and how late it was written down.
package struct DiffEvent: EventHead, Hashable, Sendable {
    package let number: SequenceNumber
    package let id: String
    package let type: EventType
    package let occurredAt: Instant
    package let recordedAt: Instant
    /// Working days from the day it happened to the day it was written down.
    package let workingDays: Int
    package let actor: String?
    package let source: String?
}

/// An event that became known, or one that was known and was voided.
package struct EventChange: Hashable, Sendable {
    package let event: DiffEvent
    /// What voided it; `nil` for an event that became known.
    package let void: DiffEvent?
    /// The reason that the void gives.
    package let reason: String?
}

/// A reference event that became known, or one that was voided.
package struct ReferenceChange: Sendable {
    package let change: EventChange
    /// The unit of the envelope.
    package let unit: String?
    /// What it is about, by its type: days, a procedure, a rule set, another unit, a role.
    package let subject: String?
}

/// A dossier that stands elsewhere, and by what.
package struct DossierChange: Sendable {
    /// Where it stands on one basis.
    package struct Place: Hashable, Sendable {
        package let kind: DossierStanding.Kind
        package let finish: String?
        package let unit: String?
        package let sector: String?
        /// A date, or in hours an instant.
        package let due: String?
        package let daysLate: Int
        /// Whether a report of the filters looks at it.
        package let isInScope: Bool
    }

    package let dossier: String
    package let reported: (before: Place, after: Place)
    package let audited: (before: Place, after: Place)
    package let causes: ChangeCauses
    /// Its own events that became known or were voided in between, in the order of the ledger.
    package let events: [EventChange]
    /// Reference events that can have moved it, where references did: places in ``KnowledgeDiff/references``.
    package let references: [Int]

    package func places(_ basis: Basis) -> (before: Place, after: Place) {
        basis == .reported ? reported : audited
    }
}

/// A line of a paper register that counts otherwise.
package struct PaperChange: Sendable {
    /// How an entry counts on a basis.
    package enum State: String, Sendable {
        /// Not known, not in the period, or not in the scope.
        case absent
        case onSystem, offSystem
    }

    /// The entry, and what voided it; an entry that was known and stays so counts otherwise by receipts.
    package let change: EventChange
    package let isNews: Bool
    package let unit: String?
    package let paperNumber: String?
    package let reported: (before: State, after: State)
    package let audited: (before: State, after: State)
}
