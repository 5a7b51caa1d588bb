internal import DossierModel
internal import MerkleLog
internal import Rules

extension DossierHistory {
    /// The history as data: codes, event types and reasons in English, instants in +07:00.
    ///
    /// Events are named by their `seq`, and stand in the order in which they occurred.
    package var json: JSONValue {
        .object([
            ("dossier", .string(dossier)),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("sector", .text(sector)),
            ("masked", .bool(isMasked)),
            ("lateTick", .bool(isLateTick)),
            ("events", .array(ordered.map(\.json))),
            ("reported", StandingJSON(reported, events).value),
            ("audited", StandingJSON(audited, events).value),
        ])
    }
}

extension DossierHistory.Event {
    fileprivate var json: JSONValue {
        .object(
            headMembers + [
                ("lagDays", .int(lagDays)),
                ("lagWorkingDays", .int(lagWorkingDays)),
                ("unit", .text(unit)),
                ("actor", .text(actor)),
                ("evidence", .text(evidence)),
            ]
        )
    }
}

/// One standing as data.
struct StandingJSON {
    private let standing: DossierStanding
    private let events: [DossierHistory.Event]
    private let record: LifeRecord

    init(_ standing: DossierStanding, _ events: [DossierHistory.Event]) {
        self.standing = standing
        self.events = events
        record = standing.record
    }

    var value: JSONValue {
        .object([
            ("standing", .string(standing.kind.rawValue)),
            ("finish", .text(standing.finish)),
            ("finishedAt", instant(standing.finishedAt)),
            ("finishSeq", sequence(record.finishRow)),
            ("unit", .text(standing.unit)),
            ("ruleSet", ruleSet),
            ("receipt", receipt),
            ("limit", limit),
            ("statutory", statutory),
            ("slip", slip),
            ("baseDue", .text(record.baseDue?.text)),
            ("baseDueFrom", .text(record.start.map { "\($0.base.choice)" })),
            ("due", .text(standing.due?.text)),
            ("daysLate", .int(standing.daysLate)),
            ("lateness", days(standing.explanation.lateness)),
            ("effectiveTimes", .array(record.times.indices.compactMap(time))),
            ("steps", .array(record.steps.map(step))),
            ("stops", .array(record.stops.map(stop))),
            ("ignoredStops", .array(record.ignored.map(ignored))),
            ("shifts", .array(record.shifts.indices.map(shift))),
            ("reschedules", .array(record.reschedules.map(reschedule))),
            ("holdings", .array(standing.holdings.map(holding))),
            ("changes", .array(standing.changes.map(change))),
            ("isEveryChangeTried", .bool(standing.isEveryChangeTried)),
        ])
    }

    private func sequence(_ row: Int?) -> JSONValue {
        row.map { .int(Int(events[$0].number.rawValue)) } ?? .null
    }

    private func instant(_ instant: Instant?) -> JSONValue { .text(instant.map { "\($0)" }) }

    private func text(_ text: BilingualText) -> JSONValue {
        .object([("vi", .string(text.vi)), ("en", .string(text.en))])
    }

    // MARK: - The due date

    private var ruleSet: JSONValue {
        guard let set = standing.ruleSet else { return .null }
        return .object([
            ("name", .string(set.name)),
            ("hash", .string(set.hash)),
            ("effectiveFrom", .string("\(set.effectiveFrom)")),
            ("adoptedBy", .text(set.adoptedBy)),
            ("citation", text(set.citation)),
        ])
    }

    private var receipt: JSONValue {
        guard let start = record.start else { return .null }
        return .object([("seq", sequence(start.row)), ("effective", instant(start.received))])
    }

    private var limit: JSONValue {
        guard let terms = record.start?.procedure, let publication = standing.publication else {
            return .null
        }
        return .object([
            ("procedure", .text(standing.procedure)),
            ("value", .int(Int(terms.limit.value))),
            ("unit", .string("\(terms.limit.unit)")),
            ("publishedBySeq", .int(Int(publication.number.rawValue))),
            ("publishedById", .string(publication.id)),
            ("publishedAt", instant(publication.occurredAt)),
            ("name", .text(publication.name)),
        ])
    }

