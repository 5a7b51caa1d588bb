package import DossierModel
package import Rules

/// A dossier that became another between two moments without a mark of its own there: a deadline passed.
package struct SilentChange: Hashable, Comparable, Sendable, BitwiseCopyable {
    private let names: UInt64

    init(place: Int, dossier: Int) {
        names = UInt64(place) << 32 | UInt64(dossier)
    }

    /// The later of the two places.
    package var place: Int { Int(names >> 32) }

    package var dossier: UInt32 { UInt32(truncatingIfNeeded: names) }

    @inline(__always)
    package static func < (left: SilentChange, right: SilentChange) -> Bool {
        left.names < right.names
    }
}

/// The figures of a unit at all ``ReplayMoments``, as differences from one to the next, and what happened in between.
///
/// Dossiers are taken in in any order, each once; tallies of parts, cut by dossier, merge into that of the whole. A dossier is
/// judged only where the judge says that its answer ends (``DossierJudge/stableUntil``).
package struct ReplayTally: Sendable {
    /// What a dossier is from a place on.
    private struct Step {
        let place: Int
        let pair: JudgementPair
    }

    package let moments: ReplayMoments
    package let scope: ReplayScope
    private let from: Instant
    private var judge: DossierJudge
    /// The dossier at hand.
    private var steps: ContiguousArray<Step> = []

    /// By place, what is counted more than at the place before.
    private var changes: ContiguousArray<FiguresPair>
    package private(set) var marks: ContiguousArray<ReplayMark> = []
    package private(set) var silent: ContiguousArray<SilentChange> = []

    /// `to` is the last day of the period.
    package init(
        _ moments: ReplayMoments,
        _ scope: ReplayScope,
        to: LocalDate,
        asOf: Instant,
        _ references: ReferenceBook
    ) {
        self.moments = moments
        self.scope = scope
        let first = moments.baseline.adding(days: 1)
        from = Instant(first)
        judge = DossierJudge.beforeMergers(
            Question(asOf: asOf, at: moments.last, from: first, to: to),
            references
        )
        changes = ContiguousArray(repeating: FiguresPair(), count: moments.instants.count)
    }

    /// Takes in a dossier, its events in the order that the judge asks for, with their numbers.
    package mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>) {
        guard touches(rows) else { return }
        follow(rows)
        for basis in Basis.allCases { count(basis) }
        let first = marks.count
        for index in rows.indices {
            let row = rows[index]
            mark(row, row.occurredAt, isRecording: false, numbers[index])
            if row.recordedAt.localDate != row.occurredAt.localDate {
                mark(row, row.recordedAt, isRecording: true, numbers[index])
            }
        }
        for step in steps.dropFirst() {
            let (before, at) = (moments.instants[step.place - 1], moments.instants[step.place])
            if marks[first...].contains(where: { $0.moment > before && $0.moment <= at }) { continue }
            silent.append(SilentChange(place: step.place, dossier: dossier))
        }
    }

    /// Whether any event may bring a dossier to a unit that is asked about, or was written there.
    private func touches(_ rows: Span<EventRow>) -> Bool {
        for index in rows.indices {
            if scope.meets(rows[index].unit) { return true }
            if rows[index].type == .transferred, scope.meets(rows[index].code0) { return true }
        }
        return false
    }

    /// Follows a dossier through all moments.
    private mutating func follow(_ rows: Span<EventRow>) {
        steps.removeAll(keepingCapacity: true)
        var place = 0
        while place < moments.instants.count {
            judge.move(to: moments.instants[place])
            steps.append(Step(place: place, pair: judge.judge(rows)))
            guard judge.stableUntil <= moments.last else { return }
            place = max(place + 1, moments.first(notBefore: judge.stableUntil))
        }
    }

    /// Counts the dossier at hand on a basis wherever its unit is asked about.
    private mutating func count(_ basis: Basis) {
        for index in steps.indices {
            let judgement = steps[index].pair[basis]
            guard judgement.presence == .received || judgement.presence == .declinedAtIntake else { continue }
            let start = steps[index].place
            let end = index + 1 < steps.count ? steps[index + 1].place : changes.count
            for range in scope.ranges(of: judgement.unit) {
                let places = scope[range].clamped(to: start..<end)
                guard !places.isEmpty else { continue }
                changes[places.lowerBound].take(judgement, basis, .more)
                if places.upperBound < changes.count {
                    changes[places.upperBound].take(judgement, basis, .less)
                }
            }
        }
    }

    /// Marks a moment of an event, if the event is of the unit then and the moment in the period.
    private mutating func mark(_ row: EventRow, _ moment: Instant, isRecording: Bool, _ number: UInt32) {
        guard moment >= from, moment <= moments.last else { return }
        let day = moment.localDate
        let end = moments.end(of: day)
        let isWrittenHere =
            scope.contains(row.unit, at: end)
            || row.type == .transferred && scope.contains(row.code0, at: end)
        guard isWrittenHere || isHere(end) || isHere(moments.end(of: day.adding(days: -1))) else { return }
        marks.append(
            ReplayMark(moment, row.type, isRecording: isRecording, number: number, dossier: row.dossier)
        )
    }

    /// Whether the dossier at hand is counted at a place on either basis.
    private func isHere(_ place: Int) -> Bool {
        var (low, high) = (0, steps.count)
        while low < high {
            let middle = (low + high) / 2
            if steps[middle].place <= place { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return false }
        let pair = steps[low - 1].pair
        return scope.counts(pair.reported, at: place) || scope.counts(pair.audited, at: place)
    }

    /// Takes in the lines of paper registers, with their numbers, when all dossiers are in.
    ///
    /// `matches` says for each epoch of ``scope`` and each entry whether it is matched then.
    package mutating func take(_ entries: [EventRow], _ numbers: [UInt64], matches: [[Bool]]) {
        for (index, entry) in entries.enumerated() where scope.meets(entry.unit) {
            for basis in Basis.allCases {
                let time = entry.time(basis)
                guard time >= from, time <= moments.last else { continue }
                count(entry.unit, from: moments.first(notBefore: time), basis) { matches[$0][index] }
            }
            let number = UInt32(truncatingIfNeeded: numbers[index])
            for (time, isRecording) in [(entry.occurredAt, false), (entry.recordedAt, true)] {
                guard time >= from, time <= moments.last,
                    scope.contains(entry.unit, at: moments.end(of: time.localDate))
                else { continue }
                if isRecording, time.localDate == entry.occurredAt.localDate { continue }
                marks.append(
                    ReplayMark(time, entry.type, isRecording: isRecording, number: number, dossier: .none)
                )
            }
        }
    }

    private mutating func count(
        _ unit: CodeIndex,
        from first: Int,
        _ basis: Basis,
        _ isMatched: (Int) -> Bool
    ) {
        for epoch in scope.epochs.indices {
            let places = scope.places(of: epoch).clamped(to: first..<changes.count)
            guard !places.isEmpty, scope.contains(unit, at: places.lowerBound) else { continue }
            let matched = isMatched(epoch)
            changes[places.lowerBound][basis].countPaperEntry(isMatched: matched, .more)
            if places.upperBound < changes.count {
                changes[places.upperBound][basis].countPaperEntry(isMatched: matched, .less)
            }
        }
    }

    /// Puts what happened in order, when all is taken in.
    package mutating func sort() {
        marks.sort()
        silent.sort()
    }

    /// Adds the tally of another part, of the same question.
    package mutating func merge(_ other: ReplayTally) {
        precondition(moments == other.moments, "parts of one replay")
        for index in changes.indices { changes[index].merge(other.changes[index]) }
        marks += other.marks
        silent += other.silent
    }

    /// The figures at every place.
    package func figures() -> ContiguousArray<FiguresPair> {
        var sum = FiguresPair()
        return ContiguousArray(
            changes.map { change in
                sum.merge(change)
                return sum
            }
        )
    }
}

extension FiguresPair {
    /// Takes in, or out, what a dossier of a unit that is asked about is on a basis.
    mutating func take(_ judgement: Judgement, _ basis: Basis, _ sign: CountSign) {
        withUnsafePointer(to: judgement) { pointer in
            count(pointer, on: basis, sign)
            if judgement.anomalies != 0 { countFaults(judgement, on: basis, sign) }
        }
    }
}

extension EventRow {
    /// When a line of a paper register takes effect on a basis.
    func time(_ basis: Basis) -> Instant { basis == .reported ? recordedAt : occurredAt }
}

extension DossierJudge {
    /// A judge that names units as events do: which of them answer for others is another matter at every moment.
    static func beforeMergers(_ question: Question, _ references: ReferenceBook) -> DossierJudge {
        var early = question
        early.at = .distantPast
        var judge = DossierJudge(early, references)
        judge.move(to: question.at)
        return judge
    }
}
