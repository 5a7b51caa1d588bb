internal import Audit
internal import DossierModel
internal import Projections

/// The figures that changed, both bases side by side: of everything, then of each unit.
struct DiffTable {
    private let diff: KnowledgeDiff
    private let language: Language
    private let limit: Int

    private static let labelWidth = 30
    private static let leastWidth = 8

    /// One line: a name and six cells.
    private typealias Line = (name: String, cells: [String])

    init(_ diff: KnowledgeDiff, _ language: Language, limit: Int) {
        self.diff = diff
        self.language = language
        self.limit = limit
    }

    var text: String {
        let total = lines(diff.total, isTotal: true)
        guard !total.isEmpty || !diff.rows.isEmpty else {
            return "\n" + language.text(vi: "Không số liệu nào thay đổi.\n", en: "No figure changed.\n")
        }
        // Where dossiers went from unit to unit the total may be as it was.
        var text = ""
        if !total.isEmpty { text += table(language.text(vi: "TỔNG", en: "TOTAL"), total) }
        for row in diff.rows.prefix(limit) {
            let name = row.unit ?? language.text(vi: "(không có đơn vị)", en: "(no unit)")
            text += table(name, lines(row, isTotal: false))
        }
        if diff.rows.count > limit {
            let rest = language.count(diff.rows.count - limit)
            text +=
                "\n"
                + language.text(
                    vi: "… và \(rest) đơn vị nữa có số liệu thay đổi\n",
                    en: "… and \(rest) more units whose figures changed\n"
                )
        }
        return text
    }

    private func table(_ name: String, _ lines: [Line]) -> String {
        let columns = (0..<6).map { column in lines.map { TextTable.columns($0.cells[column]) }.max() ?? 0 }
        let widths = columns.map { max(DiffTable.leastWidth, $0 + 1) }
        let basis = Basis.allCases.map { BasisWords.name($0, language) }
        let headings = language.text(vi: "trước|sau|chênh", en: "before|after|diff.").split(separator: "|")
            .map(String.init)
        let blank = String(repeating: " ", count: DiffTable.labelWidth)
        var text = "\n" + blank
        for (index, name) in basis.enumerated() {
            let width = widths[3 * index..<3 * index + 3].reduce(0, +)
            text += TextTable.leading(name, width)
        }
        text += "\n" + label(name)
        for (heading, width) in zip(headings + headings, widths) { text += TextTable.leading(heading, width) }
        text += "\n"
        for line in lines {
            var row = label(line.name)
            for (cell, width) in zip(line.cells, widths) { row += TextTable.leading(cell, width) }
            while row.hasSuffix(" ") { row.removeLast() }
            text += row + "\n"
        }
        return text
    }

    private func label(_ name: String) -> String {
        TextTable.padded(TextTable.cut(name, DiffTable.labelWidth), DiffTable.labelWidth)
    }

    /// The figures that changed on either basis, each part under its whole.
    private func lines(_ row: KnowledgeDiff.Row, isTotal: Bool) -> [Line] {
        var lines: [Line] = []
        for chapter in FigureTexts.chapters {
            var whole: CountKey?
            for key in chapter.keys where isTotal || !key.isOfTotalOnly {
                let isPart = FigureTexts.name(key, language).hasPrefix(" ")
                if !isPart { whole = key }
                guard hasChanged(row, key) else { continue }
                // What a part is of must be told, if the whole stayed as it was.
                if isPart, let key = whole, !hasChanged(row, key) { lines.append(line(row, key)) }
                if isPart { whole = nil }
                lines.append(line(row, key))
            }
            if chapter.keys.contains(.apologyOwed) { lines += daysLate(row) }
            lines += chapter.rates.compactMap { rate(row, $0) }
        }
        return lines
    }

    private func hasChanged(_ row: KnowledgeDiff.Row, _ key: CountKey) -> Bool {
        Basis.allCases.contains { row.before[$0][key] != row.after[$0][key] }
    }

    private func line(_ row: KnowledgeDiff.Row, _ key: CountKey) -> Line {
        (
            FigureTexts.name(key, language),
            Basis.allCases.flatMap { cells(row.before[$0][key], row.after[$0][key]) }
        )
    }

    private func cells(_ before: Int, _ after: Int) -> [String] {
        let difference = before == after ? "" : language.signed(after - before)
        return [language.count(before), language.count(after), difference]
    }

    private func daysLate(_ row: KnowledgeDiff.Row) -> [Line] {
        DaysLateBucket.allCases.compactMap { bucket in
            let has = Basis.allCases.contains { row.before[$0][bucket] != row.after[$0][bucket] }
            guard has else { return nil }
            let name = language.text(vi: "  trễ \(bucket.name) ngày", en: "  late \(bucket.name) days")
                .replacing("over", with: language.text(vi: "trên", en: "over"))
            return (name, Basis.allCases.flatMap { cells(row.before[$0][bucket], row.after[$0][bucket]) })
        }
    }

    private func rate(_ row: KnowledgeDiff.Row, _ key: RateKey) -> Line? {
        let pairs = Basis.allCases.map { (row.before[$0].rate(key), row.after[$0].rate(key)) }
        guard pairs.contains(where: { $0.0?.value != $0.1?.value }) else { return nil }
        let cells = pairs.flatMap { before, after in
            [percent(before), percent(after), difference(before, after)]
        }
        return (FigureTexts.name(key, language), cells)
    }

    private func percent(_ ratio: Ratio?) -> String {
        ratio.map { language.percent(hundredths: $0.hundredthsOfPercent) } ?? "–"
    }

    /// In percentage points, of what is shown.
    private func difference(_ before: Ratio?, _ after: Ratio?) -> String {
        guard let before, let after else { return "" }
        let change = after.hundredthsOfPercent - before.hundredthsOfPercent
        guard change != 0 else { return "" }
        var text = (change > 0 ? "+" : "") + language.percent(hundredths: change)
        while let last = text.last, last == "%" || last == " " { text.removeLast() }
        return text
    }
}
