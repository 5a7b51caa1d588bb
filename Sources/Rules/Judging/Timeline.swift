internal import DossierModel

/// The effective times and the order of a dossier's events on one basis (rules.md section 3, steps 1 to 6).
///
/// It works in memory that is filled anew for each dossier and basis.
struct Timeline: Sendable {
    private(set) var pauses = AnswerLine()
    private(set) var supplements = AnswerLine()

    /// The earliest effective time of an event that was left out for it comes after `at`.
    private(set) var next = Instant.distantFuture

    /// Works out who comes when, and says how many events have happened by `at`, the receipt not counted.
    ///
    /// `steps` has room for all rows; the events that have happened stand at its beginning, in order. `receipt` is the row
    /// of the receipt on this basis, -1 in a dossier without one; `types` are those that the dossier has. Events of the
    /// types `idle` are left out.
    @inline(__always)
    mutating func lay<On: BasisRules, Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        receipt: Int,
        types: EventTypes,
        leavingOut idle: EventTypes,
        on basis: On.Type,
        at: Instant,
        in steps: UnsafeMutableBufferPointer<Step>,
        _ listener: inout Listener
    ) -> Int {
        let received = receipt < 0 ? .distantPast : On.received(rows.pointer(to: receipt))
        var happened = Happened(by: at, kept: EventTypes.life.without(idle))
        // Most dossiers have no questions, and hold their result after it was written down: one look is enough.
        let isServed = On.isAudited && types.meets(.completed) && types.meets(.returned)
        if !types.meets(.questions) {
            var served = Served()
            for row in rows.indices {
                let event = rows.pointer(to: row)
                let step = Timeline.step(event, row, received: received, on: On.self, &listener)
                if isServed { served.look(at: step, event) }
                happened.take(step, isReceipt: row == receipt, in: steps)
            }
            if !isServed || !served.changesAnything { return finish(happened, steps) }
            happened = Happened(by: at, kept: EventTypes.life.without(idle))
        }
        for row in rows.indices {
            steps[row] = Timeline.step(rows.pointer(to: row), row, received: received, on: On.self, &listener)
        }
        if isServed { Timeline.serveByReturn(rows, at: at, steps, &listener) }
        // Step 4, and what section 5 needs of it.
        if types.meets(.paused) {
            pauses.settle(steps, asks: .paused, answers: .resumed, &listener)
        }
        if types.meets(.supplementRequested) {
            supplements.settle(steps, asks: .supplementRequested, answers: .supplemented, &listener)
        }
        // What happened is never more than what was looked at: the steps move to the front.
        for row in rows.indices { happened.take(steps[row], isReceipt: row == receipt, in: steps) }
        return finish(happened, steps)
    }

    /// Step 5 as it goes on: what has happened by `at`, moved to the front.
    private struct Happened {
        private let at: Instant
        private let kept: EventTypes
        private(set) var count = 0
        private(set) var next = Instant.distantFuture

        @inline(__always)
        init(by at: Instant, kept: EventTypes) {
            self.at = at
            self.kept = kept
        }

        /// Written always, and kept by moving on: whether an event counts is nothing that a machine could guess.
        @inline(__always)
        mutating func take(
            _ step: Step,
            isReceipt: Bool,
            in steps: UnsafeMutableBufferPointer<Step>
        ) {
            let isLater = step.effective > at
            next = min(next, isLater && step.type.meets(.life) ? step.effective : .distantFuture)
            steps[count] = step
            let counts = !isLater && !isReceipt && step.type.meets(kept)
            count &+= counts ? 1 : 0
        }
    }

    /// Whether step 2 may change anything: a return that was shown comes before a completion.
    private struct Served {
        private var returned = Instant.distantFuture
        private var completed = Instant.distantPast

        @inline(__always)
        mutating func look(at step: Step, _ event: UnsafePointer<EventRow>) {
            let isReturn = step.type.meets(.returned) && event.pointee.flags.has(.hasEvidence)
            returned = min(returned, isReturn ? step.effective : .distantFuture)
            completed = max(completed, step.type.meets(.completed) ? step.effective : .distantPast)
        }

        @inline(__always) var changesAnything: Bool { returned < completed }
    }

    /// Step 6: puts what has happened in order.
    @inline(__always)
    private mutating func finish(
        _ happened: Happened,
        _ steps: UnsafeMutableBufferPointer<Step>
    ) -> Int {
        next = min(next, happened.next)
        Timeline.sort(UnsafeMutableBufferPointer(rebasing: steps[..<happened.count]))
        return happened.count
    }

    /// Step 3: an event with its effective time.
    @inline(__always)
    private static func step<On: BasisRules, Listener: LifeListener>(
        _ event: UnsafePointer<EventRow>,
        _ row: Int,
        received: Instant,
        on basis: On.Type,
        _ listener: inout Listener
    ) -> Step {
        let timing = On.timing(event, received: received)
        listener.timed(row: row, effective: timing.effective, source: timing.source, by: nil)
        return Step(
            effective: timing.effective,
            occurredAt: event.pointee.occurredAt,
            type: EventTypes(event.pointee.type),
            row: row
        )
    }

    /// Step 2: who holds the result was served, unless the dossier was reopened.
    ///
    /// That every time is already no earlier than the receipt's changes nothing: the later of two bounds is
    /// the same in either order.
    @inline(__always)
    private static func serveByReturn<Listener: LifeListener>(
        _ rows: UnsafeBufferPointer<EventRow>,
        at: Instant,
        _ steps: UnsafeMutableBufferPointer<Step>,
        _ listener: inout Listener
    ) {
        var returned = Instant.distantFuture
        var returnedRow = 0
        for row in rows.indices {
            let step = steps[row]
            if step.type.meets(.reopened), step.effective <= at { return }
            let isServed = step.type.meets(.returned) && rows[row].flags.has(.hasEvidence)
            returnedRow = isServed && step.effective < returned ? row : returnedRow
            returned = min(returned, isServed ? step.effective : .distantFuture)
        }
        for row in rows.indices {
            let bound = steps[row].type.meets(.completed) ? returned : .distantFuture
            if bound < steps[row].effective {
                listener.timed(row: row, effective: bound, source: .served, by: returnedRow)
            }
            steps[row].effective = min(steps[row].effective, bound)
        }
    }

    /// Puts few steps in one by one, for they are nearly in order; a dossier of thousands is sorted properly.
    @inline(__always)
    private static func sort(_ steps: UnsafeMutableBufferPointer<Step>) {
        guard steps.count <= 24 else {
            sortMany(steps)
            return
        }
        var index = 1
        while index < steps.count {
            if steps[index] < steps[index - 1] { insert(index, in: steps) }
            index += 1
        }
    }

    /// Moves a step to its place among those before it, which are in order.
    @inline(never)
    private static func insert(_ index: Int, in steps: UnsafeMutableBufferPointer<Step>) {
        let step = steps[index]
        var place = index
        repeat {
            steps[place] = steps[place - 1]
            place -= 1
        } while place > 0 && step < steps[place - 1]
        steps[place] = step
    }

    @inline(never)
    private static func sortMany(_ steps: UnsafeMutableBufferPointer<Step>) {
        for index in 1..<steps.count where steps[index] < steps[index - 1] {
            var steps = steps
            steps.sort()
            return
        }
    }

    /// Begins with another dossier.
    @inline(__always)
    mutating func begin() {
        next = .distantFuture
    }

    /// Notes that an event comes after `at`: of a receipt, and with it everything.
    @inline(__always)
    mutating func leaveOut(_ effective: Instant) {
        next = min(next, effective)
    }
}

extension UnsafeBufferPointer<EventRow> {
    /// Where a row stands.
    @inline(__always)
    func pointer(to row: Int) -> UnsafePointer<EventRow> {
        guard let baseAddress else { preconditionFailure("no rows") }
        return baseAddress + row
    }
}
