internal import DossierModel

/// A dossier in which only the place of one finish among the events, and of transfers among each other, matters.
///
/// Three of four dossiers are (``Overview/isPlain``). They are judged on both bases at once, without putting their events in order; what an event does is told by ``Life`` as
/// for all others.
struct PlainDossier {
    private let rows: UnsafeBufferPointer<EventRow>
    private let overview: Overview

    /// `overview` is that of the rows, and says that they are plain.
    @inline(__always)
    init(_ rows: UnsafeBufferPointer<EventRow>, _ overview: Overview) {
        self.rows = rows
        self.overview = overview
    }

    @inline(__always) private var types: EventTypes { overview.types }

    @inline(__always) var receipt: UnsafePointer<EventRow> {
        rows.pointer(to: overview.reported)
    }

    /// Tells all events on both bases; the receipt is known.
    @inline(__always)
    func tell(_ reported: inout PlainLife<ReportedRules>, _ audited: inout PlainLife<AuditedRules>) {
        let finishes = EventTypes(rawValue: types.rawValue & EventTypes.finishes.rawValue)
        if !finishes.isEmpty {
            let event = rows.pointer(to: overview.row(of: finishes, among: rows))
            reported.finish(event, servedAt: .distantFuture)
            audited.finish(event, servedAt: finishes.meets(.completed) ? servedAt : .distantFuture)
        }
        forEach(.transferred) { event in
            reported.transfer(event)
            audited.transfer(event)
        }
        forEach(.feePaid) { event in
            reported.pay(event)
            audited.pay(event)
        }
        forEach(.rated) { event in
            let score = millionths(event.pointee.number0)
            let scoreMax = millionths(event.pointee.number1)
            reported.rate(event, score, of: scoreMax)
            audited.rate(event, score, of: scoreMax)
        }
        guard types.meets(.componentDemanded | .apologised | .explained) else { return }
        forEach(.componentDemanded) { event in
            reported.demand(event)
            audited.demand(event)
        }
        forEach(.apologised) { event in
            reported.apologise(event)
            audited.apologise(event)
        }
        forEach(.explained) { event in
            reported.explain(event)
            audited.explain(event)
        }
    }

    /// The earliest return that was shown, on the audited basis (rules.md section 3, step 2).
    @inline(__always)
    private var servedAt: Instant {
        var served = Instant.distantFuture
        let received = AuditedRules.received(receipt)
        forEach(.returned) { event in
            let isShown = event.pointee.flags.has(.hasEvidence)
            let effective = AuditedRules.effective(event, received: received)
            served = min(served, isShown ? effective : .distantFuture)
        }
        return served
    }

    /// Goes through the events of a type, in the order of their rows.
    @inline(__always)
    private func forEach(_ type: EventTypes, _ body: (UnsafePointer<EventRow>) -> Void) {
        guard types.meets(type) else { return }
        let isRepeated = overview.repeated.meets(type)
        var row = isRepeated ? 0 : overview.row(of: type, among: rows)
        repeat {
            let event = rows.pointer(to: row)
            if EventTypes(event.pointee.type).meets(type) { body(event) }
            row += 1
        } while isRepeated && row < rows.count
    }

    /// The earliest effective time after `at` on either basis; the distant future where all has happened.
    @inline(__always)
    func next(after at: Instant) -> Instant {
        // Every effective time is one of the dossier's times.
        overview.latest <= at ? .distantFuture : nextOfAll(after: at)
    }

    @inline(never)
    private func nextOfAll(after at: Instant) -> Instant {
        var next = Instant.distantFuture
        for row in rows.indices where row != overview.reported {
            let event = rows.pointer(to: row)
            let type = EventTypes(event.pointee.type)
            guard type.meets(.life) else { continue }
            let reported = ReportedRules.effective(event, received: ReportedRules.received(receipt))
            var audited = AuditedRules.effective(event, received: AuditedRules.received(receipt))
            if type.meets(.completed) { audited = min(audited, servedAt) }
            if reported > at { next = min(next, reported) }
            if audited > at { next = min(next, audited) }
        }
        return next
    }
}
