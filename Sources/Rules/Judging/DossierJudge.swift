package import DossierModel

/// Says of one dossier after the other what it is on both bases.
///
/// It keeps its scratch memory from dossier to dossier, so that ordinary ones cost no allocation; a thread that
/// judges has its own. The answer for a dossier depends on its events, the question and the references alone:
/// not on the order of the rows of different types or times, nor on what was judged before.
///
///     var judge = DossierJudge(question, references)
///     let pair = judge.judge(rows)
///     pair.audited.dossierClass
///
/// rules.md sections 2 to 9.
package struct DossierJudge: Sendable {
    package let question: Question
    package let references: ReferenceBook

    /// Which unit answers for which at the question's `at`.
    package let units: AnswerableUnits

    private var timeline = Timeline()
    private var ties = TieOrder()
    /// By row, whether the audited basis holds a pause for authorised.
    private var lawfulPauses: ContiguousArray<Bool> = []

    package init(_ question: Question, _ references: ReferenceBook) {
        self.question = question
        self.references = references
        units = references.answerableUnits(at: question.at)
    }

    /// Judges a dossier.
    ///
    /// `rows` are its events that are known as of the question's `asOf` and not voided. Those of one type and
    /// `occurredAt` stand in the order of their ids, byte by byte; else any order will do. Rows that are not of
    /// a dossier's life are passed over.
    /// - Complexity: O(*n* log *n*); linear for rows that are in order already.
    package mutating func judge(_ rows: Span<EventRow>) -> JudgementPair {
        var reported = NoListener()
        var audited = NoListener()
        return judge(rows, &reported, &audited)
    }

    /// Judges a dossier and tells how: its steps, stops and due dates.
    package mutating func record(_ rows: Span<EventRow>) -> RecordedJudgement {
        var reported = LifeRecord()
        var audited = LifeRecord()
        let judgements = judge(rows, &reported, &audited)
        return RecordedJudgement(judgements: judgements, reported: reported, audited: audited)
    }

    private mutating func judge<Listener: LifeListener>(
        _ rows: Span<EventRow>,
        _ reportedListener: inout Listener,
        _ auditedListener: inout Listener
    ) -> JudgementPair {
        let overview = Overview(rows)
        let book = references
        if overview.types.meets(.paused) {
            lawfulPauses.removeAll(keepingCapacity: true)
            lawfulPauses.append(contentsOf: repeatElement(false, count: rows.count))
        }
        // The audited basis comes first: the reported one takes over what it says of pauses.
        var audited = judge(rows, overview, on: .audited, &auditedListener, book)
        var reported = judge(rows, overview, on: .reported, &reportedListener, book)
        let isLate = (audited.dossierClass.isLate, reported.dossierClass.isLate)
        if isLate.0 != isLate.1 {
            let mark: JudgementMarks = isLate.0 ? .masked : .lateTick
            audited.marks.rawValue |= mark.rawValue
            reported.marks.rawValue |= mark.rawValue
        }
        return JudgementPair(reported: reported, audited: audited)
    }

    /// Judges a dossier on one basis.
    private mutating func judge<Listener: LifeListener>(
        _ rows: Span<EventRow>,
        _ overview: Overview,
        on basis: Basis,
        _ listener: inout Listener,
        _ book: ReferenceBook
    ) -> Judgement {
        guard let receipt = overview.receipt(on: basis) else {
            timeline.lay(rows, receipt: nil, types: overview.types, on: basis, at: question.at)
            return judgementWithoutReceipt(rows)
        }
        let opening = rows[receipt]
        let received = if case .reported = basis { opening.recordedAt } else { opening.occurredAt }
        guard received <= question.at else { return Judgement() }
        timeline.lay(rows, receipt: receipt, types: overview.types, on: basis, at: question.at)
        var life = Life(
            opening,
            row: receipt,
            on: basis,
            question: question,
            book: book,
            listener: listener
        )
        walk(rows, on: basis, &life, book)
        let judgement = life.judge(at: question.at, units, book)
        listener = life.listener
        return judgement
    }

    /// Goes through the steps in order, each tie put in order when it is reached.
    private mutating func walk<Listener: LifeListener>(
        _ rows: Span<EventRow>,
        on basis: Basis,
        _ life: inout Life<Listener>,
        _ book: ReferenceBook
    ) {
        var tieEnd = 0
        let count = timeline.count
        for index in 0..<count {
            if index >= tieEnd {
                tieEnd = index + 1
                while tieEnd < count,
                    timeline.steps[tieEnd].isTied(with: timeline.steps[index])
                {
                    tieEnd += 1
                }
                if tieEnd - index > 1 {
                    ties.arrange(&timeline.steps, in: index..<tieEnd, after: life.standing)
                }
            }
            let step = timeline.steps[index]
            if step.type.meets(.paused) {
                let isLawful = life.take(
                    rows[step.row],
                    step,
                    isOver: timeline.pauses.isOver(occurredAt: step.occurredAt, effective: step.effective),
                    isLawful: lawfulPauses[step.row],
                    book
                )
                if life.isAudited { lawfulPauses[step.row] = isLawful }
            } else {
                let isOver =
                    step.type.meets(.supplementRequested)
                    && timeline.supplements.isOver(occurredAt: step.occurredAt, effective: step.effective)
                life.take(rows[step.row], step, isOver: isOver, isLawful: false, book)
            }
        }
    }

    /// Declined at intake, or an orphan, or nothing yet (section 3).
    private func judgementWithoutReceipt(_ rows: Span<EventRow>) -> Judgement {
        var judgement = Judgement()
        guard timeline.count > 0 else { return judgement }
        judgement.presence = .orphan
        for step in timeline.steps[..<timeline.count] where step.type.meets(.declined) {
            judgement.presence = .declinedAtIntake
            judgement.unit = units.unit(for: rows[step.row].unit)
            judgement.sector = references.unknownSector
            judgement.beganAt = step.effective
            let date = step.effective.localDate
            if date >= question.from, date <= question.to {
                judgement.marks.rawValue |= JudgementMarks.beganInPeriod.rawValue
            }
            break
        }
        return judgement
    }
}

/// What one look over a dossier's events shows.
private struct Overview {
    var types = EventTypes.none
    private var reported = -1
    private var audited = -1

    /// Finds the receipt of either basis (rules.md section 3, step 1).
    init(_ rows: Span<EventRow>) {
        for row in rows.indices {
            let type = EventTypes(rows[row].type)
            types = types | type
            guard type.meets(.received) else { continue }
            if reported < 0 || Overview.reportedOrder(rows, row, reported) { reported = row }
            if audited < 0 || rows[row].occurredAt < rows[audited].occurredAt { audited = row }
        }
    }

    /// Whether a receipt was recorded before another, at one time occurred before it.
    private static func reportedOrder(_ rows: Span<EventRow>, _ row: Int, _ other: Int) -> Bool {
        if rows[row].recordedAt != rows[other].recordedAt {
            return rows[row].recordedAt < rows[other].recordedAt
        }
        return rows[row].occurredAt < rows[other].occurredAt
    }

    func receipt(on basis: Basis) -> Int? {
        let row = if case .reported = basis { reported } else { audited }
        return row < 0 ? nil : row
    }
}
