/// Why a text is no XML.
package struct XMLFault: Error, CustomStringConvertible {
    package let position: Int
    package let reason: String

    package var description: String { "\(reason) at \(position)" }
}

/// Reads elements, attributes and white space strictly by XML 1.0; anything else is a fault.
package struct StrictXMLReader {
    private let scalars: [Unicode.Scalar]
    private var position = 0

    /// Reads a document: the declaration, one element, nothing but white space after it.
    package static func read(_ bytes: [UInt8]) throws -> XMLElement {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw XMLFault(position: 0, reason: "no UTF-8")
        }
        var reader = StrictXMLReader(scalars: Array(text.unicodeScalars))
        try reader.expect("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        try reader.skipSpace()
        let root = try reader.element()
        try reader.skipSpace()
        guard reader.position == reader.scalars.count else { throw reader.fault("text after the root") }
        return root
    }

    private init(scalars: [Unicode.Scalar]) {
        self.scalars = scalars
    }

    private func fault(_ reason: String) -> XMLFault { XMLFault(position: position, reason: reason) }

    private func peek(_ offset: Int = 0) -> Unicode.Scalar? {
        position + offset < scalars.count ? scalars[position + offset] : nil
    }

    /// XML 1.0 section 2.2, `Char`.
    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    private mutating func expect(_ text: String) throws {
        for scalar in text.unicodeScalars {
            guard peek() == scalar else { throw fault("\(text) is due") }
            position += 1
        }
    }

    private mutating func skipSpace() throws {
        while let scalar = peek(), scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
            position += 1
        }
    }

    private mutating func name() throws -> String {
        var name = ""
        while let scalar = peek(),
            scalar.properties.isAlphabetic || ":._-0123456789".unicodeScalars.contains(scalar)
        {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else {
            throw fault("a name is due")
        }
        return name
    }

    private mutating func element() throws -> XMLElement {
        try expect("<")
        var element = XMLElement(name: try name())
        while true {
            let before = position
            try skipSpace()
            if peek() == "/" {
                try expect("/>")
                return element
            }
            if peek() == ">" { break }
            guard position > before else { throw fault("white space is due before an attribute") }
            let name = try name()
            guard element[name] == nil else { throw fault("\(name) is given twice") }
            try expect("=\"")
            element.attributes.append((name, try value()))
        }
        try expect(">")
        try skipSpace()
        while !(peek() == "<" && peek(1) == "/") {
            element.children.append(try self.element())
            try skipSpace()
        }
        try expect("</" + element.name + ">")
        return element
    }

    /// The value of an attribute up to its closing quote, normalised as section 3.3.3 says.
    private mutating func value() throws -> String {
        var value = String.UnicodeScalarView()
        while let scalar = peek(), scalar != "\"" {
            guard isAllowed(scalar), scalar != "<" else { throw fault("U+\(scalar.value) in a value") }
            position += 1
            switch scalar {
            case "&": value.append(try reference())
            case "\n", "\t", "\r": value.append(" ")
            default: value.append(scalar)
            }
        }
        try expect("\"")
        return String(value)
    }

    private mutating func reference() throws -> Unicode.Scalar {
        var name = ""
        while let scalar = peek(), scalar != ";" {
            guard name.count < 8 else { throw fault("a reference is not closed") }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        try expect(";")
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            guard name.hasPrefix("#"), let value = UInt32(name.dropFirst()),
                let scalar = Unicode.Scalar(value),
                isAllowed(scalar)
            else { throw fault("no reference: \(name)") }
            return scalar
        }
    }
}
