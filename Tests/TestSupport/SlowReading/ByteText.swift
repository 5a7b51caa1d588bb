/// A text that is equal and ordered byte by byte (rules.md section 1).
///
/// A `String` takes two spellings of one letter for equal and orders by their normal form; identifiers of the
/// ledger do neither.
package struct ByteText: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (left: ByteText, right: ByteText) -> Bool {
        // Equal bytes are equal texts, so the fast comparison may refuse first.
        left.text == right.text && left.text.utf8.elementsEqual(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }

    package static func < (left: ByteText, right: ByteText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package var description: String { text }
}

extension ByteText: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        text = value
    }
}
