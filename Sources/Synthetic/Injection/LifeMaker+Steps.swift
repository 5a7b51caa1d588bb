internal import DossierModel

/// The steps that lawful lives are made of; faults leave out or add what they need.
extension LifeMaker {
    typealias Fields = [(key: String, value: InjectedValue)]

    /// Hands the dossier to whoever works on it.
    mutating func handOver(_ life: inout InjectedLife, on day: Int) {
        let step = Phrases.steps[random.below(Phrases.steps.count)]
        var data: Fields = [("step", .text(step))]
        if let handler = officer(.handler, of: life.answerable) { data.append(("toActor", .text(handler))) }
        add(.transferred, to: &life, on: day, by: .onestop, data: data)
    }

    /// The fee that is due at the counter, and its payment.
    mutating func charge(_ life: inout InjectedLife, on day: Int) {
        guard life.procedure.fee > 0 else { return }
        let amount = InjectedValue.number(life.procedure.fee * 1_000)
        add(
            .feeRequested,
            to: &life,
            on: day,
            by: .onestop,
            data: [("amount", amount), ("kind", .text("fee"))]
        )
        pay(&life, amount, kind: "fee", on: day)
    }

    mutating func pay(_ life: inout InjectedLife, _ amount: InjectedValue, kind: String, on day: Int) {
        let via = ["onlinePortal", "onlinePortal", "cash", "transfer"][random.below(4)]
        let data: Fields = [("amount", amount), ("kind", .text(kind)), ("via", .text(via))]
        add(.feePaid, to: &life, on: day, by: .nobody, data: data)
    }

    /// Ends the work with a result.
    @discardableResult
    mutating func complete(
        _ life: inout InjectedLife,
        on day: Int,
        outcome: String = "granted",
        hasNotice: Bool = true,
        recordedOn late: Int? = nil
    ) -> Int {
        let form = ["electronic", "electronic", "scan", "paper"][random.below(4)]
        var data: Fields = [("form", .text(form)), ("outcome", .text(outcome))]
        if hasNotice { data.append(("notice", document("KQ"))) }
        if form == "electronic" { data.append(("signed", .flag(true))) }
        let place = add(.completed, to: &life, on: day, by: .leader, data: data, recordedOn: late)
        life.finish = place
        return place
    }

    @discardableResult
    mutating func giveBack(_ life: inout InjectedLife, on day: Int, recordedOn late: Int? = nil) -> Int {
        let data: Fields = [("receipt", document("BN"))]
        return add(.returned, to: &life, on: day, by: .onestop, data: data, recordedOn: late)
    }

    /// Completes a dossier and hands its result over within three working days.
    mutating func end(_ life: inout InjectedLife, on day: Int, outcome: String = "granted") {
        complete(&life, on: day, outcome: outcome)
        handBack(&life, from: day)
    }

    mutating func handBack(_ life: inout InjectedLife, from day: Int) {
        giveBack(&life, on: calendar.working(day, plus: [0, 0, 1, 1, 2, 3][random.below(6)]))
        guard random.chance(150) else { return }
        let day = life.latest / ScenarioCalendar.secondsOfDay
        let score = InjectedValue.number(5 - random.below(2))
        add(.rated, to: &life, on: day, by: .nobody, data: [("max", .number(5)), ("score", score)])
    }

    /// Ends a dossier without a result.
    mutating func close(_ life: inout InjectedLife, _ type: EventType, on day: Int) {
        let isDeclined = type == .declined
        let reasons = isDeclined ? Phrases.declineReasons : Phrases.withdrawReasons
        var data: Fields = [("reason", .text(reasons[random.below(reasons.count)]))]
        if isDeclined { data.append(("notice", document("TB"))) }
        life.finish = add(type, to: &life, on: day, data: data)
    }

    @discardableResult
    mutating func requestSupplement(_ life: inout InjectedLife, on day: Int) -> Int {
        let data: Fields = [("items", .number(random.within(1...3))), ("notice", document("YCBS"))]
        return add(.supplementRequested, to: &life, on: day, by: .onestop, data: data)
    }

    mutating func supplement(_ life: inout InjectedLife, on day: Int) {
        add(.supplemented, to: &life, on: day, by: .onestop)
    }

    /// Stops the clock on a lawful ground, as a leader decided in writing.
    @discardableResult
    mutating func pause(
        _ life: inout InjectedLife,
        on day: Int,
        recordedOn late: Int? = nil,
        changing change: (inout Fields, inout LifeMaker) -> Void = { _, _ in }
    ) -> Int {
        let ground = lawfulGround(of: life.procedure, on: day)
        var data: Fields = [("document", document("QĐ")), ("ground", .text(ground))]
        if let leader = officer(.leader, of: life.answerable) { data.append(("approver", .text(leader))) }
        data.append(("reason", .text("Tạm dừng theo quyết định của thủ trưởng đơn vị")))
        change(&data, &self)
        return add(.paused, to: &life, on: day, data: data, recordedOn: late)
    }

    /// A ground of the table that holds for a procedure's sector on a day (rules.md section 8).
    mutating func lawfulGround(of procedure: ScenarioProcedure, on day: Int) -> String {
        var grounds = ["financialObligation"]
        if day >= InjectionCalendar.reformDay { grounds.append("applicantRequest") }
        if procedure.isOfLand {
            grounds += ["taxDetermination", "violationReview", "expertAppraisal", "publicPosting"]
            grounds += ["mediaNotice", "inheritanceDivision"]
        }
        return grounds[random.below(grounds.count)]
    }

    mutating func resume(_ life: inout InjectedLife, on day: Int) {
        add(.resumed, to: &life, on: day)
    }

    /// Says sorry with all that it takes: a letter, a reason and a new day.
    @discardableResult
    mutating func apologise(
        _ life: inout InjectedLife,
        on day: Int,
        until newDay: Int,
        without missing: String? = nil
    ) -> Int {
        let reason = Phrases.lateReasons[random.below(Phrases.lateReasons.count)]
        let data: Fields = [
            ("letter", document("XL")), ("medium", .text(Phrases.media[random.below(4)])),
            ("newDueAt", .moment(closing(of: newDay))), ("reason", .text(reason)),
        ]
        return add(.apologised, to: &life, on: day, by: .leader, data: data.filter { $0.key != missing })
    }

    mutating func explain(_ life: inout InjectedLife, on day: Int) {
        add(.explained, to: &life, on: day, data: [("report", document("BC"))])
    }

    @discardableResult
    mutating func reschedule(_ life: inout InjectedLife, on day: Int, to newDay: Int) -> Int {
        let data: Fields = [("newDueAt", .moment(closing(of: newDay))), ("notice", document("HL"))]
        return add(.rescheduled, to: &life, on: day, data: data)
    }
}
