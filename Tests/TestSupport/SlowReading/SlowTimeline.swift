package import DossierModel

/// An event and the time at which it takes effect.
package struct SlowStep: Sendable {
    package let event: SlowEvent
    package var time: Instant
}

/// The events of one dossier with their effective times on one basis, in the order of rules.md section 3.
///
/// Step 7 needs to know what is open, so it is left to the walk (``SlowLife``).
struct SlowTimeline {
    let basis: Basis
    let at: Instant

    /// The receipt on the basis, happened or not.
    let receipt: SlowEvent?

    /// All known events with their effective times, also those after `at`.
    let known: [SlowStep]

    /// What has happened by `at`, in the order of step 6.
    let happened: [SlowStep]

    /// Reads the known events of one dossier.
    init(_ events: [SlowEvent], basis: Basis, at: Instant) {
        self.basis = basis
        self.at = at
        let receipt = SlowTimeline.section3Step1Receipt(events, basis)
        self.receipt = receipt
        var steps = events.map {
            SlowStep(event: $0, time: SlowTimeline.section3EffectiveTime($0, basis, receipt))
        }
        SlowTimeline.section3Step2Served(&steps, basis, at)
        SlowTimeline.section3Step3NotBeforeReceipt(&steps, receipt)
        SlowTimeline.section3Step4Answers(&steps, "dossier.supplemented", to: "dossier.supplementRequested")
        SlowTimeline.section3Step4Answers(&steps, "dossier.resumed", to: "dossier.paused")
        known = steps
        // Step 5.
        let byAt = steps.filter { $0.time <= at }
        happened = SlowTimeline.section3Step6Order(byAt, receipt)
    }

    /// The types whose time must be shown by evidence (section 3).
    private static let favourable = [
        "dossier.completed", "dossier.declined", "dossier.withdrawn", "dossier.returned",
        "dossier.supplementRequested", "dossier.paused", "dossier.rescheduled", "dossier.apologised",
        "dossier.explained",
    ]

    /// The effective time of an event, before the steps.
    static func section3EffectiveTime(_ event: SlowEvent, _ basis: Basis, _ receipt: SlowEvent?) -> Instant {
        if basis == .reported { return event.recordedAt }
        if !favourable.contains(event.type) { return event.occurredAt }
        guard event.hasEvidence else { return event.recordedAt }
        if let receipt, event.occurredAt < receipt.occurredAt { return event.recordedAt }
        return event.occurredAt
    }

    private static func section3Step1Receipt(_ events: [SlowEvent], _ basis: Basis) -> SlowEvent? {
        events.filter { $0.type == "dossier.received" }.min {
            let left = section3EffectiveTime($0, basis, nil)
            let right = section3EffectiveTime($1, basis, nil)
            return (left, $0.occurredAt, $0.id) < (right, $1.occurredAt, $1.id)
        }
    }

    private static func section3Step2Served(_ steps: inout [SlowStep], _ basis: Basis, _ at: Instant) {
        guard basis == .audited else { return }
        if steps.contains(where: { $0.event.type == "dossier.reopened" && $0.time <= at }) { return }
        let served = steps.filter { $0.event.type == "dossier.returned" && $0.event.hasEvidence }
        guard let earliest = served.map(\.time).min() else { return }
        for index in steps.indices where steps[index].event.type == "dossier.completed" {
            steps[index].time = min(steps[index].time, earliest)
        }
    }

    private static func section3Step3NotBeforeReceipt(_ steps: inout [SlowStep], _ receipt: SlowEvent?) {
        guard let receipt, let received = steps.first(where: { $0.event.id == receipt.id }) else { return }
        for index in steps.indices {
            steps[index].time = max(steps[index].time, received.time)
        }
    }

    private static func section3Step4Answers(_ steps: inout [SlowStep], _ answer: String, to question: String)
    {
        let answers = steps.map(\.event).filter { $0.type == answer }
        for index in steps.indices where steps[index].event.type == answer {
            let own = steps[index].event
            let previous = answers.filter { ($0.occurredAt, $0.id) < (own.occurredAt, own.id) }
                .max { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
            let asked = steps.filter { step in
                guard step.event.type == question, step.event.occurredAt <= own.occurredAt else {
                    return false
                }
                guard let previous else { return true }
                return step.event.occurredAt >= previous.occurredAt
            }
            guard let earliest = asked.map(\.time).min() else { continue }
            steps[index].time = max(steps[index].time, earliest)
        }
    }

    /// The order of life (step 6).
    static let section3OrderOfLife = [
        "dossier.received", "dossier.transferred", "dossier.componentDemanded", "dossier.feeRequested",
        "dossier.supplementRequested", "dossier.paused", "dossier.feePaid", "dossier.supplemented",
        "dossier.resumed", "dossier.rescheduled", "dossier.apologised", "dossier.explained",
        "dossier.reopened", "dossier.completed", "dossier.declined", "dossier.withdrawn", "dossier.returned",
        "dossier.rated",
    ]

    private static func section3Step6Order(_ steps: [SlowStep], _ receipt: SlowEvent?) -> [SlowStep] {
        let others = steps.filter { $0.event.id != receipt?.id }.sorted { left, right in
            let leftLife = section3OrderOfLife.firstIndex(of: left.event.type) ?? 0
            let rightLife = section3OrderOfLife.firstIndex(of: right.event.type) ?? 0
            return (left.time, left.event.occurredAt, leftLife, left.event.id)
                < (right.time, right.event.occurredAt, rightLife, right.event.id)
        }
        return steps.filter { $0.event.id == receipt?.id } + others
    }

    /// The runs of equal effective time and `occurredAt`; the receipt belongs to none (step 7).
    var section3Step7Ties: [[SlowStep]] {
        var ties: [[SlowStep]] = []
        for step in happened where step.event.id != receipt?.id {
            if let last = ties.last?.first, last.time == step.time,
                last.event.occurredAt == step.event.occurredAt
            {
                ties[ties.count - 1].append(step)
            } else {
                ties.append([step])
            }
        }
        return ties
    }

    /// Whether a question was over when it was written down (section 5).
    ///
    /// Its first later answer, the earliest by (`occurredAt`, `id`) with `occurredAt` after its own, takes effect
    /// before it. All known answers take part, also those after `at`.
    func section5WasOver(_ question: SlowStep) -> Bool {
        let answer = question.event.type == "dossier.paused" ? "dossier.resumed" : "dossier.supplemented"
        let later = known.filter {
            $0.event.type == answer && $0.event.occurredAt > question.event.occurredAt
        }
        let first = later.min { ($0.event.occurredAt, $0.event.id) < ($1.event.occurredAt, $1.event.id) }
        guard let first else { return false }
        return first.time < question.time
    }
}
