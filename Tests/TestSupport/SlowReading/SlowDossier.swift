package import DossierModel

/// One dossier on both bases.
package struct SlowDossier: Sendable {
    package let code: ByteText
    /// `nil` where it has not been received on that basis by `at`.
    package let reported: SlowLife?
    package let audited: SlowLife?
    /// What it is on a basis where it has no known receipt.
    package let intakes: [Basis: SlowIntake]

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
