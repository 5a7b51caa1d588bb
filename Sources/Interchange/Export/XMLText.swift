/// Texts as values of XML attributes (XML 1.0, sections 2.2 and 3.3.3).
enum XMLText {
    /// What stands for a character that XML cannot hold.
    enum Substitute {
        /// U+FFFD: the text is for people.
        case replacement
        /// The escape of JSON (`\ufffe`), which stands for the same character: the text is JSON.
        case jsonEscape
    }

    /// Appends a text so that a reader of XML gets it back, line ends and tabs included.
    static func append(_ text: Span<UInt8>, _ substitute: Substitute, to output: inout [UInt8]) {
        var index = 0
        while index < text.count {
            let forbidden = ExportText.lengthOfForbidden(text, index)
            guard forbidden == 0 else {
                append(forbidden: text, index, substitute, to: &output)
                index += forbidden
                continue
            }
            append(text[index], to: &output)
            index += 1
        }
    }

    @inline(__always)
    private static func append(_ byte: UInt8, to output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "&"): ExportText.append("&amp;", to: &output)
        case UInt8(ascii: "<"): ExportText.append("&lt;", to: &output)
        // Not asked for in an attribute, but `]]>` is then nowhere in the file.
        case UInt8(ascii: ">"): ExportText.append("&gt;", to: &output)
        case Ascii.quote: ExportText.append("&quot;", to: &output)
        // As they stand, a reader would make spaces of them.
        case Ascii.tab: ExportText.append("&#9;", to: &output)
        case Ascii.lineFeed: ExportText.append("&#10;", to: &output)
        case Ascii.carriageReturn: ExportText.append("&#13;", to: &output)
        default: output.append(byte)
        }
    }

    private static func append(
        forbidden text: Span<UInt8>,
        _ index: Int,
        _ substitute: Substitute,
        to output: inout [UInt8]
    ) {
        // Canonical JSON writes all control characters as escapes, so only U+FFFE and U+FFFF are left there.
        guard substitute == .jsonEscape, text[index] == 0xEF else {
            output.append(contentsOf: ExportText.replacement)
            return
        }
        ExportText.append("\\uff", to: &output)
        output.append(UInt8(ascii: "f"))
        output.append(text[index + 2] == 0xBE ? UInt8(ascii: "e") : UInt8(ascii: "f"))
    }
}
