import DossierModel
import Foundation
import Interchange
import Testing

@Suite("lines spoilt at random")
struct MutationTests {
    private static let lines = TypeSample.all.map {
        Sample.line($0.type, data: $0.data(), with: ["zz": #"[1.5,"\u00e9",{}]"#])
    }

    // Goal: no spoilt line is taken that another reader of JSON refuses, none is called no JSON that it takes,
    // and none ends the process. Method: a few bytes are changed, taken out or doubled.
    @Test("another reader of JSON agrees on what is JSON", arguments: UInt64(0)..<40)
    func spoilt(seed: UInt64) {
        var generator = SplitMix(seed: seed)
        var taken = 0
        for _ in 0..<100 {
            var line = Array(MutationTests.lines.randomElement(using: &generator).map(\.utf8) ?? "".utf8)
            for _ in 0..<Int.random(in: 1...2, using: &generator) { spoil(&line, using: &generator) }
            let other = try? JSONSerialization.jsonObject(with: Data(line), options: [.fragmentsAllowed])
            let result = reading(line)
            let text = String(decoding: line, as: UTF8.self)
            if result.fault == nil {
                taken += 1
                #expect(other != nil, "\(text)")
            }
            // Foundation takes a comma before a closing bracket; RFC 8259 does not.
            let hasLooseComma = text.contains(",}") || text.contains(",]")
            if result.fault?.code == .notJSON || result.fault?.code == .notUTF8, !hasLooseComma {
                #expect(other == nil, "\(text)")
            }
        }
        #expect(taken > 0)
    }

    private func spoil(_ line: inout [UInt8], using generator: inout SplitMix) {
        let bytes =
            Array("{}[]\",:\\0123456789.eE+-truefalsn /x".utf8) + [0, 9, 0x1F, 0x7F, 0x80, 0xC3, 0xED, 0xFF]
        let index = Int.random(in: 0..<line.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: line[index] = bytes.randomElement(using: &generator) ?? 0
        case 1: line.remove(at: index)
        default: line.insert(bytes.randomElement(using: &generator) ?? 0, at: index)
        }
    }

    @Test(
        "lines of the most values that fit are read",
        arguments: [
            ("[", "0", "]"), ("[", "[]", "]"), ("[", "{}", "]"), ("[", "{\"\":0}", "]"), ("[", "\"\"", "]"),
            ("[", "\"\\\"\"", "]"),
        ]
    )
    func crowded(open: String, element: String, close: String) throws {
        let around = Sample.line(extra: "\"zz\":\(open)\(element)\(close)").utf8.count
        let count = (Limits.lineBytes - around) / (element.utf8.count + 1)
        let value = open + String(repeating: element + ",", count: count) + element + close
        let line = Sample.line(extra: "\"zz\":\(value)")
        #expect(line.utf8.count > Limits.lineBytes - 10)
        #expect(reading(line).canonical?.utf8.count == line.utf8.count)
    }

    @Test("a line of the most keys that fit is read, in any order")
    func crowdedKeys() {
        let keys = (0..<110_000).map { String($0, radix: 36) }.reversed().map { "\"\($0)\":0" }.joined(
            separator: ","
        )
        #expect(reading(Sample.line(extra: "\"zz\":{\(keys)}")).outcome == "accepted")
    }
}
