internal import DossierModel

/// Puts the events of a tie in the order in which they make sense (rules.md section 3, step 7).
struct TieOrder: Sendable {
    private var first: ContiguousArray<Step> = []
    private var second: ContiguousArray<Step> = []

    /// What was the case before the first event of a tie.
    struct Standing {
        var isPaused: Bool
        var isSupplementing: Bool
        var isFinished: Bool
    }

    /// Orders the pairs among the steps of one tie, each by what was the case before the tie.
    mutating func arrange(
        _ steps: UnsafeMutableBufferPointer<Step>,
        in tie: Range<Int>,
        after standing: Standing
    ) {
        var types = EventTypes.none
        for index in tie { types = types | steps[index].type }
        if types.meets(.paused), types.meets(.resumed) {
            alternate(steps, in: tie, .paused, .resumed, beginsWithOther: standing.isPaused)
        }
        if types.meets(.supplementRequested), types.meets(.supplemented) {
            let isOpen = standing.isSupplementing
            alternate(steps, in: tie, .supplementRequested, .supplemented, beginsWithOther: isOpen)
        }
        if types.meets(.finishes), types.meets(.reopened) {
            alternate(steps, in: tie, .finishes, .reopened, beginsWithOther: standing.isFinished)
        }
    }

    /// Fills the places of one pair's events with them, from either side in turn.
    private mutating func alternate(
        _ steps: UnsafeMutableBufferPointer<Step>,
        in tie: Range<Int>,
        _ one: EventTypes,
        _ other: EventTypes,
        beginsWithOther: Bool
    ) {
        first.removeAll(keepingCapacity: true)
        second.removeAll(keepingCapacity: true)
        for index in tie {
            if steps[index].type.meets(one) { first.append(steps[index]) }
            if steps[index].type.meets(other) { second.append(steps[index]) }
        }
        let both = one | other
        var used = (first: 0, second: 0)
        var takesSecond = beginsWithOther
        for index in tie where steps[index].type.meets(both) {
            if used.second == second.count || (!takesSecond && used.first < first.count) {
                steps[index] = first[used.first]
                used.first += 1
            } else {
                steps[index] = second[used.second]
                used.second += 1
            }
            takesSecond.toggle()
        }
    }
}
