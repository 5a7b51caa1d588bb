/// A text that is equal to nothing but the same bytes.
///
/// `String` compares as Unicode does, so that two names which are written differently can be one. What is
/// signed is bytes: names of keys and origins of logs are compared as such.
package struct ExactText: Hashable, Sendable {
    package let string: String

    package init(_ string: String) {
        self.string = string
    }

    package static func == (left: ExactText, right: ExactText) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(string.utf8.count)
        for byte in string.utf8 { hasher.combine(byte) }
    }

    /// The bytes in UTF-8.
    package var bytes: [UInt8] { Array(string.utf8) }
}

extension ExactText: CustomStringConvertible {
    package var description: String { string }
}
