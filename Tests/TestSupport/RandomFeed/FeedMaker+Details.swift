import DossierModel

/// The data of the events of a random life.
extension FeedMaker {
    /// A text that is there so many times in a hundred.
    private mutating func optional(_ text: String, _ percent: Int) -> FeedValue? {
        generator.chance(percent) ? .text(text) : nil
    }

    private mutating func due(after start: Instant) -> FeedValue {
        // Before the receipt, on its day, about the limit, inflated; on any day of the week.
        let days = generator.chance(6) ? -generator.number(in: 1...5) : generator.number(in: 0...40)
        let date = start.localDate.adding(days: generator.chance(8) ? 3 * days : days)
        let precision = generator.pick(Precision.allCases)
        return .text(written(moment(date, precision)))
    }

    mutating func receiptData(_ step: FeedStep, unit: String) -> [(String, FeedValue?)] {
        let paperNo = generator.chance(35) ? "S\u{1ED1} \(generator.number(in: 1...12))" : nil
        if let paperNo { receipts.append((unit, paperNo, step.time)) }
        return [
            ("procedure", .text(generator.chance(4) ? "9.9" : generator.pick(procedures))),
            ("channel", .text(generator.pick(["counter", "online", "postal"]))),
            ("dueAt", generator.chance(70) ? due(after: step.time) : generator.chance(50) ? .null : nil),
            ("sector", optional(generator.pick(sectors), 15)),
            ("paperNo", paperNo.map { .text($0) }),
            ("applicant", optional("A-\(generator.number(in: 1...9))", 50)),
            ("applicantKind", optional("citizen", 20)),
            ("components", generator.chance(70) ? .count(generator.number(in: 0...6)) : nil),
            ("digitisedComponents", generator.chance(60) ? .count(generator.number(in: 0...4)) : nil),
        ].filter { key, value in
            // Of these an empty text would be the wrong type.
            value != nil || !["components", "digitisedComponents", "applicantKind", "dueAt"].contains(key)
        }
    }

    mutating func stepData(_ type: String, _ step: FeedStep, actor: String?) -> [(String, FeedValue?)] {
        switch type {
        case "declined":
            [("reason", .text("thi\u{1EBF}u")), ("notice", optional("TB-1", 50))]
        case "transferred":
            [("toUnit", optional(generator.pick(units), 70)), ("toActor", optional("L1", 30))]
        case "supplementRequested":
            [("notice", optional("TB-2", 75))]
        case "paused":
            pauseData(actor: actor)
        case "rescheduled":
            [("newDueAt", due(after: step.time)), ("notice", optional("TB-3", 50))]
        case "apologised":
            apologyData(step)
        case "explained":
            [("report", optional("BC-1", 60))]
        case "componentDemanded":
            [("component", .text("gi\u{1EA5}y")), ("legalBasis", optional("N\u{110} 118", 50))]
        case "feeRequested":
            [("amount", .count(50_000)), ("kind", .text(generator.pick(["fee", "tax"])))]
        case "feePaid":
            paymentData()
        case "completed":
            completionData()
        case "rated":
            [("score", .halves(generator.number(in: 0...10))), ("max", .halves(generator.pick([10, 5, 8])))]
        case "returned", "withdrawn", "reopened":
            [(type == "returned" ? "receipt" : "reason", optional("x", 40))]
        default:
            []
        }
    }

    private mutating func pauseData(actor: String?) -> [(String, FeedValue?)] {
        let grounds = [
            "financialObligation", "financialObligation", "financialObligation", "taxDetermination",
            "violationReview", "publicPosting", "applicantRequest", "coordinationOpinion", "taxTransfer",
            "other", "FinancialObligation", "xin \u{FD} ki\u{1EBF}n",
        ]
        // Nearly half of the pauses are as the law wants them, where L1 is a leader.
        if generator.chance(50) {
            return [
                (
                    "ground",
                    .text(generator.pick(["financialObligation", "financialObligation", "publicPosting"]))
                ),
                ("document", .text("Q\u{110}-8")), ("approver", .text("L1")),
            ]
        }
        var approver: String? = generator.pick(["L1", "L1", "L2", "L10", "nobody"] + officers)
        if generator.chance(8) { approver = actor }
        if generator.chance(12) { approver = nil }
        return [
            ("ground", .text(generator.pick(grounds))), ("document", optional("Q\u{110}-7", 85)),
            ("approver", approver.map { .text($0) }), ("reason", optional("v\u{EC}", 30)),
        ]
    }

    private mutating func apologyData(_ step: FeedStep) -> [(String, FeedValue?)] {
        var data: [(String, FeedValue?)] = [
            ("letter", optional("XL-1", 80)), ("reason", optional("b\u{1EAD}n", 80)),
        ]
        if generator.chance(60) { data.append(("newDueAt", due(after: step.time))) }
        return data
    }

    private mutating func paymentData() -> [(String, FeedValue?)] {
        [
            ("amount", .count(50_000)), ("kind", .text(generator.pick(["fee", "tax"]))),
            ("via", .text(generator.pick(["onlinePortal", "cash", "transfer"]))),
        ]
    }

    private mutating func completionData() -> [(String, FeedValue?)] {
        var data: [(String, FeedValue?)] = [
            ("outcome", .text(generator.pick(["granted", "granted", "refused"]))),
            ("form", .text(generator.pick(["electronic", "electronic", "scan", "paper"]))),
            ("notice", optional("KQ-1", 50)),
        ]
        if generator.chance(80) { data.append(("signed", .truth(generator.chance(60)))) }
        return data
    }
}
