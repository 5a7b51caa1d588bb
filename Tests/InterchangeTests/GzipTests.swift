import DossierModel
import Foundation
import Interchange
import Testing

@Suite("feeds packed with gzip")
struct GzipTests {
    /// A gzip member that keeps the bytes as they are (RFC 1951, section 3.2.4).
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var member: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(65_535)
            let length = UInt16(block.count)
            member += [rest.isEmpty ? 1 : 0]
            for word in [length, ~length] { member += [UInt8(truncatingIfNeeded: word), UInt8(word >> 8)] }
            member += block
        } while !rest.isEmpty
        for word in [checksum(bytes), UInt32(bytes.count)] {
            for shift in [0, 8, 16, 24] { member.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
        }
        return member
    }

    /// The CRC-32 of RFC 1952, bit by bit.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var remainder = UInt32.max
        for byte in bytes {
            remainder ^= UInt32(byte)
            for _ in 0..<8 { remainder = remainder >> 1 ^ (remainder & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~remainder
    }

    /// Forty lines "hồ sơ", truly packed.
    private static let packed = Data(base64Encoded: "H4sIAAAAAAACA8t4uHuyQvGxhVwZowxaMgCa9ZtlaAEAAA==")

    private static let text = Array((0..<40_000).map { "line \($0)\n" }.joined().utf8)

    private func lines(_ bytes: [UInt8], chunk: Int = 1_000) -> (
        lines: [LineReaderTests.Line], error: InputError?
    ) {
        LineReaderTests.lines(of: LineReaderTests.source(bytes, chunk: chunk))
    }

    @Test("a packed feed gives the lines of the plain one", arguments: [1, 2, 11, 1_000, 1 << 20])
    func sameLines(chunk: Int) {
        let plain = lines(GzipTests.text).lines
        #expect(plain.count == 40_000)
        let found = lines(GzipTests.stored(GzipTests.text), chunk: chunk)
        #expect(found.error == nil)
        // Compared outside the macro, which would print forty thousand lines.
        let isSame = found.lines == plain
        #expect(isSame)
    }

    @Test("what is truly packed is unpacked")
    func unpacked() throws {
        let found = lines(Array(try #require(GzipTests.packed)))
        #expect(found.error == nil)
        #expect(
            found.lines.map { String(decoding: $0.bytes, as: UTF8.self) }
                == [String](repeating: "hồ sơ", count: 40)
        )
    }

    @Test(
        "members one after another are one feed, with empty ones and zeros between",
        arguments: [1, 13, 1 << 20]
    )
    func members(chunk: Int) {
        let bytes =
            GzipTests.stored(Array("a\nb".utf8)) + GzipTests.stored([]) + [0, 0, 0]
            + GzipTests.stored(Array("c\nd".utf8)) + [0]
        let found = lines(bytes, chunk: chunk)
        #expect(found.error == nil)
        #expect(found.lines == [.init(1, 0, "a"), .init(2, 2, "bc"), .init(3, 5, "d")])
    }

    @Test("a byte order mark within is skipped")
    func byteOrderMark() {
        #expect(lines(GzipTests.stored(Array("\u{feff}a".utf8))).lines == [.init(1, 3, "a")])
    }

    @Test("a feed cut short gives what is there, then the error", arguments: [3, 10, 12, 20, 27, 100, 5_000])
    func cutShort(missing: Int) {
        let text = Array(GzipTests.text.prefix(6_000))
        let whole = GzipTests.stored(text)
        let cut = Array(whole.dropLast(missing))
        let found = lines(cut)
        #expect(found.error == .gzipCutShort(position: cut.count))
        // 15 bytes stand before the text, 8 after it.
        let kept = text.prefix(cut.count - 15)
        #expect(found.lines.map(\.bytes) == kept.split(separator: 0x0A).map(Array.init))
        #expect(found.lines.last?.isCut == (kept.last != 0x0A))
        #expect(found.lines.dropLast().allSatisfy { !$0.isCut })
    }

    @Test("a feed cut within its header gives no lines but the error", arguments: 2..<15)
    func cutHeader(length: Int) {
        let found = lines(Array(GzipTests.stored(GzipTests.text).prefix(length)))
        #expect(found == ([], .gzipCutShort(position: length)))
    }

    @Test("a single first byte of gzip is plain text")
    func oneByte() {
        #expect(lines([0x1F]) == ([.init(1, 0, [0x1F])], nil))
    }

    @Test("a corrupt feed gives what is sound, then the error")
    func corrupt() {
        let text = Array("a\nb\n".utf8)
        let sound = GzipTests.stored(text)
        for index in [2, 3, 10, 11, sound.count - 8, sound.count - 1] {
            var bytes = sound
            bytes[index] ^= 0xFF
            let found = lines(bytes)
            guard case .gzipCorrupt = found.error else {
                Issue.record("byte \(index): \(String(describing: found.error))")
                continue
            }
            #expect(found.lines.count == (index < 15 ? 0 : 2))
        }
        let trailing = lines(sound + Array("junk".utf8))
        #expect(trailing.lines.count == 2)
        #expect(trailing.error == .gzipCorrupt(position: sound.count))
    }
}
