internal import DossierModel

/// The effective times and the order of a dossier's events on one basis (rules.md section 3, steps 1 to 6).
///
/// Scratch memory that is filled anew for each dossier and basis; it grows to the longest dossier met.
struct Timeline: Sendable {
    /// First every row with its effective time, in the order of the rows; then, as far as ``count``, the events
    /// by `at` but for the receipt, in their own order.
    var steps: ContiguousArray<Step> = []

    /// How many of ``steps`` are of the dossier; what follows is left over from longer ones.
    private(set) var count = 0

    private(set) var pauses = AnswerLine()
    private(set) var supplements = AnswerLine()

    /// Works out who comes when.
    ///
    /// `receipt` is the row of the receipt on this basis, `nil` in a dossier without one; `types` are those that
    /// the dossier has.
    mutating func lay(
        _ rows: Span<EventRow>,
        receipt: Int?,
        types: EventTypes,
        on basis: Basis,
        at: Instant
    ) {
        let surplus = rows.count - steps.count
        if surplus > 0 {
            let blank = Step(effective: .distantPast, occurredAt: .distantPast, type: .none, row: 0)
            steps.append(contentsOf: repeatElement(blank, count: surplus))
        }
        // One check of the array for all the loops over a dossier: they are most of the work of a report.
        steps.withUnsafeMutableBufferPointer { all in
            let steps = UnsafeMutableBufferPointer(rebasing: all[..<rows.count])
            switch basis {
            case .reported: Timeline.layReported(rows, receipt: receipt, steps)
            case .audited:
                Timeline.layAudited(rows, receipt: receipt, steps)
                if types.meets(.completed), types.meets(.returned) {
                    Timeline.serveByReturn(rows, at: at, steps)
                }
            }
            // Step 4, and what section 5 needs of it.
            if types.meets(.paused) {
                pauses.settle(steps, asks: .paused, answers: .resumed)
            }
            if types.meets(.supplementRequested) {
                supplements.settle(steps, asks: .supplementRequested, answers: .supplemented)
            }
            count = Timeline.order(steps, receipt: receipt, at: at)
        }
    }

    /// Step 3 on the reported basis: an event takes effect when it was recorded, not before the receipt.
    @inline(__always)
    private static func layReported(
        _ rows: Span<EventRow>,
        receipt: Int?,
        _ steps: UnsafeMutableBufferPointer<Step>
    ) {
        let received = receipt.map { rows[$0].recordedAt } ?? .distantPast
        for row in rows.indices {
            steps[row] = Step(
                effective: max(rows[row].recordedAt, received),
                occurredAt: rows[row].occurredAt,
                type: EventTypes(rows[row].type),
                row: row
            )
        }
    }

    /// Step 3 on the audited basis: an event that favours the unit takes effect when it was recorded, unless
    /// evidence shows when it occurred; all others when they occurred.
    @inline(__always)
    private static func layAudited(
        _ rows: Span<EventRow>,
        receipt: Int?,
        _ steps: UnsafeMutableBufferPointer<Step>
    ) {
        let received = receipt.map { rows[$0].occurredAt } ?? .distantPast
        for row in rows.indices {
            let type = EventTypes(rows[row].type)
            let occurredAt = rows[row].occurredAt
            let isShown = rows[row].flags.has(.hasEvidence) && occurredAt >= received
            let isHeld = type.meets(.favourable) && !isShown
            let effective = isHeld ? rows[row].recordedAt : occurredAt
            steps[row] = Step(
                effective: max(effective, received),
                occurredAt: occurredAt,
                type: type,
                row: row
            )
        }
    }

    /// Step 2: who holds the result was served, unless the dossier was reopened.
    ///
    /// That every time is already no earlier than the receipt's changes nothing: the later of two bounds is
    /// the same in either order.
    private static func serveByReturn(
        _ rows: Span<EventRow>,
        at: Instant,
        _ steps: UnsafeMutableBufferPointer<Step>
    ) {
        var returned = Instant.distantFuture
        for step in steps {
            if step.type.meets(.reopened), step.effective <= at { return }
            if step.type.meets(.returned), rows[step.row].flags.has(.hasEvidence) {
                returned = min(returned, step.effective)
            }
        }
        for index in steps.indices where steps[index].type.meets(.completed) {
            steps[index].effective = min(steps[index].effective, returned)
        }
    }

    /// Steps 5 and 6: moves what has happened to the front, in order, and says how many that are.
    @inline(__always)
    private static func order(
        _ steps: UnsafeMutableBufferPointer<Step>,
        receipt: Int?,
        at: Instant
    ) -> Int {
        var kept = 0
        var isSorted = true
        for index in steps.indices {
            let step = steps[index]
            if step.effective > at || index == receipt || step.type.isEmpty { continue }
            if kept > 0, step < steps[kept - 1] { isSorted = false }
            steps[kept] = step
            kept += 1
        }
        if !isSorted {
            var happened = UnsafeMutableBufferPointer(rebasing: steps[..<kept])
            happened.sort()
        }
        return kept
    }
}
