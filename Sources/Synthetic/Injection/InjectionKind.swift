/// A fault that can be put into a stream, under the name of the detector that looks for it (findings.md section 4).
package enum InjectionKind: String, CaseIterable, Hashable, Sendable {
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
