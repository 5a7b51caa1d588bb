import DossierModel
import Interchange
import Testing

/// Hands out bytes in pieces of at most `piece`.
func bytesInPieces(_ bytes: [UInt8], of piece: Int) -> CSVReader.ByteSource {
    var rest = bytes[...]
    return { buffer in
        let taken = rest.prefix(min(piece, buffer.count))
        buffer.copyBytes(from: taken)
        rest = rest.dropFirst(taken.count)
        return taken.count
    }
}

@Suite("The CSV reader")
struct CSVReaderTests {
    private func items(
        _ bytes: [UInt8],
        delimiter: UInt8 = 0x2C,
        bufferBytes: Int = 16,
        piece: Int = 1 << 20
    ) throws -> [CSVReader.Item] {
        var reader = CSVReader(
            delimiter: delimiter,
            bufferBytes: bufferBytes,
            source: bytesInPieces(bytes, of: piece)
        )
        var items: [CSVReader.Item] = []
        while let item = try reader.next() { items.append(item) }
        return items
    }

    /// Each record as its line and its fields, each fault as its line, code and bytes.
    private func shown(_ items: [CSVReader.Item]) -> [String] {
        items.map { item in
            switch item {
            case .record(let record):
                "\(record.lineNumber): "
                    + record.fields.indices.map { String(decoding: record.value($0), as: UTF8.self) }
                    .joined(separator: "|")
            case .fault(let fault, let lineNumber, let bytes):
                "\(lineNumber)! \(fault.code) \(String(decoding: bytes, as: UTF8.self))"
            case .continued(let bytes): "+ \(bytes.count)"
            }
        }
    }

    @Test(
        "records, their fields and line numbers, however the bytes come",
        arguments: [
            ("a,b\nc,d\n", ["1: a|b", "2: c|d"]),
            ("a,b\r\nc,d", ["1: a|b", "2: c|d"]),
            ("\u{FEFF}a,b\n", ["1: a|b"]),
            ("", []),
            ("\u{FEFF}", []),
            ("\n\r\n\na\n\nb", ["4: a", "6: b"]),
            (",\n", ["1: |"]),
            ("\"\"\n\"\",\"\"", ["1: ", "2: |"]),
            ("\"a,b\",\"c \"\"d\"\"\"\n", ["1: a,b|c \"d\""]),
            ("\"a\nb\r\nc\",d\r\ne,f\r\n", ["1: a\nb\r\nc|d", "4: e|f"]),
            ("a,\"b\"", ["1: a|b"]),
            ("a,\"b\"\r", ["1: a|b"]),
            ("a\rb,c\r", ["1: a\rb|c"]),
            ("\"\"\"\"\n", ["1: \""]),
            // As long as the buffer, so that its end and the file's are one.
            ("abcdefgh,ijklmno", ["1: abcdefgh|ijklmno"]),
            ("abcdefg,\"ijklmn\"", ["1: abcdefg|ijklmn"]),
            ("Số,Tên\nmột,\"Nguyễn, An\"\n", ["1: Số|Tên", "2: một|Nguyễn, An"]),
        ] as [(String, [String])]
    )
    func records(text: String, expected: [String]) throws {
        // Every size, so that the buffer ends at every place of the text.
        for buffer in 16...48 {
            for piece in [1, 3, 1 << 20] {
                let items = try items(Array(text.utf8), bufferBytes: buffer, piece: piece)
                #expect(shown(items) == expected, "buffer \(buffer), piece \(piece)")
            }
        }
    }

    @Test(
        "a quote in the wrong place costs the line on which its record begins, and no other",
        arguments: [
            ("a\"b,c\nd,e\n", ["1! badRow a\"b,c", "2: d|e"]),
            ("\"a\"b,c\r\nd,e\n", ["1! badRow \"a\"b,c", "2: d|e"]),
            ("a,\"b\nc,d\ne,f", ["1! badRow a,\"b", "2: c|d", "3: e|f"]),
            ("1,\"a\n2,\"b\"\n3,c", ["1! badRow 1,\"a", "2: 2|b", "3: 3|c"]),
            ("a\n\"", ["1: a", "2! badRow \""]),
            ("\"a\"\rb\nc", ["1! badRow \"a\"\rb", "2: c"]),
        ] as [(String, [String])]
    )
    func misplacedQuotes(text: String, expected: [String]) throws {
        for buffer in 16...32 {
            #expect(shown(try items(Array(text.utf8), bufferBytes: buffer, piece: 2)) == expected)
        }
    }

    @Test("the delimiter can be another character")
    func otherDelimiter() throws {
        #expect(shown(try items(Array("a;b,c\td\n".utf8), delimiter: 0x3B)) == ["1: a|b,c\td"])
        #expect(shown(try items(Array("a;b,c\td\n".utf8), delimiter: 0x09)) == ["1: a;b,c|d"])
    }

