internal import Audit
internal import DossierModel
internal import Projections
internal import Spreadsheet

/// Form II.06a as a sheet laid out like the official one, and the carry-over as a second sheet.
struct FormSheet {
    private let form: SettlementForm
    private let texts: FormTexts
    private let receiver: String?
    private var sheet: Sheet
    private var row = 0

    /// Thirteen of the form, and one for what it has no column for.
    private static let lastColumn = 13
    private static let widths: [Double] = [5, 34] + Array(repeating: 8.5, count: 11) + [28]

    /// A document of the form.
    static func document(_ form: SettlementForm, receiver: String?, _ language: Language) -> SpreadsheetFile {
        var layout = FormSheet(form, receiver: receiver, language)
        layout.addHead()
        layout.addHeadings()
        layout.addLines()
        layout.addFoot()
        var sheets = [layout.sheet]
        if let carryOver = form.carryOver {
            sheets.append(CarryOverSheet.sheet(CarryOverTexts(carryOver, layout.texts), language))
        }
        return SpreadsheetFile(
            sheets: sheets,
            title: "\(layout.texts.formNumber) \(layout.texts.period(form.period))",
            // What was known decides what stands in it: the moment of that, and not the clock's.
            createdAt: form.asOf.rawValue / 1_000
        )
    }

    private init(_ form: SettlementForm, receiver: String?, _ language: Language) {
        self.form = form
        self.receiver = receiver
        texts = FormTexts(language)
        sheet = Sheet(name: "II.06a")
        sheet.columnWidths = FormSheet.widths
    }

    private mutating func add(
        _ columns: ClosedRange<Int>,
        rows: ClosedRange<Int>? = nil,
        _ text: String,
        _ style: CellStyle
    ) {
        sheet.add(SheetCell(rows: rows ?? row...row, columns: columns, .text(text), style))
    }

    // MARK: - Above the table

    private mutating func addHead() {
        var bold = CellStyle(.left)
        bold.isBold = true
        var title = CellStyle(.centre)
        title.isBold = true
        title.points = 13
        add(0...1, texts.formNumber, bold)
        add(2...10, rows: 0...1, texts.title, title)
        add(11...13, rows: 0...1, texts.reporter(form), CellStyle(.left))
        row = 2
        add(2...10, texts.period(form.period), CellStyle(.centre))
        add(11...13, rows: 2...3, texts.receiver(form, named: receiver), CellStyle(.left))
        row = 4
        var right = CellStyle(.right)
        right.isItalic = true
        add(11...13, texts.measure, right)
        for line in 0...1 { sheet.rowHeights[line] = 26 }
        for line in 2...3 { sheet.rowHeights[line] = 20 }
        row = 5
    }

    /// Three rows of headings and one of numbers; they stand on every page.
    private mutating func addHeadings() {
        var style = CellStyle(.centre)
        style.isBold = true
        style.hasBorder = true
        let top = row
        add(0...0, rows: top...top + 2, texts.sequence, style)
        add(1...1, rows: top...top + 2, texts.subject, style)
        for (place, columns) in FormTexts.groups.enumerated() {
            add(
                columns.lowerBound - 1...columns.upperBound - 1,
                rows: top...top,
                texts.group(place),
                style
            )
        }
        add(3...4, rows: top + 1...top + 1, texts.inPeriod, style)
        for column in FormColumn.allCases {
            let isBelowPeriod = column == .receivedOnline || column == .receivedOtherwise
            let place = column.rawValue - 1
            add(
                place...place,
                rows: (isBelowPeriod ? top + 2 : top + 1)...top + 2,
                texts.heading(column),
                style
            )
        }
        add(FormSheet.lastColumn...FormSheet.lastColumn, rows: top...top + 2, texts.remarks, style)
        sheet.rowHeights[top + 2] = 48
        var numbers = CellStyle(.centre)
        numbers.hasBorder = true
        numbers.isItalic = true
        row = top + 3
        for column in 0..<FormSheet.lastColumn { add(column...column, "(\(column + 1))", numbers) }
        add(FormSheet.lastColumn...FormSheet.lastColumn, "", numbers)
        sheet.repeatedRows = top...row
        sheet.frozen = (row + 1, 2)
        row += 1
    }

    // MARK: - The table

    private mutating func addLines() {
        for line in form.lines {
            addLine(
                line.number,
                texts.subject(of: line),
                line.figures,
                isBold: form.lines.count > 1 && line.procedure == nil && hasProcedures
            )
        }
        addLine("", texts.total, form.total, isBold: true)
    }

    private var hasProcedures: Bool { form.lines.contains { $0.procedure != nil } }

    private mutating func addLine(_ number: String, _ name: String, _ figures: FormLine, isBold: Bool) {
        func style(_ alignment: CellStyle.Alignment) -> CellStyle {
            var style = CellStyle(alignment)
            style.hasBorder = true
            style.isBold = isBold
            return style
        }
        add(0...0, number, style(.centre))
        add(1...1, name, style(.left))
        for column in FormColumn.allCases {
            let place = column.rawValue - 1
            sheet.add(
                SheetCell(rows: row...row, columns: place...place, .number(figures[column]), style(.right))
            )
        }
        let remark = texts.remark(figures)
        var small = CellStyle(.left)
        small.hasBorder = true
        small.points = 9
        add(FormSheet.lastColumn...FormSheet.lastColumn, remark, small)
        let lines = max(FormSheet.lines(name, in: 34), FormSheet.lines(remark, in: 32))
        sheet.rowHeights[row] = 15 * Double(lines) + 2
        row += 1
    }

    // MARK: - Below the table

    private mutating func addFoot() {
        row += 1
        for check in FormCheck.allCases { addNote(texts.check(check, form.total), isItalic: false) }
        if let carryOver = form.carryOver {
            let said = CarryOverTexts(carryOver, texts)
            for line in [said.summary] + said.details { addNote(line, isItalic: false) }
        }
        for note in texts.notes(form) { addNote(note, isItalic: true) }
        row += 1
        var bold = CellStyle(.centre)
        bold.isBold = true
        let language = texts.language
        add(0...4, language.text(vi: "NGƯỜI LẬP BIỂU", en: "PREPARED BY"), bold)
        add(9...13, language.text(vi: "THỦ TRƯỞNG ĐƠN VỊ", en: "HEAD OF THE UNIT"), bold)
    }

    private mutating func addNote(_ text: String, isItalic: Bool) {
        var style = CellStyle(.left)
        style.points = 10
        style.isItalic = isItalic
        add(0...FormSheet.lastColumn, text, style)
        sheet.rowHeights[row] = 14 * Double(FormSheet.lines(text, in: 160))
        row += 1
    }

    /// How many lines a text takes in a cell of so many characters: no program measures cells that are merged.
    static func lines(_ text: String, in width: Int) -> Int {
        max(1, (TextTable.columns(text) + width - 1) / width)
    }
}
