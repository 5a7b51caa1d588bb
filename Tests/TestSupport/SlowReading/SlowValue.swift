import Foundation

/// A value of JSON; a truth value is the number 0 or 1.
package indirect enum SlowValue: Sendable {
    case null
    case text(String)
    case number(Double)
    case list([SlowValue])
    case object([String: SlowValue])

    init(_ json: Any?) {
        switch json {
        case let text as String: self = .text(text)
        case let number as NSNumber: self = .number(number.doubleValue)
        case let list as [Any]: self = .list(list.map { SlowValue($0) })
        case let object as [String: Any]: self = .object(object.mapValues { SlowValue($0) })
        default: self = .null
        }
    }

    /// The text, where there is one that is not empty: null and "" count as missing (rules.md, opening).
    var presentText: String? {
        guard case .text(let text) = self, !text.isEmpty else { return nil }
        return text
    }

    subscript(key: String) -> SlowValue {
        guard case .object(let fields) = self, let value = fields[key] else { return .null }
        return value
    }
}
