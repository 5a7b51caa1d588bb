/// A piece of a page, escaped by construction.
///
/// Whatever is a text stays one: only the elements and fields that are named here can be made, there is no script among
/// them, and no field names a resource, so a page can load nothing. The markup is well-formed XML too.
struct Markup: Sendable {
    /// The elements of a page.
    enum Element: String, Sendable {
        case html, head, title, body, header, main, section, footer
        case h1, h2, h3, p, div, span, strong, code, pre, ul, li, dl, dt, dd
        case table, thead, tbody, tr, th, td
        case svg, rect, line, circle, path, text
    }

    /// What an element can be given.
    enum Field: String, Sendable {
        case lang, xmlns, id, scope, colspan, role, viewBox, x, y, x1, y1, x2, y2, cx, cy, r, d, width, height
        case fill, stroke
        case kind = "class"
        case strokeWidth = "stroke-width"
        case strokeDashes = "stroke-dasharray"
        case anchor = "text-anchor"
        case label = "aria-label"
    }

    private(set) var source = ""

    /// Nothing.
    init() {}

    /// A text.
    init(text: String) {
        source = Markup.escaped(text)
    }

    /// An element with what is in it.
    init(
        _ element: Element,
        _ fields: KeyValuePairs<Field, String> = [:],
        @MarkupBuilder content: () -> Markup
    ) {
        source = "<\(element.rawValue)"
        for (field, value) in fields { source += " \(field.rawValue)=\"\(Markup.escaped(value))\"" }
        source += ">\(content().source)</\(element.rawValue)>"
    }

    /// An element with a text in it.
    init(_ element: Element, _ text: String) {
        self.init(element, [:], text)
    }

    /// An element with a text in it.
    init(_ element: Element, _ fields: KeyValuePairs<Field, String>, _ text: String) {
        self.init(element, fields) { text }
    }

    /// A link to an element of the same page.
    init(linkTo id: String, _ text: String) {
        source = "<a href=\"#\(Markup.escaped(id))\">\(Markup.escaped(text))</a>"
    }

    /// What the head of every page has: its encoding, that it loads and runs nothing, and how it looks.
    init(style: StaticString, footing: String) {
        source = """
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
            <style>
            \(style)
            @page { @bottom-left { content: "\(Markup.plain(footing))"; } }
            </style>

            """
    }

    mutating func append(_ other: Markup) {
        source += other.source
    }

    /// The page around its root element.
    var document: [UInt8] { Array("<!DOCTYPE html>\n\(source)\n".utf8) }

    /// The text with what has a meaning in markup spelt out.
    ///
    /// What XML cannot hold, and marks that make a text run backwards over what stands beside it, become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        escaped.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: escaped += "&amp;"
            case 0x3C: escaped += "&lt;"
            case 0x3E: escaped += "&gt;"
            case 0x22: escaped += "&quot;"
            case 0x27: escaped += "&#39;"
            case 0x09, 0x0A, 0x0D: escaped.unicodeScalars.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: escaped += "\u{FFFD}"
            case 0x202A...0x202E, 0x2066...0x2069: escaped += "\u{FFFD}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The text with nothing in it that ends a string of a style sheet.
    private static func plain(_ text: String) -> String {
        String(
            text.map { character in
                let isPlain = character.isASCII && (character.isLetter || character.isNumber)
                return isPlain || " ._-:/".contains(character) ? character : "_"
            }
        )
    }
}

/// Puts pieces of a page one after the other; a text among them is escaped.
@resultBuilder
enum MarkupBuilder {
    static func buildExpression(_ text: String) -> Markup { Markup(text: text) }

    static func buildExpression(_ markup: Markup) -> Markup { markup }

    static func buildBlock(_ pieces: Markup...) -> Markup { buildArray(pieces) }

    static func buildOptional(_ piece: Markup?) -> Markup { piece ?? Markup() }

    static func buildEither(first piece: Markup) -> Markup { piece }

    static func buildEither(second piece: Markup) -> Markup { piece }

    static func buildArray(_ pieces: [Markup]) -> Markup {
        var all = Markup()
        for piece in pieces { all.append(piece) }
        return all
    }
}
