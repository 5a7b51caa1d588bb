internal import CXLSXWriter
internal import Glibc

/// Sheets as a file that spreadsheet programs open (Office Open XML), written by libxlsxwriter.
///
/// The same sheets with the same moment give the same bytes: nothing is taken from the clock.
package struct SpreadsheetFile: Sendable {
    package let sheets: [Sheet]

    /// Shown among the properties of the document.
    package let title: String

    /// Seconds since 1970-01-01T00:00:00Z that the document names as its moment of creation, not before 1970-01-02.
    package let createdAt: Int64

    /// - Precondition: There is at least one sheet.
    package init(sheets: [Sheet], title: String, createdAt: Int64) {
        precondition(!sheets.isEmpty, "a document has a sheet")
        self.sheets = sheets
        self.title = title
        // The library takes 0 for "now".
        self.createdAt = max(createdAt, 86_400)
    }

    /// Writes a new file.
    ///
    /// - Throws: ``SpreadsheetError``; then there is no new file, and one that was there before is as it was.
    package func write(to path: String) throws(SpreadsheetError) {
        // The library would write over a file that is there: an empty one is made first, which fails if there is one.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotCreate(path: path, errno: errno) }
        do throws(SpreadsheetError) {
            try fill(path)
            // The library wrote through a descriptor of its own, to the same file.
            guard fsync(descriptor) == 0 else { throw .cannotCreate(path: path, errno: errno) }
        } catch {
            close(descriptor)
            unlink(path)
            throw error
        }
        close(descriptor)
    }

    private func fill(_ path: String) throws(SpreadsheetError) {
        guard let book = workbook_new(path) else {
            throw .library(path: path, reason: "libxlsxwriter: out of memory")
        }
        var styles = CellStyles(book)
        var failure = setProperties(book)
        for sheet in sheets where failure == LXW_NO_ERROR {
            failure = SheetWriter.write(sheet, into: book, &styles)
        }
        guard failure == LXW_NO_ERROR else {
            lxw_workbook_free(book)
            throw .library(path: path, reason: SpreadsheetFile.text(failure))
        }
        // It frees the book, whether it succeeds or not.
        let closing = workbook_close(book)
        guard closing == LXW_NO_ERROR else {
            throw .library(path: path, reason: SpreadsheetFile.text(closing))
        }
    }

    private func setProperties(_ book: UnsafeMutablePointer<lxw_workbook>) -> lxw_error {
        // The library copies what it is given.
        title.withCString { title in
            var properties = lxw_doc_properties()
            properties.title = UnsafeMutablePointer(mutating: title)
            properties.created = time_t(createdAt)
            return workbook_set_properties(book, &properties)
        }
    }

    private static func text(_ error: lxw_error) -> String {
        guard let text = lxw_strerror(error) else { return "libxlsxwriter: error \(error.rawValue)" }
        return "libxlsxwriter: " + String(cString: text)
    }
}

/// The styles of a document, each made once.
struct CellStyles {
    private let book: UnsafeMutablePointer<lxw_workbook>
    private var made: [Key: UnsafeMutablePointer<lxw_format>] = [:]

    private struct Key: Hashable {
        let style: CellStyle
        let isNumber: Bool
    }

    init(_ book: UnsafeMutablePointer<lxw_workbook>) {
        self.book = book
    }

    /// The library's format of a style; `nil` where there is no memory for it.
    mutating func format(_ style: CellStyle, isNumber: Bool) -> UnsafeMutablePointer<lxw_format>? {
        let key = Key(style: style, isNumber: isNumber)
        if let format = made[key] { return format }
        guard let format = workbook_add_format(book) else { return nil }
        // The font in which Vietnamese offices write; other machines put a like one in its place.
        format_set_font_name(format, "Times New Roman")
        format_set_font_size(format, style.points)
        if style.isBold { format_set_bold(format) }
        if style.isItalic { format_set_italic(format) }
        if style.wraps { format_set_text_wrap(format) }
        if style.hasBorder { format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue)) }
        // Behind the number as much room as a bracket takes: an indent is not kept for numbers everywhere.
        if isNumber { format_set_num_format(format, "#,##0_)") }
        let across =
            switch style.alignment {
            case .left: LXW_ALIGN_LEFT
            case .centre: LXW_ALIGN_CENTER
            case .right: LXW_ALIGN_RIGHT
            }
        format_set_align(format, UInt8(across.rawValue))
        // A text that touches the line around it is hard to read.
        if style.hasBorder, style.alignment == .left { format_set_indent(format, 1) }
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        made[key] = format
        return format
    }
}
