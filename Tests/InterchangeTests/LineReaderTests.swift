import DossierModel
import Foundation
import Interchange
import Testing

@Suite("reading a feed line by line")
struct LineReaderTests {
    struct Line: Equatable {
        let number: Int
        let offset: Int
        let bytes: [UInt8]
        var isLong = false
        var isCut = false

        init(_ number: Int, _ offset: Int, _ text: String) {
            self.init(number, offset, Array(text.utf8))
        }

        init(_ number: Int, _ offset: Int, _ bytes: [UInt8], isLong: Bool = false, isCut: Bool = false) {
            self.number = number
            self.offset = offset
            self.bytes = bytes
            self.isLong = isLong
            self.isCut = isCut
        }
    }

    /// Gives bytes in chunks of at most `chunk`, then fails with `failure` if there is one.
    static func source(_ bytes: [UInt8], chunk: Int, failure: InputError? = nil) -> ByteSource {
        var position = 0
        return ByteSource { (target) throws(InputError) in
            let count = min(chunk, target.count, bytes.count - position)
            if count == 0, let failure { throw failure }
            target.copyBytes(from: bytes[position..<position + count])
            position += count
            return count
        }
    }

    /// All lines, long ones put together, and the error that ended them.
    static func lines(of source: consuming ByteSource) -> (lines: [Line], error: InputError?) {
        var reader = LineReader(source)
        var lines: [Line] = []
        var long: Line?
        do throws(InputError) {
            while let item = try reader.next() {
                switch item.part {
                case .line:
                    lines.append(Line(item.number, item.offset, Array(item.bytes), isCut: item.isCut))
                case .longLinePiece(let isLast):
                    let begun = long ?? Line(item.number, item.offset, [])
                    let whole = Line(
                        begun.number,
                        begun.offset,
                        begun.bytes + item.bytes,
                        isLong: true,
                        isCut: item.isCut
                    )
                    long = isLast ? nil : whole
                    if isLast { lines.append(whole) }
                }
            }
        } catch {
            return (lines, error)
        }
        return (lines, nil)
    }

    /// Bytes whose length divides no buffer, so that a piece put in the wrong place shows.
    private static let run = (0..<1_009).map { UInt8(0x61 + $0 % 23) }

    private func lines(_ text: String, chunk: Int = 1 << 20) -> [Line] {
        LineReaderTests.lines(of: LineReaderTests.source(Array(text.utf8), chunk: chunk)).lines
    }

    @Test(
        "endings, blank lines and a byte order mark",
        arguments: [
            ("", []), ("\n", []), ("\r\n", []), ("\n\n \t\n", []), ("a", [Line(1, 0, "a")]),
            ("a\n", [Line(1, 0, "a")]),
            ("a\r\n", [Line(1, 0, "a")]), ("a\nb", [Line(1, 0, "a"), Line(2, 2, "b")]),
            ("a\r\n\r\n  \t\r\nb\r\n", [Line(1, 0, "a"), Line(4, 10, "b")]), ("a\rb\n", [Line(1, 0, "a\rb")]),
            ("a\r\r\n", [Line(1, 0, "a\r")]), ("a\r", [Line(1, 0, "a\r")]), (" a \n", [Line(1, 0, " a ")]),
            ("\u{feff}a\n", [Line(1, 3, "a")]), ("\u{feff}", []),
            ("\u{feff}\n\u{feff}a", [Line(2, 4, "\u{feff}a")]),
            ("\n\u{feff}", [Line(2, 1, "\u{feff}")]), ("\u{0}\n", [Line(1, 0, "\u{0}")]), ("  ", []),
            ("a\n  ", [Line(1, 0, "a")]),
        ] as [(String, [Line])]
    )
    func endings(text: String, expected: [Line]) {
        for chunk in [1, 2, 3, 1_000] {
            #expect(lines(text, chunk: chunk) == expected, "in chunks of \(chunk)")
        }
    }

