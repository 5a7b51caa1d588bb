package import DossierModel

/// A second, literal reading of the detectors of findings.md section 4, to hold the product's against.
///
/// It looks at each dossier as the slow reading has it on the audited basis, and at one rule after the other. Where the
/// text can be read in two ways, the way taken is told at the function.
package struct SlowDetectors {
    let view: SlowView
    let dossiers: [SlowDossier]
    let events: [ByteText: [SlowEvent]]
    var hits: [SlowHit] = []

    /// Every hit as of a moment of knowledge; by default all is known.
    package static func hits(
        in reading: SlowReading,
        asOf: Instant? = nil
    ) throws(SlowError) -> [SlowHit] {
        var detectors = try SlowDetectors(reading, asOf: asOf)
        for dossier in detectors.dossiers {
            guard let life = dossier.audited else { continue }
            detectors.receipt(life, dossier)
            detectors.stops(life, dossier)
            detectors.lateness(life, dossier)
            detectors.finish(life, dossier)
            try detectors.retroactiveImprovement(dossier)
        }
        detectors.offSystemReceipt()
        detectors.codeGap()
        detectors.reentered()
        detectors.split()
        detectors.massClosing()
        try detectors.secondmentLength()
        detectors.listNotPublished()
        return detectors.hits
    }

    private init(_ reading: SlowReading, asOf: Instant?) throws(SlowError) {
        var query = SlowQuery(
            from: LocalDate(rawValue: 0),
            to: Instant.latest.localDate
        )
        query.asOf = asOf
        view = try reading.view(query)
        dossiers = try SlowView.dossiers(of: view)
        var events: [ByteText: [SlowEvent]] = [:]
        for event in view.known where event.isOfDossier {
            if let code = event.dossier { events[code, default: []].append(event) }
        }
        self.events = events
    }

    var calendar: SlowCalendar { view.reference.calendar }

    mutating func hit(_ detector: String, _ life: SlowLife, _ dossier: SlowDossier, _ events: [SlowEvent?]) {
        hits.append(
            SlowHit(
                detector,
                dossier: dossier.code.text,
                unit: life.section4FiguresGoTo?.text ?? "",
                events: events.compactMap { $0?.id.text }
            )
        )
    }

    /// The last working day before a date.
    func lastWorkingDay(before date: LocalDate) -> LocalDate {
        var day = date.adding(days: -1)
        while !calendar.section1IsWorkingDay(day) { day = day.adding(days: -1) }
        return day
    }

    /// The due date as it stood before a moment, on the audited basis.
    func dueDate(of dossier: SlowDossier, before moment: Instant) -> LocalDate? {
        let earlier = SlowView(
            known: view.known,
            at: Instant(rawValue: moment.rawValue - 1),
            reference: view.reference
        )
        let life = try? SlowDossier(dossier.code, events[dossier.code] ?? [], earlier)
        return life?.audited?.due?.date
    }
}
