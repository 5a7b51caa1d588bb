internal import DossierModel

/// The life of one dossier on one basis, event by event (rules.md sections 4 to 6).
///
/// It is told the receipt, then every step in the order of section 3, then `at`.
struct Life<Listener: LifeListener> {
    /// A stop that is open.
    struct OpenStop: BitwiseCopyable {
        var start: Instant
        var isAuthorised: Bool
        /// Whether it is of the kind `financialObligation`.
        var isFinancial: Bool
    }

    /// The basis, as one bit that costs no call to ask.
    let isAudited: Bool
    let periodStart: Instant
    let periodEnd: Instant
    let terms: RuleBook.Terms
    let received: Instant
    /// Whether the procedure's limit is in calendar days.
    let isOfCalendarDays: Bool

    var judgement: Judgement
    var due: DueDate?
    var pause: OpenStop?
    var supplement: OpenStop?

    /// How many open stops hold the clock: 0 while it runs.
    var holds = 0
    /// Since when it stands still; without meaning while it runs.
    var stoppedAt = Instant.distantPast
    /// Whether it was stopped no later than the due.
    var wasStoppedInTime = false

    /// Supplement requests that count so far.
    private var requests = 0
    private var reschedules = 0
    /// When the first apology that counts was given.
    private var apologisedAt: Instant?
    /// What the standing completion gave is an electronic result.
    private var isElectronic = false

    var listener: Listener

    /// Begins with the receipt: sections 4, 6 and 8 for it alone.
    init(
        _ receipt: EventRow,
        row: Int,
        on basis: Basis,
        question: Question,
        book: ReferenceBook,
        listener: Listener
    ) {
        if case .audited = basis { isAudited = true } else { isAudited = false }
        self.listener = listener
        periodStart = Instant(question.from)
        periodEnd = Instant.end(of: question.to)
        received = isAudited ? receipt.occurredAt : receipt.recordedAt
        let receivedOn = received.localDate
        terms = book.ruleTables.terms(receivedOn: receivedOn)
        let procedure = book.terms(of: receipt.code0, at: received)
        isOfCalendarDays = procedure?.limit.isOfCalendarDays ?? false
        let statutory = procedure?.limit.due(receivedAt: received, in: book.days)
        due = DueDate.base(
            written: receipt.writtenDue,
            statutory: statutory,
            grain: procedure?.limit.grain ?? .days,
            received: received,
            on: basis,
            in: book.days
        )
        judgement = Judgement()
        judgement.presence = .received
        judgement.beganAt = received
        judgement.channel = receipt.channel
        judgement.unit = receipt.unit
        judgement.procedure = receipt.code0
        judgement.sector = receipt.code1 != .none ? receipt.code1 : procedure?.sector ?? .none
        if judgement.sector == .none { judgement.sector = book.unknownSector }
        judgement.statutoryDue = statutory
        judgement.components = receipt.number1
        judgement.digitisedComponents = receipt.number2
        mark(.beganInPeriod, if: isInPeriod(received))
        markReceipt(receipt, statutory: statutory, book)
        self.listener.began(due: due)
        self.listener.took(row: row, effective: received, note: .receipt)
    }

    /// What section 9 asks of the receipt itself.
    private mutating func markReceipt(_ receipt: EventRow, statutory: DueDate?, _ book: ReferenceBook) {
        let delay = book.days.workingDays(
            after: receipt.occurredAt.localDate,
            through: receipt.recordedAt.localDate
        )
        mark(.registeredLate, if: delay > terms.registrationGraceDays)
        mark(.unlisted, if: book.isUnlisted(receipt.code0, at: receipt.unit, on: received))
        if let written = receipt.writtenDue, let statutory {
            mark(.inflatedDue, if: written.localDate > statutory.date)
        }
    }

    @inline(__always)
    private mutating func mark(_ mark: JudgementMarks, if holds: Bool) {
        if holds { judgement.marks.rawValue |= mark.rawValue }
    }

    @inline(__always)
    func isInPeriod(_ time: Instant) -> Bool {
        time >= periodStart && time <= periodEnd
    }

    private var isFinished: Bool { !judgement.finish.isOpen }

