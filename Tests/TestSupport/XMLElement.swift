/// An element of an XML document, as a reader of the subset that XES uses gives it.
package struct XMLElement {
    package var name: String
    package var attributes: [(name: String, value: String)] = []
    package var children: [XMLElement] = []

    /// The value of an attribute.
    package subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

    /// The values of the child attributes of XES, by their key.
    package var values: [String: String] {
        Dictionary(
            uniqueKeysWithValues: children.compactMap { child in
                guard let key = child["key"], let value = child["value"] else { return nil }
                return (key, value)
            }
        )
    }

    package func all(_ name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
