internal import DossierModel

/// The questions of one kind in a dossier with their answers: pauses with resumptions, requests with supplements.
///
/// Scratch memory that is filled anew for every dossier that has both.
struct AnswerLine: Sendable {
    private struct Mark: BitwiseCopyable {
        var occurredAt: Instant
        var effective: Instant
        var row: Int
    }

    private var asks: ContiguousArray<Mark> = []
    private var answers: ContiguousArray<Mark> = []

    /// Forgets the last dossier.
    mutating func clear() {
        asks.removeAll(keepingCapacity: true)
        answers.removeAll(keepingCapacity: true)
    }

    /// Moves answers that take effect before what they answer (rules.md section 3, step 4).
    ///
    /// An answer takes effect no earlier than the earliest question from the answer before it, by `occurredAt`
    /// and `id`, up to itself.
    ///
    /// - Parameter effective: The effective times by row; those of answers are changed.
    /// - Complexity: O(*n* log *n*), however many events share a moment.
    mutating func settle(
        _ rows: Span<EventRow>,
        asks askType: EventType,
        answers answerType: EventType,
        effective: inout ContiguousArray<Instant>
    ) {
        clear()
        for row in rows.indices {
            let type = rows[row].type
            guard type == askType || type == answerType else { continue }
            let mark = Mark(occurredAt: rows[row].occurredAt, effective: effective[row], row: row)
            if type == askType { asks.append(mark) } else { answers.append(mark) }
        }
        asks.sort { $0.occurredAt < $1.occurredAt }
        answers.sort { $0.occurredAt != $1.occurredAt ? $0.occurredAt < $1.occurredAt : $0.row < $1.row }
        joinAsksOfOneMoment()
        var previous = Instant.distantPast
        var first = 0
        for index in answers.indices {
            let own = answers[index].occurredAt
            while first < asks.count, asks[first].occurredAt < previous { first += 1 }
            var earliest = Instant.distantFuture
            var next = first
            while next < asks.count, asks[next].occurredAt <= own {
                earliest = min(earliest, asks[next].effective)
                next += 1
            }
            if next > first, answers[index].effective < earliest {
                answers[index].effective = earliest
                effective[answers[index].row] = earliest
            }
            previous = own
        }
    }

    /// Keeps of the questions of each moment the earliest effective time, so that no answer looks at many.
    private mutating func joinAsksOfOneMoment() {
        var kept = 0
        for index in asks.indices {
            if kept > 0, asks[kept - 1].occurredAt == asks[index].occurredAt {
                asks[kept - 1].effective = min(asks[kept - 1].effective, asks[index].effective)
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
