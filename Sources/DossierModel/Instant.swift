/// A point in time, to the millisecond.
///
/// The raw value is the number of milliseconds since 1970-01-01T00:00:00Z. The local date of an instant is its
/// date at UTC+07:00 all the year (rules.md section 1).
@usableFromInline
package struct Instant: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: Int64

    @inlinable
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// The first instant of a date at UTC+07:00, moved on by `milliseconds`.
    @inlinable
    package init(_ date: LocalDate, milliseconds: Int64 = 0) {
        rawValue = Int64(date.rawValue) * Instant.day - Instant.offset + milliseconds
    }

    /// Milliseconds in a day.
    @inlinable package static var day: Int64 { 86_400_000 }

    /// Milliseconds by which local time is ahead of UTC.
    @inlinable package static var offset: Int64 { 25_200_000 }

    /// The last instant of a date: 23:59:59.999.
    @inlinable
    package static func end(of date: LocalDate) -> Instant {
        Instant(date, milliseconds: day - 1)
    }

    /// Earlier than every instant that an event can have.
    @inlinable package static var distantPast: Instant { Instant(rawValue: .min) }

    /// Later than every instant that an event can have.
    @inlinable package static var distantFuture: Instant { Instant(rawValue: .max) }

    /// The date at UTC+07:00.
    @inlinable
    package var localDate: LocalDate {
        let local = rawValue &+ Instant.offset
        // Rounds towards the past, also before 1970.
        let days = local >= 0 ? local / Instant.day : -((-local &+ Instant.day &- 1) / Instant.day)
        return LocalDate(rawValue: Int32(truncatingIfNeeded: days))
    }

    /// Milliseconds since the start of the local date.
    @inlinable
    package var millisecondsOfDay: Int64 {
        rawValue &+ Instant.offset &- Int64(localDate.rawValue) &* Instant.day
    }

    // Written out, for what the compiler makes up is called across modules, and this is compared for every event.
    @inlinable
    package static func == (left: Instant, right: Instant) -> Bool {
        left.rawValue == right.rawValue
    }

    @inlinable
    package static func != (left: Instant, right: Instant) -> Bool {
        left.rawValue != right.rawValue
    }

    @inlinable
    package static func < (left: Instant, right: Instant) -> Bool {
        left.rawValue < right.rawValue
    }

    @inlinable
    package static func <= (left: Instant, right: Instant) -> Bool {
        left.rawValue <= right.rawValue
    }

    @inlinable
    package static func > (left: Instant, right: Instant) -> Bool {
        left.rawValue > right.rawValue
    }

    @inlinable
    package static func >= (left: Instant, right: Instant) -> Bool {
        left.rawValue >= right.rawValue
    }
}

extension Instant: CustomStringConvertible {
    /// The instant in RFC 3339 at `+07:00`, with milliseconds where there are any.
    @usableFromInline package var description: String {
        let time = millisecondsOfDay
        let seconds = Int(time / 1_000)
        let fraction = Int(time % 1_000)
        let clock = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(localDate)T\(clock)\(fraction == 0 ? "" : "." + padded(fraction, 3))+07:00"
    }

    /// Reads an RFC 3339 date-time with an offset, as events.md section 1 allows it.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard let instant = bytes.withUnsafeBufferPointer({ Instant(rfc3339: $0) }) else { return nil }
        self = instant
    }

    /// Reads an RFC 3339 date-time with an offset from ASCII bytes.
    ///
    /// Refused: no offset, no such date, `:60` seconds, more than three fractional digits other than zeros, an
    /// instant whose local or written year is before 1900 or after 2199 (events.md section 1, `badTime`).
    package init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
        // Shortest form: 2026-01-01T00:00:00Z
        guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] | 0x20 == 0x74,
            bytes[13] == 0x3A, bytes[16] == 0x3A,
            let year = decimal(bytes, 0, 4), let month = decimal(bytes, 5, 2), let day = decimal(bytes, 8, 2),
            let hour = decimal(bytes, 11, 2), let minute = decimal(bytes, 14, 2),
            let second = decimal(bytes, 17, 2),
            (1...12).contains(month), day >= 1, day <= LocalDate.days(inMonth: month, ofYear: year),
            hour < 24, minute < 60, second < 60, (1_900...2_199).contains(year)
        else { return nil }
        var index = 19
        var fraction = 0
        if bytes[index] == 0x2E {
            index += 1
            let start = index
            while index < bytes.count, bytes[index] &- 0x30 <= 9 {
                let digit = Int(bytes[index] - 0x30)
                if index - start < 3 {
                    fraction = fraction * 10 + digit
                } else if digit != 0 {
                    return nil
                }
                index += 1
            }
            guard index > start else { return nil }
            for _ in index - start..<max(3, index - start) { fraction *= 10 }
        }
        guard let offset = Instant.offsetMinutes(bytes, from: index) else { return nil }
        let days = Int64(LocalDate.daysSinceEpoch(year: year, month: month, day: day))
        let seconds = days * 86_400 + Int64(hour * 3_600 + minute * 60 + second - offset * 60)
        rawValue = seconds * 1_000 + Int64(fraction)
        guard self >= Instant.earliest, self <= Instant.latest else { return nil }
    }

    /// Minutes that the offset at the end of a date-time is ahead of UTC.
    private static func offsetMinutes(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int) -> Int? {
        guard index < bytes.count else { return nil }
        if bytes[index] | 0x20 == 0x7A { return index + 1 == bytes.count ? 0 : nil }
        guard bytes[index] == 0x2B || bytes[index] == 0x2D, bytes.count == index + 6,
            bytes[index + 3] == 0x3A,
            let hours = decimal(bytes, index + 1, 2), let minutes = decimal(bytes, index + 4, 2),
            hours < 24, minutes < 60
        else { return nil }
        return (hours * 60 + minutes) * (bytes[index] == 0x2D ? -1 : 1)
    }

    /// The first instant of 1900 in local time.
    package static let earliest = Instant(
        LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: 1_900, month: 1, day: 1)))
    )

    /// The last instant of 2199 in local time.
    package static let latest = Instant.end(
        of: LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: 2_199, month: 12, day: 31)))
    )
}