    @Test("a row that is not UTF-8 is a fault with its bytes as they came")
    func notUTF8() throws {
        let bytes: [UInt8] = [0x61, 0x0A, 0xC3, 0x28, 0x0A, 0xED, 0xA0, 0x80, 0x0A, 0x62]
        let items = try items(bytes)
        #expect(items.count == 4)
        guard case .fault(let fault, 2, [0xC3, 0x28]) = items[1],
            case .fault(let second, 3, [0xED, 0xA0, 0x80]) = items[2]
        else {
            Issue.record("unexpected items: \(items)")
            return
        }
        #expect(fault.code == .notUTF8)
        #expect(second.code == .notUTF8)
    }

    @Test("a row of 1 MiB is read, and one byte more is a fault")
    func limit() throws {
        for (length, ending) in [(1 << 20, "\n"), (1 << 20, "\r\n"), (1 << 20, "")] {
            let row = [UInt8](repeating: 0x78, count: length)
            let items = try items(row + Array(ending.utf8), bufferBytes: 1 << 16)
            guard case .record(let record)? = items.first else {
                Issue.record("a row of the limit was refused")
                return
            }
            #expect(record.bytes == row)
        }
        let items = try items([UInt8](repeating: 0x78, count: 1 << 20 | 1) + Array("\na,b\n".utf8))
        guard case .fault(let fault, 1, let bytes)? = items.first else {
            Issue.record("a row over the limit was read")
            return
        }
        #expect(fault.code == .lineTooLong)
        #expect(bytes.count == 1 << 20 | 1)
        #expect(shown(Array(items.dropFirst())) == ["2: a|b"])
    }

    @Test("an over-long line is given whole, in pieces, and the next line is read")
    func overlong() throws {
        let row = [UInt8](repeating: 0x78, count: 5 << 20)
        let items = try items(row + Array("\na,b\n".utf8), bufferBytes: 1 << 16, piece: 100_000)
        var bytes: [UInt8] = []
        for item in items {
            switch item {
            case .fault(let fault, _, let first):
                #expect(fault.code == .lineTooLong)
                bytes += first
            case .continued(let more): bytes += more
            case .record(let record): #expect(record.lineNumber == 2)
            }
        }
        #expect(bytes == row)
        #expect(items.count { if case .fault = $0 { true } else { false } } == 1)
        #expect(items.count { if case .record = $0 { true } else { false } } == 1)
    }

    @Test("a quote that stays open for more than 1 MiB costs one line")
    func openQuoteInLargeFile() throws {
        let good = Array(repeating: Array("aaaa,bbbb\n".utf8), count: 120_000).flatMap(\.self)
        let items = try items(Array("x,\"y\n".utf8) + good, bufferBytes: 1 << 16)
        #expect(shown([items[0]]) == ["1! badRow x,\"y"])
        #expect(items.count == 120_001)
        #expect(shown([items[120_000]]) == ["120001: aaaa|bbbb"])
    }

    @Test("a source that fails is named")
    func failingSource() throws {
        struct Broken: Error {}
        var reader = CSVReader(delimiter: 0x2C) { _ in throw Broken() }
        #expect(throws: CSVFailure.self) { try reader.next() }
    }

    @Test(
        "where the source fails the records before are given out, and a cut one as a fault",
        arguments: [
            ("a,b\nc,d\n", ["1: a|b", "2: c|d"]),
            ("a,b\nc,d", ["1: a|b", "2! badRow c,d"]),
            ("a,b\r\nc,d\r", ["1: a|b", "2! badRow c,d\r"]),
            ("a,\"b\"", ["1! badRow a,\"b\""]),
            ("a,b\n\"c\nd,e\nf", ["1: a|b", "2! badRow \"c\nd,e\nf"]),
            ("a,b\n\n", ["1: a|b"]),
            ("", []),
        ] as [(String, [String])],
        [1, 5, 1 << 20]
    )
    func sourceFailsLater(sample: (text: String, expected: [String]), piece: Int) throws {
        struct Broken: Error {}
        let source = bytesInPieces(Array(sample.text.utf8), of: piece)
        var reader = CSVReader(delimiter: 0x2C, bufferBytes: 16) { buffer in
            let count = try source(buffer)
            guard count > 0 else { throw Broken() }
            return count
        }
        var items: [CSVReader.Item] = []
        var failures = 0
        while failures < 2 {
            do {
                items.append(try #require(try reader.next()))
            } catch CSVFailure.unreadable(let error) {
                #expect(error is Broken)
                failures += 1
            }
        }
        #expect(shown(items) == sample.expected)
    }
}
