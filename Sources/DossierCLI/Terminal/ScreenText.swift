/// Text as it takes up the columns of a terminal.
///
/// A Vietnamese letter takes one column however it is spelt: marks that combine take none. Letters of East Asia and pictures
/// take two. What would move the cursor is shown as a dot.
enum ScreenText {
    /// How many columns a text takes up.
    static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns($1) }
    }

    private static func columns(_ scalar: Unicode.Scalar) -> Int {
        // Nearly all are here.
        if scalar.value < 0x300 { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
            0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
            0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// The text without anything that would move the cursor or change what follows.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var plain = ""
        for scalar in text.unicodeScalars { plain.unicodeScalars.append(isControl(scalar) ? "·" : scalar) }
        return plain
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case ..<0x20, 0x7F...0x9F, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// The text cut to a width, with an ellipsis where something was cut.
    static func cut(_ text: String, _ width: Int) -> String {
        guard columns(text) > width else { return text }
        guard width > 0 else { return "" }
        var kept = ""
        var used = 0
        for character in text {
            let wide = columns(String(character))
            guard used + wide < width else { break }
            kept.append(character)
            used += wide
        }
        return kept + "…"
    }

    /// The text cut or filled up to a width.
    static func filled(_ text: String, _ width: Int) -> String {
        let cut = cut(text, width)
        return cut + String(repeating: " ", count: max(0, width - columns(cut)))
    }

    /// The text cut to a width, with blanks before it.
    static func leading(_ text: String, _ width: Int) -> String {
        let cut = cut(text, width)
        return String(repeating: " ", count: max(0, width - columns(cut))) + cut
    }

    /// A line in as many as it needs, broken at blanks where there are any; those that follow are indented a little more.
    static func wrapped(_ line: String, _ width: Int) -> [String] {
        guard columns(line) > width else { return [line] }
        let indent = String(
            repeating: " ",
            count: min(line.prefix { $0 == " " }.count + 2, max(0, width - 8))
        )
        var lines: [String] = []
        var rest = Array(line)
        while columns(String(rest)) > width {
            let start = lines.isEmpty ? 0 : indent.count
            var (used, end, blank) = (0, 0, 0)
            while end < rest.count {
                used += columns(String(rest[end]))
                if used > width { break }
                if rest[end] == " ", end > start { blank = end }
                end += 1
            }
            let first = blank > start ? blank : max(1, end)
            lines.append(String(rest[..<first]))
            rest = Array(indent) + rest[first...].drop { $0 == " " }
        }
        return lines + [String(rest)]
    }
}
