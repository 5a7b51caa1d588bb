package import DossierModel

/// Something that inspectors look for (findings.md section 4); the cases stand in its order.
///
/// What it finds is an indication until the paper file is seen.
package enum Detector: String, CaseIterable, Sendable {
    case offSystemReceipt
    case registeredLate
    case codeDateMismatch
    case codeGap
    case unauthorisedPause
    case pauseBeforeDue
    case pauseAfterDue
    case endlessPause
    case secondSupplement
    case lateSupplement
    case supplementAtDue
    case componentDemanded
    case unlistedProcedure
    case noDueDate
    case inflatedDue
    case dueMoved
    case lateNoApology
    case lateNoExplanation
    case apologyTooLate
    case apologyIncomplete
    case maskedLateness
    case lateTick
    case earlyTick
    case noResultDocument
    case refusedAtDue
    case reentered
    case split
    case massClosing
    case resultNotReturned
    case secondmentLength
    case listNotPublished
    case retroactiveImprovement
}

/// What a detector finds in one dossier.
package struct DossierHit: Hashable, Sendable {
    package let detector: Detector

    /// The rows of the events that show it, among those that were handed over, in their order.
    package let rows: [Int]

    /// The day that it is of: of lateness the first late one, else that on which the last of the events counts.
    package let day: LocalDate

    /// Why a stop has no authority, in the rules' words; of other hits empty.
    package let reasons: [String]

    /// What makes it a hit, in the order in which it is told.
    package let facts: [HitFact]

    package init(
        _ detector: Detector,
        _ rows: [Int],
        day: LocalDate,
        reasons: [String] = [],
        facts: [HitFact] = []
    ) {
        self.detector = detector
        self.rows = rows
        self.day = day
        self.reasons = reasons
        self.facts = facts
    }
}
