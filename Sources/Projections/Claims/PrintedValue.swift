/// A figure as a document prints it: a count, or a percentage with its decimals.
///
/// The precision is part of what is claimed (findings.md section 1).
package enum PrintedValue: Hashable, Sendable {
    case count(Int)

    /// A percentage by its digits without the point: 46.62 % is 4,662 with two decimals.
    case percentage(digits: Int, decimals: Int)

    /// More decimals than any document prints.
    static let maxDecimals = 9

    /// Reads `46.62%`, or a count of digits alone; `nil` for anything else.
    package init?(_ text: String) {
        var digits = 0
        var decimals: Int?
        var length = 0
        var isPercentage = false
        for byte in text.utf8 {
            guard !isPercentage else { return nil }
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int(byte - UInt8(ascii: "0"))
                length += 1
                decimals = decimals.map { $0 + 1 }
            case UInt8(ascii: "."):
                guard length > 0, decimals == nil else { return nil }
                decimals = 0
            case UInt8(ascii: "%"): isPercentage = true
            default: return nil
            }
            guard length <= 15 else { return nil }
        }
        guard length > 0, decimals != 0, decimals ?? 0 <= PrintedValue.maxDecimals else { return nil }
        guard isPercentage else {
            guard decimals == nil else { return nil }
            self = .count(digits)
            return
        }
        self = .percentage(digits: digits, decimals: decimals ?? 0)
    }

    package var isPercentage: Bool {
        if case .percentage = self { true } else { false }
    }

    /// The digits, without the point of a percentage.
    package var digits: Int {
        switch self {
        case .count(let count): count
        case .percentage(let digits, _): digits
        }
    }

    /// How many of the digits' units make a whole: 1 for counts; for a percentage with two decimals 10,000.
    package var unitsInOne: Int {
        switch self {
        case .count: 1
        case .percentage(_, let decimals): 100 * PrintedValue.power(decimals)
        }
    }

    /// The place of the last printed digit that is not 0, in the digits' units; `nil` for a value of 0.
    package var lastPlace: Int? {
        guard digits != 0 else { return nil }
        var place = 1
        while digits % (place * 10) == 0 { place *= 10 }
        return place
    }

    /// Whether two percentages make up 100 % or more.
    package static func reachWhole(_ one: PrintedValue, _ other: PrintedValue) -> Bool {
        guard one.isPercentage, other.isPercentage else { return false }
        let (left, right) = (Int128(one.unitsInOne), Int128(other.unitsInOne))
        return Int128(one.digits) * right + Int128(other.digits) * left >= left * right
    }

    private static func power(_ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}

extension PrintedValue: CustomStringConvertible {
    /// The value as a claims file writes it.
    package var description: String {
        guard case .percentage(let digits, let decimals) = self else { return String(self.digits) }
        let one = PrintedValue.power(decimals)
        guard decimals > 0 else { return "\(digits)%" }
        let rest = String(digits % one)
        return "\(digits / one)." + String(repeating: "0", count: decimals - rest.utf8.count) + rest + "%"
    }
}
