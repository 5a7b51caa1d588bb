/// What an event says happened (events.md section 3).
///
/// The raw values are stored in ledgers: they never change, and a new type takes a new number.
@usableFromInline
package enum EventType: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case calendarDeclared = 1
    case rulesAdopted = 2
    case unitRegistered = 3
    case unitMerged = 4
    case procedurePublished = 5
    case procedureWithdrawn = 6
    case procedureListed = 7
    case procedureUnlisted = 8
    case officerAssigned = 9
    case officerReleased = 10
    case targetSet = 11
    case latenessPublished = 12
    case feedbackReceived = 13
    case paperEntered = 14
    case eventVoided = 15

    // From here on the order of the raw values is the order of life (rules.md section 3, step 6).
    case received = 32
    case transferred = 33
    case componentDemanded = 34
    case feeRequested = 35
    case supplementRequested = 36
    case paused = 37
    case feePaid = 38
    case supplemented = 39
    case resumed = 40
    case rescheduled = 41
    case apologised = 42
    case explained = 43
    case reopened = 44
    case completed = 45
    case declined = 46
    case withdrawn = 47
    case returned = 48
    case rated = 49

    /// Whether it is a step in the life of a dossier.
    @inlinable package var isOfDossier: Bool { rawValue >= EventType.received.rawValue }

    /// The name in the interchange form.
    package var name: String {
        switch self {
        case .calendarDeclared: "calendar.declared"
        case .rulesAdopted: "rules.adopted"
        case .unitRegistered: "unit.registered"
        case .unitMerged: "unit.merged"
        case .procedurePublished: "procedure.published"
        case .procedureWithdrawn: "procedure.withdrawn"
        case .procedureListed: "procedure.listed"
        case .procedureUnlisted: "procedure.unlisted"
        case .officerAssigned: "officer.assigned"
        case .officerReleased: "officer.released"
        case .targetSet: "target.set"
        case .latenessPublished: "lateness.published"
        case .feedbackReceived: "feedback.received"
        case .paperEntered: "paper.entered"
        case .eventVoided: "event.voided"
        case .received: "dossier.received"
        case .transferred: "dossier.transferred"
        case .componentDemanded: "dossier.componentDemanded"
        case .feeRequested: "dossier.feeRequested"
        case .supplementRequested: "dossier.supplementRequested"
        case .paused: "dossier.paused"
        case .feePaid: "dossier.feePaid"
        case .supplemented: "dossier.supplemented"
        case .resumed: "dossier.resumed"
        case .rescheduled: "dossier.rescheduled"
        case .apologised: "dossier.apologised"
        case .explained: "dossier.explained"
        case .reopened: "dossier.reopened"
        case .completed: "dossier.completed"
        case .declined: "dossier.declined"
        case .withdrawn: "dossier.withdrawn"
        case .returned: "dossier.returned"
        case .rated: "dossier.rated"
        }
    }

    /// The type of that name, or `nil` where there is none.
    package init?(name: some StringProtocol) {
        guard let type = EventType.allCases.first(where: { $0.name == name }) else { return nil }
        self = type
    }
}
