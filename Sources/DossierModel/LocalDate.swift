/// A day of the civil (Gregorian) calendar, without a time or a zone.
///
/// The raw value is the number of days since 1970-01-01, so dates compare, add and subtract as numbers.
@usableFromInline
package struct LocalDate: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: Int32

    @inlinable
    package init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The day of that year, month and day of the month, or `nil` where there is no such day.
    ///
    /// Years 0001 to 9999 are known.
    @usableFromInline package init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1 else { return nil }
        guard day <= LocalDate.days(inMonth: month, ofYear: year) else { return nil }
        rawValue = Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: day))
    }

    /// The day that comes `days` after this one (before, where negative).
    ///
    /// - Precondition: The answer is within ±5 million years of 1970, the range of the raw value.
    @inlinable
    package func adding(days: Int) -> LocalDate {
        LocalDate(rawValue: rawValue + Int32(days))
    }

    /// Monday is 0, Sunday is 6.
    @inlinable
    package var weekday: Int {
        // 1970-01-01 was a Thursday.
        let shifted = (Int(rawValue) + 3) % 7
        return shifted < 0 ? shifted + 7 : shifted
    }

    // Written out, for what the compiler makes up is called across modules, and this is compared for every event.
    @inlinable
    package static func == (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue == right.rawValue
    }

    @inlinable
    package static func != (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue != right.rawValue
    }

    @inlinable
    package static func < (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue < right.rawValue
    }

    @inlinable
    package static func <= (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue <= right.rawValue
    }

    @inlinable
    package static func > (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue > right.rawValue
    }

    @inlinable
    package static func >= (left: LocalDate, right: LocalDate) -> Bool {
        left.rawValue >= right.rawValue
    }

    package static func days(inMonth month: Int, ofYear year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days from 1970-01-01 to a date of the proleptic Gregorian calendar.
    ///
    /// Years are taken from March, so that the leap day is the last of its year; 400 years have 146,097 days.
    @inlinable
    package static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day of the month; the inverse of ``daysSinceEpoch(year:month:day:)``.
    package var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(rawValue) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    /// The year alone.
    package var year: Int { civil.year }
}

extension LocalDate: CustomStringConvertible {
    /// The date as `YYYY-MM-DD`.
    @usableFromInline package var description: String {
        let (year, month, day) = civil
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let date = bytes.withUnsafeBufferPointer({ LocalDate(ascii: $0) }) else { return nil }
        self = date
    }

    /// Reads `YYYY-MM-DD` from ASCII bytes and nothing else.
    @inlinable
    package init?(ascii bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D,
            let year = decimal(bytes, 0, 4), let month = decimal(bytes, 5, 2), let day = decimal(bytes, 8, 2)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }
}

/// The number that `count` ASCII digits from `start` on write, or `nil` if one of them is no digit.
@inlinable
@inline(__always)
package func decimal(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int? {
    var value = 0
    for index in start..<start + count {
        let digit = bytes[index] &- 0x30
        guard digit <= 9 else { return nil }
        value = value &* 10 &+ Int(digit)
    }
    return value
}

/// A whole number in at least `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
