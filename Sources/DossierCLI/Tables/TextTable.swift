/// Columns of text on a terminal.
enum TextTable {
    /// The text with blanks behind it, at least one column wider than wide texts.
    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    /// The text with blanks before it.
    static func leading(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - columns(text))) + text
    }

    /// The text cut to a width, with an ellipsis where something was cut.
    static func cut(_ text: String, _ width: Int) -> String {
        guard columns(text) > width else { return text }
        var kept = ""
        for character in text where columns(kept) < width - 1 { kept.append(character) }
        return kept + "…"
    }

    /// How many columns a text takes up: Vietnamese letters take one each, however they are spelt.
    static func columns(_ text: String) -> Int { text.count }
}
