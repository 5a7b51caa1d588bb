/// A sheet that prints on A4 across, one page wide.
///
/// It is a description only: ``SpreadsheetFile`` writes it.
package struct Sheet: Sendable {
    /// From 1 to 31 characters, none of them one of `[]:*?/\`.
    package let name: String

    /// By column, in characters of the standard font.
    package var columnWidths: [Double] = []

    /// By row, in points; the others fit one line.
    package var rowHeights: [Int: Double] = [:]

    /// No two of them may lie on one another.
    package private(set) var cells: [SheetCell] = []

    /// Rows that stand at the top of every printed page.
    package var repeatedRows: ClosedRange<Int>?

    /// Rows and columns that stay in sight while the rest is scrolled.
    package var frozen: (rows: Int, columns: Int)?

    /// - Precondition: The name is not empty.
    package init(name: String) {
        precondition(!name.isEmpty, "a sheet has a name")
        self.name = name
    }

    package mutating func add(_ cell: SheetCell) {
        cells.append(cell)
    }

    /// The first row below everything.
    package var nextRow: Int { (cells.map(\.rows.upperBound).max() ?? -1) + 1 }
}