    @Test("a feed read byte by byte gives the same lines as one read at once", arguments: UInt64(0)..<20)
    func chunks(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var text = ""
        for _ in 0..<200 {
            text += String(repeating: "ộx{}", count: Int.random(in: 0..<30, using: &generator))
            text += ["\n", "\r\n", "\n\n", " \n", "\r"].randomElement(using: &generator) ?? ""
        }
        let whole = lines(text)
        #expect(whole.count > 50)
        for chunk in [1, 2, 7, 100] { #expect(lines(text, chunk: chunk) == whole) }
    }

    @Test("many lines come out whole however they lie in the buffer")
    func manyLines() {
        let texts = (0..<60_000).map { "\($0):" + String(repeating: "x", count: $0 % 97) }
        let found = lines(texts.joined(separator: "\n"), chunk: 65_536)
        #expect(found.map { String(decoding: $0.bytes, as: UTF8.self) } == texts)
        #expect(found.map(\.number) == Array(1...60_000))
        let bytes = Array(texts.joined(separator: "\n").utf8)
        for line in found.suffix(100) {
            #expect(Array(bytes[line.offset..<line.offset + line.bytes.count]) == line.bytes)
        }
    }

    @Test("a line of 1 MiB is whole, one byte more and it comes in pieces", arguments: ["\n", "\r\n", ""])
    func limit(ending: String) {
        for length in [Limits.lineBytes, Limits.lineBytes + 1, 2 << 20] {
            let body = Array(
                repeatElement(LineReaderTests.run, count: length / 1_009 + 1).joined().prefix(length)
            )
            let after = ending.isEmpty ? "" : "b"
            let bytes = Array("a\n".utf8) + body + Array((ending + after).utf8)
            for chunk in [4_093, 1 << 20] {
                let found = LineReaderTests.lines(of: LineReaderTests.source(bytes, chunk: chunk)).lines
                var expected = [Line(1, 0, "a"), Line(2, 2, body, isLong: length > Limits.lineBytes)]
                if !after.isEmpty { expected.append(Line(3, 2 + length + ending.utf8.count, "b")) }
                let isSame = found == expected
                #expect(isSame, "\(length) bytes in chunks of \(chunk)")
            }
        }
    }

    @Test("a long line keeps every \\r but the one of its ending")
    func returnsInLongLine() {
        // 4,096 cuts the feed between the ending's two bytes.
        let body = [UInt8](repeating: 0x0D, count: 400 * 4_096 - 1)
        let bytes = body + Array("\r\nb".utf8)
        for chunk in [4_093, 4_096, 1 << 20] {
            let found = LineReaderTests.lines(of: LineReaderTests.source(bytes, chunk: chunk)).lines
            let isSame = found == [Line(1, 0, body, isLong: true), Line(2, body.count + 2, "b")]
            #expect(isSame, "in chunks of \(chunk)")
        }
    }

    @Test("the reader holds less than two of the longest lines, whatever the feed")
    func bounded() throws {
        // A line of 64 MB from a closure that never holds it.
        var rest = 64 << 20
        let source = ByteSource { (target) throws(InputError) in
            let count = min(rest, target.count)
            target.initializeMemory(as: UInt8.self, repeating: 0x61)
            rest -= count
            return count
        }
        var reader = LineReader(source)
        var total = 0
        while let item = try reader.next() {
            #expect(item.bytes.count <= 2 * Limits.lineBytes)
            #expect(item.number == 1)
            total += item.bytes.count
        }
        #expect(total == 64 << 20)
    }

    @Test("a read error comes after all that could be read, and comes again")
    func readError() throws {
        let failure = InputError.cannotRead(position: 4, errno: 5)
        let source = LineReaderTests.source(Array("a\nbc".utf8), chunk: 3, failure: failure)
        let found = LineReaderTests.lines(of: source)
        #expect(found.lines == [Line(1, 0, "a"), Line(2, 2, Array("bc".utf8), isCut: true)])
        #expect(found.error == failure)

        var reader = LineReader(LineReaderTests.source([], chunk: 1, failure: failure))
        #expect(throws: failure) { try reader.next() }
        #expect(throws: failure) { try reader.next() }
    }

    @Test("files are read, and what is none is named with the system's reason")
    func files() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("lines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("a\nb\n".utf8).write(to: file)
        let source = try ByteSource(path: file.path)
        #expect(source.size == 4)
        #expect(LineReaderTests.lines(of: source).lines.map(\.number) == [1, 2])

        #expect(throws: InputError.cannotOpen(path: "/nowhere/at/all", errno: 2)) {
            let missing = try ByteSource(path: "/nowhere/at/all")
            _ = missing.position
        }
        let folder = LineReaderTests.lines(of: try ByteSource(path: "/"))
        #expect(folder.error == .cannotRead(position: 0, errno: 21))
    }

    @Test("the position tells how much of the file has been taken")
    func position() throws {
        var reader = LineReader(LineReaderTests.source(Array("a\nb\n".utf8), chunk: 2))
        #expect(reader.position == 0)
        while try reader.next() != nil {}
        #expect(reader.position == 4)
        #expect(reader.lineNumber == 2)
    }

    @Test("every error has its name and a line that says it")
    func errors() {
        let errors: [(InputError, String, String)] = [
            (.cannotOpen(path: "f", errno: 2), "cannotOpen", "cannot open f: No such file or directory"),
            (
                .cannotRead(position: 7, errno: 5), "cannotRead",
                "cannot read on after 7 bytes: Input/output error"
            ),
            (.gzipCutShort(position: 9), "gzipCutShort", "the gzip file is cut short after 9 bytes"),
            (.gzipCorrupt(position: 9), "gzipCorrupt", "the gzip file is corrupt at about byte 9"),
        ]
        for (error, code, text) in errors {
            #expect(error.code == code)
            #expect(error.description == text)
        }
    }
}
