package import DossierModel
package import LedgerStore
package import MerkleLog
package import Projections
internal import Rules

/// The history of a unit, to be stepped through: what is fixed, and what one pass over the dossiers left.
///
/// It belongs to the snapshot that it was made of, and is handed that again wherever names or events are read.
package struct UnitReplay: Sendable {
    package let unit: String
    package let from: LocalDate
    /// The last day that is asked for.
    package let to: LocalDate
    package let asOf: Instant
    package let logSize: UInt64
    package let root: Digest
    package let ruleSets: [(name: String, hash: String)]

    let knowledge: Knowledge
    let rows: LedgerRows
    let files: [RuleSetFile]
    let question: Question
    let moments: ReplayMoments
    let scope: ReplayScope
    /// For each epoch of ``scope`` the unit that the one asked for was merged into.
    let mergers: [String?]
    /// For each epoch and each line of a paper register whether it is matched.
    let matches: [[Bool]]
    /// At every place of ``moments``.
    let figures: ContiguousArray<FiguresPair>
    /// In order.
    let marks: ContiguousArray<ReplayMark>
    let silent: ContiguousArray<SilentChange>
    /// Where the marks of each moment begin, and the end of them all.
    let marked: ContiguousArray<UInt32>

    var reader: DossierReader
    var segment: ReplaySegment?

    /// The last day that is shown: the last asked for, or the last of which something can be known.
    package var lastDay: LocalDate { max(from, min(to, asOf.localDate)) }

    /// Whether the period goes on after the moment of knowledge.
    package var isCutShort: Bool { asOf < Instant.end(of: to) }

    /// Whether the unit has neither dossiers nor events nor register lines in the period.
    package var isEmpty: Bool { marks.isEmpty && (figures.last?.isEmpty ?? true) }

    /// The unit that the one asked for has been merged into at the end, if any.
    package var mergedInto: String? { mergers.last ?? nil }

    // MARK: - Steps

    /// How many steps there are.
    package func count(_ stepping: ReplayStepping) -> Int {
        switch stepping {
        case .day: Int(lastDay.rawValue - from.rawValue) + 1
        case .week: (from.weekday + Int(lastDay.rawValue - from.rawValue)) / 7 + 1
        case .month: lastDay.monthNumber - from.monthNumber + 1
        case .event: marked.count - 1 + (hasClosing ? 1 : 0)
        }
    }

    /// The moment at which the last step of every kind ends.
    private var end: Instant { moments.instants[moments.end(of: lastDay)] }

    /// Whether a step without events follows the last of events: what it changed may show only after its moment.
    private var hasClosing: Bool { marks.last.map { $0.moment < end } ?? false }

    /// The days of a step that is not of events.
    private func days(_ stepping: ReplayStepping, _ index: Int) -> (first: LocalDate, last: LocalDate) {
        switch stepping {
        case .week:
            let first = from.adding(days: index * 7 - from.weekday)
            return (max(from, first), min(lastDay, first.adding(days: 6)))
        case .month:
            let first = LocalDate(monthNumber: from.monthNumber + index)
            let next = LocalDate(monthNumber: from.monthNumber + index + 1)
            return (max(from, first), min(lastDay, next.adding(days: -1)))
        case .day, .event:
            let day = from.adding(days: index)
            return (day, day)
        }
    }

    /// The step in which a moment is, or the nearest; with events the last that is not after it.
    package func step(_ stepping: ReplayStepping, at moment: Instant) -> Int {
        let day = min(max(moment.localDate, from), lastDay)
        switch stepping {
        case .day: return Int(day.rawValue - from.rawValue)
        case .week: return (from.weekday + Int(day.rawValue - from.rawValue)) / 7
        case .month: return day.monthNumber - from.monthNumber
        case .event:
            if hasClosing, moment >= end { return marked.count - 1 }
            let end = firstMark(after: moment)
            var (low, high) = (0, marked.count - 1)
            while low < high {
                let middle = (low + high) / 2
                if Int(marked[middle]) < end { low = middle + 1 } else { high = middle }
            }
            return max(0, low - 1)
        }
    }

    /// The moment of a step of events, without its figures.
    package func moment(ofEvents index: Int) -> Instant {
        index == marked.count - 1 ? end : marks[Int(marked[index])].moment
    }

    /// The most that a count comes to at the end of any day.
    package func greatest(_ key: CountKey) -> Int {
        figures.reduce(0) { max($0, $1.reported[key], $1.audited[key]) }
    }

    /// A step; it is there at once but for the first event of a day, for which the dossiers of that day are judged.
    ///
    /// - Precondition: There is such a step.
    package mutating func step(
        _ stepping: ReplayStepping,
        _ index: Int,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> ReplayStep {
        precondition((0..<count(stepping)).contains(index), "a step that there is")
        guard stepping == .event else {
            let days = days(stepping, index)
            let (before, end) = (moments.end(of: days.first.adding(days: -1)), moments.end(of: days.last))
            let first = firstMark(after: Instant(rawValue: Instant(days.first).rawValue - 1))
            let marks = first..<max(first, firstMark(after: Instant.end(of: days.last)))
            return step(days, moments.instants[end], marks, figures[before], figures[end])
        }
        if index == marked.count - 1 {
            // All that has changed since the last event: what was written down after it, and dues that passed.
            let before = try figures(at: moment(ofEvents: index - 1), view)
            let after = figures[moments.end(of: lastDay)]
            return step((lastDay, lastDay), end, marks.count..<marks.count, before, after)
        }
        let range = Int(marked[index])..<Int(marked[index + 1])
        let moment = marks[range.lowerBound].moment
        let before = try figures(at: Instant(rawValue: moment.rawValue - 1), view)
        let after = try figures(at: moment, view)
        return step((moment.localDate, moment.localDate), moment, range, before, after)
    }

    private func step(
        _ days: (first: LocalDate, last: LocalDate),
        _ at: Instant,
        _ range: Range<Int>,
        _ before: FiguresPair,
        _ after: FiguresPair
    ) -> ReplayStep {
        var happened = [Int](repeating: 0, count: Int(UInt8.max))
        var recordings = 0
        for mark in marks[range] {
            if mark.isRecording { recordings += 1 } else { happened[Int(mark.type.rawValue)] += 1 }
        }
        let place = max(0, moments.first(notBefore: Instant(rawValue: at.rawValue + 1)) - 1)
        return ReplayStep(
            first: days.first,
            last: days.last,
            at: at,
            marks: range,
            happened: EventType.allCases.compactMap { type in
                let count = happened[Int(type.rawValue)]
                return count > 0 ? (type, count) : nil
            },
            recordings: recordings,
            before: before,
            after: after,
            mergedInto: mergers[scope.epoch(of: place)]
        )
    }

    private func firstMark(after moment: Instant) -> Int {
        var (low, high) = (0, marks.count)
        while low < high {
            let middle = (low + high) / 2
            if marks[middle].moment <= moment { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// One step of a unit's history.
package struct ReplayStep: Sendable {
    /// The first and the last day.
    package let first: LocalDate
    package let last: LocalDate

    /// The moment of the figures: the end of the step, or the moment of knowledge.
    package let at: Instant

    /// Which of the unit's marks are in the step.
    package let marks: Range<Int>

    /// How often what occurred, in the order of the types.
    package let happened: [(type: EventType, count: Int)]

    /// How many events were written down in the step that had occurred on an earlier day.
    package let recordings: Int

    /// The figures at the end of the step before, or just before the moment of a step of events; of the step that closes
    /// these, at the last event.
    package let before: FiguresPair

    /// Those of a report from the first day of the replay at ``at``.
    package let after: FiguresPair

    /// Where the unit is counted by then, if it was merged into another.
    package let mergedInto: String?
}

extension LocalDate {
    /// Months since the year 0.
    fileprivate var monthNumber: Int {
        let civil = civil
        return civil.year * 12 + civil.month - 1
    }

    /// The first day of a month.
    fileprivate init(monthNumber: Int) {
        let days = LocalDate.daysSinceEpoch(year: monthNumber / 12, month: monthNumber % 12 + 1, day: 1)
        self.init(rawValue: Int32(days))
    }
}
