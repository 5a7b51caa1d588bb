/// The name of a key: for a ledger its origin, for a witness its own.
///
/// It is compared byte for byte.
package struct KeyName: Hashable, Sendable {
    package let text: ExactText

    /// Takes over a name.
    ///
    /// - Throws: ``KeyFault/badName`` if it is empty or has white space, `+` or a control character, which would
    ///   make two things out of one in a note.
    package init(_ text: String) throws(KeyFault) {
        let isFit = text.unicodeScalars.allSatisfy { scalar in
            !scalar.properties.isWhitespace && scalar != "+" && scalar.value >= 0x20
        }
        guard isFit, !text.isEmpty else { throw .badName }
        self.text = ExactText(text)
    }
}

extension KeyName: CustomStringConvertible {
    package var description: String { text.string }
}
