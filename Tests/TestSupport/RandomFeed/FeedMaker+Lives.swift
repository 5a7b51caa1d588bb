import DossierModel

/// The lives of the dossiers of a random feed.
extension FeedMaker {
    /// What kind of a life it is, with the steps that it favours.
    private enum Mood: CaseIterable {
        case plain
        case paused
        case supplemented
        case tied
        case reopened
        case afterwards
        case anything

        var steps: [String] {
            switch self {
            case .plain:
                [
                    "transferred", "feeRequested", "feePaid", "completed", "completed", "returned", "rated",
                    "apologised", "explained", "declined", "withdrawn", "rescheduled", "componentDemanded",
                ]
            case .paused:
                ["paused", "paused", "paused", "resumed", "resumed", "feePaid", "completed", "rescheduled"]
            case .supplemented:
                [
                    "supplementRequested", "supplementRequested", "supplemented", "supplemented", "paused",
                    "completed",
                ]
            case .tied:
                [
                    "paused", "resumed", "supplementRequested", "supplemented", "completed", "reopened",
                    "declined", "withdrawn", "feePaid", "rescheduled",
                ]
            case .reopened:
                [
                    "completed", "reopened", "completed", "withdrawn", "declined", "paused", "returned",
                    "reopened",
                ]
            case .afterwards:
                [
                    "returned", "apologised", "explained", "transferred", "rated", "feePaid", "rescheduled",
                    "paused",
                ]
            case .anything:
                Mood.plain.steps + Mood.paused.steps + Mood.tied.steps + ["received", "returned"]
            }
        }
    }

    /// Makes all events of one dossier.
    mutating func makeLife(_ number: Int) {
        let unit = generator.pick(units)
        let code = generator.pick(["", unit + "-", "000.00.01-"]) + "\(number)"
        codes.append(code)
        let precision = generator.pick(Precision.allCases)
        let mood = generator.pick(Mood.allCases)
        var step = FeedStep(
            unit: unit,
            code: code,
            precision: precision,
            start: moment(receiptDate(), precision)
        )
        let kind = generator.number(in: 0...99)
        if kind < 3 { addStep("declined", step) }
        if kind >= 6 { makeReceipts(step) }
        if mood == .afterwards, generator.chance(60) { step.last = "completed" }
        if mood == .tied { makeTie(&step, mood.steps) }
        for _ in 0..<generator.number(in: 0...8) {
            let type = nextType(after: step.last, mood)
            step.time = moment(after: step.time, precision)
            addStep(type, step)
            step.last = type
            if generator.chance(6) { makeTie(&step, Mood.tied.steps) }
        }
        guard generator.chance(40) else { return }
        for type in ["completed", "returned"] where generator.chance(75) {
            step.time = moment(after: step.time, precision)
            addStep(type, step)
        }
    }

    /// The next step: often what makes sense after the last one, now and then anything.
    private mutating func nextType(after last: String, _ mood: Mood) -> String {
        if generator.chance(65) {
            switch last {
            case "paused": return generator.pick(["resumed", "resumed", "resumed", "feePaid", "paused"])
            case "supplementRequested": return "supplemented"
            case "completed", "declined", "withdrawn":
                return generator.pick([
                    "returned", "returned", "apologised", "explained", "rated", "feePaid", "reopened",
                ])
            default: break
            }
        }
        return generator.pick(mood.steps)
    }

    /// The receipt, and now and then further ones on which the other basis may stand.
    private mutating func makeReceipts(_ step: FeedStep) {
        addStep("received", step)
        guard generator.chance(15) else { return }
        for _ in 0..<generator.number(in: 1...2) {
            var further = step
            let days = generator.number(in: -6...6)
            further.time = moment(step.time.localDate.adding(days: days), step.precision)
            if generator.chance(30) { further.time = step.time }
            addStep("received", further)
        }
    }

    /// Several events of one moment, written down at one moment.
    private mutating func makeTie(_ step: inout FeedStep, _ types: [String]) {
        step.time = moment(after: step.time, step.precision)
        step.recordedAt = recording(of: step.time, step.precision)
        let favoured = generator.pick([
            ["paused", "resumed"], ["supplementRequested", "supplemented"],
            ["completed", "withdrawn", "reopened"],
            types,
        ])
        for _ in 0..<generator.number(in: 2...6) {
            addStep(generator.chance(80) ? generator.pick(favoured) : generator.pick(types), step)
        }
        step.recordedAt = nil
    }

    private mutating func addStep(_ type: String, _ step: FeedStep) {
        let actor = generator.chance(80) ? generator.pick(officers) : nil
        let hasEvidence = generator.chance(45)
        let recordedAt = step.recordedAt ?? recording(of: step.time, step.precision)
        let unit = generator.chance(90) ? step.unit : generator.pick(units)
        add(
            "dossier." + type,
            at: step.time,
            recordedAt: recordedAt,
            envelope: [
                ("unit", unit), ("dossier", step.code), ("actor", actor),
                ("evidence", hasEvidence ? "VB-12/\u{110}K" : nil),
            ],
            data: type == "received" ? receiptData(step, unit: unit) : stepData(type, step, actor: actor)
        )
    }
}
