import DossierModel

/// What a dossier without a known receipt is (rules.md section 3, end).
package enum SlowIntake: Sendable {
    /// It has a known receipt, or nothing of it has happened.
    case none
    case declinedAtIntake(SlowStep)
    case orphan

    init(_ timeline: SlowTimeline) {
        if timeline.receipt != nil || timeline.happened.isEmpty {
            self = .none
        } else if let declined = timeline.happened.first(where: { $0.event.type == "dossier.declined" }) {
            self = .declinedAtIntake(declined)
        } else {
            self = .orphan
        }
    }
}
