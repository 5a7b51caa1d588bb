internal import DossierModel

/// How a column writes its times, and how such a text becomes an RFC 3339 date-time.
///
/// In the pattern `yyyy`, `MM`, `dd`, `HH`, `mm` and `ss` stand for digits of that number; `M`, `d` and `H` for one
/// digit or two; `f` for the fraction of the second with its point or comma, or for nothing; `Z` for an offset as
/// `+07:00`, `+0700`, `+07` or `Z`. Other letters stand in apostrophes (`'T'`), everything else for itself.
package struct TimePattern: Hashable, Sendable {
    /// What a text that is not a good time lacks.
    package enum Fault: Error, Hashable, Sendable {
        /// It is not written by the pattern.
        case otherForm
        /// The fraction of its second goes beyond the millisecond, and the mapping does not say to cut it.
        case tooFine
        /// There is no such day or time of day, or it is before 1900 or after 2199.
        case noSuchTime
    }

    enum Part: Hashable, Sendable {
        case year
        case month(digits: ClosedRange<Int>)
        case day(digits: ClosedRange<Int>)
        case hour(digits: ClosedRange<Int>)
        case minute
        case second
        case fraction
        case offset
        case literal(UInt8)
    }

    /// The pattern as the mapping writes it.
    package let text: String

    let parts: [Part]
    /// The offset in minutes of a text that has none.
    let assumedOffset: Int?
    let cutsFineFractions: Bool

    /// - Parameters:
    ///   - pattern: As ``TimePattern`` says; a time of day that it leaves out is 0.
    ///   - assumedOffset: Minutes ahead of UTC; given exactly where the pattern has no `Z`.
    ///   - cutsFineFractions: Whether digits beyond the millisecond are dropped rather than refused.
    /// - Throws: The sentence that says what is wrong with the pattern.
    package init(
        _ pattern: String,
        assumedOffset: Int?,
        cutsFineFractions: Bool
    ) throws(TimePatternError) {
        text = pattern
        parts = try TimePattern.parts(of: Array(pattern.utf8))
        self.assumedOffset = assumedOffset
        self.cutsFineFractions = cutsFineFractions
        guard parts.contains(.offset) == (assumedOffset == nil) else {
            throw TimePatternError(
                assumedOffset == nil
                    ? "the pattern has no Z, so the offset must be given (\"offset\": \"+07:00\")"
                    : "the pattern reads the offset by Z, so none can be given"
            )
        }
    }

    private static func parts(of pattern: [UInt8]) throws(TimePatternError) -> [Part] {
        var parts: [Part] = []
        var index = 0
        while index < pattern.count {
            let byte = pattern[index]
            let run = pattern[index...].prefix { $0 == byte }.count
            if byte == UInt8(ascii: "'") {
                guard let close = pattern[(index + 1)...].firstIndex(of: byte) else {
                    throw TimePatternError("an apostrophe is not closed")
                }
                parts += pattern[index + 1..<close].map { .literal($0) }
                index = close + 1
            } else if byte | 0x20 >= UInt8(ascii: "a"), byte | 0x20 <= UInt8(ascii: "z") {
                parts.append(try part(byte, run))
                index += run
            } else {
                parts.append(.literal(byte))
                index += 1
            }
        }
        try check(parts)
        return parts
    }

    private static func part(_ letter: UInt8, _ count: Int) throws(TimePatternError) -> Part {
        switch (letter, count) {
        case (UInt8(ascii: "y"), 4): return .year
        case (UInt8(ascii: "M"), 1...2): return .month(digits: count...2)
        case (UInt8(ascii: "d"), 1...2): return .day(digits: count...2)
        case (UInt8(ascii: "H"), 1...2): return .hour(digits: count...2)
        case (UInt8(ascii: "m"), 2): return .minute
        case (UInt8(ascii: "s"), 2): return .second
        case (UInt8(ascii: "f"), 1): return .fraction
        case (UInt8(ascii: "Z"), 1): return .offset
        default:
            let letters = String(repeating: Character(Unicode.Scalar(letter)), count: count)
            throw TimePatternError(
                "\"\(letters)\" means nothing in a pattern; letters that stand for themselves go in '…'"
            )
        }
    }

    private static func check(_ parts: [Part]) throws(TimePatternError) {
        let names = parts.compactMap(\.name)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw TimePatternError("the pattern has the \(name) twice")
        }
        for name in ["year", "month", "day"] where !names.contains(name) {
            throw TimePatternError("the pattern lacks the \(name)")
        }
        for (finer, coarser) in [("minute", "hour"), ("second", "minute"), ("fraction", "second")]
        where names.contains(finer) && !names.contains(coarser) {
            throw TimePatternError("the pattern has the \(finer) without the \(coarser)")
        }
    }
}

/// What is wrong with a time pattern.
package struct TimePatternError: Error, Hashable, Sendable {
    package let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension TimePattern.Part {
    /// The name of what it stands for; none for a literal.
    fileprivate var name: String? {
        switch self {
        case .year: "year"
        case .month: "month"
        case .day: "day"
        case .hour: "hour"
        case .minute: "minute"
        case .second: "second"
        case .fraction: "fraction"
        case .offset: "offset"
        case .literal: nil
        }
    }
}
