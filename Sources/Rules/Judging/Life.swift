internal import DossierModel

/// The life of one dossier on one basis, event by event (rules.md sections 4 to 6).
///
/// It is told the receipt, then every step in the order of section 3, then `at`. Rows and the judgement are
/// read and written where they lie: to move them costs more than to judge.
struct Life<On: BasisRules, Listener: LifeListener> {
    /// A stop that is open.
    struct OpenStop: BitwiseCopyable {
        var start: Instant
        var isAuthorised: Bool
        /// Whether it is of the kind `financialObligation`.
        var isFinancial: Bool
    }

    let periodStart: Instant
    let periodEnd: Instant
    let book: UnsafePointer<ReferenceTables>
    /// The numbers of the rule set.
    private(set) var terms: UnsafePointer<RuleBook.Terms>
    private(set) var received: Instant
    /// Whether the procedure's limit is in calendar days.
    private(set) var isOfCalendarDays: Bool

    let judgement: UnsafeMutablePointer<Judgement>
    /// The standing finish.
    var finish = Finish.open
    var finishedAt = Instant.distantFuture
    private var dueParts: DueDate.Parts
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

    /// A life of which nothing is told yet; `judgement` is a fresh one, to be filled.
    @inline(__always)
    init(
        question: Question,
        book: UnsafePointer<ReferenceTables>,
        judgement: UnsafeMutablePointer<Judgement>,
        listener: Listener
    ) {
        self.listener = listener
        self.book = book
        self.judgement = judgement
        periodStart = Instant(question.from)
        periodEnd = Instant.end(of: question.to)
        received = .distantPast
        isOfCalendarDays = false
        terms = book.pointee.rules.terms.pointer(to: 0)
        dueParts = DueDate.Parts(nil)
    }

    /// Begins with the receipt: sections 4, 6 and 8 for it alone.
    ///
    /// It is no part of `init`, for what is made elsewhere is copied to its place piece by piece.
    mutating func begin(_ receipt: UnsafePointer<EventRow>, _ references: ReceiptReferences, row: Int) {
        received = On.received(receipt)
        let rules = book.pointee.rules
        let ruleSet = rules.index(receivedOn: received.localDate)
        terms = rules.terms.pointer(to: ruleSet)
        let code = receipt.pointee.code0
        let procedure = references.procedure
        isOfCalendarDays = procedure?.pointee.limit.isOfCalendarDays ?? false
        let statutory = procedure?.pointee.limit.due(receivedAt: received, in: book.pointee.days)
        let base = DueDate.base(
            written: receipt.pointee.writtenDue,
            statutory: statutory,
            grain: procedure?.pointee.limit.grain ?? .days,
            received: received,
            isAudited: On.isAudited,
            in: book.pointee.days
        )
        dueParts = DueDate.Parts(base.due)
        judgement.pointee.presence = .received
        judgement.pointee.beganAt = received
        judgement.pointee.channel = receipt.pointee.channel
        judgement.pointee.unit = receipt.pointee.unit
        judgement.pointee.procedure = code
        var sector = receipt.pointee.code1
        if sector == .none, let procedure { sector = procedure.pointee.sector }
        judgement.pointee.sector = sector == .none ? book.pointee.unknownSector : sector
        judgement.pointee.statutoryDue = statutory
        judgement.pointee.components = receipt.pointee.number1
        judgement.pointee.digitisedComponents = receipt.pointee.number2
        mark(.beganInPeriod, if: isInPeriod(received))
        mark(.unlisted, if: references.isUnlisted)
        markReceipt(receipt, statutory: statutory)
        listener.began(
            LifeStart(
                row: row,
                received: received,
                procedure: procedure?.pointee,
                statutory: statutory,
                base: base,
                ruleSet: ruleSet
            )
        )
        listener.took(row: row, effective: received, note: .receipt)
    }

    /// What section 9 asks of the receipt itself.
    @inline(__always)
    private mutating func markReceipt(_ receipt: UnsafePointer<EventRow>, statutory: DueDate?) {
        let occurredOn = receipt.pointee.occurredAt.localDate
        let recordedOn = receipt.pointee.recordedAt.localDate
        // No more days are worked than there are: most receipts are written down the same day.
        if Int(recordedOn.rawValue) - Int(occurredOn.rawValue) > terms.pointee.registrationGraceDays {
            let delay = book.pointee.days.workingDays(after: occurredOn, through: recordedOn)
            mark(.registeredLate, if: delay > terms.pointee.registrationGraceDays)
        }
        if let written = receipt.pointee.writtenDue, let statutory {
            mark(.inflatedDue, if: written.localDate > statutory.date)
        }
    }

    @inline(__always)
    private mutating func mark(_ mark: JudgementMarks, if holds: Bool) {
        judgement.pointee.marks.rawValue |= holds ? mark.rawValue : 0
    }

    @inline(__always)
    func isInPeriod(_ time: Instant) -> Bool {
        time >= periodStart && time <= periodEnd
    }

    @inline(__always) private var isFinished: Bool { !finish.isOpen }

