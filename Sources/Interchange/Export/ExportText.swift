internal import DossierModel

/// How exports write texts, numbers and times.
///
/// All of it appends bytes; nothing depends on a locale.
enum ExportText {
    /// What stands for a character that a format cannot hold: U+FFFD.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// What a format with a required field says of an event of a later version without it.
    static let unknown = Array("unknown".utf8)

    /// What it says of a time that is missing: the earliest that an event can have.
    static let unknownTime = Array("1900-01-01T00:00:00+07:00".utf8)

    static func append(_ text: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Appends a number in decimal.
    static func append(_ number: UInt64, to output: inout [UInt8]) {
        let start = output.count
        var rest = number
        repeat {
            output.append(Ascii.zero + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        output[start...].reverse()
    }

    /// Appends an instant at `+07:00`, as ``DossierModel/Instant/description`` writes it, without making a text of it.
    static func append(_ instant: Instant, to output: inout [UInt8]) {
        let date = instant.localDate.civil
        let time = Int(instant.millisecondsOfDay)
        let seconds = time / 1_000
        append(date.year, digits: 4, to: &output)
        output.append(Ascii.minus)
        append(date.month, digits: 2, to: &output)
        output.append(Ascii.minus)
        append(date.day, digits: 2, to: &output)
        output.append(UInt8(ascii: "T"))
        append(seconds / 3_600, digits: 2, to: &output)
        output.append(Ascii.colon)
        append(seconds / 60 % 60, digits: 2, to: &output)
        output.append(Ascii.colon)
        append(seconds % 60, digits: 2, to: &output)
        if time % 1_000 != 0 {
            output.append(Ascii.point)
            append(time % 1_000, digits: 3, to: &output)
        }
        append("+07:00", to: &output)
    }

    /// Appends the last digits of a number, with zeros in front.
    private static func append(_ number: Int, digits: Int, to output: inout [UInt8]) {
        var unit = 1
        for _ in 1..<digits { unit *= 10 }
        while unit > 0 {
            output.append(Ascii.zero + UInt8(number / unit % 10))
            unit /= 10
        }
    }

    /// How many bytes at `index` are a character that XML 1.0 cannot hold (section 2.2): 0 where it can.
    ///
    /// Those are the control characters other than tab and line ends, U+FFFE and U+FFFF; halves of surrogate pairs
    /// are in no event.
    @inline(__always)
    static func lengthOfForbidden(_ text: Span<UInt8>, _ index: Int) -> Int {
        let byte = text[index]
        if byte < Ascii.space {
            return byte == Ascii.tab || byte == Ascii.lineFeed || byte == Ascii.carriageReturn ? 0 : 1
        }
        guard byte == 0xEF, index + 2 < text.count, text[index + 1] == 0xBF, text[index + 2] >= 0xBE else {
            return 0
        }
        return 3
    }
}
