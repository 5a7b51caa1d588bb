/// One line of form II.06a: the numbers of its columns, and what the form has no column for.
///
/// The columns are counts of rules.md section 9 as they are, so that the rate of the form, ((8) + (9)) / ((8) + (9) + (10)),
/// is `onTimeRate`. What has no class has no column: it is told beside the line, and each equation of the form closes with
/// what is told, or the program is wrong.
package struct FormLine: Equatable, Sendable {
    /// What the form has no column for, and what shares a column with something else; in the order in which it is told.
    package static let remarks: [CountKey] = [
        .declined, .withdrawn, .undatedFinished, .undatedOpen, .stopped,
    ]

    /// By the raw value of ``FormColumn``, less 3.
    private var columns: [Int]

    /// Beside ``remarks``.
    private var beside: [Int]

    /// A line of the figures of one row on one basis.
    package init(_ figures: Figures) {
        columns = FormColumn.allCases.map { column in
            column.counts.reduce(0) { $0 + figures[$1] }
        }
        beside = FormLine.remarks.map { figures[$0] }
    }

    package subscript(column: FormColumn) -> Int { columns[column.rawValue - 3] }

    /// One of ``remarks``.
    package subscript(remark key: CountKey) -> Int {
        guard let place = FormLine.remarks.firstIndex(of: key) else {
            preconditionFailure("\(key) is no remark of the form")
        }
        return beside[place]
    }

    /// Whether nothing stands in the line: such a line is not shown.
    package var isEmpty: Bool { columns.allSatisfy { $0 == 0 } && beside.allSatisfy { $0 == 0 } }

    /// The right side of an equation.
    package func sum(_ check: FormCheck) -> Int {
        check.parts.reduce(0) { $0 + self[$1] }
    }

    /// How many dossiers an equation lacks, all of them told in ``remarks``.
    package func apart(_ check: FormCheck) -> Int {
        check.apart.reduce(0) { $0 + self[remark: $1] }
    }

    /// Whether an equation closes together with what is told beside the line.
    package func closes(_ check: FormCheck) -> Bool {
        self[check.whole] == sum(check) + apart(check)
    }
}
