/// Texts of others as they are shown: whoever wrote them must not steer a terminal, nor make a line look like another.
enum Shown {
    /// A text in one line, shortened where it is very long.
    static func line(_ text: String) -> String {
        plain(text.unicodeScalars.prefix(500)) { _ in false }
    }

    /// Lines that are ours, with texts of others in them.
    static func lines(_ text: String) -> String {
        plain(text.unicodeScalars[...]) { $0 == "\n" }
    }

    /// Whether nothing in a text would be replaced.
    static func isPlain(_ text: String) -> Bool { text.unicodeScalars.allSatisfy { !steers($0) } }

    private static func plain(
        _ scalars: Substring.UnicodeScalarView,
        except isKept: (Unicode.Scalar) -> Bool
    ) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in scalars { shown.append(steers(scalar) && !isKept(scalar) ? "?" : scalar) }
        return String(shown)
    }

    private static func steers(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
