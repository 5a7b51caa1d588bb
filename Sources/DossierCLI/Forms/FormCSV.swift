internal import Audit
internal import Projections

/// Form II.06a as CSV (RFC 4180): its columns under their numbers and headings, then the codes of the line and what the
/// form has no column for, under the keys of rules.md section 9.
struct FormCSV {
    private let texts: FormTexts

    init(_ language: Language) {
        texts = FormTexts(language)
    }

    func text(_ form: SettlementForm) -> String {
        var header = ["(1) \(texts.sequence)", "(2) \(texts.subject)"]
        header += FormColumn.allCases.map { "(\($0.rawValue)) \(texts.fullHeading($0))" }
        header += ["sector", "procedure"] + FormLine.remarks.map(\.name)
        var text = CSVRecord.text(header)
        for line in form.lines {
            let codes = [line.sector ?? "", line.procedure ?? ""]
            text += record([line.number, texts.subject(of: line)], line.figures, codes)
        }
        return text + record(["", texts.total], form.total, ["", ""])
    }

    private func record(_ head: [String], _ figures: FormLine, _ codes: [String]) -> String {
        let columns = FormColumn.allCases.map { String(figures[$0]) }
        let beside = FormLine.remarks.map { String(figures[remark: $0]) }
        return CSVRecord.text(head + columns + codes + beside)
    }
}
