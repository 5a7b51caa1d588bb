/// The stretch of numbers that a chart shows, and the numbers that are written below it.
///
/// It begins at 0, and a percentage's ends at 100, unless all that is shown lies so near together that nothing could be told
/// apart; then it is no wider than that needs.
struct ChartAxis {
    /// The distance of two ticks is `step × 10^exponent`, so that they can be written without rounding.
    private let step: Int
    private let exponent: Int
    private let first: Int
    private let last: Int

    let from: Double
    let to: Double

    /// How many ticks there are at most.
    private static let ticks = 6

    /// `values` are all that has to be seen; none of them is below 0.
    init(_ values: [Double], isPercentage: Bool) {
        let low = values.min() ?? 0
        let high = values.max() ?? 0
        let whole = max(high, isPercentage ? 100 : 1)
        var from = 0.0
        var to = whole
        if high - low < 0.2 * whole, high > low {
            let margin = 0.3 * (high - low)
            // What begins near 0 begins there.
            from = low - margin < 0.3 * high ? 0 : low - margin
            to = isPercentage && high <= 100 ? min(100, high + margin) : high + margin
        }
        let (step, exponent) = ChartAxis.step(for: (to - from) / Double(ChartAxis.ticks), isPercentage)
        self.step = step
        self.exponent = exponent
        let width = Double(step) * ChartAxis.power(exponent)
        first = Int((from / width + 1e-9).rounded(.down))
        last = max(Int((to / width - 1e-9).rounded(.up)), first + 1)
        self.from = Double(first) * width
        self.to = Double(last) * width
    }

    var beginsAtZero: Bool { first == 0 }

    /// The numbers to be written, each with how it is written.
    func ticks(_ words: ClaimWords) -> [(value: Double, text: String)] {
        (first...last).map { number in
            let scaled = number * step
            let whole = exponent > 0 ? (0..<exponent).reduce(scaled) { power, _ in power * 10 } : scaled
            return (Double(scaled) * ChartAxis.power(exponent), words.decimals(whole, max(0, -exponent)))
        }
    }

    /// The smallest of 1, 2 and 5 times a power of ten that is not below a width.
    private static func step(for width: Double, _ isPercentage: Bool) -> (step: Int, exponent: Int) {
        for exponent in (isPercentage ? -9 : 0)...15 {
            for step in [1, 2, 5] where Double(step) * power(exponent) >= width * (1 - 1e-9) {
                return (step, exponent)
            }
        }
        return (1, 16)
    }

    private static func power(_ exponent: Int) -> Double {
        let power = (0..<abs(exponent)).reduce(1.0) { power, _ in power * 10 }
        return exponent < 0 ? 1 / power : power
    }
}
