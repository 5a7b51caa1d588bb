import DossierModel
import Testing

@testable import Projections

/// Printed figures, and what is near enough to them (findings.md sections 1 and 2).
@Suite("Printed values")
struct PrintedValueTests {
    @Test(
        "a printed value is read with its decimals and written as it was",
        arguments: [
            ("0", 0, 1), ("152243", 152_243, 1), ("82%", 82, 100), ("46.62%", 4_662, 10_000),
            ("97.40%", 9_740, 10_000), ("0.00%", 0, 10_000), ("0.5%", 5, 1_000),
            ("100.000000000%", 100_000_000_000, 100_000_000_000),
        ]
    )
    func read(_ text: String, _ digits: Int, _ unitsInOne: Int) throws {
        let value = try #require(PrintedValue(text))
        #expect(value.digits == digits)
        #expect(value.unitsInOne == unitsInOne)
        #expect(value.description == text)
        #expect(value.isPercentage == text.hasSuffix("%"))
    }

    @Test(
        "what is no printed value is refused",
        arguments: [
            "", "%", "-1", "+1", "1.5", "46,62%", "46.%", ".5%", "4 6%", "46.62 %", "46.62%%", "1e3", "٣%",
            "46.6.2%", "1234567890123456", "0.1234567891%",
        ]
    )
    func refused(_ text: String) {
        #expect(PrintedValue(text) == nil)
    }

    /// Digits of a share as a document prints them, by the school's long division: cut off, and rounded half up.
    private func printed(_ numerator: Int, _ denominator: Int, decimals: Int) -> (cut: Int, rounded: Int) {
        var digits = numerator * 100 / denominator
        var rest = numerator * 100 % denominator
        for _ in 0..<decimals {
            digits = digits * 10 + rest * 10 / denominator
            rest = rest * 10 % denominator
        }
        let next = rest * 10 / denominator
        return (digits, next >= 5 ? digits + 1 : digits)
    }

    @Test("a percentage is equal by rounding or by cutting off, and which is told", arguments: 0...2)
    func equal(decimals: Int) throws {
        for denominator in 1...60 {
            for numerator in 0...denominator {
                let printed = printed(numerator, denominator, decimals: decimals)
                let measure = Measure(numerator, over: denominator)
                for digits in max(0, printed.cut - 2)...(printed.rounded + 2) {
                    let value = PrintedValue.percentage(digits: digits, decimals: decimals)
                    let expected: Rounding? =
                        switch (digits == printed.rounded, digits == printed.cut) {
                        case (true, true): .both
                        case (true, false): .halfUp
                        case (false, true): .truncated
                        case (false, false): nil
                        }
                    let fit = measure.fit(.equals, value)
                    #expect(fit?.rounding == expected, "\(numerator)/\(denominator) as \(value)")
                    #expect((fit != nil) == (expected != nil))
                }
            }
        }
    }

    @Test("the published examples are equal as they were printed")
    func published() throws {
        let land = Measure(293, over: 637)
        #expect(land.fit(.equals, try #require(PrintedValue("45.99%")))?.rounding == .truncated)
        #expect(land.fit(.equals, try #require(PrintedValue("46.00%")))?.rounding == .halfUp)
        #expect(land.fit(.equals, try #require(PrintedValue("45.98%"))) == nil)
        let early = Measure(24_584, over: 31_135)
        #expect(early.fit(.equals, try #require(PrintedValue("78.95%")))?.rounding == .truncated)
    }

    /// Every case is written by hand from findings.md: value, figure below, at and above it, with what each relation says.
    @Test("tight is within one unit of the last printed digit that is not 0, on the open side")
    func tight() throws {
        let loose = Fit(isTight: false, rounding: nil)
        let tight = Fit(isTight: true, rounding: nil)
        let value = try #require(PrintedValue("277000"))
        let cases: [(Int, [Relation: Fit?])] = [
            (0, [.lessThan: loose, .atMost: loose]),
            (275_999, [.lessThan: loose, .atMost: loose]),
            (276_000, [.lessThan: tight, .atMost: tight]),
            (276_999, [.lessThan: tight, .atMost: tight]),
            (277_000, [.atLeast: tight, .atMost: tight, .equals: tight]),
            (277_001, [.moreThan: tight, .atLeast: tight]),
            (278_000, [.moreThan: tight, .atLeast: tight]),
            (278_001, [.moreThan: loose, .atLeast: loose]),
        ]
        for (count, expected) in cases {
            for relation in Relation.allCases where relation != .about {
                #expect(
                    Measure(count).fit(relation, value) == expected[relation] ?? nil,
                    "\(count) \(relation)"
                )
            }
        }
        let share = try #require(PrintedValue("97.4%"))
        #expect(Measure(974, over: 1_000).fit(.moreThan, share) == nil)
        #expect(Measure(9_741, over: 10_000).fit(.moreThan, share) == tight)
        #expect(Measure(975, over: 1_000).fit(.moreThan, share) == tight)
        #expect(Measure(9_751, over: 10_000).fit(.moreThan, share) == loose)
        #expect(Measure(83, over: 100).fit(.moreThan, try #require(PrintedValue("82%"))) == tight)
        #expect(Measure(8_301, over: 10_000).fit(.moreThan, try #require(PrintedValue("82%"))) == loose)
        #expect(Measure(99, over: 100).fit(.lessThan, try #require(PrintedValue("100%"))) == tight)
    }

    @Test("a value of 0 has no digit to be near to: what meets it meets it tightly")
    func zero() {
        #expect(Measure(5_000).fit(.moreThan, .count(0))?.isTight == true)
        #expect(Measure(0).fit(.moreThan, .count(0)) == nil)
        #expect(Measure(0).fit(.atMost, .count(0))?.isTight == true)
        #expect(Measure(0, over: 7).fit(.equals, .percentage(digits: 0, decimals: 0))?.rounding == .both)
    }

    @Test("about is within 5 % of the value, the bounds with it")
    func about() {
        for (count, isMet) in [(949, false), (950, true), (1_000, true), (1_050, true), (1_051, false)] {
            #expect((Measure(count).fit(.about, .count(1_000)) != nil) == isMet, "\(count)")
        }
    }

    @Test("a rate of nothing meets no claim, nor a count one of a percentage")
    func nothing() {
        for relation in Relation.allCases {
            #expect(Measure(0, over: 0).fit(relation, .percentage(digits: 0, decimals: 0)) == nil)
            #expect(Measure(5).fit(relation, .percentage(digits: 5, decimals: 0)) == nil)
            #expect(Measure(5, over: 5).fit(relation, .count(1)) == nil)
        }
        #expect(Measure(0, over: 0).value == nil)
        #expect(Measure(0, over: 0).percentagePoints(over: .percentage(digits: 0, decimals: 0)) == nil)
    }

    @Test("the largest counts are compared exactly")
    func large() {
        let most = 1 << 62
        #expect(Measure(most - 1, over: most).fit(.lessThan, .percentage(digits: 100, decimals: 0)) != nil)
        #expect(Measure(most, over: most).fit(.lessThan, .percentage(digits: 100, decimals: 0)) == nil)
        #expect(
            Measure(most, over: most).fit(.equals, .percentage(digits: 100_000_000_000, decimals: 9)) != nil
        )
    }
}
