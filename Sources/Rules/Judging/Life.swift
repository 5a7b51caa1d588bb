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

    let basis: Basis
    let book: ReferenceBook
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
        self.basis = basis
        self.book = book
        self.listener = listener
        periodStart = Instant(question.from)
        periodEnd = Instant.end(of: question.to)
        received = basis == .reported ? receipt.recordedAt : receipt.occurredAt
        let receivedOn = received.localDate
        terms = book.rules.terms(receivedOn: receivedOn)
        let procedure = book.terms(of: receipt.code0, at: received)
        isOfCalendarDays = procedure?.limit.unit == .calendarDays
        let statutory = procedure?.limit.due(receivedAt: received, in: book.calendar)
        due = DueDate.base(
            written: receipt.dueAt,
            statutory: statutory,
            grain: procedure?.limit.grain ?? .days,
            received: received,
            on: basis,
            in: book.calendar
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
        markReceipt(receipt, statutory: statutory)
        self.listener.began(due: due)
        self.listener.took(row: row, effective: received, note: .receipt)
    }

    /// What section 9 asks of the receipt itself.
    private mutating func markReceipt(_ receipt: EventRow, statutory: DueDate?) {
        let delay = book.calendar.workingDays(
            after: receipt.occurredAt.localDate,
            through: receipt.recordedAt.localDate
        )
        mark(.registeredLate, if: delay > terms.registrationGraceDays)
        mark(.unlisted, if: book.isUnlisted(receipt.code0, at: receipt.unit, on: received))
        if let written = receipt.dueAt, let statutory {
            mark(.inflatedDue, if: written.localDate > statutory.date)
        }
    }

    @inline(__always)
    private mutating func mark(_ mark: JudgementMarks, if holds: Bool) {
        if holds { judgement.marks.insert(mark) }
    }

    @inline(__always)
    func isInPeriod(_ time: Instant) -> Bool {
        time >= periodStart && time <= periodEnd
    }

    private var isFinished: Bool { judgement.finish != .open }

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
    /// - Parameters:
    ///   - isOver: Whether it is a question that was over when it was written down (section 5).
    ///   - isLawful: On the reported basis, what the audited one says of a pause.
    /// - Returns: For a pause, whether it counts as authorised.
    @discardableResult
    mutating func take(_ event: EventRow, _ step: Step, isOver: Bool, isLawful: Bool) -> Bool {
        let time = step.effective
        var note = StepNote.counts
        var verdict = false
        switch event.type {
        case .returned, .feeRequested: break
        case .apologised: apologise(event, at: time)
        case .explained:
            mark(.explained, if: basis == .reported || event.flags.contains(.hasDocument))
        case .feePaid: pay(event, step)
        case .rated: rate(event, at: time)
        case .received: note = .duplicateReceipt
        case .reopened:
            note = isFinished ? .reopened : .reopenOfOpen
            judgement.finish = .open
        case _ where isFinished: note = .afterFinish
        case .transferred:
            if event.code0 != .none { judgement.unit = event.code0 }
        case .componentDemanded:
            mark(.componentDemanded, if: !event.flags.contains(.hasLegalBasis) && isInPeriod(time))
        case .supplementRequested: request(event, step, isOver: isOver)
        case .paused: verdict = stop(event, step, isOver: isOver, isLawful: isLawful)
        case .supplemented:
            note = supplement == nil ? .closeWithoutStop : .counts
            closeSupplement(at: time, by: step.row)
        case .resumed:
            note = pause == nil ? .closeWithoutStop : .counts
            closePause(at: time, by: step.row)
        case .rescheduled: reschedule(event, step)
        case .completed, .declined, .withdrawn: finish(event, step)
        default: break
        }
        if note.isAnomaly { judgement.anomalies += 1 }
        listener.took(row: step.row, effective: time, note: note)
        return verdict
    }

    /// Ends the work: every stop is over (section 5), and the clock runs once more (section 6).
    private mutating func finish(_ event: EventRow, _ step: Step) {
        closePause(at: step.effective, by: step.row)
        closeSupplement(at: step.effective, by: step.row)
        judgement.finishedAt = step.effective
        switch event.type {
        case .declined: judgement.finish = .declined
        case .withdrawn: judgement.finish = .withdrawn
        default:
            judgement.finish = event.outcome == .granted ? .granted : .refused
            let form = event.resultForm
            isElectronic =
                basis == .reported
                ? form != .paper : form == .electronic && event.flags.contains(.isSigned)
        }
    }

    /// An apology that counts names its letter and reason, and while the work is open a new date (section 9).
    private mutating func apologise(_ event: EventRow, at time: Instant) {
        let isComplete =
            event.flags.isSuperset(of: [.hasDocument, .hasReason])
            && (isFinished || event.flags.contains(.hasDue))
        guard basis == .reported || isComplete, apologisedAt == nil else { return }
        apologisedAt = time
    }

    /// A payment; on the audited basis it ends a stop for a financial obligation (section 5).
    private mutating func pay(_ event: EventRow, _ step: Step) {
        if isInPeriod(step.effective) {
            mark(.paid, if: true)
            mark(.paidOnline, if: event.paymentRoute == .onlinePortal)
        }
        if basis == .audited, let open = pause, open.isFinancial {
            closePause(at: step.effective, by: step.row)
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
        guard basis == .reported, let promised = event.dueAt else { return }
        let new = due?.grain == .hours ? DueDate.moment(promised) : .day(promised.localDate)
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
    private mutating func request(_ event: EventRow, _ step: Step, isOver: Bool) {
        requests += 1
        if isInPeriod(step.effective) {
            judgement.supplementRequests += 1
            if requests > terms.maxSupplementRequests { judgement.secondSupplements += 1 }
        }
        if !isOver, supplement == nil { openSupplement(event, step, number: requests) }
    }

    /// Says what the dossier is at `at`: section 7 and the rest of section 9.
    mutating func judge(at: Instant, units: AnswerableUnits) -> Judgement {
        let end = isFinished ? judgement.finishedAt : at
        judgement.unit = units.unit(for: judgement.unit)
        judgement.due = due
        judgement.dossierClass = dossierClass(end: end)
        if let pause, !isFinished {
            mark(.pausedOpen, if: true)
            mark(.pausedOpenUnauthorised, if: !pause.isAuthorised)
            if !pause.isAuthorised { countUnauthorisedDays(of: pause, until: at) }
        }
        mark(.carriedIn, if: received < periodStart && (!isFinished || end >= periodStart))
        mark(.finishedInPeriod, if: isFinished && isInPeriod(end))
        mark(.rescheduledTooOften, if: reschedules > terms.maxReschedules)
        mark(.electronicResult, if: judgement.finish == .granted && isElectronic)
        mark(.apologised, if: apologisedAt != nil)
        if let due {
            let hasEnded = judgement.finish == .declined || judgement.finish == .withdrawn
            mark(.endedLate, if: hasEnded && due.isPast(at: end))
            if judgement.dossierClass.isLate {
                let days = book.calendar.workingDays(after: due.date, through: end.localDate)
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
private func millionths(_ bits: Int64) -> Int128 {
    let number = Double(bitPattern: UInt64(bitPattern: bits))
    // Whole numbers end at 2^53; what is beyond 10^24 millionths is no score.
    let scaled = (number * 1_000_000).rounded()
    return scaled.isFinite ? Int128(min(max(scaled, -1e24), 1e24)) : 0
}
