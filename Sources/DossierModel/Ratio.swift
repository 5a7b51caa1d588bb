/// An exact quotient of two whole numbers.
///
/// Rates are computed exactly and rounded only where they are shown (rules.md section 10).
package struct Ratio: Hashable, Sendable {
    package let numerator: Int
    package let denominator: Int

    /// A quotient, or `nil` where the denominator is 0: a rate of nothing is null, never 0 or 1.
    ///
    /// - Precondition: Neither number is negative.
    package init?(_ numerator: Int, of denominator: Int) {
        precondition(numerator >= 0 && denominator >= 0, "a rate is of counts")
        guard denominator > 0 else { return nil }
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest number of full precision.
    package var value: Double { Double(numerator) / Double(denominator) }

    /// Hundredths of a percent, half away from zero: 0.9958 is 9,958.
    package var hundredthsOfPercent: Int {
        // Counted in half hundredths; an odd number of them lies on or past the half and rounds up.
        let halves = denominator.dividingFullWidth(numerator.multipliedFullWidth(by: 20_000)).quotient
        return (halves + 1) / 2
    }
}
