import DossierModel
import TestSupport
import Testing

@Suite("Ratio")
struct RatioTests {
    @Test("a rate of nothing is nil, never 0 or 1")
    func rateOfNothing() {
        #expect(Ratio(0, of: 0) == nil)
        #expect(Ratio(5, of: 0) == nil)
        #expect(Ratio(0, of: 5)?.value == 0)
    }

    @Test(
        "a percentage has two decimals, half away from zero (rules.md section 10)",
        arguments: [
            (0, 1, 0), (1, 1, 10_000), (1, 2, 5_000), (1, 3, 3_333), (2, 3, 6_667), (293, 637, 4_600),
            (24_584, 31_135, 7_896), (237, 238, 9_958), (1, 20_000, 1), (1, 20_001, 0), (3, 20_000, 2),
            (1, 40_000, 0),
            (19_999, 20_000, 10_000), (39_997, 40_000, 9_999), (3, 2, 15_000), (7, 1, 70_000), (1, 8, 1_250),
            (1, 16, 625), (1, 32, 313), (1, 64, 156), (1, 1_000_000, 0),
        ]
    )
    func percentages(_ numerator: Int, _ denominator: Int, _ hundredths: Int) {
        #expect(Ratio(numerator, of: denominator)?.hundredthsOfPercent == hundredths)
    }

    @Test("numbers near the largest round exactly")
    func hugeNumbers() throws {
        let huge = Int.max
        #expect(try #require(Ratio(huge, of: huge)).hundredthsOfPercent == 10_000)
        #expect(try #require(Ratio(huge / 2, of: huge)).hundredthsOfPercent == 5_000)
        #expect(try #require(Ratio(huge - 1, of: huge)).hundredthsOfPercent == 10_000)
        #expect(try #require(Ratio(0, of: huge)).hundredthsOfPercent == 0)
        #expect(try #require(Ratio(1, of: huge)).hundredthsOfPercent == 0)
        // An exact half: 1/20,000 of a number that 20,000 divides.
        let divisible = huge / 20_000 * 20_000
        #expect(try #require(Ratio(divisible / 20_000, of: divisible)).hundredthsOfPercent == 1)
        #expect(try #require(Ratio(divisible / 20_000 - 1, of: divisible)).hundredthsOfPercent == 0)
    }

    @Test("the rounding is that of long division, for all small numbers")
    func smallNumbers() throws {
        for denominator in 1...120 {
            for numerator in 0...2 * denominator {
                let ratio = try #require(Ratio(numerator, of: denominator))
                // The nearest whole number, and the upper of two that are as near.
                let down = numerator * 10_000 / denominator
                let rest = numerator * 10_000 - down * denominator
                #expect(ratio.hundredthsOfPercent == (2 * rest >= denominator ? down + 1 : down))
            }
        }
    }

    @Test("the value has full precision")
    func value() {
        #expect(Ratio(293, of: 637)?.value == 293.0 / 637.0)
        #expect(Ratio(1, of: 3)?.value == 1.0 / 3.0)
    }
}
