internal import CXLSXWriter

/// Hands a sheet to the library.
enum SheetWriter {
    static func write(
        _ sheet: Sheet,
        into book: UnsafeMutablePointer<lxw_workbook>,
        _ styles: inout CellStyles
    ) -> lxw_error {
        let naming = workbook_validate_sheet_name(book, sheet.name)
        guard naming == LXW_NO_ERROR else { return naming }
        guard let page = workbook_add_worksheet(book, sheet.name) else {
            return LXW_ERROR_MEMORY_MALLOC_FAILED
        }
        setPage(page, sheet)
        for (column, width) in sheet.columnWidths.enumerated() {
            let place = lxw_col_t(column)
            let failure = worksheet_set_column(page, place, place, width, nil)
            guard failure == LXW_NO_ERROR else { return failure }
        }
        for (row, height) in sheet.rowHeights.sorted(by: { $0.key < $1.key }) {
            let failure = worksheet_set_row(page, lxw_row_t(row), height, nil)
            guard failure == LXW_NO_ERROR else { return failure }
        }
        for cell in sheet.cells {
            let failure = write(cell, on: page, &styles)
            guard failure == LXW_NO_ERROR else { return failure }
        }
        guard let rows = sheet.repeatedRows else { return LXW_NO_ERROR }
        return worksheet_repeat_rows(page, lxw_row_t(rows.lowerBound), lxw_row_t(rows.upperBound))
    }

    /// A4 across, as wide as one page and as long as it takes, with the page's number at its foot.
    private static func setPage(_ page: UnsafeMutablePointer<lxw_worksheet>, _ sheet: Sheet) {
        worksheet_set_paper(page, 9)
        worksheet_set_landscape(page)
        worksheet_set_margins(page, 0.5, 0.5, 0.6, 0.6)
        worksheet_fit_to_pages(page, 1, 0)
        worksheet_center_horizontally(page)
        worksheet_set_footer(page, "&C&\"Times New Roman\"&9&P/&N")
        if let frozen = sheet.frozen {
            worksheet_freeze_panes(page, lxw_row_t(frozen.rows), lxw_col_t(frozen.columns))
        }
    }

    private static func write(
        _ cell: SheetCell,
        on page: UnsafeMutablePointer<lxw_worksheet>,
        _ styles: inout CellStyles
    ) -> lxw_error {
        let (row, column) = (lxw_row_t(cell.rows.lowerBound), lxw_col_t(cell.columns.lowerBound))
        let isMerged = cell.rows.count > 1 || cell.columns.count > 1
        var isNumber = false
        if case .number = cell.content { isNumber = true }
        guard let format = styles.format(cell.style, isNumber: isNumber) else {
            return LXW_ERROR_MEMORY_MALLOC_FAILED
        }
        if isMerged {
            let (lastRow, lastColumn) = (lxw_row_t(cell.rows.upperBound), lxw_col_t(cell.columns.upperBound))
            let failure = worksheet_merge_range(page, row, column, lastRow, lastColumn, "", format)
            guard failure == LXW_NO_ERROR else { return failure }
        }
        return switch cell.content {
        case .text(let text): worksheet_write_string(page, row, column, text, format)
        case .number(let number): worksheet_write_number(page, row, column, Double(number), format)
        }
    }
}
