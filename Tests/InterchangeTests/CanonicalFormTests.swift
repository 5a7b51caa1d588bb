import DossierModel
import Foundation
import Testing

@Suite("the canonical form (RFC 8785)")
struct CanonicalFormTests {
    @Test(
        "numbers are written as ECMAScript writes them",
        arguments: [
            ("0", "0"), ("-0", "0"), ("-0.0", "0"), ("0e5", "0"), ("1.0", "1"), ("3e0", "3"), ("30e-1", "3"),
            ("-7", "-7"),
            ("10", "10"), ("1e15", "1000000000000000"), ("12.5E2", "1250"), ("0.5", "0.5"), ("5e-1", "0.5"),
            ("-2.50", "-2.5"), ("0.000001", "0.000001"), ("1e-6", "0.000001"), ("1.25e-6", "0.00000125"),
            ("0.0000001", "1e-7"), ("1e-7", "1e-7"), ("1.5e-10", "1.5e-10"), ("-1.5E-10", "-1.5e-10"),
            ("123.456", "123.456"), ("100.25", "100.25"), ("0.1", "0.1"),
            ("0.30000000000000004", "0.30000000000000004"),
            ("0.1000000000000000055511151231257827", "0.1"), ("4503599627370495.5", "4503599627370495.5"),
            ("5e-324", "5e-324"), ("2.2250738585072014e-308", "2.2250738585072014e-308"),
            ("1e-323", "1e-323"),
            ("99999.99999999999", "99999.99999999999"),
            ("1.7976931348623157e-100", "1.7976931348623157e-100"),
            ("0.00001234", "0.00001234"), ("0.00012", "0.00012"), ("1e-99", "1e-99"), ("12e-99", "1.2e-98"),
        ]
    )
    func numbers(text: String, expected: String) {
        #expect(canonical(text) == expected)
    }

