package import DossierModel

/// The moments between which a unit's figures are kept: the ends of days, and both sides of a change of units.
///
/// The first is the end of the day before the period. None comes after the moment of knowledge, and between two of them the
/// same units are asked about. A moment is told by its place among them.
package struct ReplayMoments: Equatable, Sendable {
    /// The day before the first of the period.
    package let baseline: LocalDate

    /// In order, each once.
    package let instants: [Instant]

    /// For each day from the baseline on the place of its end.
    private let ends: [Int]

    /// The moments of a period.
    ///
    /// `changes` are those at which the units that are asked about become others.
    package init(from: LocalDate, through to: LocalDate, asOf: Instant, changes: [Instant] = []) {
        let days = CourseDays(from: from.adding(days: -1), through: to, asOf: asOf)
        baseline = days.first
        let (first, last) = (days.moments[0], days.at)
        var all = Set(days.moments)
        for change in changes where change > first && change <= last {
            all.insert(Instant(rawValue: change.rawValue - 1))
            all.insert(change)
        }
        let instants = all.sorted()
        var place = 0
        ends = days.moments.map { moment in
            while instants[place] < moment { place += 1 }
            return place
        }
        self.instants = instants
    }

    /// The last day of which something can be known.
    package var lastDay: LocalDate { baseline.adding(days: ends.count - 1) }

    /// The last moment.
    package var last: Instant { instants[instants.count - 1] }

    /// The place of the end of a day; days before or after all are taken for the first or the last.
    package func end(of day: LocalDate) -> Int {
        ends[min(max(0, Int(day.rawValue) - Int(baseline.rawValue)), ends.count - 1)]
    }

    /// The first place whose moment is not before an instant; one more than there are where none is.
    package func first(notBefore instant: Instant) -> Int {
        var (low, high) = (0, instants.count)
        while low < high {
            let middle = (low + high) / 2
            if instants[middle] < instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
