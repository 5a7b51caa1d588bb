/// Lines of the text formats here: each ends in a newline, the last one too.
enum TextLines {
    private static let newline: UInt8 = 0x0A

    /// The lines without their ends, or nil if the last one has none; no line if there is no byte.
    static func split(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard let last = bytes.last else { return [] }
        guard last == newline else { return nil }
        return bytes.dropLast().split(separator: newline, omittingEmptySubsequences: false)
    }

    /// A number in decimal digits without sign or leading zeros, or nil for anything else.
    static func number(_ digits: some Collection<UInt8>) -> UInt64? {
        guard let first = digits.first, first != UInt8(ascii: "0") || digits.count == 1 else { return nil }
        var value: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            let (tens, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !overflowed, !carried else { return nil }
            value = sum
        }
        return value
    }

    /// What stands behind a word and a blank, or nil if the line does not begin so.
    static func value(of word: String, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let start = Array(word.utf8) + [UInt8(ascii: " ")]
        return line.starts(with: start) ? line.dropFirst(start.count) : nil
    }

    /// A hash in base64, or nil for anything else.
    static func digest(_ line: ArraySlice<UInt8>) -> Digest? {
        Digest(base64: String(decoding: line, as: UTF8.self))
    }
}
