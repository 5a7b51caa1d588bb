package import DossierModel

/// What is known as of one moment, seen at another (rules.md section 2).
struct SlowView {
    /// The known events without the voided ones.
    let known: [SlowEvent]
    let at: Instant
    let reference: SlowReference

    /// Every dossier that a known event names, in the order of their codes.
    static func dossiers(of view: SlowView) throws(SlowError) -> [SlowDossier] {
        var byCode: [ByteText: [SlowEvent]] = [:]
        for event in view.known where event.isOfDossier {
            guard let code = event.dossier else { continue }
            byCode[code, default: []].append(event)
        }
        var dossiers: [SlowDossier] = []
        for (code, events) in byCode.sorted(by: { $0.key < $1.key }) {
            dossiers.append(try SlowDossier(code, events, view))
        }
        return dossiers
    }
}

/// One dossier on both bases.
package struct SlowDossier: Sendable {
    package let code: ByteText
    /// `nil` where it has not been received on that basis by `at`.
    package let reported: SlowLife?
    package let audited: SlowLife?
    let intakes: [Basis: SlowIntake]

    init(_ code: ByteText, _ events: [SlowEvent], _ view: SlowView) throws(SlowError) {
        self.code = code
        let auditedTimeline = SlowTimeline(events, basis: .audited, at: view.at)
        let reportedTimeline = SlowTimeline(events, basis: .reported, at: view.at)
        let audited = try SlowDossier.life(auditedTimeline, view, [:])
        self.audited = audited
        reported = try SlowDossier.life(reportedTimeline, view, audited?.authorisations ?? [:])
        intakes = [
            .audited: SlowIntake(auditedTimeline),
            .reported: SlowIntake(reportedTimeline),
        ]
    }

    package subscript(basis: Basis) -> SlowLife? {
        basis == .reported ? reported : audited
    }

    private static func life(
        _ timeline: SlowTimeline,
        _ view: SlowView,
        _ authorisations: [ByteText: SlowAuthorisation]
    ) throws(SlowError) -> SlowLife? {
        guard let receipt = timeline.receipt,
            let received = timeline.happened.first(where: { $0.event.id == receipt.id })
        else { return nil }
        let ruleSet = try view.reference.section8RuleSet(receivedOn: received.time.localDate)
        return SlowLife(
            timeline,
            received: received,
            reference: view.reference,
            ruleSet: ruleSet,
            authorisations: authorisations
        )
    }
}

/// What a dossier without a known receipt is (rules.md section 3, end).
enum SlowIntake: Sendable {
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
