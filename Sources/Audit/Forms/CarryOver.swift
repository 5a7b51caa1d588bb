package import DossierModel

/// Column (6) of a form against column (11) of the one before.
package struct CarryOver: Sendable {
    /// Why a dossier is in one of the two columns and not in the other.
    package enum Reason: String, CaseIterable, Sendable {
        // In (6), and not in (11) of the form before.

        /// It had been received by then, and the form before did not know.
        case learntLater
        /// It was received between the two periods.
        case receivedBetween
        /// It was open, and counted in another unit.
        case movedIn
        /// It was finished, and is not any more: reopened, or the finish was voided or is known to be later.
        case finishTakenBack

        // In (11) of the form before, and not in (6).

        /// It is counted in another unit now.
        case movedOut
        /// By what is known now, it was finished by then.
        case finishLearntLater
        /// It was finished between the two periods.
        case finishedBetween
        /// It was received in the period itself: the periods overlap, or its receipt is known to be later.
        case receivedInPeriod
        /// Its receipt is known no more, or not by the end of the period.
        case receiptTakenBack

        // In both.

        /// It is in the line of another sector.
        case otherSector

        /// What it does to (6) over (11).
        package var change: Int {
            switch self {
            case .learntLater, .receivedBetween, .movedIn, .finishTakenBack: 1
            case .movedOut, .finishLearntLater, .finishedBetween, .receivedInPeriod, .receiptTakenBack: -1
            case .otherSector: 0
            }
        }
    }

    /// Where a form has a dossier.
    package struct Standing: Equatable, Sendable {
        /// What the dossier is, in the words of ``DossierStanding/Kind``.
        package let kind: String
        package let unit: String?
        package let sector: String?
    }

    /// An event that the form before did not have, or one that it had and that is voided since.
    package struct Event: EventHead, Equatable, Sendable {
        package let number: SequenceNumber
        package let id: String
        package let type: EventType
        package let occurredAt: Instant
        package let recordedAt: Instant
        package let isVoided: Bool
    }

    /// A dossier behind a difference.
    package struct Dossier: Sendable {
        package let code: String
        package let reason: Reason
        package let before: Standing
        package let now: Standing
        /// The events that can have done it, in the order of the ledger.
        package let events: [Event]
    }

    /// The two columns for a sector in which they differ.
    package struct Sector: Equatable, Sendable {
        package let sector: String?
        package let open: Int
        package let carriedIn: Int
    }

    package let period: FormPeriod
    package let asOf: Instant

    /// Whether the period begins on the day after the one before: only then must the columns be equal.
    package let isAdjacent: Bool

    /// Column (11) of the form before.
    package let open: Int

    /// Column (6) of this one.
    package let carriedIn: Int

    /// In the order of their codes, byte by byte.
    package let sectors: [Sector]

    /// All that are in one and not in the other, in the order in which the ledger came to know them; with those that are in
    /// another sector.
    package let dossiers: [Dossier]

    /// Whether the columns are equal, in total and in every sector.
    package var holds: Bool { open == carriedIn && sectors.isEmpty }

    /// How many dossiers there are of each reason, in their order.
    package var reasons: [(reason: Reason, count: Int)] {
        Reason.allCases.compactMap { reason in
            let count = dossiers.count { $0.reason == reason }
            return count == 0 ? nil : (reason, count)
        }
    }
}
