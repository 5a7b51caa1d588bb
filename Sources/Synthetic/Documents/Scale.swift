/// How much larger or smaller a stream is than the document says: a decimal number, kept exactly.
package struct Scale: Hashable, Sendable {
    private static let unit = 1_000_000
    private let millionths: Int

    /// As large as the document says.
    package static let full = Scale(millionths: unit)

    private init(millionths: Int) {
        self.millionths = millionths
    }

    /// Reads a decimal number over 0 and up to 10, with at most six decimals; `nil` where it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Scale.digits(parts[0], most: 2) else { return nil }
        var fraction = 0
        if parts.count == 2 {
            guard let read = Scale.digits(parts[1], most: 6) else { return nil }
            fraction = read
            for _ in parts[1].utf8.count..<6 { fraction *= 10 }
        }
        let millionths = whole * Scale.unit + fraction
        guard millionths > 0, millionths <= 10 * Scale.unit else { return nil }
        self.millionths = millionths
    }

    private static func digits(_ text: Substring, most: Int) -> Int? {
        guard (1...most).contains(text.utf8.count), text.utf8.allSatisfy({ $0 &- 0x30 <= 9 }) else {
            return nil
        }
        return Int(text)
    }

    /// A count times the scale, rounded half up.
    func callAsFunction(_ count: Int) -> Int {
        (count * millionths + Scale.unit / 2) / Scale.unit
    }
}