    private var statutory: JSONValue {
        guard let start = record.start, let steps = standing.explanation.statutory else { return .null }
        var members: [(String, JSONValue)] = [
            ("due", .text(start.statutory?.text)), ("countsFrom", instant(start.received)),
        ]
        switch steps {
        case .workingDays(let counted): members.append(("counted", days(counted)))
        case .calendarDays(let rolled): members.append(("rolled", self.rolled(rolled)))
        case .workingHours(let counted): members.append(("counted", time(counted)))
        case .sameDay(let isWorkingDay, let isBeforeThree, let counted):
            members.append(("isWorkingDay", .bool(isWorkingDay)))
            members.append(("isBeforeThree", .bool(isBeforeThree)))
            members.append(("counted", days(counted)))
        }
        return .object(members)
    }

    private var slip: JSONValue {
        guard let start = record.start, let written = events[start.row].details.due else { return .null }
        return .object([
            ("dueAt", instant(written)),
            ("promised", .text(start.base.promised?.text)),
            ("rolled", standing.explanation.slip.map(rolled) ?? .null),
        ])
    }

    private func days(_ counted: CountedDays?) -> JSONValue {
        guard let counted else { return .null }
        return .object([
            ("after", .string("\(counted.after)")),
            ("through", .string("\(counted.through)")),
            ("workingDays", .int(counted.count)),
            (
                "parts",
                .array(
                    counted.parts.map { part in
                        .object([
                            ("first", .string("\(part.first)")), ("last", .string("\(part.last)")),
                            ("workingDays", .int(part.days)),
                        ])
                    }
                )
            ),
            ("exceptions", .array(counted.exceptions.map(declared))),
        ])
    }

    private func declared(_ day: DeclaredDay) -> JSONValue {
        .object([
            ("date", .string("\(day.date)")),
            ("kind", .string("\(day.kind)")),
            ("note", .text(day.note)),
            ("declaredById", .string(day.declaredBy)),
        ])
    }

    private func rolled(_ day: RolledDay) -> JSONValue {
        .object([
            ("date", .string("\(day.date)")),
            ("workingDay", .string("\(day.working)")),
            (
                "skipped",
                .array(
                    day.skipped.map { skipped in
                        .object([
                            ("date", .string("\(skipped.date)")),
                            ("declared", skipped.declared.map(declared) ?? .null),
                        ])
                    }
                )
            ),
        ])
    }

    private func time(_ counted: CountedTime) -> JSONValue {
        .object([
            ("from", instant(counted.start)),
            ("to", instant(counted.end)),
            ("workingMilliseconds", .int(Int(counted.milliseconds))),
            ("firstDayMilliseconds", .int(Int(counted.firstDay))),
            ("wholeDays", days(counted.whole)),
            ("lastDayMilliseconds", .int(Int(counted.lastDay))),
        ])
    }

    // MARK: - The life

    private func time(_ row: Int) -> JSONValue? {
        guard let time = record.times[row] else { return nil }
        return .object([
            ("seq", sequence(row)),
            ("effective", instant(time.effective)),
            ("from", .string("\(time.source)")),
            ("causeSeq", sequence(time.causeRow)),
        ])
    }

    private func step(_ step: StepRecord) -> JSONValue {
        .object([
            ("seq", sequence(step.row)),
            ("effective", instant(step.effective)),
            ("note", .string("\(step.note)")),
        ])
    }

    private func stop(_ stop: StopRecord) -> JSONValue {
        let details = events[stop.row].details
        let effect = standing.effect(of: stop)
        var shift: Int?
        if case .moved(let place) = effect { shift = place }
        return .object([
            ("kind", .string("\(stop.kind)")),
            ("seq", sequence(stop.row)),
            ("start", instant(stop.start)),
            ("end", instant(stop.end)),
            ("closedBySeq", sequence(stop.closingRow)),
            ("authorised", .bool(stop.isAuthorised)),
            ("reasons", .array(stop.reasons.names.map { .string($0) })),
            ("ground", .text(details.ground)),
            ("groundRules", .array(standing.entries(of: details.ground).map(ground))),
            ("document", .text(details.document)),
            ("approver", .text(details.approver)),
            ("holdsClock", .bool(stop.holdsClock)),
            ("effect", .string(effect.name)),
            ("shift", shift.map { .int($0) } ?? .null),
        ])
    }

