internal import DossierModel
internal import MerkleLog
internal import Projections

extension Report {
    /// The report as interfaces.md gives it, on one line.
    package var json: String { String(decoding: jsonBytes, as: UTF8.self) }

    /// The same as UTF-8: a report by unit and sector is megabytes, so its figures are written as bytes at once.
    package var jsonBytes: [UInt8] {
        // interfaces.md names the others; this one stands only where there is something to say.
        let merger = mergedInto.map { [("mergedInto", JSONValue.string($0))] } ?? []
        let members: [(String, JSONValue)] = [
            ("from", .string("\(from)")),
            ("to", .string("\(to)")),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("by", .array(by.map { .string($0.rawValue) })),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
        ]
        let head = JSONValue.object(members + merger)
        var writer = FiguresJSON()
        writer.bytes.reserveCapacity((rows.count + 1) * FiguresJSON.rowBytes)
        writer.bytes += head.description.utf8.dropLast()
        writer.bytes += ", \"rows\": [".utf8
        for (index, row) in rows.enumerated() {
            if index > 0 { writer.bytes += ", ".utf8 }
            let group = JSONValue.object(zip(by, row.group).map { ($0.rawValue, .text($1)) })
            writer.bytes += "{\"group\": \(group)".utf8
            if row.isRollup { writer.bytes += ", \"rollup\": true".utf8 }
            writer.bytes += ", ".utf8
            writer.write(row.figures, isTotal: false)
            writer.bytes += "}".utf8
        }
        writer.bytes += "], \"total\": {".utf8
        writer.write(total, isTotal: true)
        writer.bytes += "}}".utf8
        return writer.bytes
    }
}

/// Writes figures as members of a JSON object.
private struct FiguresJSON {
    var bytes: [UInt8] = []

    /// The names of all members as they are written, with what stands before each value; then the end.
    private var texts: [UInt8] = []
    /// Where each text ends: counts, rates, readings, buckets and the end, in this order.
    private var ends: [Int] = []
    private var numbers: [Int] = []

    /// About as many as a row takes up.
    static let rowBytes = 3_600

    private static let readings = OnTimeReading.allCases
    private static let rates = RateKey.allCases

    init() {
        var names: [String] = []
        for key in CountKey.allCases { names.append((key == .received ? "{\"" : ", \"") + key.name + "\": ") }
        for key in FiguresJSON.rates { names.append(", \"\(key.rawValue)\": ") }
        for (index, key) in FiguresJSON.readings.enumerated() {
            names.append((index == 0 ? ", \"onTimeRates\": {\"" : ", \"") + key.rawValue + "\": ")
        }
        for (index, key) in DaysLateBucket.allCases.enumerated() {
            names.append((index == 0 ? "}, \"daysLate\": {\"" : ", \"") + key.name + "\": ")
        }
        names.append("}}")
        for name in names {
            texts += name.utf8
            ends.append(texts.count)
        }
    }

    /// Both bases.
    mutating func write(_ figures: FiguresPair, isTotal: Bool) {
        bytes += "\"reported\": ".utf8
        write(figures.reported, isTotal: isTotal)
        bytes += ", \"audited\": ".utf8
        write(figures.audited, isTotal: isTotal)
    }

    /// All counts, then the rates, of one basis.
    ///
    /// They are written into memory that is large enough for any: the names, and 25 bytes for each number.
    private mutating func write(_ figures: Figures, isTotal: Bool) {
        figures.copyCounts(into: &numbers)
        let room = texts.count + ends.count * 25
        let block = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            var block = FiguresBlock(buffer)
            var text = 0
            func name() {
                block.append(texts[(text == 0 ? 0 : ends[text - 1])..<ends[text]])
                text += 1
            }
            for key in CountKey.allCases {
                if key.isOfTotalOnly, !isTotal {
                    text += 1
                    continue
                }
                name()
                block.append(numbers[Int(key.rawValue)])
            }
            for key in FiguresJSON.rates {
                name()
                block.append(figures.rate(key))
            }
            for key in FiguresJSON.readings {
                name()
                block.append(figures.rate(key))
            }
            for bucket in DaysLateBucket.allCases {
                name()
                block.append(numbers[CountKey.allCases.count + Int(bucket.rawValue)])
            }
            name()
            count = block.count
        }
        bytes += block
    }
}

/// Writes into memory that is large enough.
private struct FiguresBlock {
    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) {
        self.buffer = buffer
    }

    @inline(__always)
    mutating func append(_ text: ArraySlice<UInt8>) {
        text.withUnsafeBufferPointer { text in
            for index in 0..<text.count { buffer[count + index] = text[index] }
            count += text.count
        }
    }

    mutating func append(_ number: Int) {
        if number < 0 {
            buffer[count] = UInt8(ascii: "-")
            count += 1
        }
        var rest = number.magnitude
        let start = count
        repeat {
            buffer[count] = UInt8(ascii: "0") + UInt8(rest % 10)
            count += 1
            rest /= 10
        } while rest > 0
        buffer[start..<count].reverse()
    }

    mutating func append(_ rate: Ratio?) {
        for byte in JSONValue.number(rate?.value).utf8 {
            buffer[count] = byte
            count += 1
        }
    }
}
