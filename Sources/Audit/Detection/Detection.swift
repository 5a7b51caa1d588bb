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

    /// How often a detector hits in a unit, beside the units that compare with it.
    package struct UnitCount: Sendable {
        package let unit: String
        package let level: UnitLevel?
        package let detector: Detector
        package let hits: Int
        /// Dossiers that it hits; 0 of a detector that hits units, days or months.
        package let dossiersHit: Int
        /// Dossiers of the unit that there were in the period.
        package let dossiers: Int
        /// The same of all other units of the level.
        package let othersHit: Int
        package let othersDossiers: Int

        /// The share of the unit's dossiers that it hits; `nil` of a detector that hits no dossiers.
        package var rate: Ratio? { dossiersHit == 0 ? nil : Ratio(dossiersHit, of: dossiers) }

        /// The same among all other units of the level.
        package var othersRate: Ratio? { dossiersHit == 0 ? nil : Ratio(othersHit, of: othersDossiers) }

        /// Whether it stands out: at least three dossiers, and three times the share that the others have.
        package var isOutlier: Bool {
            guard dossiersHit >= 3, dossiers > 0, othersDossiers > 0 else { return false }
            return Int128(dossiersHit) * Int128(othersDossiers) >= 3 * Int128(othersHit) * Int128(dossiers)
        }
    }

    /// The moment of knowledge, at which the world is looked at too; `nil` of a ledger without events that was not asked for one.
    package let asOf: Instant?
    package let from: LocalDate?
    package let to: LocalDate?
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
