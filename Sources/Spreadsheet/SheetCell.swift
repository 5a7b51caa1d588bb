/// How a cell looks.
package struct CellStyle: Hashable, Sendable {
    package enum Alignment: Sendable {
        case left
        case centre
        case right
    }

    package var alignment: Alignment
    package var isBold = false
    package var isItalic = false
    /// Whether a thin line runs around it.
    package var hasBorder = false
    /// Whether a long text goes on in further lines of the same cell.
    package var wraps = true
    package var points = 11.0

    package init(_ alignment: Alignment) {
        self.alignment = alignment
    }
}

/// What stands in one cell, or in several that are merged into one.
package struct SheetCell: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case text(String)
        /// A whole number, shown with its thousands apart; 0 is shown as 0.
        case number(Int)
    }

    /// From 0, as are all places.
    package let rows: ClosedRange<Int>
    package let columns: ClosedRange<Int>
    package let content: Content
    package let style: CellStyle

    /// A cell, or with more than one row or column those merged.
    package init(
        rows: ClosedRange<Int>,
        columns: ClosedRange<Int>,
        _ content: Content,
        _ style: CellStyle
    ) {
        self.rows = rows
        self.columns = columns
        self.content = content
        self.style = style
    }
}
