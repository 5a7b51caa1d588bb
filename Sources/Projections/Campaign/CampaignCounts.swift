/// How a stock of late dossiers, and what became late after it, stand at the end of a day on one basis.
package struct CampaignCounts: Equatable, Sendable {
    /// The dossiers that were late at the start, by what has become of them (``LateState``).
    private var stock: [6 of Int32]

    /// The dossiers that became late since, by what has become of them.
    private var new: [6 of Int32]

    /// Of the stock that is late, how much another unit holds now.
    package var passedOn = 0

    /// What the unit holds now that is late and was in the stock of another.
    package var takenOver = 0

    /// Of the stock that is late, what is not late on the reported basis; on that basis 0.
    package var masked = 0

    package init() {
        stock = InlineArray(repeating: 0)
        new = InlineArray(repeating: 0)
    }

    /// Dossiers of the stock in a state.
    package subscript(state: LateState) -> Int {
        get { Int(stock[Int(state.rawValue)]) }
        set { stock[Int(state.rawValue)] = Int32(newValue) }
    }

    /// Dossiers that became late after the start, in a state.
    package subscript(new state: LateState) -> Int {
        get { Int(new[Int(state.rawValue)]) }
        set { new[Int(state.rawValue)] = Int32(newValue) }
    }

    /// The stock at the start: the same on every day.
    package var atStart: Int { LateState.allCases.map { self[$0] }.reduce(0, +) }

    /// Of the stock, what is finished, declined or withdrawn.
    package var cleared: Int { LateState.allCases.filter(\.isCleared).map { self[$0] }.reduce(0, +) }

    /// Of the stock, what is open still: a pause or a new appointment clears nothing.
    package var remaining: Int { atStart - cleared }

    /// All that became late after the start, whatever has become of it.
    package var newlyLate: Int { LateState.allCases.map { self[new: $0] }.reduce(0, +) }

    /// Of what became late after the start, what is finished, declined or withdrawn.
    package var newlyCleared: Int {
        LateState.allCases.filter(\.isCleared).map { self[new: $0] }.reduce(0, +)
    }

    /// What is late and open now: `openOverdue` of the report.
    package var lateOpen: Int { self[.late] - passedOn + takenOver + self[new: .late] }

    package static func == (left: CampaignCounts, right: CampaignCounts) -> Bool {
        LateState.allCases.allSatisfy { left[$0] == right[$0] && left[new: $0] == right[new: $0] }
            && left.passedOn == right.passedOn && left.takenOver == right.takenOver
            && left.masked == right.masked
    }
}
