internal import DossierModel

/// The effective times and the order of a dossier's events on one basis (rules.md section 3, steps 1 to 6).
///
/// Scratch memory that is filled anew for each dossier and basis; it grows to the longest dossier met.
struct Timeline: Sendable {
    /// The events by `at` but for the receipt, in order.
    var steps: ContiguousArray<Step> = []

    /// The effective time of every row, also of those after `at`.
    private var effective: ContiguousArray<Instant> = []

    private(set) var pauses = AnswerLine()
    private(set) var supplements = AnswerLine()

    /// Works out who comes when.
    ///
    /// - Parameters:
    ///   - receipt: The row of the receipt on this basis; `nil` in a dossier without one.
    ///   - types: The types that the dossier has.
    mutating func lay(
        _ rows: Span<EventRow>,
        receipt: Int?,
        types: EventTypes,
        on basis: Basis,
        at: Instant
    ) {
        effective.removeAll(keepingCapacity: true)
        let opening = receipt.map { rows[$0] }
        let received = opening.map { basis == .reported ? $0.recordedAt : $0.occurredAt } ?? .distantPast
        for row in rows.indices {
            let time = Timeline.effectiveTime(rows[row], on: basis, received: opening?.occurredAt)
            effective.append(max(time, received))
        }
        if basis == .audited, types.isSuperset(of: EventTypes(.completed, .returned)) {
            serveByReturn(rows, types: types, at: at)
        }
        settleAnswers(rows, types: types)
        order(rows, receipt: receipt, at: at)
    }

    /// The effective time of an event by itself.
    ///
    /// - Parameter received: When the receipt occurred; `nil` without a known receipt.
    @inline(__always)
    private static func effectiveTime(_ row: EventRow, on basis: Basis, received: Instant?) -> Instant {
        guard basis == .audited else { return row.recordedAt }
        guard EventTypes.favourable.has(row.type) else { return row.occurredAt }
        guard row.flags.contains(.hasEvidence) else { return row.recordedAt }
        if let received, row.occurredAt < received { return row.recordedAt }
        return row.occurredAt
    }

    /// Step 2: who holds the result was served, unless the dossier was reopened.
    private mutating func serveByReturn(_ rows: Span<EventRow>, types: EventTypes, at: Instant) {
        var returned = Instant.distantFuture
        for row in rows.indices {
            let type = rows[row].type
            if type == .reopened, effective[row] <= at { return }
            if type == .returned, rows[row].flags.contains(.hasEvidence) {
                returned = min(returned, effective[row])
            }
        }
        for row in rows.indices where rows[row].type == .completed {
            effective[row] = min(effective[row], returned)
        }
    }

    /// Step 4, and what section 5 needs of it.
    private mutating func settleAnswers(_ rows: Span<EventRow>, types: EventTypes) {
        pauses.clear()
        supplements.clear()
        if types.has(.paused), types.has(.resumed) {
            pauses.settle(rows, asks: .paused, answers: .resumed, effective: &effective)
        }
        if types.has(.supplementRequested), types.has(.supplemented) {
            supplements.settle(
                rows,
                asks: .supplementRequested,
                answers: .supplemented,
                effective: &effective
            )
        }
    }

    /// Steps 5 and 6.
    private mutating func order(_ rows: Span<EventRow>, receipt: Int?, at: Instant) {
        steps.removeAll(keepingCapacity: true)
        var isSorted = true
        for row in rows.indices where row != receipt && effective[row] <= at {
            guard rows[row].type.isOfDossier else { continue }
            let step = Step(
                effective: effective[row],
                occurredAt: rows[row].occurredAt,
                type: rows[row].type,
                row: row
            )
            if let last = steps.last, step < last { isSorted = false }
            steps.append(step)
        }
        if !isSorted { steps.sort() }
    }
}
