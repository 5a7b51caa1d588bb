package import DossierModel

/// The life of one dossier on one basis (rules.md sections 3 to 7), walked event by event.
package struct SlowLife: Sendable {
    package let basis: Basis
    package let at: Instant
    package let receipt: SlowEvent
    /// The receipt's effective time.
    package let receivedAt: Instant
    package let ruleSet: SlowRuleSet
    /// The receipt's sector, else the procedure's, else `unknown`.
    package let sector: ByteText
    /// The unit answerable at `at`, as written.
    package private(set) var answerableUnit: ByteText?
    /// The standing finish.
    package private(set) var finish: SlowStep?
    /// Every stop that was opened, in the order of opening.
    package var stops: [SlowStop] = []
    /// The due date as it stands.
    package var due: SlowDue?
    /// The kinds of anomalies, in the order of the walk.
    package private(set) var anomalies: [String] = []

    let timeline: SlowTimeline
    let calendar: SlowCalendar
    let reference: SlowReference
    let baseDue: SlowBaseDue
    /// What each pause and request came to on the audited basis, by event.
    var authorisations: [ByteText: SlowAuthorisation]
    /// When the clock stopped, and whether that was not after the due as it stood; while it is stopped.
    var clockStop: (time: Instant, isInTime: Bool)?
    /// Requests that count, in the order of the walk; the number of one is its place from 1.
    private(set) var requests: [SlowStep] = []
    /// Reschedules that count.
    private(set) var reschedules: [SlowStep] = []
    /// Demands of components that count.
    private(set) var demands: [SlowStep] = []
    /// Apologies, and whether the dossier was open where each stands.
    private(set) var apologies: [(step: SlowStep, wasOpen: Bool)] = []

    /// Walks the events of a dossier that has been received by `at`.
    ///
    /// `authorisations` is what the walk on the audited basis gave; that walk itself starts with none.
    init(
        _ timeline: SlowTimeline,
        received: SlowStep,
        reference: SlowReference,
        ruleSet: SlowRuleSet,
        authorisations: [ByteText: SlowAuthorisation]
    ) {
        basis = timeline.basis
        at = timeline.at
        self.timeline = timeline
        self.reference = reference
        calendar = reference.calendar
        receipt = received.event
        receivedAt = received.time
        self.ruleSet = ruleSet
        self.authorisations = authorisations
        answerableUnit = receipt.unit
        let publication = reference.section1Publication(of: receipt.text("procedure"), at: received.time)
        sector = receipt.text("sector") ?? publication?.text("sector") ?? "unknown"
        baseDue = SlowBaseDue(
            calendar: calendar,
            receipt: received.event,
            receivedAt: received.time,
            publication: publication
        )
        due = baseDue.section6Base(timeline.basis)
        for tie in timeline.section3Step7Ties {
            for step in section3Step7Order(tie) { section4Take(step) }
        }
    }

    package var isOpen: Bool { finish == nil }

    /// The unit to which all figures of the dossier go: the answerable one, after merging (section 4).
    package var section4FiguresGoTo: ByteText? {
        answerableUnit.map { reference.section4Merged($0, at: at) }
    }

    /// The finishes, in the order of life.
    static let finishes = ["dossier.completed", "dossier.declined", "dossier.withdrawn"]

    /// Puts each of the three pairs of a tie in the order in which it makes sense (section 3, step 7).
    private func section3Step7Order(_ tie: [SlowStep]) -> [SlowStep] {
        guard tie.count > 1 else { return tie }
        var ordered = tie
        let isPauseOpen = stops.contains { $0.isPause && $0.end == nil }
        let isSupplementOpen = stops.contains { !$0.isPause && $0.end == nil }
        section3Step7Alternate(&ordered, ["dossier.paused"], ["dossier.resumed"], secondFirst: isPauseOpen)
        section3Step7Alternate(
            &ordered,
            ["dossier.supplementRequested"],
            ["dossier.supplemented"],
            secondFirst: isSupplementOpen
        )
        section3Step7Alternate(
            &ordered,
            SlowLife.finishes,
            ["dossier.reopened"],
            secondFirst: finish != nil
        )
        return ordered
    }

    private func section3Step7Alternate(
        _ tie: inout [SlowStep],
        _ first: [String],
        _ second: [String],
        secondFirst: Bool
    ) {
        let places = tie.indices.filter {
            first.contains(tie[$0].event.type) || second.contains(tie[$0].event.type)
        }
        var firsts = places.map { tie[$0] }.filter { first.contains($0.event.type) }
        var seconds = places.map { tie[$0] }.filter { second.contains($0.event.type) }
        var takesSecond = secondFirst
        for place in places {
            if firsts.isEmpty || (takesSecond && !seconds.isEmpty) {
                tie[place] = seconds.removeFirst()
            } else {
                tie[place] = firsts.removeFirst()
            }
            takesSecond.toggle()
        }
    }

    /// What counts after a finish (section 4).
    private static let afterFinish = [
        "dossier.returned", "dossier.apologised", "dossier.explained", "dossier.feePaid",
        "dossier.feeRequested", "dossier.rated", "dossier.reopened",
    ]

    /// Takes in the next event of the walk.
    private mutating func section4Take(_ step: SlowStep) {
        if step.event.type == "dossier.received" {
            anomalies.append("duplicateReceipt")
            return
        }
        if finish != nil, !SlowLife.afterFinish.contains(step.event.type) {
            anomalies.append("afterFinish")
            return
        }
        let wasStopped = section5IsClockStopped
        section4Apply(step)
        section6Shift(at: step.time, wasStopped: wasStopped)
    }

    private mutating func section4Apply(_ step: SlowStep) {
        let event = step.event
        switch event.type {
        case "dossier.completed", "dossier.declined", "dossier.withdrawn":
            finish = step
            section5Close(at: step.time) { _ in true }
        case "dossier.reopened":
            anomalies.append(finish == nil ? "reopenOfOpen" : "reopened")
            finish = nil
        case "dossier.transferred":
            answerableUnit = event.text("toUnit") ?? answerableUnit
        case "dossier.supplementRequested":
            requests.append(step)
            section5Request(step)
        case "dossier.paused":
            section5Pause(step)
        case "dossier.supplemented":
            if !section5Close(at: step.time, where: { !$0.isPause }) { anomalies.append("closeWithoutStop") }
        case "dossier.resumed":
            if !section5Close(at: step.time, where: { $0.isPause }) { anomalies.append("closeWithoutStop") }
        case "dossier.feePaid":
            guard basis == .audited else { return }
            section5Close(at: step.time) { $0.isPause && $0.kind == "financialObligation" }
        case "dossier.rescheduled":
            reschedules.append(step)
            section6Reschedule(step)
        case "dossier.apologised":
            apologies.append((step, finish == nil))
        case "dossier.componentDemanded":
            demands.append(step)
        default:
            break
        }
    }
}
