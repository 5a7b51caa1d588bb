import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What an XML parser finds in a page.
final class PageOutline: NSObject, XMLParserDelegate {
    private(set) var elements: [String: Int] = [:]
    /// Names and values, of all elements.
    private(set) var fields: [(name: String, value: String)] = []
    private(set) var text = ""
    /// The text in each element that has an id.
    private(set) var texts: [String: String] = [:]
    /// The texts of elements of one name, in order.
    private(set) var lines: [String] = []
    private var open: [String?] = []
    private var openLines: [Bool] = []

    /// `nil` where the page is not well-formed.
    init?(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        guard parser.parse() else { return nil }
    }

    var ids: Set<String> { Set(texts.keys) }

    func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements[name, default: 0] += 1
        fields += attributes.map { ($0.key, $0.value) }
        open.append(attributes["id"])
        openLines.append(attributes["class"] == "line")
        if let id = attributes["id"] { texts[id] = "" }
        if attributes["class"] == "line" { lines.append("") }
    }

    func parser(
        _ parser: XMLParser,
        didEndElement name: String,
        namespaceURI: String?,
        qualifiedName: String?
    ) {
        open.removeLast()
        openLines.removeLast()
        text += "\n"
        for case .some(let id) in open { texts[id, default: ""] += "\n" }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        text += string
        for case .some(let id) in open { texts[id, default: ""] += string }
        if openLines.contains(true), !lines.isEmpty { lines[lines.count - 1] += string }
    }
}
