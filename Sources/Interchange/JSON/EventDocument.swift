package import DossierModel

/// An event's JSON taken apart for reading by name: for the few events whose details no row holds.
///
///     let document = try EventDocument(bytes)
///     let days = document.root["data"]?["limit"]?["value"]?.int
///
/// It allocates; the import path uses ``EventReader``.
package final class EventDocument {
    fileprivate let tape: JSONTape

    /// Takes a JSON text apart.
    ///
    /// - Throws: What is wrong with it as JSON. Fields are not checked: an event in the ledger has been.
    package init(_ bytes: UnsafeRawBufferPointer) throws(EventFault) {
        var tape = JSONTape()
        try tape.read(bytes)
        self.tape = tape
    }

    /// The outermost value.
    package var root: JSONView { JSONView(document: self, index: 0) }
}

extension EventDocument {
    /// Takes a JSON text apart.
    ///
    /// - Throws: What is wrong with it as JSON.
    package static func read(_ bytes: [UInt8]) throws(EventFault) -> EventDocument {
        try bytes.withUnsafeBufferPointer { (buffer) throws(EventFault) in
            try EventDocument(UnsafeRawBufferPointer(buffer))
        }
    }
}

/// One value of a document, read by name.
package struct JSONView {
    private let document: EventDocument
    private let index: Int

    fileprivate init(document: EventDocument, index: Int) {
        self.document = document
        self.index = index
    }

    private var node: JSONNode { document.tape.nodes[index] }

    package var isNull: Bool { node.kind == .null }
    package var isObject: Bool { node.kind == .object }

    /// The value of a member of an object; `nil` where this is no object or has no such member.
    package subscript(name: String) -> JSONView? {
        guard isObject else { return nil }
        var key = Int(node.link)
        while key != 0 {
            if document.tape.decodedText(key).elementsEqual(name.utf8) { return view(key + 1) }
            key = Int(document.tape.nodes[key].link)
        }
        return nil
    }

    /// The text of a string.
    package var string: String? {
        guard node.kind == .string else { return nil }
        return String(decoding: document.tape.decodedText(index), as: UTF8.self)
    }

    /// The text of a string, or `nil` where it is empty: an empty field counts as missing.
    package var text: String? {
        guard let string, !string.isEmpty else { return nil }
        return string
    }

    /// A whole number, however it was written.
    package var int: Int? {
        guard node.kind == .number, node.isWhole else { return nil }
        return Int(Int64(bitPattern: node.value))
    }

    package var double: Double? { node.kind == .number ? document.tape.double(index) : nil }

    /// A number as RFC 8785 writes it.
    var canonicalNumber: String? {
        guard node.kind == .number else { return nil }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { room in
            guard let out = room.baseAddress else { return nil }
            let end =
                int.map { CanonicalNumber.write(Int64($0), out, 0) }
                ?? CanonicalNumber.write(document.tape.double(index), out, 0)
            return String(decoding: room[..<end], as: UTF8.self)
        }
    }

    package var bool: Bool? {
        switch node.kind {
        case .true: true
        case .false: false
        default: nil
        }
    }

    /// A time in RFC 3339.
    package var instant: Instant? { string.flatMap { Instant($0) } }

    /// A date as `YYYY-MM-DD`.
    package var date: LocalDate? { string.flatMap { LocalDate($0) } }

    /// The elements of an array.
    package var array: [JSONView]? {
        guard node.kind == .array else { return nil }
        var elements: [JSONView] = []
        var element = index + 1
        while element < Int(node.next) {
            elements.append(view(element))
            element = Int(document.tape.nodes[element].next)
        }
        return elements
    }

    /// The members of an object in canonical order.
    package var members: [(key: String, value: JSONView)]? {
        guard isObject else { return nil }
        var members: [(key: String, value: JSONView)] = []
        var key = Int(node.link)
        while key != 0 {
            let name = String(decoding: document.tape.decodedText(key), as: UTF8.self)
            members.append((name, view(key + 1)))
            key = Int(document.tape.nodes[key].link)
        }
        return members
    }

    private func view(_ index: Int) -> JSONView { JSONView(document: document, index: index) }
}
