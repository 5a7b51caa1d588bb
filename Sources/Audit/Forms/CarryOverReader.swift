internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// Says of one dossier after the other why it is in one of the two columns of a carry-over and not in the other.
struct CarryOverReader {
    private let then: CarryOverRun.Side
    private let now: CarryOverRun.Side
    private let period: FormPeriod
    private let basis: Basis
    private let rows: LedgerRows
    private var judgeThen: DossierJudge
    private var judgeNow: DossierJudge
    private var lookup = EventLookup()

    init(
        _ then: CarryOverRun.Side,
        _ now: CarryOverRun.Side,
        _ period: FormPeriod,
        _ basis: Basis,
        _ rows: LedgerRows
    ) {
        self.then = then
        self.now = now
        self.period = period
        self.basis = basis
        self.rows = rows
        judgeThen = DossierJudge(then.question, then.knowledge.references)
        judgeNow = DossierJudge(now.question, now.knowledge.references)
    }

    mutating func read(
        _ difference: CarryOverRun.Difference,
        _ code: String,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> CarryOver.Dossier {
        let before = try events(of: Int(difference.number), then.knowledge, view)
        let after = try events(of: Int(difference.number), now.knowledge, view)
        let was = judgeThen.judge(before.rows.span)[basis]
        let isNow = judgeNow.judge(after.rows.span)[basis]
        let reason = reason(difference, was, isNow)
        return CarryOver.Dossier(
            code: code,
            reason: reason,
            before: standing(was, then.knowledge.codes),
            now: standing(isNow, now.knowledge.codes),
            events: try events(from: before, to: after, behind: reason, view)
        )
    }

    private func events(
        of dossier: Int,
        _ knowledge: Knowledge,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> IDOrder {
        var reader = rows.makeReader(knowledge.filter)
        var order = IDOrder()
        try reader.read(dossier..<dossier + 1)
        try order.take(dossier, reader, in: view)
        return order
    }

    private func reason(
        _ difference: CarryOverRun.Difference,
        _ was: Judgement,
        _ isNow: Judgement
    ) -> CarryOver.Reason {
        if difference.wasOpen {
            return difference.isCarriedIn ? .otherSector : reasonForLess(isNow)
        }
        guard was.presence == .received else {
            return isNow.beganAt.localDate > period.to ? .receivedBetween : .learntLater
        }
        return was.isOpen ? .movedIn : .finishTakenBack
    }

    /// Why a dossier that was left open is not carried in.
    private func reasonForLess(_ isNow: Judgement) -> CarryOver.Reason {
        guard isNow.presence == .received else { return .receiptTakenBack }
        if isNow.marks.has(.carriedIn) { return .movedOut }
        if isNow.beganAt.localDate >= now.question.from { return .receivedInPeriod }
        return isNow.finishedAt.localDate > period.to ? .finishedBetween : .finishLearntLater
    }

    private func standing(_ judgement: Judgement, _ codes: CodeBook) -> CarryOver.Standing {
        CarryOver.Standing(
            kind: DossierStanding.Kind(judgement).rawValue,
            unit: codes.name(judgement.unit, .unit),
            sector: codes.name(judgement.sector, .sector)
        )
    }

    /// What happened to a dossier, or came to be known of it, after the form before; and what of that form was voided.
    private mutating func events(
        from before: IDOrder,
        to after: IDOrder,
        behind reason: CarryOver.Reason,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [CarryOver.Event] {
        var found: [(number: UInt32, row: EventRow, isVoided: Bool)] = []
        let (known, kept) = (Set(before.numbers), Set(after.numbers))
        for (number, row) in zip(after.numbers, after.rows) where reason.types.contains(row.type) {
            let isLater = basis == .reported ? row.recordedAt : row.occurredAt
            guard !known.contains(number) || isLater > then.question.at else { continue }
            found.append((number, row, false))
        }
        for (number, row) in zip(before.numbers, before.rows) where !kept.contains(number) {
            found.append((number, row, true))
        }
        found.sort { $0.number < $1.number }
        var events: [CarryOver.Event] = []
        for entry in found {
            let number = SequenceNumber(rawValue: UInt64(entry.number))
            let event = try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
            events.append(
                CarryOver.Event(
                    number: number,
                    id: (event ?? nil).map { String(decoding: $0.id, as: UTF8.self) } ?? "",
                    type: entry.row.type,
                    occurredAt: entry.row.occurredAt,
                    recordedAt: entry.row.recordedAt,
                    isVoided: entry.isVoided
                )
            )
        }
        return events
    }
}

extension CarryOver.Reason {
    /// The events that can be behind it.
    fileprivate var types: Set<EventType> {
        switch self {
        case .learntLater, .receivedBetween, .receivedInPeriod, .receiptTakenBack, .otherSector: [.received]
        case .movedIn, .movedOut: [.transferred]
        case .finishLearntLater, .finishedBetween: [.completed, .declined, .withdrawn, .returned]
        case .finishTakenBack: [.reopened, .completed, .declined, .withdrawn, .returned, .received]
        }
    }
}
