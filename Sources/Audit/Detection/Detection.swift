package import DossierModel
package import MerkleLog
package import Projections

/// What the detectors find in a ledger (findings.md section 4).
package struct Detection: Sendable {
    /// An event that shows a hit.
    package struct Event: EventHead, Sendable {
        package internal(set) var number: SequenceNumber
        package let id: String
        package let type: EventType
        package let occurredAt: Instant
        package let recordedAt: Instant
    }

    /// One hit.
    package struct Hit: Sendable {
        package let detector: Detector
        package let dossier: String?
        package let unit: String?
        /// The day in the world that it is of.
        package let day: LocalDate
        package internal(set) var events: [Event]
        /// What else there is to say, as name and value.
        package let details: [(String, String)]
    }

    /// What a rate is of: what a detector looks at, one by one.
    package enum Measure: String, CaseIterable, Sendable {
        case dossiers
        case paperEntries
        /// Days on which a unit gave codes.
        case codeDays
        /// Days right before a cut-off on which a unit finished something.
        case closingDays
        case secondments
        /// Months with late dossiers whose lists are due.
        case lateMonths
    }

    /// How often a detector hits in a unit, beside the units that compare with it.
    package struct UnitCount: Sendable {
        package let unit: String
        package let level: UnitLevel?
        package let detector: Detector
        package let hits: Int
        /// What it hits, counted in its ``measure``.
        package let hit: Int
        /// What there was of it in the unit and the period.
        package let lookedAt: Int
        /// The same of all other units of the level.
        package let othersHit: Int
        package let othersLookedAt: Int
        /// Dossiers of the other units of the level, whatever the measure is.
        package let othersDossiers: Int

        package var measure: Measure { detector.measure }

        /// The share that it hits.
        package var rate: Ratio? { Ratio(hit, of: lookedAt) }

        /// The same among all other units of the level.
        package var othersRate: Ratio? { Ratio(othersHit, of: othersLookedAt) }

        /// Whether it stands out: at least three, and three times the share that the others have.
        ///
        /// Where the others worked and have nothing of what is counted, such as lines of a paper register, their share is 0.
        package var isOutlier: Bool {
            guard hit >= 3, lookedAt > 0 else { return false }
            guard othersLookedAt > 0 else { return measure != .dossiers && othersDossiers > 0 }
            return Int128(hit) * Int128(othersLookedAt) >= 3 * Int128(othersHit) * Int128(lookedAt)
        }
    }

    /// What there was to look at, in the scope and the period that were asked for.
    package struct LookedAt: Hashable, Sendable {
        package internal(set) var dossiers = 0
        /// Lines of registers, days with codes, secondments and the like, of the detectors that were asked for.
        package internal(set) var others = 0

        package var isNothing: Bool { dossiers == 0 && others == 0 }
    }

    /// The moment of knowledge, at which the world is looked at too; `nil` of a ledger without events that was not asked for one.
    package let asOf: Instant?
    package let from: LocalDate?
    package let to: LocalDate?
    package let unit: String?

    /// Where the dossiers of the unit that was asked for are counted, if it was merged into another.
    package let mergedInto: String?

    package internal(set) var logSize: UInt64
    package internal(set) var root: Digest
    package let ruleSets: [(name: String, hash: String)]

    /// The detectors that were asked for, in the order of ``Detector``.
    package let detectors: [Detector]

    /// How many hits each of them has.
    package let counts: [Detector: Int]

    /// By detector, then day, dossier and unit; at most as many of each detector as were asked for.
    package internal(set) var hits: [Hit]

    /// Where there are hits, by unit and then detector.
    package internal(set) var units: [UnitCount]

    /// Without it no hits would read as a clean bill.
    package let lookedAt: LookedAt
}

extension Detector {
    /// What the rate of its hits is of.
    package var measure: Detection.Measure {
        switch self {
        case .offSystemReceipt: .paperEntries
        case .codeGap: .codeDays
        case .massClosing: .closingDays
        case .secondmentLength: .secondments
        case .listNotPublished: .lateMonths
        default: .dossiers
        }
    }
}

/// What the detectors are asked.
package struct DetectionQuery: Sendable {
    /// The detectors to run.
    package var detectors: [Detector] = Detector.allCases
    /// A unit and all below it.
    package var unit: String?
    /// The days that hits are of; `nil` leaves none out.
    package var from: LocalDate?
    package var to: LocalDate?
    /// The moment of knowledge, at which the world is looked at too; the default is the latest `recordedAt`.
    package var asOf: Instant?
    /// How many hits of each detector are told in full; `nil` for all.
    package var limit: Int?
    /// Only the first so many events of the ledger.
    package var logSize: UInt64?
    package var ruleSets: [RuleSetFile] = []

    package init() {}
}
