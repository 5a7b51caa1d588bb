internal import DossierModel

/// The questions of one kind in a dossier with their answers: pauses with resumptions, requests with supplements.
///
/// Scratch memory that is filled anew for every dossier that has questions of the kind.
struct AnswerLine: Sendable {
    private var asks: ContiguousArray<Step> = []
    private var answers: ContiguousArray<Step> = []

    /// Moves answers that take effect before what they answer (rules.md section 3, step 4).
    ///
    /// An answer takes effect no earlier than the earliest question from the answer before it, by `occurredAt`
    /// and `id`, up to itself.
    ///
    /// `steps` has every row with its effective time, in the order of the rows.
    ///
    /// - Complexity: O(*n* log *n*), however many events share a moment.
    mutating func settle<Listener: LifeListener>(
        _ steps: UnsafeMutableBufferPointer<Step>,
        asks askType: EventTypes,
        answers answerType: EventTypes,
        _ listener: inout Listener
    ) {
        asks.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
        for step in steps {
            if step.type.meets(askType) { asks.append(step) }
            if step.type.meets(answerType) { answers.append(step) }
        }
        if answers.isEmpty { return }
        asks.sort { $0.occurredAt < $1.occurredAt }
        // The rows of one type and time are in the order of their ids.
        answers.sort { ($0.occurredAt, $0.row) < ($1.occurredAt, $1.row) }
        joinAsksOfOneMoment()
        var previous = Instant.distantPast
        var first = 0
        for index in answers.indices {
            let own = answers[index].occurredAt
            while first < asks.count, asks[first].occurredAt < previous { first += 1 }
            var earliest = Instant.distantFuture
            var earliestRow = 0
            var next = first
            while next < asks.count, asks[next].occurredAt <= own {
                if asks[next].effective < earliest { earliestRow = asks[next].row }
                earliest = min(earliest, asks[next].effective)
                next += 1
            }
            if next > first, answers[index].effective < earliest {
                answers[index].effective = earliest
                steps[answers[index].row].effective = earliest
                let row = answers[index].row
                listener.timed(row: row, effective: earliest, source: .question, by: earliestRow)
            }
            previous = own
        }
    }

    /// Keeps of the questions of each moment the earliest effective time, so that no answer looks at many.
    private mutating func joinAsksOfOneMoment() {
        var kept = 0
        for index in asks.indices {
            if kept > 0, asks[kept - 1].occurredAt == asks[index].occurredAt {
                // With its row, for whoever asks which question it was.
                if asks[index].effective < asks[kept - 1].effective { asks[kept - 1] = asks[index] }
            } else {
                asks[kept] = asks[index]
                kept += 1
            }
        }
        asks.removeLast(asks.count - kept)
    }

    /// Whether a question was over when it was written down: its first later answer takes effect before it.
    ///
    /// rules.md section 5. Answers after `at` take part as well.
    func isOver(occurredAt: Instant, effective: Instant) -> Bool {
        var low = 0
        var high = answers.count
        while low < high {
            let middle = (low + high) / 2
            if answers[middle].occurredAt <= occurredAt { low = middle + 1 } else { high = middle }
        }
        return low < answers.count && answers[low].effective < effective
    }
}
