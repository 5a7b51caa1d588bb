internal import Foundation
internal import FoundationXML

/// What stands in a spreadsheet (Office Open XML), read apart from the library that wrote it.
package struct SpreadsheetReading {
    /// One sheet.
    package struct Page {
        /// Texts and numbers as they are written, by the cell's name as `B7`; empty cells have none.
        package fileprivate(set) var cells: [String: String] = [:]
        /// The cells that hold numbers.
        package fileprivate(set) var numbers: Set<String> = []
        package fileprivate(set) var merged: Set<String> = []
        /// The attributes of `pageSetup`.
        package fileprivate(set) var setup: [String: String] = [:]
        package fileprivate(set) var isFittedToPage = false

        /// The cell in which a text stands, by its beginning.
        package func cell(beginning text: String) -> String? {
            cells.filter { $0.value.hasPrefix(text) }.keys.min()
        }

        /// What stands in the columns A to N of a row.
        package func row(_ number: Int) -> [String] {
            "ABCDEFGHIJKLMN".map { cells["\($0)\(number)"] ?? "" }
        }
    }

    /// By the sheets' places.
    package let pages: [Page]
    package let names: [String]
    /// When the document says that it was made.
    package let created: String

    package init(_ bytes: [UInt8]) throws {
        let files = try ZipArchive(bytes).files
        func tree(_ name: String) throws -> Element {
            guard let file = files[name] else { throw ZipArchive.Fault(reason: "there is no \(name)") }
            return try Element.read(file, name)
        }
        let strings = try tree("xl/sharedStrings.xml").all("si").map { $0.all("t").map(\.text).joined() }
        names = try tree("xl/workbook.xml").all("sheet").map { $0.attributes["name"] ?? "" }
        created = try tree("docProps/core.xml").all("dcterms:created").first?.text ?? ""
        var pages: [Page] = []
        for number in 1...max(1, names.count) {
            let sheet = try tree("xl/worksheets/sheet\(number).xml")
            var page = Page()
            for cell in sheet.all("c") {
                guard let name = cell.attributes["r"], let value = cell.all("v").first?.text else { continue }
                if cell.attributes["t"] == "s" {
                    guard let index = Int(value), strings.indices.contains(index) else {
                        throw ZipArchive.Fault(reason: "\(name) names no text")
                    }
                    page.cells[name] = strings[index]
                } else {
                    page.cells[name] = value
                    page.numbers.insert(name)
                }
            }
            page.merged = Set(sheet.all("mergeCell").compactMap { $0.attributes["ref"] })
            page.setup = sheet.all("pageSetup").first?.attributes ?? [:]
            page.isFittedToPage = sheet.all("pageSetUpPr").first?.attributes["fitToPage"] == "1"
            pages.append(page)
        }
        self.pages = pages
    }
}

/// An element of XML with its text.
private final class Element {
    var name = ""
    var attributes: [String: String] = [:]
    var children: [Element] = []
    var text = ""

    /// All elements of a name below this one, in their order.
    func all(_ name: String) -> [Element] {
        children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) }
    }

    static func read(_ bytes: [UInt8], _ file: String) throws -> Element {
        let builder = Builder()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = builder
        guard parser.parse() else { throw ZipArchive.Fault(reason: "\(file) is no XML") }
        return builder.root
    }

    private final class Builder: NSObject, XMLParserDelegate {
        let root = Element()
        private lazy var open = [root]

        func parser(
            _ parser: XMLParser,
            didStartElement name: String,
            namespaceURI: String?,
            qualifiedName: String?,
            attributes: [String: String]
        ) {
            let element = Element()
            element.name = name
            element.attributes = attributes
            open.last?.children.append(element)
            open.append(element)
        }

        func parser(
            _ parser: XMLParser,
            didEndElement name: String,
            namespaceURI: String?,
            qualifiedName: String?
        ) {
            open.removeLast()
        }

        func parser(_ parser: XMLParser, foundCharacters text: String) {
            open.last?.text += text
        }
    }
}
