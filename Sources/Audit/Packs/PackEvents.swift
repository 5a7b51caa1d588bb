internal import DossierModel
internal import Interchange
internal import LedgerStore

/// The events of a pack: canonical bytes, one a line, and their numbers in the ledger.
struct PackEvents {
    /// The lines with their ends.
    private(set) var bytes: [UInt8] = []
    /// Where each line ends, before its newline.
    private(set) var ends: [Int] = []
    /// Ascending.
    private(set) var numbers: [UInt64] = []

    var count: Int { ends.count }

    init() {}

    mutating func append(_ event: Span<UInt8>, _ number: UInt64) {
        event.withUnsafeBytes { bytes.append(contentsOf: $0) }
        ends.append(bytes.count)
        bytes.append(UInt8(ascii: "\n"))
        numbers.append(number)
    }

    func line(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1] + 1)..<ends[index] }

    /// The file `numbers`.
    var numberLines: [UInt8] {
        var text: [UInt8] = []
        for number in numbers { text += Array("\(number)\n".utf8) }
        return text
    }
}

/// Reading them from a pack.
extension PackEvents {
    /// Takes the two files apart; what the lines say is not looked at.
    ///
    /// - Throws: ``PackFault`` for lines without an end, numbers that are none, too great or out of order, lines that are
    ///   shorter than any event, and where there is not one number for each line.
    init(_ lines: [UInt8], _ numberLines: [UInt8], below size: UInt64) throws(PackFault) {
        let newline = UInt8(ascii: "\n")
        guard lines.last ?? newline == newline else {
            throw PackFault(
                PackFile.events,
                "",
                "the last line has no end",
                vi: "dòng cuối không có dấu hết dòng"
            )
        }
        let due = numberLines.count { $0 == newline }
        let count = lines.count { $0 == newline }
        guard due == count else {
            throw PackFault(
                PackFile.numbers,
                "",
                "\(due) numbers for \(count) events",
                vi: "\(due) số cho \(count) sự kiện"
            )
        }
        bytes = lines
        // So that what is kept of each line is small beside the line.
        for (place, byte) in lines.enumerated() where byte == newline {
            guard place - (ends.last ?? -1) > PackLimits.eventBytes else {
                throw PackFault(
                    PackFile.events,
                    "line \(ends.count + 1)",
                    "shorter than any event",
                    vi: "ngắn hơn mọi sự kiện"
                )
            }
            ends.append(place)
        }
        numbers = try PackEvents.numbers(numberLines, below: size)
    }

    private static func numbers(_ text: [UInt8], below size: UInt64) throws(PackFault) -> [UInt64] {
        guard text.last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") else {
            throw PackFault(
                PackFile.numbers,
                "",
                "the last line has no end",
                vi: "dòng cuối không có dấu hết dòng"
            )
        }
        var numbers: [UInt64] = []
        var start = 0
        for (end, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            let place = "line \(numbers.count + 1)"
            guard let number = PackEvents.number(text[start..<end]) else {
                throw PackFault(
                    PackFile.numbers,
                    place,
                    "no number of an event",
                    vi: "không phải số của sự kiện"
                )
            }
            guard number < size else {
                throw PackFault(
                    PackFile.numbers,
                    place,
                    "the ledger ends before \(number)",
                    vi: "sổ kết thúc trước \(number)"
                )
            }
            if let last = numbers.last, number <= last {
                throw PackFault(
                    PackFile.numbers,
                    place,
                    "\(number) stands behind \(last)",
                    vi: "\(number) đứng sau \(last)"
                )
            }
            numbers.append(number)
            start = end + 1
        }
        return numbers
    }

    /// Decimal digits without a sign or leading zeros.
    private static func number(_ digits: ArraySlice<UInt8>) -> UInt64? {
        guard (1...18).contains(digits.count), digits.first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        var number: UInt64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = 10 * number + UInt64(digit - UInt8(ascii: "0"))
        }
        return number
    }
}