    private var isGranted: Bool {
        if case .granted = judgement.finish { true } else { false }
    }

    /// What ties ask for (section 3, step 7).
    var standing: TieOrder.Standing {
        TieOrder.Standing(
            isPaused: pause != nil,
            isSupplementing: supplement != nil,
            isFinished: isFinished
        )
    }

    /// Takes the next step.
    ///
    /// `isOver` is told of a question: whether it was over when it was written down (section 5). `isLawful` is
    /// told of a pause on the reported basis: what the audited one says of it. The answer is, for a pause,
    /// whether it counts as authorised.
    @discardableResult
    mutating func take(_ event: EventRow, _ step: Step, isOver: Bool, isLawful: Bool, _ book: ReferenceBook)
        -> Bool
    {
        let time = step.effective
        var note = StepNote.counts
        var verdict = false
        switch event.type {
        case .returned, .feeRequested: break
        case .apologised: apologise(event, at: time)
        case .explained:
            mark(.explained, if: !isAudited || event.flags.has(.hasDocument))
        case .feePaid: pay(event, step, book)
        case .rated: rate(event, at: time)
        case .received: note = .duplicateReceipt
        case .reopened:
            note = isFinished ? .reopened : .reopenOfOpen
            judgement.finish = .open
        case _ where isFinished: note = .afterFinish
        case .transferred:
            if event.code0 != .none { judgement.unit = event.code0 }
        case .componentDemanded:
            mark(.componentDemanded, if: !event.flags.has(.hasLegalBasis) && isInPeriod(time))
        case .supplementRequested: request(event, step, isOver: isOver, book)
        case .paused: verdict = stop(event, step, isOver: isOver, isLawful: isLawful, book)
        case .supplemented:
            note = supplement == nil ? .closeWithoutStop : .counts
            closeSupplement(at: time, by: step.row, book)
        case .resumed:
            note = pause == nil ? .closeWithoutStop : .counts
            closePause(at: time, by: step.row, book)
        case .rescheduled: reschedule(event, step)
        case .completed, .declined, .withdrawn: finish(event, step, book)
        default: break
        }
        if note.isAnomaly { judgement.anomalies += 1 }
        listener.took(row: step.row, effective: time, note: note)
        return verdict
    }

    /// Ends the work: every stop is over (section 5), and the clock runs once more (section 6).
    private mutating func finish(_ event: EventRow, _ step: Step, _ book: ReferenceBook) {
        closePause(at: step.effective, by: step.row, book)
        closeSupplement(at: step.effective, by: step.row, book)
        judgement.finishedAt = step.effective
        switch event.type {
        case .declined: judgement.finish = .declined
        case .withdrawn: judgement.finish = .withdrawn
        default:
            switch event.outcome {
            case .granted: judgement.finish = .granted
            case .refused: judgement.finish = .refused
            }
            isElectronic =
                switch event.resultForm {
                case .electronic: !isAudited || event.flags.has(.isSigned)
                case .scan: !isAudited
                case .paper: false
                }
        }
    }

    /// An apology that counts names its letter and reason, and while the work is open a new date (section 9).
    private mutating func apologise(_ event: EventRow, at time: Instant) {
        let isComplete =
            event.flags.has(.hasDocument) && event.flags.has(.hasReason)
            && (isFinished || event.flags.has(.hasDue))
        guard !isAudited || isComplete, apologisedAt == nil else { return }
        apologisedAt = time
    }

    /// A payment; on the audited basis it ends a stop for a financial obligation (section 5).
    private mutating func pay(_ event: EventRow, _ step: Step, _ book: ReferenceBook) {
        if isInPeriod(step.effective) {
            mark(.paid, if: true)
            if case .onlinePortal = event.paymentRoute { mark(.paidOnline, if: true) }
        }
        if isAudited, let open = pause, open.isFinancial {
            closePause(at: step.effective, by: step.row, book)
        }
    }

    private mutating func rate(_ event: EventRow, at time: Instant) {
        guard isInPeriod(time) else { return }
        judgement.ratings += 1
        judgement.score += millionths(event.number0)
        judgement.scoreMax += millionths(event.number1)
    }

