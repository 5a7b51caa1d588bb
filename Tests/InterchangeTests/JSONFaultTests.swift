import DossierModel
import Testing

@Suite("lines that are no JSON, or JSON that the ledger does not take")
struct JSONFaultTests {
    @Test(
        "a value that is no JSON is named notJSON",
        arguments: [
            "01", "-01", "00", "+1", ".5", "1.", "1.e3", "1e", "1e+", "-", "--1", "NaN", "Infinity",
            "-Infinity", "0x10",
            "'a'", "tru", "True", "nul", "undefined", "/* c */ 1", "1 // c", "\"a", "\"\\x\"", "\"\\u12G4\"",
            "\"\\u12\"",
            "\"a\tb\"", "\"a\u{0}b\"", "\"\u{1f}\"", "[1,]", "[,1]", "[1 2]", "[1", "[", "{", "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}", "{,}", "{a:1}", "{1:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":1 \"b\":2}", "[1}",
            "{\"a\":1]", "]",
            "", "\u{b}1", "\u{a0}1", "1,2", "\\u0031",
        ]
    )
    func noJSON(value: String) {
        #expect(reading(Sample.line(extra: "\"zz\":\(value)")).outcome == "notJSON")
        #expect(reading(value).outcome == "notJSON")
    }

    @Test(
        "every line that is cut off is named notJSON",
        arguments: 0..<Sample.line(extra: #""zz":[{"a":"\u00e9é","b":[true,null]},-1.5e3]"#).utf8.count
    )
    func cutOff(length: Int) {
        let line = Array(Sample.line(extra: #""zz":[{"a":"\u00e9é","b":[true,null]},-1.5e3]"#).utf8)
        // A cut within a character leaves no UTF-8.
        let outcome = reading(Array(line[..<length])).outcome
        #expect(outcome == (line[length] & 0xC0 == 0x80 ? "notUTF8" : "notJSON"))
    }

    @Test(
        "something after the object is named notJSON with its place",
        arguments: [("x", 3), (" {}", 4), (",", 3), ("}", 3), ("\u{0}", 3), ("  \u{feff}", 5)]
    )
    func trailing(text: String, byte: Int) throws {
        let fault = try #require(reading("{}" + text).fault)
        #expect(fault.code == .notJSON)
        #expect(fault.message.hasSuffix("at byte \(byte)"), "\(fault.message)")
    }

    @Test("white space around and between tokens is no fault")
    func whiteSpace() {
        let line =
            " \t{ \"id\" :\r\n\"e\" , \"type\":\"rules.adopted\",\"occurredAt\":\"2024-01-01T00:00:00Z\",\n"
            + "\"data\" : { \"ruleset\" : \"vn\" , \"effectiveFrom\" : \"2024-01-01\" } , \"a\" : [ ] , \"b\" : { } } \r"
        #expect(
            reading(line).canonical
                == #"{"a":[],"b":{},"data":{"effectiveFrom":"2024-01-01","ruleset":"vn"},"id":"e","#
                + #""occurredAt":"2024-01-01T00:00:00Z","type":"rules.adopted"}"#
        )
    }

    @Test(
        "bytes that are no UTF-8 are named before all else, with their place",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80],
            [0xE0, 0x9F, 0xBF],
            [0xE1, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ] as [[UInt8]]
    )
    func notUTF8(bytes: [UInt8]) throws {
        for padding in 0..<10 {
            let before = Array("{\"id\":01,\"a".utf8) + [UInt8](repeating: 0x20, count: padding)
            let fault = try #require(reading(before + bytes + Array("\"}".utf8)).fault)
            #expect(fault.code == .notUTF8)
            #expect(fault.message.hasSuffix("at byte \(before.count + 1)"), "\(fault.message)")
            #expect(reading(before + bytes).fault?.code == .notUTF8)
        }
    }

    @Test("the first and last characters of every length of UTF-8 are kept")
    func allLengths() {
        for scalar in [
            "\u{7f}", "\u{80}", "\u{7ff}", "\u{800}", "\u{d7ff}", "\u{e000}", "\u{ffff}", "\u{10000}",
            "\u{10ffff}",
        ] {
            #expect(canonical("\"\(scalar)\"") == "\"\(scalar)\"")
        }
    }

    @Test(
        "half a surrogate pair is named with its path",
        arguments: [
            #""\ud800""#, #""a\uDFFFb""#, #""\ud83d\ud83d""#, #""\ud83dx""#, #""\ud83d\n""#,
            #""\udc00\ud800""#,
            #""\uD83D\u0041""#,
        ]
    )
    func loneSurrogate(value: String) {
        #expect(reading(Sample.line(extra: "\"zz\":[0,{\"y\":\(value)}]")).outcome == "loneSurrogate zz[1].y")
        #expect(reading("[{},\(value)]").outcome == "loneSurrogate [1]")
    }

    @Test(
        "a key given twice is named with its path, however it is written",
        arguments: [
            (#""zz":1,"zz":2"#, "zz"), (#""id":"e-1""#, "id"), (#""zz":1,"\u007az":2"#, "zz"),
            (#""zz":{"a":{"b":1,"c":2,"b":3}}"#, "zz.a.b"), (#""zz":[0,{"":1,"":2}]"#, "zz[1]."),
            (#""zz":{"\n":1,"\u000A":2}"#, "zz.\n"), (#""zz":{"é":1,"\u00e9":2}"#, "zz.é"),
            (#""zz":{"😀":1,"\ud83d\ude00":2}"#, "zz.😀"), (#""data":{}"#, "data"),
            (
                #""zz":{"longer than eight":1,"longer than eigh":2,"longer than eight":3}"#,
                "zz.longer than eight"
            ),
        ]
    )
    func duplicateKey(extra: String, path: String) {
        #expect(reading(Sample.line(extra: extra)).outcome == "duplicateKey \(path)")
    }

    @Test("one of many keys given twice is found, and many different ones are not")
    func manyKeys() {
        var generator = SplitMix(seed: 1)
        let keys = (0..<1_000).map { "\"k\($0)\":\($0)" }
        let all = keys.shuffled(using: &generator).joined(separator: ",")
        #expect(reading(Sample.line(extra: "\"zz\":{\(all)}")).outcome == "accepted")
        #expect(reading(Sample.line(extra: "\"zz\":{\(all),\"k517\":0}")).outcome == "duplicateKey zz.k517")
    }

    @Test(
        "numbers beyond ±(2^53 − 1) are named, wherever they stand",
        arguments: [
            "9007199254740992", "-9007199254740992", "9007199254740993", "1e16", "1e400", "-1e400", "1e300",
            "123456789012345678901234567890", "18446744073709551617", "-18446744073709551616",
            "9007199254740991.6", "1E+99999999999999999999",
        ]
    )
    func badNumber(value: String) {
        #expect(reading(Sample.line(extra: "\"zz\":[1,[\(value)]]")).outcome == "badNumber zz[1][0]")
        #expect(reading(Sample.line(extra: "\"zz\":{\"a\":\(value)}")).outcome == "badNumber zz.a")
    }

    @Test("the greatest numbers are taken")
    func greatestNumbers() {
        #expect(canonical("9007199254740991") == "9007199254740991")
        #expect(canonical("-9007199254740991") == "-9007199254740991")
        #expect(canonical("9007199254740991.0") == "9007199254740991")
        #expect(canonical("900719925474099.1e1") == "9007199254740991")
        #expect(canonical("1e-400") == "0")
    }

    @Test("64 containers in each other are taken, 65 and 10,000 are too deep")
    func depth() {
        func nested(_ depth: Int) -> Reading {
            // The line itself is one container.
            let open = String(repeating: "[", count: depth - 1)
            return reading(Sample.line(extra: "\"zz\":\(open)\(String(repeating: "]", count: depth - 1))"))
        }
        #expect(nested(64).outcome == "accepted")
        #expect(nested(65).outcome == "tooDeep zz" + String(repeating: "[0]", count: 63))
        #expect(nested(10_000).fault?.code == .tooDeep)
        #expect(reading(String(repeating: "[", count: 10_000)).fault?.code == .tooDeep)
        #expect(reading(String(repeating: "{\"a\":", count: 10_000)).fault?.code == .tooDeep)
    }

    @Test(
        "of several faults the first in the line is named, and JSON comes before the fields",
        arguments: [
            (#"{"a":1,"a":01}"#, "duplicateKey a"), (#"{"a":01,"a":1}"#, "notJSON"),
            (#"{"a":"\ud800","b":01}"#, "loneSurrogate a"), (#"{"a":1e400,"a":1}"#, "badNumber a"),
            (#"{"a":{"b":1,"b":2},"a":1}"#, "duplicateKey a.b"),
            (#"{"a":1,"a":{"b":1,"b":2}}"#, "duplicateKey a"),
            (#"{"a":1,"a":2"#, "duplicateKey a"), (#"{"id":7,"zz":1e400}"#, "badNumber zz"),
            (#"{"id":7}"#, "wrongType id"),
        ]
    )
    func firstFault(line: String, outcome: String) {
        #expect(reading(line).outcome == outcome)
    }

    @Test("a value that is no object is named", arguments: ["[]", "1", "null", "true", "\"a\"", "[{}]"])
    func notAnObject(line: String) {
        #expect(reading(line).outcome == "notAnObject")
    }

    @Test("a byte order mark within a feed is no JSON")
    func byteOrderMark() {
        #expect(reading("\u{feff}{}").outcome == "notJSON")
    }
}