    private func ground(_ words: GroundWords) -> JSONValue {
        .object([
            ("sectors", words.sectors.map { .array($0.map { .string($0) }) } ?? .string("all")),
            ("from", .text(words.from.map { "\($0)" })),
            ("to", .text(words.to.map { "\($0)" })),
            ("citation", text(words.citation)),
            ("meaning", text(words.meaning)),
        ])
    }

    private func ignored(_ question: IgnoredQuestion) -> JSONValue {
        .object([
            ("kind", .string("\(question.kind)")),
            ("seq", sequence(question.row)),
            ("at", instant(question.at)),
            ("cause", .string("\(question.cause)")),
            ("reasons", .array(question.reasons.names.map { .string($0) })),
        ])
    }

    private func shift(_ place: Int) -> JSONValue {
        let shift = record.shifts[place]
        var members: [(String, JSONValue)] = [
            ("seq", sequence(shift.row)),
            ("stoppedAt", instant(shift.stoppedAt)),
            ("resumedAt", instant(shift.resumedAt)),
            ("before", .text(shift.before?.text)),
            ("after", .string(shift.after.text)),
            ("measure", .text(shift.standstill.map { "\($0.measure)" })),
            ("amount", shift.standstill.map { .int(Int($0.amount)) } ?? .null),
            ("counted", .text(shift.standstill?.counted.text)),
        ]
        switch standing.explanation.moves[place] {
        case .workingDays(let stood, let moved): members += [("stood", days(stood)), ("moved", days(moved))]
        case .calendarDays(_, let moved): members += [("stood", .null), ("moved", rolled(moved))]
        case .workingTime(let stood, let moved): members += [("stood", time(stood)), ("moved", time(moved))]
        case nil: members += [("stood", .null), ("moved", .null)]
        }
        return .object(members)
    }

    private func reschedule(_ record: RescheduleRecord) -> JSONValue {
        .object([
            ("seq", sequence(record.row)),
            ("at", instant(record.at)),
            ("newDueAt", instant(record.promised)),
            ("counts", .bool(record.counts)),
        ])
    }

    private func holding(_ holding: DossierStanding.Holding) -> JSONValue {
        .object([
            ("seq", sequence(holding.span.row)),
            ("unit", .text(holding.unit)),
            ("answerable", .text(holding.answerable ?? holding.unit)),
            ("officer", .text(holding.officer)),
            ("step", .text(holding.step)),
            ("from", instant(holding.span.from)),
            ("to", instant(holding.span.to)),
            ("workingDays", .int(holding.span.days)),
            ("stoppedDays", .int(holding.span.stoppedDays)),
            ("unauthorisedDays", .int(holding.span.unauthorisedDays)),
        ])
    }

    private func change(_ change: DossierStanding.Change) -> JSONValue {
        .object([
            ("shown", .array(change.showings.map(showing))),
            ("standing", .string(change.kind.rawValue)),
            ("due", .text(change.due?.text)),
            ("daysLate", .int(change.daysLate)),
        ])
    }

    private func showing(_ showing: Showing) -> JSONValue {
        func of(_ what: String, _ row: Int) -> JSONValue {
            .object([("what", .string(what)), ("seq", sequence(row))])
        }
        return switch showing {
        case .evidence(let row): of("evidence", row)
        case .document(let row): of("document", row)
        case .leader(let row): of("leader", row)
        case .noEvidence(let row): of("noEvidence", row)
        case .noDocument(let row): of("noDocument", row)
        case .voided(let row): of("voided", row)
        case .lawfulGround(let row): of("lawfulGround", row)
        case .finish(let end): .object([("what", .string("finish")), ("by", instant(end))])
        case .returned(let end): .object([("what", .string("returned")), ("by", instant(end))])
        }
    }
}
