import Interchange
import Testing

/// SplitMix64: the same numbers on every machine.
private struct Numbers {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ (value >> 31)) >> 1) % bound
    }
}

@Suite("The CSV reader, with random files")
struct CSVRandomTests {
    private func read(_ bytes: [UInt8], _ numbers: inout Numbers) throws -> [CSVReader.Item] {
        var reader = CSVReader(
            delimiter: 0x2C,
            bufferBytes: 16 + numbers.below(40),
            source: bytesInPieces(bytes, of: 1 + numbers.below(30))
        )
        var items: [CSVReader.Item] = []
        while let item = try reader.next() { items.append(item) }
        return items
    }

    @Test("what is written by RFC 4180 is read as it was", arguments: UInt64(0)..<8)
    func roundTrip(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        let letters = Array("a,\"\n\r;ế".unicodeScalars)
        for _ in 0..<100 {
            var file: [UInt8] = []
            var expected: [[String]] = []
            for _ in 0..<1 + numbers.below(5) {
                // The first field is never empty, for an empty line is no record.
                let fields = (0..<1 + numbers.below(4)).map { column in
                    (column == 0 ? "x" : "")
                        + String(
                            (0..<numbers.below(6)).map { _ in Character(letters[numbers.below(letters.count)])
                            }
                        )
                }
                let quoted = fields.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
                file += Array((quoted.joined(separator: ",") + (numbers.below(2) == 0 ? "\n" : "\r\n")).utf8)
                expected.append(fields)
            }
            let found = try read(file, &numbers).map { item -> [String] in
                guard case .record(let record) = item else { return [] }
                return record.fields.indices.map { String(decoding: record.value($0), as: UTF8.self) }
            }
            #expect(found.map { $0.map { Array($0.utf8) } } == expected.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test(
        "of any file every byte but line ends is in some record or fault, in order",
        arguments: UInt64(0)..<8
    )
    func nothingLost(seed: UInt64) throws {
        var numbers = Numbers(state: seed)
        let alphabet: [UInt8] = [0x61, 0x2C, 0x22, 0x22, 0x0A, 0x0D, 0xC3, 0xA9]
        for _ in 0..<300 {
            let file = (0..<numbers.below(80)).map { _ in alphabet[numbers.below(alphabet.count)] }
            var found: [UInt8] = []
            var line = 0
            for item in try read(file, &numbers) {
                switch item {
                case .record(let record):
                    #expect(record.lineNumber > line)
                    line = record.lineNumber
                    found += record.bytes
                case .fault(_, let lineNumber, let bytes):
                    #expect(lineNumber > line)
                    line = lineNumber
                    found += bytes
                case .continued(let bytes): found += bytes
                }
            }
            #expect(found.filter { $0 != 0x0A && $0 != 0x0D } == file.filter { $0 != 0x0A && $0 != 0x0D })
        }
    }
}