    @Test(
        "strings are escaped where they must be and nowhere else",
        arguments: [
            (#""\u0041""#, #""A""#), (#""\/""#, #""/""#), (#""\"\\""#, #""\"\\""#),
            (#""\b\t\n\f\r""#, #""\b\t\n\f\r""#),
            (#""\u0008\u0009\u000a\u000C\u000d""#, #""\b\t\n\f\r""#),
            (#""\u0000\u001F\u000b""#, #""\u0000\u001f\u000b""#),
            (#""\u0022\u005c\u002F""#, #""\"\\/""#), (#""\u007f\u0080""#, "\"\u{7f}\u{80}\""),
            (#""\u20ac""#, "\"€\""),
            (#""\ud83d\uDE00""#, "\"😀\""), (#""\uFFFF""#, "\"\u{ffff}\""), ("\"Hồ sơ\"", "\"Hồ sơ\""),
            ("\"\"", "\"\""),
            (#""\u0110\u01a1n""#, "\"Đơn\""), ("\"\u{2028}\"", "\"\u{2028}\""),
        ]
    )
    func strings(text: String, expected: String) {
        #expect(canonical(text) == expected)
    }

    @Test("strings of every length around the blocks of the copy come out whole", arguments: 0..<200)
    func lengths(length: Int) {
        let text = String(repeating: "0123456789abcdefghijklmnopqrstuvwxyz", count: 6).prefix(length)
        #expect(canonical("\"\(text)\"") == "\"\(text)\"")
        #expect(canonical("[\"\(text)\",1]") == "[\"\(text)\",1]")
        #expect(canonical("\"\(text)\\/\"") == "\"\(text)/\"")
    }

    @Test("keys are sorted by UTF-16 code units at every level")
    func keyOrder() {
        // By UTF-16, what is beyond U+FFFF comes before U+E000 to U+FFFF.
        let keys = [
            "", "\n", "\r", "1", "A", "a", "aa", "ab", "abcdefgh", "abcdefghi", "b", "\u{7f}", "\u{80}", "ö",
            "đ", "€", "\u{d7ff}", "\u{10000}", "😀", "\u{10ffff}", "\u{e000}", "\u{fb33}", "\u{ffff}",
        ]
        var generator = SplitMix(seed: 7)
        for _ in 0..<50 {
            let shuffled = keys.shuffled(using: &generator)
            let object = { (keys: [String]) in
                "{"
                    + keys.map {
                        "\"\($0.replacing("\n", with: "\\n").replacing("\r", with: "\\r"))\":[{\"b\":1,\"a\":2}]"
                    }.joined(separator: ",") + "}"
            }
            let expected = object(keys).replacing("{\"b\":1,\"a\":2}", with: "{\"a\":2,\"b\":1}")
            #expect(canonical(object(shuffled)) == expected)
        }
    }

    @Test("objects of any number of keys are sorted", arguments: [0, 1, 2, 3, 8, 23, 24, 25, 26, 100, 3_000])
    func manyKeys(count: Int) {
        var generator = SplitMix(seed: UInt64(count))
        let keys = (0..<count).map { "k\($0)" }
        let text = { (keys: [String]) in "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}" }
        #expect(canonical(text(keys.shuffled(using: &generator))) == text(keys.sorted()))
    }

    @Test("unknown fields are kept at every level, null and empty ones as they were sent")
    func unknownFields() {
        let line = Sample.line(
            "dossier.transferred",
            data: #"{"zz":[{"y":null}],"toUnit":"","step":null}"#,
            with: ["evidence": "null", "source": #""""#, "ghiChú": "{}"]
        )
        #expect(
            reading(line).canonical
                == #"{"actor":"cb.1","data":{"step":null,"toUnit":"","zz":[{"y":null}]},"dossier":"D-1","evidence":null,"#
                + #""ghiChú":{},"id":"e-1","occurredAt":"2024-03-01T08:00:00+07:00","source":"","type":"dossier.transferred","#
                + #""unit":"H1"}"#
        )
    }

    @Test("any JSON keeps its meaning, and its canonical form is its own", arguments: UInt64(0)..<300)
    func idempotent(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let value = anyValue(depth: Int(seed / 60), using: &generator)
        let line = Sample.line(extra: "\"zz\":\(value)")
        let once = try #require(reading(line).canonical)
        #expect(reading(once).canonical == once)
        let before = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? NSDictionary
        let after = try JSONSerialization.jsonObject(with: Data(once.utf8)) as? NSDictionary
        #expect(before != nil && before == after)
    }

    /// Any JSON text, with white space and escapes where they may be.
    private func anyValue(depth: Int, using generator: inout SplitMix) -> String {
        let space = ["", "", " ", "\t ", "\r\n"].randomElement(using: &generator) ?? ""
        switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &generator) {
        case 0:
            return space
                + (["null", "true", "false", "0", "-0", "1.50", "2e3"].randomElement(using: &generator) ?? "")
        case 1: return "\(Int.random(in: -1_000_000...1_000_000, using: &generator))" + space
        case 2: return "\(Double(Int.random(in: -9_999...9_999, using: &generator)) / 1_024)"
        case 3: return anyString(using: &generator) + space
        case 4, 5:
            let count = Int.random(in: 0..<6, using: &generator)
            let members = (0..<count).map { index in
                let key = anyString(using: &generator).dropLast() + "\(index)\""
                return "\(space)\(key)\(space):\(anyValue(depth: depth - 1, using: &generator))"
            }
            return "{" + members.joined(separator: ",") + space + "}"
        default:
            let count = Int.random(in: 0..<6, using: &generator)
            let elements = (0..<count).map { _ in anyValue(depth: depth - 1, using: &generator) }
            return "[" + space + elements.joined(separator: ",") + "]"
        }
    }

    private func anyString(using generator: inout SplitMix) -> String {
        let parts = [
            "a", "Z", "~", "é", "ộ", "😀", "\u{fb33}", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u1ed9",
            "\\ud83d\\ude00", "\\u001f", " ",
        ]
        let count = Int.random(in: 0..<20, using: &generator)
        return "\"" + (0..<count).map { _ in parts.randomElement(using: &generator) ?? "" }.joined() + "\""
    }

    @Test("a line whose canonical form is over the limit is too long, as its export could not be read again")
    func growth() {
        let numbers = [String](repeating: "1e15", count: 100_000).joined(separator: ",")
        #expect(reading(Sample.line(extra: "\"zz\":[\(numbers)]")).outcome == "lineTooLong")
    }
}