    /// A reschedule moves the due on the reported basis alone (section 6).
    private mutating func reschedule(_ event: EventRow, _ step: Step) {
        reschedules += 1
        mark(.rescheduled, if: isInPeriod(step.effective))
        guard !isAudited, let promised = event.writtenDue else { return }
        let new = due?.isInHours == true ? DueDate.moment(promised) : .day(promised.localDate)
        listener.moved(
            DueShift(
                row: step.row,
                stoppedAt: step.effective,
                resumedAt: step.effective,
                before: due,
                after: new
            )
        )
        due = new
        if holds > 0 {
            stoppedAt = step.effective
            wasStoppedInTime = !new.isPast(at: step.effective)
        }
    }

    /// A request counts as one whether or not it opens a stop (section 5).
    private mutating func request(_ event: EventRow, _ step: Step, isOver: Bool, _ book: ReferenceBook) {
        requests += 1
        if isInPeriod(step.effective) {
            judgement.supplementRequests += 1
            if requests > terms.maxSupplementRequests { judgement.secondSupplements += 1 }
        }
        if !isOver, supplement == nil { openSupplement(event, step, number: requests, book) }
    }

    /// Says what the dossier is at `at`: section 7 and the rest of section 9.
    mutating func judge(at: Instant, _ units: AnswerableUnits, _ book: ReferenceBook) -> Judgement {
        let end = isFinished ? judgement.finishedAt : at
        judgement.unit = units.unit(for: judgement.unit)
        judgement.due = due
        judgement.dossierClass = dossierClass(end: end)
        if let pause, !isFinished {
            mark(.pausedOpen, if: true)
            mark(.pausedOpenUnauthorised, if: !pause.isAuthorised)
            if !pause.isAuthorised { countUnauthorisedDays(of: pause, until: at, book) }
        }
        mark(.carriedIn, if: received < periodStart && (!isFinished || end >= periodStart))
        mark(.finishedInPeriod, if: isFinished && isInPeriod(end))
        mark(.rescheduledTooOften, if: reschedules > terms.maxReschedules)
        mark(.electronicResult, if: isGranted && isElectronic)
        mark(.apologised, if: apologisedAt != nil)
        if let due {
            let hasEnded = isFinished && !judgement.finish.isCompleted
            mark(.endedLate, if: hasEnded && due.isPast(at: end))
            if judgement.dossierClass.isLate {
                let days = book.days.workingDays(after: due.date, through: end.localDate)
                judgement.daysLate = Int32(max(1, days))
            }
            if let apologisedAt {
                let lead = Int(due.date.rawValue) - Int(apologisedAt.localDate.rawValue)
                mark(.apologisedInTime, if: lead >= terms.apologyLeadDays)
            }
        }
        return judgement
    }

    /// The class at the end of the work, or at `at` (section 7).
    private func dossierClass(end: Instant) -> DossierClass {
        guard isFinished else {
            guard let due else { return .undatedOpen }
            if holds > 0 { return .stopped }
            return due.isPast(at: end) ? .openOverdue : .openInTime
        }
        guard judgement.finish.isCompleted else { return .none }
        guard let due else { return .undatedFinished }
        if due.isPast(at: end) { return .overdue }
        return end.localDate < due.date ? .early : .onTime
    }
}

/// A score in millionths, from the bits of a `Double`: sums of whole numbers do not depend on their order.
///
/// Rounded to the nearest, so that a decimal of up to six places is what was written. A number beyond 2^53 is no
/// score and counts as 2^53.
private func millionths(_ bits: Int64) -> Int128 {
    let number = Double(bitPattern: UInt64(bitPattern: bits))
    guard number.isFinite, number != 0 else { return 0 }
    let size = min(number.magnitude, 9_007_199_254_740_992)
    // size = significand × 2^-places, in whole numbers: no rounding of the machine's comes in.
    let fraction = Int128(size.significandBitPattern) + (size.isNormal ? 1 << 52 : 0)
    let places = 52 - Int(size.exponent)
    let scaled = fraction * 1_000_000
    let whole = places <= 0 ? scaled << -places : places > 100 ? 0 : (scaled + 1 << (places - 1)) >> places
    return number < 0 ? -whole : whole
}
