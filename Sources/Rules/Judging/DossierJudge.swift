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
    package private(set) var question: Question
    package let references: ReferenceBook

    /// Which unit answers for which at the `at` that was asked first.
    package let units: AnswerableUnits

    /// The earliest instant after the question's `at` from which the dossier judged last may be another.
    ///
    /// With no further events known, every question with the same `from`, an `at` before this instant and a `to` not
    /// before that `at` counts the dossier alike, as long as the same units answer for the same (``units``: mergers are of
    /// all dossiers at once, and asked of the references). ``Instant/distantFuture`` where time alone changes nothing.
    package private(set) var stableUntil = Instant.distantFuture

    private var timeline = Timeline()
    private var ties = TieOrder()
    private var memory: ContiguousArray<Step> = []
    /// By row, whether the audited basis holds a pause for authorised.
    private var lawfulPauses: ContiguousArray<Bool> = []

    package init(_ question: Question, _ references: ReferenceBook) {
        self.question = question
        self.references = references
        units = references.answerableUnits(at: question.at)
    }

    /// Asks the next dossiers of another moment of the world, with the same units answerable as before.
    ///
    /// A course of days is told under the names that units have at its end: a merger in between moves nothing.
    package mutating func move(to at: Instant) {
        question.at = at
    }

    /// Judges a dossier.
    ///
    /// `rows` are its events that are known as of the question's `asOf` and not voided. Those of one type and
    /// `occurredAt` stand in the order of their ids, byte by byte; else any order will do. Rows that are not of
    /// a dossier's life are passed over. ``stableUntil`` then says how long the answer lasts.
    /// - Complexity: O(*n* log *n*); linear for rows that are in order already.
    package mutating func judge(_ rows: Span<EventRow>) -> JudgementPair {
        var reported = NoListener()
        var audited = NoListener()
        var pair = JudgementPair(reported: Judgement(), audited: Judgement())
        judge(rows, &pair, &reported, &audited)
        return pair
    }

    /// Judges a dossier like ``judge(_:)``, and hands the answer over where it lies.
    ///
    /// It is not copied: a judgement is 160 bytes. The pointer is good for the call alone.
    package mutating func withJudgements(
        of rows: Span<EventRow>,
        _ body: (UnsafePointer<JudgementPair>) -> Void
    ) {
        var reported = NoListener()
        var audited = NoListener()
        var pair = JudgementPair(reported: Judgement(), audited: Judgement())
        judge(rows, &pair, &reported, &audited)
        withUnsafePointer(to: &pair) { body($0) }
    }

    /// Judges a dossier and tells how: its steps, stops and due dates.
    package mutating func record(_ rows: Span<EventRow>) -> RecordedJudgement {
        var reported = LifeRecord()
        var audited = LifeRecord()
        var pair = JudgementPair(reported: Judgement(), audited: Judgement())
        judge(rows, &pair, &reported, &audited)
        return RecordedJudgement(judgements: pair, reported: reported, audited: audited)
    }

    private mutating func judge<Listener: LifeListener>(
        _ rows: Span<EventRow>,
        _ pair: inout JudgementPair,
        _ reportedListener: inout Listener,
        _ auditedListener: inout Listener
    ) {
        stableUntil = .distantFuture
        rows.withUnsafeBufferPointer { rows in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Overview.memorySize) { memory in
                guard let memory = memory.baseAddress else { return }
                let overview = Overview(rows, in: memory)
                if Listener.hearsIdle || !overview.isPlain || !hasArrived(rows.pointer(to: overview.reported))
                {
                    judgeInOrder(rows, overview, &pair, &reportedListener, &auditedListener)
                } else {
                    judge(PlainDossier(rows, overview), &pair)
                }
            }
        }
        let isLate = (pair.audited.dossierClass.isLate, pair.reported.dossierClass.isLate)
        if isLate.0 != isLate.1 {
            let mark: JudgementMarks = isLate.0 ? .masked : .lateTick
            pair.audited.marks.rawValue |= mark.rawValue
            pair.reported.marks.rawValue |= mark.rawValue
        }
    }

    /// Whether a receipt has happened by `at` on both bases.
    @inline(__always)
    private func hasArrived(_ receipt: UnsafePointer<EventRow>) -> Bool {
        max(ReportedRules.received(receipt), AuditedRules.received(receipt)) <= question.at
    }

    /// Judges a plain dossier that was received by `at` on both bases.
    @inline(__always)
    private mutating func judge(_ dossier: PlainDossier, _ pair: inout JudgementPair) {
        let book = references.tables.pointer(to: 0)
        withUnsafeMutablePointer(to: &pair) { pair in
            guard let reportedJudgement = pair.pointer(to: \.reported),
                let auditedJudgement = pair.pointer(to: \.audited)
            else { return }
            let receipt = dossier.receipt
            let known = ReceiptReferences.pair(
                receipt,
                (ReportedRules.received(receipt), AuditedRules.received(receipt)),
                in: book
            )
            var reported = PlainLife<ReportedRules>(
                receivedAt: ReportedRules.received(receipt),
                question: question,
                book: book,
                judgement: reportedJudgement
            )
            var audited = PlainLife<AuditedRules>(
                receivedAt: AuditedRules.received(receipt),
                question: question,
                book: book,
                judgement: auditedJudgement
            )
            reported.begin(receipt, known.0)
            audited.begin(receipt, known.1)
            dossier.tell(&reported, &audited)
            stableUntil = min(reported.judge(units), audited.judge(units), dossier.next(after: question.at))
        }
    }

    /// Judges any dossier, its events put in order.
    @inline(never)
    private mutating func judgeInOrder<Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        _ overview: Overview,
        _ pair: inout JudgementPair,
        _ reportedListener: inout Listener,
        _ auditedListener: inout Listener
    ) {
        timeline.begin()
        if overview.types.meets(.paused) {
            lawfulPauses.removeAll(keepingCapacity: true)
            lawfulPauses.append(contentsOf: repeatElement(false, count: rows.count))
        }
        var steps = ContiguousArray<Step>()
        swap(&steps, &memory)
        if steps.count < rows.count {
            let blank = Step(effective: .distantPast, occurredAt: .distantPast, type: .none, row: 0)
            steps.append(contentsOf: repeatElement(blank, count: rows.count - steps.count))
        }
        // One check of the array for all the loops over a dossier: they are most of the work.
        steps.withUnsafeMutableBufferPointer { room in
            let steps = UnsafeMutableBufferPointer(rebasing: room[..<rows.count])
            // The audited basis comes first: the reported one takes over what it says of pauses.
            judge(rows, steps, overview, on: AuditedRules.self, &pair.audited, &auditedListener)
            judge(rows, steps, overview, on: ReportedRules.self, &pair.reported, &reportedListener)
        }
        swap(&steps, &memory)
        stableUntil = min(stableUntil, timeline.next)
    }

    /// Judges a dossier on one basis.
    @inline(__always)
    private mutating func judge<On: BasisRules, Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        _ steps: UnsafeMutableBufferPointer<Step>,
        _ overview: Overview,
        on basis: On.Type,
        _ judgement: inout Judgement,
        _ listener: inout Listener
    ) {
        let receipt = On.isAudited ? overview.audited : overview.reported
        guard receipt >= 0 else {
            judgeWithoutReceipt(rows, steps, overview, on: basis, &judgement, &listener)
            return
        }
        let received = On.received(rows.pointer(to: receipt))
        guard received <= question.at else {
            timeline.leaveOut(received)
            return
        }
        let count = timeline.lay(
            rows,
            receipt: receipt,
            types: overview.types,
            leavingOut: Listener.hearsIdle ? .none : .idle,
            on: basis,
            at: question.at,
            in: steps,
            &listener
        )
        withUnsafeMutablePointer(to: &judgement) { judgement in
            let book = references.tables.pointer(to: 0)
            let row = rows.pointer(to: receipt)
            let known = ReceiptReferences(row, receivedAt: received, in: book)
            var life = Life<On, Listener>(
                question: question,
                book: book,
                judgement: judgement,
                listener: listener
            )
            life.begin(row, known, row: receipt)
            walk(rows, UnsafeMutableBufferPointer(rebasing: steps[..<count]), overview.types, &life)
            life.judge(at: question.at, units)
            if life.isOpen { stableUntil = min(stableUntil, life.stableUntil(at: question.at)) }
            listener = life.listener
        }
    }

    /// Goes through the steps in order, each tie put in order when it is reached.
    @inline(__always)
    private mutating func walk<On: BasisRules, Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        _ steps: UnsafeMutableBufferPointer<Step>,
        _ types: EventTypes,
        _ life: inout Life<On, Listener>
    ) {
        // Without both sides of a pair no tie has anything to put in order.
        var tieEnd = types.hasPair ? 0 : steps.count
        for index in steps.indices {
            if index >= tieEnd {
                tieEnd = index + 1
                while tieEnd < steps.count, steps[tieEnd].isTied(with: steps[index]) { tieEnd += 1 }
                if tieEnd - index > 1 {
                    ties.arrange(steps, in: index..<tieEnd, after: life.standing)
                }
            }
            let step = steps[index]
            let event = rows.pointer(to: step.row)
            if step.type.meets(.paused) {
                let isLawful = life.take(
                    event,
                    step,
                    isOver: timeline.pauses.isOver(occurredAt: step.occurredAt, effective: step.effective),
                    isLawful: lawfulPauses[step.row]
                )
                if On.isAudited { lawfulPauses[step.row] = isLawful }
            } else {
                let isOver =
                    step.type.meets(.supplementRequested)
                    && timeline.supplements.isOver(occurredAt: step.occurredAt, effective: step.effective)
                life.take(event, step, isOver: isOver, isLawful: false)
            }
        }
    }

    /// Declined at intake, or an orphan, or nothing yet (section 3).
    private mutating func judgeWithoutReceipt<On: BasisRules, Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        _ steps: UnsafeMutableBufferPointer<Step>,
        _ overview: Overview,
        on basis: On.Type,
        _ judgement: inout Judgement,
        _ listener: inout Listener
    ) {
        guard !rows.isEmpty else { return }
        let count = timeline.lay(
            rows,
            receipt: -1,
            types: overview.types,
            leavingOut: .none,
            on: basis,
            at: question.at,
            in: steps,
            &listener
        )
        guard count > 0 else { return }
        judgement.presence = .orphan
        for step in steps[..<count] where step.type.meets(.declined) {
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
    }
}
