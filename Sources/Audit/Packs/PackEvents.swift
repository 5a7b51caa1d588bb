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
    /// - Throws: ``PackFault`` for lines without an end, numbers that are none, too great or out of order, and where there
    ///   is not one number for each line.
    init(_ lines: [UInt8], _ numberLines: [UInt8], below size: UInt64) throws(PackFault) {
        let newline = UInt8(ascii: "\n")
        guard lines.last ?? newline == newline else {
            throw PackFault(PackFile.events, "", "the last line has no end")
        }
        bytes = lines
        for (place, byte) in lines.enumerated() where byte == newline { ends.append(place) }
        numbers = try PackEvents.numbers(numberLines, below: size)
        guard numbers.count == ends.count else {
            throw PackFault(PackFile.numbers, "", "\(numbers.count) numbers for \(ends.count) events")
        }
    }

    private static func numbers(_ text: [UInt8], below size: UInt64) throws(PackFault) -> [UInt64] {
        guard text.last ?? UInt8(ascii: "\n") == UInt8(ascii: "\n") else {
            throw PackFault(PackFile.numbers, "", "the last line has no end")
        }
        var numbers: [UInt64] = []
        var start = 0
        for (end, byte) in text.enumerated() where byte == UInt8(ascii: "\n") {
            let place = "line \(numbers.count + 1)"
            guard let number = PackEvents.number(text[start..<end]) else {
                throw PackFault(PackFile.numbers, place, "no number of an event")
            }
            guard number < size else {
                throw PackFault(PackFile.numbers, place, "the ledger ends before \(number)")
            }
            if let last = numbers.last, number <= last {
                throw PackFault(PackFile.numbers, place, "\(number) stands behind \(last)")
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
