package import DossierModel
package import MerkleLog
package import Projections

/// What a ledger says of the figures that a document publishes (findings.md section 2).
package struct ClaimAudit: Sendable {
    /// Why nothing in the ledger bears on a claim.
    package enum Silence: String, Sendable {
        /// The claim's period begins after the moment that it is looked at.
        case periodNotBegun
        /// No event of a type that the metric is made from has happened in the scope.
        case noEvent
        /// There is nothing to divide by, under whatever reading.
        case noDenominator
    }

    /// The answer to one claim.
    package struct Answer: Sendable {
        package let claim: ClaimsFile.Claim
        /// Only of a claim that is not checkable.
        package let silence: Silence?
        /// The unit whose figures these are, where that of the scope was merged into another.
        package let mergedInto: String?
        package let asOf: Instant
        /// The moment of the world that the claim as it is made is of.
        package let at: Instant
        /// The other moments at which it may be read.
        package let moments: [(moment: ReadingMoment, at: Instant)]
        /// The claim as it is made, on both bases.
        package let reported: Measure
        package let audited: Measure
        package let readings: ClaimReadings
        package let behind: Behind

        package var verdict: Verdict { readings.verdict }

        /// The measured figure on the claim's own basis.
        package var measured: Measure { claim.figure.basis == .reported ? reported : audited }

        /// The moment that a reading is of.
        package func at(_ reading: TriedReading) -> Instant {
            moments.first { $0.moment == reading.moment }?.at ?? at
        }
    }

    /// What a measured numerator is made of.
    package struct Behind: Sendable {
        package enum Kind: String, Sendable {
            case dossiers
            case paperEntries
        }

        package let kind: Kind
        package let count: Int
        /// The codes of the first dossiers, or the numbers of the first entries, in the order in which the ledger met them.
        package let first: [String]
    }

    /// The answer to one equation.
    package struct IdentityAnswer: Sendable {
        package let identity: ClaimsFile.Identity
        package let left: Int
        package let right: Int

        package var holds: Bool { left == right }
        package var difference: Int { left - right }
    }

    /// Two shares of one whole that the document puts at more than all of it together.
    package struct Contradiction: Sendable {
        /// The claim of the share in time, and that of the share overdue.
        package let inTime: String
        package let overdue: String
    }

    /// Which of the document's shares in time and overdue are true over one denominator.
    package struct DenominatorAnswer: Sendable {
        package let reading: OnTimeReading
        package let meets: [String]
        package let fails: [String]
        /// Whether all that are met are met tightly.
        package let isTight: Bool

        package var meetsAll: Bool { fails.isEmpty }
    }

    package let file: ClaimsFile

    /// The moment of knowledge of the claims that name none.
    package let asOf: Instant
    package internal(set) var logSize: UInt64
    package internal(set) var root: Digest

    /// The rule sets that can hold for a receipt, with the hashes of their files.
    package let ruleSets: [(name: String, hash: String)]

    package let answers: [Answer]
    package let identities: [IdentityAnswer]

    /// Empty where the document states no share in time that can be checked.
    package let denominators: [DenominatorAnswer]

    /// Claims that no single denominator can make true together, by their printed values alone.
    package let contradictions: [Contradiction]

    /// How many codes ``Behind/first`` has at most.
    package static let firstLimit = 20

    /// Whether every claim is reproduced, in whichever way, and every equation holds.
    package var isWell: Bool {
        answers.allSatisfy { $0.verdict == .reproduced || $0.verdict == .reproducedOtherwise }
            && identities.allSatisfy(\.holds)
    }
}
