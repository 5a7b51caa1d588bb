/// How a claimed figure stands to the true one (findings.md section 1).
package enum Relation: String, CaseIterable, Sendable {
    case equals
    /// "Trên".
    case moreThan
    case atLeast
    case lessThan
    case atMost
    /// Within 5 % of the value.
    case about
}

/// How a printed percentage was cut to its decimals (rules.md section 10).
package enum Rounding: String, Sendable {
    case halfUp
    case truncated
    /// Both give the printed digits.
    case both
}

/// In what way a measured figure meets a claim.
package struct Fit: Hashable, Sendable {
    /// Whether the figure is as near as one would be who prints it so.
    ///
    /// "More than 82 %" is said of 82.4 %, hardly of 97 %. Where the relation does not tell tight from loose it is tight.
    package let isTight: Bool

    /// How the document rounded; only where a percentage is to be equal.
    package let rounding: Rounding?
}

/// A measured figure: a count, or a quotient of two.
package struct Measure: Hashable, Sendable {
    package let numerator: Int
    /// `nil` for a count.
    package let denominator: Int?

    package init(_ numerator: Int, over denominator: Int? = nil) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Whether there is a figure: a rate of nothing is none.
    package var exists: Bool { denominator != 0 }

    /// The nearest number of full precision; `nil` for a rate of nothing.
    package var value: Double? {
        guard let denominator else { return Double(numerator) }
        return denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }
}

extension Measure {
    /// In what way the figure meets `relation value`, or `nil` where it does not, or where there is none.
    ///
    /// Compared exactly, in whole numbers. Tight is within one unit of the last printed digit that is not 0, on the side that
    /// the relation leaves open; a value of 0 has no such digit, and what meets it meets it tightly.
    package func fit(_ relation: Relation, _ value: PrintedValue) -> Fit? {
        guard exists, value.isPercentage == (denominator != nil) else { return nil }
        let of = Int128(denominator ?? 1)
        // Both sides times the denominator, in units of the last printed digit.
        let measured = Int128(numerator) * Int128(value.unitsInOne)
        let claimed = Int128(value.digits) * of
        let place = value.lastPlace.map { Int128($0) * of }
        let isNear = place.map { measured >= claimed - $0 && measured <= claimed + $0 } ?? true
        let near = Fit(isTight: isNear, rounding: nil)
        switch relation {
        case .equals:
            guard denominator != nil else {
                return measured == claimed ? Fit(isTight: true, rounding: nil) : nil
            }
            return Measure.rounding(measured, claimed, of).map { Fit(isTight: true, rounding: $0) }
        case .moreThan: return measured > claimed ? near : nil
        case .atLeast: return measured >= claimed ? near : nil
        case .lessThan: return measured < claimed ? near : nil
        case .atMost: return measured <= claimed ? near : nil
        case .about:
            let distance = measured > claimed ? measured - claimed : claimed - measured
            return 20 * distance <= claimed ? Fit(isTight: true, rounding: nil) : nil
        }
    }

    /// Which way of rounding `measured` gives the digits of `claimed`, both times `of`.
    private static func rounding(_ measured: Int128, _ claimed: Int128, _ of: Int128) -> Rounding? {
        let isTruncated = measured >= claimed && measured < claimed + of
        let isHalfUp = 2 * measured >= 2 * claimed - of && 2 * measured < 2 * claimed + of
        return switch (isHalfUp, isTruncated) {
        case (true, true): .both
        case (true, false): .halfUp
        case (false, true): .truncated
        case (false, false): nil
        }
    }
}

extension Measure {
    /// How many points of a percentage the figure lies above a printed one; `nil` where there is no figure.
    package func percentagePoints(over printed: PrintedValue) -> Double? {
        guard let denominator, denominator > 0, printed.isPercentage else { return nil }
        let units = Int128(printed.unitsInOne)
        let distance = Int128(numerator) * units - Int128(printed.digits) * Int128(denominator)
        return Double(distance) * 100 / (Double(denominator) * Double(units))
    }
}
