internal import Audit
internal import Spreadsheet

/// The dossiers behind a carry-over that does not hold, as a sheet.
enum CarryOverSheet {
    private static let widths: [Double] = [22, 30, 34, 34, 52]

    static func sheet(_ said: CarryOverTexts, _ language: Language) -> Sheet {
        var sheet = Sheet(name: language.text(vi: "Chuyển kỳ", en: "Carry-over"))
        sheet.columnWidths = widths
        var bold = CellStyle(.left)
        bold.isBold = true
        for (row, line) in ([said.summary] + said.details).enumerated() {
            let style = row == 0 ? bold : CellStyle(.left)
            sheet.add(SheetCell(rows: row...row, columns: 0...4, .text(line), style))
        }
        guard !said.carryOver.dossiers.isEmpty else { return sheet }
        let headings = [
            language.text(vi: "Hồ sơ", en: "Dossier"), language.text(vi: "Vì sao lệch", en: "Why"),
            language.text(vi: "Ở biểu kỳ trước", en: "In the form before"),
            language.text(vi: "Ở biểu này", en: "In this form"),
            language.text(vi: "Sự kiện", en: "Events"),
        ]
        let top = sheet.nextRow + 1
        bold.hasBorder = true
        for (column, heading) in headings.enumerated() {
            sheet.add(SheetCell(rows: top...top, columns: column...column, .text(heading), bold))
        }
        sheet.repeatedRows = top...top
        for (place, dossier) in said.carryOver.dossiers.enumerated() {
            add(dossier, at: top + 1 + place, said, to: &sheet)
        }
        return sheet
    }

    private static func add(
        _ dossier: CarryOver.Dossier,
        at row: Int,
        _ said: CarryOverTexts,
        to sheet: inout Sheet
    ) {
        let events = shown(dossier.events, said)
        let texts = [
            dossier.code, said.text(dossier.reason), said.standing(dossier.before),
            said.standing(dossier.now), events.joined(separator: "\n"),
        ]
        var style = CellStyle(.left)
        style.hasBorder = true
        style.points = 10
        var lines = max(1, events.count)
        for (column, text) in texts.enumerated() {
            sheet.add(SheetCell(rows: row...row, columns: column...column, .text(text), style))
            if column < 4 { lines = max(lines, FormSheet.lines(text, in: Int(widths[column]))) }
        }
        sheet.rowHeights[row] = 14 * Double(lines) + 2
    }

    /// A cell holds so many lines that somebody reads them; JSON has all.
    private static let eventLimit = 12

    private static func shown(_ events: [CarryOver.Event], _ said: CarryOverTexts) -> [String] {
        let shown = events.prefix(eventLimit).map { said.event($0) }
        return events.count > eventLimit ? shown + ["… (\(events.count))"] : shown
    }
}
