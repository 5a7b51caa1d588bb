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
    mutating func arrange(_ steps: inout ContiguousArray<Step>, in tie: Range<Int>, after standing: Standing)
    {
        var types = EventTypes(rawValue: 0)
        for index in tie {
            types.rawValue |= 1 << UInt32(steps[index].typeNumber & 31)
        }
        let pairs: [3 of (EventTypes, EventTypes, Bool)] = [
            (EventTypes(.paused), EventTypes(.resumed), standing.isPaused),
            (EventTypes(.supplementRequested), EventTypes(.supplemented), standing.isSupplementing),
            (EventTypes.finishes, EventTypes(.reopened), standing.isFinished),
        ]
        for index in pairs.indices {
            let (one, other, beginsWithOther) = pairs[index]
            guard !types.isDisjoint(with: one), !types.isDisjoint(with: other) else { continue }
            alternate(&steps, in: tie, one, other, beginsWithOther: beginsWithOther)
        }
    }

    /// Fills the places of one pair's events with them, from either side in turn.
    private mutating func alternate(
        _ steps: inout ContiguousArray<Step>,
        in tie: Range<Int>,
        _ one: EventTypes,
        _ other: EventTypes,
        beginsWithOther: Bool
    ) {
        first.removeAll(keepingCapacity: true)
        second.removeAll(keepingCapacity: true)
        for index in tie {
            if one.has(number: steps[index].typeNumber) { first.append(steps[index]) }
            if other.has(number: steps[index].typeNumber) { second.append(steps[index]) }
        }
        let both = one.union(other)
        var used = (first: 0, second: 0)
        var takesSecond = beginsWithOther
        for index in tie where both.has(number: steps[index].typeNumber) {
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
