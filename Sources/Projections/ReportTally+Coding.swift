internal import DossierModel

/// Why bytes are no tally, or a tally cannot be written down.
package enum TallyCodingError: Error, Hashable, Sendable {
    /// The bytes are not what ``ReportTally/encoded()`` gives for any tally: cut off, changed or of another form.
    case damaged

    /// A count has reached the largest number and is not exact any more.
    case saturated
}

/// A tally as bytes, to be kept and taken up again.
///
/// The form is canonical: equal rows and faults give the same bytes, in whatever order they were taken in. All
/// numbers are variable-length, seven bits a byte, the lowest first. In order: the version of the form; the
/// faults, as the figures of a row; the number of rows; for each row, by key ascending, unit, sector, channel
/// and procedure, each plus one and 0 for none, then its figures. The figures of one basis are a set of bits
/// that says which numbers are not 0, and these numbers. Eight bytes of a checksum end it.
///
/// Scope and grouping are not in the bytes: whoever keeps them keeps those as well.
extension ReportTally {
    /// The form that is written, told by the first byte.
    private static var version: UInt64 { 1 }

    /// The bytes of the tally; empty rows are left out.
    ///
    /// - Precondition: It is no roll-up.
    /// - Throws: ``TallyCodingError/saturated``.
    package func encoded() throws(TallyCodingError) -> [UInt8] {
        precondition(!isRolledUp, "a roll-up is not kept")
        guard canSubtract else { throw .saturated }
        let rows = rows
        var writer = TallyWriter()
        writer.write(ReportTally.version)
        writer.write(faults)
        writer.write(UInt64(rows.count))
        for row in rows {
            writer.write(row.key)
            writer.write(row.figures)
        }
        return writer.finish()
    }

    /// Takes up a tally that was kept for the same scope and grouping.
    ///
    /// - Throws: ``TallyCodingError/damaged`` for any other bytes than ``encoded()`` gives.
    package init(decoding bytes: [UInt8], scope: Scope, grouping: Grouping) throws(TallyCodingError) {
        var reader = try TallyReader(bytes)
        guard try reader.number() == ReportTally.version else { throw .damaged }
        let faults = try reader.figures()
        self.init(scope: scope, grouping: grouping, faults: faults)
        let count = try reader.number()
        var last: GroupKey?
        for _ in 0..<count {
            let key = try reader.key()
            guard last.map({ $0.precedes(key) }) ?? true, key == key.reduced(to: grouping) else {
                throw .damaged
            }
            let figures = try reader.figures()
            guard !figures.isEmpty else { throw .damaged }
            insert(Row(key: key, figures: figures))
            last = key
        }
        guard reader.isAtEnd else { throw .damaged }
    }
}

/// Writes the numbers of a tally.
private struct TallyWriter {
    private var bytes: [UInt8] = []

    mutating func write(_ number: UInt64) {
        write(UInt128(number))
    }

    private mutating func write(_ number: UInt128) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func write(_ key: GroupKey) {
        write(UInt64(key.unit.rawValue &+ 1))
        write(UInt64(key.sector.rawValue &+ 1))
        write(key.channel.map { UInt64($0.rawValue) + 1 } ?? 0)
        write(UInt64(key.procedure.rawValue &+ 1))
    }

    mutating func write(_ pair: FiguresPair) {
        write(pair.reported)
        write(pair.audited)
    }

    private mutating func write(_ figures: Figures) {
        let numbers = figures.numbers
        var present: UInt64 = 0
        for index in numbers.indices where numbers[index] != 0 { present |= 1 << UInt64(index) }
        write(present)
        for index in numbers.indices where numbers[index] != 0 {
            // A sum of scores may be below 0: the sign goes to the lowest bit.
            let number = numbers[index]
            write(UInt128(bitPattern: (number << 1) ^ (number >> 127)))
        }
    }

    /// The bytes with their checksum.
    consuming func finish() -> [UInt8] {
        let sum = checksum(bytes.span)
        for place in UInt64(0)..<8 { bytes.append(UInt8(truncatingIfNeeded: sum >> (8 * place))) }
        return bytes
    }
}

/// Reads the numbers of a tally back.
private struct TallyReader {
    private let bytes: [UInt8]
    private let end: Int
    private var position = 0

    init(_ bytes: [UInt8]) throws(TallyCodingError) {
        guard bytes.count >= 8 else { throw .damaged }
        self.bytes = bytes
        end = bytes.count - 8
        var sum: UInt64 = 0
        for place in 0..<8 { sum |= UInt64(bytes[end + place]) << UInt64(8 * place) }
        guard sum == checksum(bytes.span.extracting(..<end)) else { throw .damaged }
    }

    var isAtEnd: Bool { position == end }

    mutating func number() throws(TallyCodingError) -> UInt64 {
        let number = try longNumber()
        guard let short = UInt64(exactly: number) else { throw .damaged }
        return short
    }

    /// A number of at most 126 bits, written as short as can be.
    private mutating func longNumber() throws(TallyCodingError) -> UInt128 {
        // Most are of one byte.
        if position < end, bytes[position] < 0x80 {
            position += 1
            return UInt128(bytes[position - 1])
        }
        var number: UInt128 = 0
        for place in UInt128(0)..<18 {
            guard position < end else { throw .damaged }
            let byte = bytes[position]
            position += 1
            number |= UInt128(byte & 0x7F) << (7 * place)
            if byte < 0x80 {
                guard byte != 0 || place == 0 else { throw .damaged }
                return number
            }
        }
        throw .damaged
    }

    mutating func key() throws(TallyCodingError) -> GroupKey {
        let unit = try code()
        let sector = try code()
        let written = try number()
        guard written <= UInt64(Channel.allCases.count) else { throw .damaged }
        let channel = written == 0 ? nil : Channel(rawValue: UInt8(written - 1))
        return GroupKey(unit: unit, sector: sector, channel: channel, procedure: try code())
    }

    private mutating func code() throws(TallyCodingError) -> CodeIndex {
        let written = try number()
        guard let raw = UInt32(exactly: written) else { throw .damaged }
        return CodeIndex(rawValue: raw &- 1)
    }

    mutating func figures() throws(TallyCodingError) -> FiguresPair {
        var pair = FiguresPair()
        try read(&pair.reported)
        try read(&pair.audited)
        return pair
    }

    private mutating func read(_ figures: inout Figures) throws(TallyCodingError) {
        var present = try number()
        guard present >> 58 == 0 else { throw .damaged }
        while present != 0 {
            let written = try longNumber()
            let number = Int128(bitPattern: written >> 1) ^ -Int128(bitPattern: written & 1)
            guard number != 0, figures.set(number, at: present.trailingZeroBitCount) else { throw .damaged }
            present &= present - 1
        }
    }
}

/// A checksum that a change of any one byte changes (FNV-1a of 64 bits).
///
/// It tells accidents. Whoever means to deceive can change it as well; that is what the check of the ledger is for.
private func checksum(_ bytes: Span<UInt8>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { sum = (sum ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return sum
}
