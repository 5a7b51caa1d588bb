internal import DossierModel

/// Who listens to a walk.
///
/// What it is told are the facts that the judge goes by, told where they are used; nothing is worked out for it.
protocol LifeListener {
    /// Whether it is told of events that change nothing as well.
    static var hearsIdle: Bool { get }
    /// When an event takes effect; told again where a later step of rules.md section 3 moves it.
    mutating func timed(row: Int, effective: Instant, source: TimeSource, by cause: Int?)
    mutating func began(_ start: LifeStart)
    mutating func took(row: Int, effective: Instant, note: StepNote)
    mutating func transferred(row: Int, at time: Instant)
    /// The clock stands still from now on. It is told before the stop that does it.
    mutating func halted(row: Int, at time: Instant, due: DueDate?, isInTime: Bool)
    /// A reschedule while the clock stands: the standstill is counted from there.
    mutating func restarted(at time: Instant, due: DueDate, isInTime: Bool)
    /// The clock runs again.
    mutating func ran(at time: Instant, by row: Int)
    mutating func opened(_ stop: StopRecord)
    mutating func ignored(_ question: IgnoredQuestion)
    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int)
    mutating func moved(_ shift: DueShift)
    mutating func rescheduled(_ record: RescheduleRecord)
    mutating func finished(row: Int, at time: Instant)
    mutating func reopened()
}

extension LifeRecord: LifeListener {
    static var hearsIdle: Bool { true }

    mutating func timed(row: Int, effective: Instant, source: TimeSource, by cause: Int?) {
        while times.count <= row { times.append(nil) }
        times[row] = TimeRecord(effective: effective, source: source, causeRow: cause)
    }

    mutating func began(_ start: LifeStart) {
        self.start = start
    }

    mutating func took(row: Int, effective: Instant, note: StepNote) {
        steps.append(StepRecord(row: row, effective: effective, note: note))
    }

    mutating func transferred(row: Int, at time: Instant) {
        transfers.append(TransferRecord(row: row, at: time))
    }

    mutating func halted(row: Int, at time: Instant, due: DueDate?, isInTime: Bool) {
        standstills.append(
            StandstillRecord(row: row, start: time, countsFrom: time, due: due, isInTime: isInTime)
        )
    }

    mutating func restarted(at time: Instant, due: DueDate, isInTime: Bool) {
        guard let last = standstills.indices.last else { return }
        standstills[last].countsFrom = time
        standstills[last].due = due
        standstills[last].isInTime = isInTime
    }

    mutating func ran(at time: Instant, by row: Int) {
        guard let last = standstills.indices.last else { return }
        standstills[last].end = time
        standstills[last].endRow = row
    }

    mutating func opened(_ stop: StopRecord) {
        stops.append(stop)
        if stop.holdsClock { stops[stops.count - 1].standstill = standstills.indices.last }
    }

    mutating func ignored(_ question: IgnoredQuestion) {
        ignored.append(question)
    }

    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int) {
        guard let index = stops.lastIndex(where: { $0.kind == kind && $0.end == nil }) else { return }
        stops[index].end = end
        stops[index].closingRow = row
    }

    mutating func moved(_ shift: DueShift) {
        if shift.standstill != nil, let last = standstills.indices.last {
            standstills[last].shift = shifts.count
        }
        shifts.append(shift)
    }

    mutating func rescheduled(_ record: RescheduleRecord) {
        reschedules.append(record)
    }

    mutating func finished(row: Int, at time: Instant) {
        finishRow = row
    }

    mutating func reopened() {
        finishRow = nil
    }
}

/// Listens to nothing, at no cost: what a report uses.
struct NoListener: LifeListener {
    @inline(__always) static var hearsIdle: Bool { false }

    @inline(__always)
    mutating func timed(row: Int, effective: Instant, source: TimeSource, by cause: Int?) {}
    @inline(__always)
    mutating func began(_ start: LifeStart) {}
    @inline(__always)
    mutating func took(row: Int, effective: Instant, note: StepNote) {}
    @inline(__always)
    mutating func transferred(row: Int, at time: Instant) {}
    @inline(__always)
    mutating func halted(row: Int, at time: Instant, due: DueDate?, isInTime: Bool) {}
    @inline(__always)
    mutating func restarted(at time: Instant, due: DueDate, isInTime: Bool) {}
    @inline(__always)
    mutating func ran(at time: Instant, by row: Int) {}
    @inline(__always)
    mutating func opened(_ stop: StopRecord) {}
    @inline(__always)
    mutating func ignored(_ question: IgnoredQuestion) {}
    @inline(__always)
    mutating func closed(_ kind: StopKind, at end: Instant, by row: Int) {}
    @inline(__always)
    mutating func moved(_ shift: DueShift) {}
    @inline(__always)
    mutating func rescheduled(_ record: RescheduleRecord) {}
    @inline(__always)
    mutating func finished(row: Int, at time: Instant) {}
    @inline(__always)
    mutating func reopened() {}
}
