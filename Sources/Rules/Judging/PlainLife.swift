internal import DossierModel

/// The life of a plain dossier on one basis, told in any order but for the finish, which comes first.
///
/// It asks of the order of rules.md section 3 only what matters in a ``PlainDossier``.
struct PlainLife<On: BasisRules> {
    private(set) var life: Life<On, NoListener>
    private let received: Instant
    private let at: Instant
    /// The place of the finish in the order; behind everything where none has happened by `at`.
    private var finishedAt = Instant.distantFuture
    private var finishOccurredAt = Instant.distantFuture
    /// The place of the last transfer so far that counts.
    private var transferredAt = Instant.distantPast
    private var transferOccurredAt = Instant.distantPast

    @inline(__always)
    init(
        receivedAt received: Instant,
        question: Question,
        book: UnsafePointer<ReferenceTables>,
        judgement: UnsafeMutablePointer<Judgement>
    ) {
        life = Life(question: question, book: book, judgement: judgement, listener: NoListener())
        self.received = received
        at = question.at
    }

    /// Begins with the receipt, like ``Life``.
    @inline(__always)
    mutating func begin(_ receipt: UnsafePointer<EventRow>, _ references: ReceiptReferences) {
        life.begin(receipt, references, row: 0)
    }

    /// When an event took effect; `nil` where that comes after `at`.
    @inline(__always)
    private func time(of event: UnsafePointer<EventRow>) -> Instant? {
        let effective = On.effective(event, received: received)
        return effective <= at ? effective : nil
    }

    /// Whether an event of a type before the finishes in the order of life comes after the finish.
    @inline(__always)
    private func isAfterFinish(_ event: UnsafePointer<EventRow>, at time: Instant) -> Bool {
        time > finishedAt || (time == finishedAt && event.pointee.occurredAt > finishOccurredAt)
    }

    /// The finish, which took effect no later than `served` (section 3, step 2).
    @inline(__always)
    mutating func finish(_ event: UnsafePointer<EventRow>, servedAt served: Instant) {
        let effective = min(On.effective(event, received: received), served)
        guard effective <= at else { return }
        finishedAt = effective
        finishOccurredAt = event.pointee.occurredAt
        life.end(event, at: effective)
    }

    /// A transfer; of several the last that comes before the finish counts.
    @inline(__always)
    mutating func transfer(_ event: UnsafePointer<EventRow>) {
        guard let time = time(of: event) else { return }
        if isAfterFinish(event, at: time) {
            life.judgement.pointee.anomalies += 1
            return
        }
        let occurredAt = event.pointee.occurredAt
        let isEarlier =
            time < transferredAt || (time == transferredAt && occurredAt < transferOccurredAt)
        // Of equal times the later row has the greater id.
        guard !isEarlier, event.pointee.code0 != .none else { return }
        transferredAt = time
        transferOccurredAt = occurredAt
        life.judgement.pointee.unit = event.pointee.code0
    }

    @inline(__always)
    mutating func demand(_ event: UnsafePointer<EventRow>) {
        guard let time = time(of: event) else { return }
        if isAfterFinish(event, at: time) {
            life.judgement.pointee.anomalies += 1
        } else {
            life.demand(event, at: time)
        }
    }

    @inline(__always)
    mutating func apologise(_ event: UnsafePointer<EventRow>) {
        guard let time = time(of: event) else { return }
        life.apologise(event, at: time, isFinished: isAfterFinish(event, at: time))
    }

    @inline(__always)
    mutating func explain(_ event: UnsafePointer<EventRow>) {
        if time(of: event) != nil { life.explain(event) }
    }

    @inline(__always)
    mutating func pay(_ event: UnsafePointer<EventRow>) {
        if let time = time(of: event) { life.pay(event, at: time) }
    }

    /// A rating; both numbers are in millionths.
    @inline(__always)
    mutating func rate(_ event: UnsafePointer<EventRow>, _ score: Int128, of scoreMax: Int128) {
        if let time = time(of: event) { life.rate(score, of: scoreMax, at: time) }
    }

    /// Says what the dossier is at `at`, and how long it stays that while nothing happens.
    @inline(__always)
    mutating func judge(_ units: AnswerableUnits) -> Instant {
        life.judge(at: at, units)
        return life.isOpen ? life.stableUntil(at: at) : .distantFuture
    }
}
