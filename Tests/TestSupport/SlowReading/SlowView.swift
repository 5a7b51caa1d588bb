import DossierModel

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
