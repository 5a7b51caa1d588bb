/// A value of JSON that a random feed writes.
indirect enum FeedValue: Sendable {
    case null
    case text(String)
    case count(Int)
    /// A number of halves, so that sums are exact: 9 is 4.5.
    case halves(Int)
    case truth(Bool)
    case list([FeedValue])
    case object([(String, FeedValue)])

    /// Writes the value; order, white space and escapes are random, the content is not.
    func written(_ generator: inout SeededGenerator) -> String {
        switch self {
        case .null:
            return "null"
        case .text(let text):
            return FeedValue.quoted(text, &generator)
        case .count(let count):
            return generator.chance(4) ? "\(count).0" : "\(count)"
        case .halves(let halves):
            return halves % 2 == 0 ? "\(halves / 2)" : "\(halves / 2).5"
        case .truth(let truth):
            return truth ? "true" : "false"
        case .list(let values):
            return "[" + values.map { $0.written(&generator) }.joined(separator: ",") + "]"
        case .object(let fields):
            let ordered = generator.chance(20) ? generator.shuffled(fields) : fields
            let space = generator.chance(10) ? " " : ""
            let written = ordered.map { key, value in
                FeedValue.quoted(key, &generator) + space + ":" + space + value.written(&generator)
            }
            return "{" + space + written.joined(separator: "," + space) + space + "}"
        }
    }

    /// A text in quotes; now and then with escapes where none are needed.
    private static func quoted(_ text: String, _ generator: inout SeededGenerator) -> String {
        let escapesMore = generator.chance(2)
        var written = "\""
        for scalar in text.unicodeScalars {
            let mustEscape = scalar.value < 0x20 || scalar == "\"" || scalar == "\\"
            if mustEscape || (escapesMore && generator.chance(50)) {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    written += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            } else {
                written.unicodeScalars.append(scalar)
            }
        }
        return written + "\""
    }
}
