package import DossierModel

/// When a stock will be cleared at the pace so far.
///
/// The model: what is cleared on a working day is drawn, day by day and independently, from one distribution, of which the
/// working days so far are a sample of n days with the sum X and the variance s² = (n Σx² − X²) / (n (n − 1)). What T more
/// days clear then lies below T·X/n − t·√(s²·T·(1 + T/n)) in one case of ten, and above the same with + in one of ten, t
/// being Student's for 90 % and n − 1 degrees of freedom. The likely day is the first on which T·X/n reaches what
/// remains; earliest and latest those on which the upper and the lower bound do: four cases of five lie between.
///
/// All is compared in whole numbers, so that any machine finds the same day. There is no chance in it.
package enum ClearingForecast: Equatable, Sendable {
    /// Why there is nothing to tell.
    package enum Silence: String, Sendable {
        /// There was no stock.
        case noStock
        /// The campaign has not begun.
        case notBegun
        /// Fewer working days than ``ClearingForecast/fewestDays`` are over.
        case tooFewDays
        /// Fewer than ``ClearingForecast/fewestCleared`` were cleared, all in all.
        case tooFewCleared
        /// Nothing was cleared, or more came back than was cleared.
        case noPace
    }

    /// A number of working days from the last that was worked on.
    package struct Range: Equatable, Sendable {
        package let likely: Int
        package let earliest: Int
        /// `nil` where the pace is so uneven that no day can be named, or lies beyond ``ClearingForecast/mostDays``.
        package let latest: Int?
    }

    case none(Silence)
    /// Nothing remains, and this was so first at the end of that day.
    case cleared(LocalDate)
    /// Nothing can be expected within ``mostDays`` working days.
    case beyond
    case within(Range)

    /// A week: of fewer days no spread can be told.
    package static let fewestDays = 5

    /// One dossier in a month is no pace.
    package static let fewestCleared = 5

    /// Ten years: what lies beyond is no forecast.
    package static let mostDays = 2_500

    /// What remains of the stock, and how many were cleared on each working day so far.
    package init(remaining: Int, clearedByDay: [Int]) {
        let count = clearedByDay.count
        guard count >= ClearingForecast.fewestDays else {
            self = .none(.tooFewDays)
            return
        }
        let sum = clearedByDay.reduce(0, +)
        guard sum > 0 else {
            self = .none(.noPace)
            return
        }
        guard sum >= ClearingForecast.fewestCleared else {
            self = .none(.tooFewCleared)
            return
        }
        let pace = Pace(
            count: Int128(count),
            sum: Int128(sum),
            scatter: Int128(count) * clearedByDay.map { Int128($0) * Int128($0) }.reduce(0, +)
                - Int128(sum) * Int128(sum),
            remaining: Int128(remaining)
        )
        let likely = pace.first { pace.gap($0) >= 0 }
        guard let likely, let earliest = pace.first({ pace.mayReach($0) }) else {
            self = .beyond
            return
        }
        self = .within(
            Range(likely: likely, earliest: earliest, latest: pace.first { pace.surelyReaches($0) })
        )
    }
}

/// The working days so far in whole numbers.
private struct Pace {
    /// n.
    let count: Int128
    /// X.
    let sum: Int128
    /// n Σx² − X².
    let scatter: Int128
    let remaining: Int128

    /// The first number of days, from 1 on, of which something holds.
    func first(_ holds: (Int128) -> Bool) -> Int? {
        (1...ClearingForecast.mostDays).first { holds(Int128($0)) }
    }

    /// n times what the mean of so many days clears beyond what remains.
    func gap(_ days: Int128) -> Int128 {
        days * sum - remaining * count
    }

    /// n² times the square of half the width of the range, times (n − 1) · 10⁶.
    private func width(_ days: Int128) -> Int128 {
        let t = Int128(StudentTable.value(freedom: Int(count) - 1))
        return t * t * scatter * days * (count + days)
    }

    private func square(_ days: Int128) -> Int128 {
        gap(days) * gap(days) * (count - 1) * 1_000_000
    }

    func mayReach(_ days: Int128) -> Bool {
        gap(days) >= 0 || square(days) <= width(days)
    }

    func surelyReaches(_ days: Int128) -> Bool {
        gap(days) >= 0 && square(days) >= width(days)
    }
}

/// Student's t for 90 % on one side, in thousandths.
private enum StudentTable {
    /// For 4 to 29 degrees of freedom.
    private static let values = [
        1_533, 1_476, 1_440, 1_415, 1_397, 1_383, 1_372, 1_363, 1_356, 1_350, 1_345, 1_341, 1_337, 1_333,
        1_330, 1_328, 1_325, 1_323, 1_321, 1_319, 1_318, 1_316, 1_315, 1_314, 1_313, 1_311,
    ]

    /// For more the value of the next smaller number in the usual tables, which is a little too wide.
    static func value(freedom: Int) -> Int {
        if freedom < 30 { return values[max(0, freedom - 4)] }
        return freedom < 40 ? 1_310 : freedom < 60 ? 1_303 : freedom < 120 ? 1_296 : 1_289
    }
}
