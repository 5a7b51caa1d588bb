internal import Audit
internal import Projections

/// Form II.06a on a terminal: the columns under their numbers, which are told above.
struct FormTable {
    private let form: SettlementForm
    private let texts: FormTexts
    private let receiver: String?
    private var language: Language { texts.language }

    init(_ form: SettlementForm, receiver: String?, _ language: Language) {
        self.form = form
        self.receiver = receiver
        texts = FormTexts(language)
    }

    var text: String {
        var lines = [
            texts.formNumber, texts.title, texts.reporter(form),
            texts.receiver(form, named: receiver), texts.period(form.period), texts.measure, "",
        ]
        lines += legend + [""] + table + [""]
        lines += FormCheck.allCases.map { texts.check($0, form.total) }
        if let carryOver = form.carryOver { lines += said(CarryOverTexts(carryOver, texts)) }
        lines += [""] + texts.notes(form)
        return lines.joined(separator: "\n") + "\n"
    }

    /// What the columns are, a line for each group.
    private var legend: [String] {
        FormTexts.groups.enumerated().map { place, columns in
            let headings = FormColumn.allCases.filter { columns.contains($0.rawValue) }.map {
                "(\($0.rawValue)) \(texts.heading($0))"
            }
            return "\(texts.group(place)): " + headings.joined(separator: ", ")
        }
    }

    private var table: [String] {
        let heads = FormColumn.allCases.map { "(\($0.rawValue))" }
        let figures = form.lines.map(\.figures) + [form.total]
        let widths = zip(FormColumn.allCases, heads).map { column, head in
            figures.map { TextTable.columns(language.count($0[column])) }.reduce(head.count, max)
        }
        let numberWidth = form.lines.map(\.number.count).reduce(3, max)
        let names = form.lines.map { texts.subject(of: $0) } + [texts.total]
        let nameWidth = min(34, names.map { TextTable.columns($0) }.reduce(3, max))
        func row(_ number: String, _ name: String, _ values: [String]) -> String {
            let head =
                TextTable.padded(number, numberWidth) + " "
                + TextTable.padded(TextTable.cut(name, nameWidth), nameWidth)
            return zip(values, widths).reduce(head) { $0 + " " + TextTable.leading($1.0, $1.1) }
        }
        func rows(_ number: String, _ name: String, _ figures: FormLine) -> [String] {
            let line = row(number, name, FormColumn.allCases.map { language.count(figures[$0]) })
            let remark = texts.remark(figures)
            return remark.isEmpty ? [line] : [line, String(repeating: " ", count: numberWidth + 3) + remark]
        }
        var lines = [row("(1)", "(2)", heads)]
        for (line, name) in zip(form.lines, names) { lines += rows(line.number, name, line.figures) }
        return lines + rows("", texts.total, form.total)
    }

    /// Dossiers that are named on a terminal; JSON and the sheet name them all.
    private static let limit = 20

    private func said(_ said: CarryOverTexts) -> [String] {
        var lines = [said.summary] + said.details.map { "  " + $0 }
        for dossier in said.carryOver.dossiers.prefix(FormTable.limit) {
            lines.append("  \(dossier.code): \(said.text(dossier.reason))")
            lines.append("    \(said.standing(dossier.before)) → \(said.standing(dossier.now))")
            lines += dossier.events.map { "    " + said.event($0) }
        }
        let rest = said.carryOver.dossiers.count - FormTable.limit
        if rest > 0 {
            let count = language.count(rest)
            lines.append(
                "  "
                    + language.text(
                        vi: "và \(count) hồ sơ nữa: --format json hoặc xlsx có đủ",
                        en: "and \(count) more: --format json and xlsx have them all"
                    )
            )
        }
        return lines
    }
}
