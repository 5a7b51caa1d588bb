import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite("A spreadsheet")
struct SpreadsheetFileTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("dossier-sheets-" + UUID().uuidString, isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    private static func sheet(_ name: String = "Biểu") -> Sheet {
        var sheet = Sheet(name: name)
        var style = CellStyle(.centre)
        style.hasBorder = true
        sheet.columnWidths = [5, 20]
        sheet.rowHeights = [1: 40]
        sheet.add(SheetCell(rows: 0...1, columns: 0...2, .text("Lĩnh vực <Đất đai> & \"hộ tịch\""), style))
        sheet.add(SheetCell(rows: 2...2, columns: 0...0, .number(0), CellStyle(.right)))
        sheet.add(SheetCell(rows: 2...2, columns: 1...1, .number(1_234_567), style))
        sheet.add(SheetCell(rows: 2...2, columns: 2...2, .text(""), style))
        sheet.repeatedRows = 0...1
        sheet.frozen = (2, 1)
        return sheet
    }

    private static func file(_ sheets: [Sheet] = [sheet()], createdAt: Int64 = 1_750_000_000)
        -> SpreadsheetFile
    {
        SpreadsheetFile(sheets: sheets, title: "Biểu thử", createdAt: createdAt)
    }

    @Test("texts, numbers and merged cells are read back as they were written")
    func content() throws {
        try SpreadsheetFileTests.file([SpreadsheetFileTests.sheet(), SpreadsheetFileTests.sheet("Hai")])
            .write(to: path("a.xlsx"))
        let reading = try SpreadsheetReading(bytes("a.xlsx"))
        #expect(reading.names == ["Biểu", "Hai"])
        #expect(reading.created == "2025-06-15T15:06:40Z")
        for page in reading.pages {
            #expect(
                page.cells == [
                    "A1": "Lĩnh vực <Đất đai> & \"hộ tịch\"", "A3": "0", "B3": "1234567",
                ]
            )
            #expect(page.numbers == ["A3", "B3"])
            #expect(page.merged == ["A1:C2"])
            #expect(page.setup["paperSize"] == "9")
            #expect(page.setup["orientation"] == "landscape")
            #expect(page.setup["fitToHeight"] == "0")
            #expect(page.isFittedToPage)
        }
    }

    @Test("the same sheets and moment give the same bytes, another moment others")
    func sameBytes() throws {
        try SpreadsheetFileTests.file().write(to: path("a.xlsx"))
        try SpreadsheetFileTests.file().write(to: path("b.xlsx"))
        try SpreadsheetFileTests.file(createdAt: 1_750_000_001).write(to: path("c.xlsx"))
        try SpreadsheetFileTests.file(createdAt: -5).write(to: path("d.xlsx"))
        #expect(try bytes("a.xlsx") == bytes("b.xlsx"))
        #expect(try bytes("a.xlsx") != bytes("c.xlsx"))
        // 0 would be the library's word for now.
        #expect(try SpreadsheetReading(bytes("d.xlsx")).created == "1970-01-02T00:00:00Z")
    }

    @Test("a file that is there is left as it is")
    func existing() throws {
        try Data("mine".utf8).write(to: folder.appendingPathComponent("a.xlsx"))
        #expect(throws: SpreadsheetError.cannotCreate(path: path("a.xlsx"), errno: EEXIST)) {
            try SpreadsheetFileTests.file().write(to: path("a.xlsx"))
        }
        #expect(try bytes("a.xlsx") == Array("mine".utf8))
    }

    @Test("a folder that is not there is told in the system's words")
    func noFolder() {
        let path = path("none/a.xlsx")
        #expect(throws: SpreadsheetError.cannotCreate(path: path, errno: ENOENT)) {
            try SpreadsheetFileTests.file().write(to: path)
        }
        #expect(
            SpreadsheetError.cannotCreate(path: path, errno: ENOENT).description
                == "\(path): No such file or directory"
        )
    }

    @Test(
        "what the library refuses is told in its words, and no file is left behind",
        arguments: ["Một tên dài hơn ba mươi mốt chữ cái", "a/b"]
    )
    func refused(_ name: String) throws {
        let path = path("a.xlsx")
        do {
            try SpreadsheetFileTests.file([Sheet(name: name)]).write(to: path)
            Issue.record("the name was taken")
        } catch {
            guard case .library(path, let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.hasPrefix("libxlsxwriter: ") && reason.count > 20, "\(reason)")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
