internal import ArgumentParser

/// The words for arguments that cannot be used.
enum ParserWords {
    /// The language that was asked for: a value is read before all options are.
    @TaskLocal static var language = Language.en

    /// A message of the argument parser, with its own beginning in the language where it is about a value.
    static func text(_ message: String) -> String {
        let (start, middle, end) = ("The value '", "' is invalid for '", "': ")
        guard language == .vi, message.hasPrefix(start),
            let option = message.firstRange(of: middle),
            let rest = message[option.upperBound...].firstRange(of: end)
        else { return message }
        let value = message[..<option.lowerBound].dropFirst(start.count)
        let name = message[option.upperBound..<rest.lowerBound]
        return "giá trị «\(value)» không dùng được cho «\(name)»: \(message[rest.upperBound...])"
    }
}

extension ValidationError {
    /// A message in the language that was asked for.
    init(vi: String, en: String) {
        self.init(ParserWords.language.text(vi: vi, en: en))
    }

    /// That one of some names is due.
    init(oneOf names: [String]) {
        let list = names.joined(separator: ", ")
        self.init(vi: "cần một trong các giá trị: \(list)", en: "one of these is due: \(list)")
    }
}