    /// The due date as it stands.
    @inline(__always) var due: DueDate? {
        get { dueParts.due }
        set { dueParts = DueDate.Parts(newValue) }
    }

    @inline(__always) var isOpen: Bool { finish.isOpen }

    @inline(__always) private var isGranted: Bool {
        if case .granted = finish { true } else { false }
    }

    /// What ties ask for (section 3, step 7).
    @inline(__always) var standing: TieOrder.Standing {
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
    mutating func take(_ event: UnsafePointer<EventRow>, _ step: Step, isOver: Bool, isLawful: Bool)
        -> Bool
    {
        let time = step.effective
        var note = StepNote.counts
        var verdict = false
        switch event.pointee.type {
        case .returned, .feeRequested: break
        case .apologised: apologise(event, at: time, isFinished: isFinished)
        case .explained: explain(event)
        case .feePaid:
            pay(event, at: time)
            if On.isAudited, let open = pause, open.isFinancial { closePause(at: time, by: step.row) }
        case .rated: rate(event, at: time)
        case .received: note = .duplicateReceipt
        case .reopened:
            note = isFinished ? .reopened : .reopenOfOpen
            finish = .open
            listener.reopened()
        case _ where isFinished: note = .afterFinish
        case .transferred:
            if event.pointee.code0 != .none { judgement.pointee.unit = event.pointee.code0 }
            listener.transferred(row: step.row, at: time)
        case .componentDemanded: demand(event, at: time)
        case .supplementRequested: request(event, step, isOver: isOver)
        case .paused: verdict = stop(event, step, isOver: isOver, isLawful: isLawful)
        case .supplemented:
            note = supplement == nil ? .closeWithoutStop : .counts
            closeSupplement(at: time, by: step.row)
        case .resumed:
            note = pause == nil ? .closeWithoutStop : .counts
            closePause(at: time, by: step.row)
        case .rescheduled: reschedule(event, step)
        case .completed, .declined, .withdrawn:
            // Every stop is over (section 5), and the clock runs once more (section 6).
            closePause(at: time, by: step.row)
            closeSupplement(at: time, by: step.row)
            end(event, at: time)
            listener.finished(row: step.row, at: time)
        default: break
        }
        if note.isAnomaly { judgement.pointee.anomalies += 1 }
        listener.took(row: step.row, effective: time, note: note)
        return verdict
    }

    /// Ends the work of a dossier without an open stop.
    @inline(__always)
    mutating func end(_ event: UnsafePointer<EventRow>, at time: Instant) {
        finishedAt = time
        switch event.pointee.type {
        case .declined: finish = .declined
        case .withdrawn: finish = .withdrawn
        default:
            switch event.pointee.outcome {
            case .granted: finish = .granted
            case .refused: finish = .refused
            }
            isElectronic =
                switch event.pointee.resultForm {
                case .electronic: !On.isAudited || event.pointee.flags.has(.isSigned)
                case .scan: !On.isAudited
                case .paper: false
                }
        }
    }

    /// An apology that counts names its letter and reason, and while the work is open a new date (section 9).
    ///
    /// The earliest counts, in whatever order they are told. `isFinished` tells of the work where the apology stands.
    @inline(__always)
    mutating func apologise(_ event: UnsafePointer<EventRow>, at time: Instant, isFinished: Bool) {
        let isComplete =
            event.pointee.flags.has(.hasDocument) && event.pointee.flags.has(.hasReason)
            && (isFinished || event.pointee.flags.has(.hasDue))
        guard !On.isAudited || isComplete else { return }
        apologisedAt = min(apologisedAt ?? time, time)
    }

    @inline(__always)
    mutating func explain(_ event: UnsafePointer<EventRow>) {
        mark(.explained, if: !On.isAudited || event.pointee.flags.has(.hasDocument))
    }

    /// A component demanded of the applicant, which counts.
    @inline(__always)
    mutating func demand(_ event: UnsafePointer<EventRow>, at time: Instant) {
        mark(.componentDemanded, if: !event.pointee.flags.has(.hasLegalBasis) && isInPeriod(time))
    }

    @inline(__always)
    mutating func pay(_ event: UnsafePointer<EventRow>, at time: Instant) {
        guard isInPeriod(time) else { return }
        mark(.paid, if: true)
        if case .onlinePortal = event.pointee.paymentRoute { mark(.paidOnline, if: true) }
    }

    @inline(__always)
    private mutating func rate(_ event: UnsafePointer<EventRow>, at time: Instant) {
        rate(millionths(event.pointee.number0), of: millionths(event.pointee.number1), at: time)
    }

    /// A rating; both numbers are ``millionths(_:)``.
    @inline(__always)
    mutating func rate(_ score: Int128, of scoreMax: Int128, at time: Instant) {
        guard isInPeriod(time) else { return }
        judgement.pointee.ratings += 1
        judgement.pointee.score += score
        judgement.pointee.scoreMax += scoreMax
    }

    /// A reschedule moves the due on the reported basis alone (section 6).
    private mutating func reschedule(_ event: UnsafePointer<EventRow>, _ step: Step) {
        reschedules += 1
        mark(.rescheduled, if: isInPeriod(step.effective))
        let written = event.pointee.writtenDue
        listener.rescheduled(
            RescheduleRecord(row: step.row, at: step.effective, promised: written, counts: !On.isAudited)
        )
        guard !On.isAudited, let promised = written else { return }
        let new = due?.isInHours == true ? DueDate.moment(promised) : .day(promised.localDate)
        listener.moved(
            DueShift(
                row: step.row,
                stoppedAt: step.effective,
                resumedAt: step.effective,
                before: due,
                after: new,
                standstill: nil
            )
        )
        due = new
        if holds > 0 {
            stoppedAt = step.effective
            wasStoppedInTime = !new.isPast(at: step.effective)
            listener.restarted(at: step.effective, due: new, isInTime: wasStoppedInTime)
        }
    }

    /// A request counts as one whether or not it opens a stop (section 5).
    private mutating func request(_ event: UnsafePointer<EventRow>, _ step: Step, isOver: Bool) {
        requests += 1
        if isInPeriod(step.effective) {
            judgement.pointee.supplementRequests += 1
            if requests > terms.pointee.maxSupplementRequests { judgement.pointee.secondSupplements += 1 }
        }
        if !isOver, supplement == nil {
            openSupplement(event, step, number: requests)
        } else {
            ignore(.supplement, step, isOver ? .overWhenWritten : .alreadyOpen)
        }
    }

    /// Says what the dossier is at `at`: section 7 and the rest of section 9.
    @inline(__always)
    mutating func judge(at: Instant, _ units: AnswerableUnits) {
        let end = isFinished ? finishedAt : at
        judgement.pointee.finish = finish
        judgement.pointee.finishedAt = finishedAt
        judgement.pointee.unit = units.unit(for: judgement.pointee.unit)
        judgement.pointee.due = due
        judgement.pointee.dossierClass = dossierClass(end: end)
        if let pause, !isFinished {
            mark(.pausedOpen, if: true)
            mark(.pausedOpenUnauthorised, if: !pause.isAuthorised)
            if !pause.isAuthorised { countUnauthorisedDays(of: pause, until: at) }
        }
        mark(.carriedIn, if: received < periodStart && (!isFinished || end >= periodStart))
        mark(.finishedInPeriod, if: isFinished && isInPeriod(end))
        mark(.rescheduledTooOften, if: reschedules > terms.pointee.maxReschedules)
        mark(.electronicResult, if: isGranted && isElectronic)
        mark(.apologised, if: apologisedAt != nil)
        if let due {
            let hasEnded = isFinished && !finish.isCompleted
            mark(.endedLate, if: hasEnded && due.isPast(at: end))
            if judgement.pointee.dossierClass.isLate {
                let days = book.pointee.days.workingDays(after: due.date, through: end.localDate)
                judgement.pointee.daysLate = Int32(max(1, days))
            }
            if let apologisedAt {
                let lead = Int(due.date.rawValue) - Int(apologisedAt.localDate.rawValue)
                mark(.apologisedInTime, if: lead >= terms.pointee.apologyLeadDays)
            }
        }
    }

    /// The class at the end of the work, or at `at` (section 7).
    @inline(__always)
    private func dossierClass(end: Instant) -> DossierClass {
        guard isFinished else {
            guard let due else { return .undatedOpen }
            if holds > 0 { return .stopped }
            return due.isPast(at: end) ? .openOverdue : .openInTime
        }
        guard finish.isCompleted else { return .none }
        guard let due else { return .undatedFinished }
        if due.isPast(at: end) { return .overdue }
        return end.localDate < due.date ? .early : .onTime
    }
}

/// A score in millionths, from the bits of a `Double`: sums of whole numbers do not depend on their order.
///
/// Rounded to the nearest, so that a decimal of up to six places is what was written. A number beyond 2^53 is no
/// score and counts as 2^53.
@inline(__always)
func millionths(_ bits: Int64) -> Int128 {
    let number = Double(bitPattern: UInt64(bitPattern: bits))
    // Nearly all scores are small whole numbers.
    if number.magnitude < 1_048_576 {
        let whole = Int64(number)
        if Double(whole) == number { return Int128(whole &* 1_000_000) }
    }
    return fractionalMillionths(number)
}

@inline(never)
private func fractionalMillionths(_ number: Double) -> Int128 {
    guard number.isFinite, number != 0 else { return 0 }
    let size = min(number.magnitude, 9_007_199_254_740_992)
    // size = significand × 2^-places, in whole numbers: no rounding of the machine's comes in.
    let fraction = Int128(size.significandBitPattern) + (size.isNormal ? 1 << 52 : 0)
    let places = 52 - Int(size.exponent)
    let scaled = fraction * 1_000_000
    let whole = places <= 0 ? scaled << -places : places > 100 ? 0 : (scaled + 1 << (places - 1)) >> places
    return number < 0 ? -whole : whole
}
