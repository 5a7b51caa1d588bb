internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// A report for people: the groups in a line each, then all figures of the total, both bases side by side.
struct ReportTable {
    private let report: Report
    private let language: Language

    private static let labelWidth = 30
    private static let numberWidth = 15

    init(_ report: Report, _ language: Language) {
        self.report = report
        self.language = language
    }

    var text: String {
        var text = heading
        if !report.by.isEmpty { text += groups }
        return text + total + footing
    }

    private var heading: String {
        let period = "\(language.date(report.from)) – \(language.date(report.to))"
        return language.text(
            vi:
                "Kỳ \(period), theo hiểu biết đến \(language.moment(report.asOf)), tính đến \(language.moment(report.at))\n\n",
            en:
                "Period \(period), as known at \(language.moment(report.asOf)), counted at \(language.moment(report.at))\n\n"
        )
    }

    // MARK: - Groups

    /// Columns of the table of groups; the bases stand as `reported → audited` where they differ.
    private var groups: String {
        let headings = language.text(
            vi: "tiếp nhận|đã xong|quá hạn|mở, quá hạn|trễ bị che|tỷ lệ đúng hạn|chênh",
            en: "received|finished|overdue|open, late|masked|on-time rate|diff."
        ).split(separator: "|").map(String.init)
        let widths = [12, 15, 15, 15, 12, 19, 9]
        let names = report.by.map { dimensionName($0) }.joined(separator: " · ")
        var text = TextTable.padded(TextTable.cut(names, ReportTable.labelWidth), ReportTable.labelWidth)
        for (heading, width) in zip(headings, widths) { text += TextTable.leading(heading, width) }
        text += "\n"
        for row in report.rows {
            let label = (row.isRollup ? "Σ " : "") + row.group.map { $0 ?? "–" }.joined(separator: " · ")
            text += line(label, row.figures, widths)
        }
        text += line(language.text(vi: "TỔNG", en: "TOTAL"), report.total, widths)
        return text + "\n"
    }

    private func line(_ label: String, _ figures: FiguresPair, _ widths: [Int]) -> String {
        let rates = Basis.allCases.map { figures[$0].rate(.onTimeRate) }
        let cells = [
            both(figures, .received), both(figures, .finished), both(figures, .overdue),
            both(figures, .openOverdue),
            both(figures, .masked),
            rates[0] == rates[1] ? percent(rates[0]) : "\(percent(rates[0])) → \(percent(rates[1]))",
            difference(rates[0], rates[1]),
        ]
        var text = TextTable.padded(TextTable.cut(label, ReportTable.labelWidth), ReportTable.labelWidth)
        for (cell, width) in zip(cells, widths) { text += TextTable.leading(cell, width) }
        return trimmed(text) + "\n"
    }

    private func both(_ figures: FiguresPair, _ key: CountKey) -> String {
        let (reported, audited) = (figures.reported[key], figures.audited[key])
        guard reported != audited else { return language.count(reported) }
        return "\(language.count(reported)) → \(language.count(audited))"
    }

    // MARK: - Total

    private var total: String {
        var text = TextTable.padded(language.text(vi: "TỔNG", en: "TOTAL"), ReportTable.labelWidth)
        for heading in [
            BasisWords.name(.reported, language), BasisWords.name(.audited, language),
            language.text(vi: "chênh lệch", en: "difference"),
        ] {
            text += TextTable.leading(heading, ReportTable.numberWidth)
        }
        text += "\n"
        for chapter in FigureTexts.chapters {
            let lines = lines(of: chapter)
            guard !lines.isEmpty else { continue }
            text += lines
            if chapter.keys.contains(.finished) { text += readings }
            if chapter.keys.contains(.apologyOwed) { text += daysLate }
        }
        return text
    }

    /// The on-time rate over the other denominators in use, where they differ from the first.
    private var readings: String {
        OnTimeReading.allCases.dropFirst().map { reading in
            let (one, other) = (report.total.reported.rate(reading), report.total.audited.rate(reading))
            guard one != nil || other != nil else { return "" }
            let name = FigureTexts.name(reading, language)
            return line(name, percent(one), percent(other), difference(one, other))
        }.joined()
    }

    /// How late the late dossiers are, in working days.
    private var daysLate: String {
        DaysLateBucket.allCases.map { bucket in
            let (one, other) = (report.total.reported[bucket], report.total.audited[bucket])
            guard one != 0 || other != 0 else { return "" }
            let days = language.text(vi: "  trễ \(bucket.name) ngày", en: "  late \(bucket.name) days")
                .replacing("over", with: language.text(vi: "trên", en: "over"))
            return line(days, language.count(one), language.count(other), change(other - one))
        }.joined()
    }

    private func change(_ number: Int) -> String {
        number == 0 ? "" : language.signed(number)
    }

    /// The figures of a chapter that are not 0 on both bases; nothing where all are.
    private func lines(of chapter: (vi: String, en: String, keys: [CountKey], rates: [RateKey])) -> String {
        let (reported, audited) = (report.total.reported, report.total.audited)
        var text = ""
        for key in chapter.keys where reported[key] != 0 || audited[key] != 0 {
            text += line(
                FigureTexts.name(key, language),
                language.count(reported[key]),
                language.count(audited[key]),
                change(audited[key] - reported[key])
            )
        }
        for key in chapter.rates {
            let (one, other) = (reported.rate(key), audited.rate(key))
            guard one != nil || other != nil, !text.isEmpty else { continue }
            text += line(
                FigureTexts.name(key, language),
                percent(one),
                percent(other),
                difference(one, other)
            )
        }
        return text.isEmpty
            ? "" : "\n" + language.text(vi: chapter.vi, en: chapter.en).uppercased() + "\n" + text
    }

    private func line(_ label: String, _ reported: String, _ audited: String, _ change: String) -> String {
        let text =
            TextTable.padded(label, ReportTable.labelWidth)
            + TextTable.leading(reported, ReportTable.numberWidth)
            + TextTable.leading(audited, ReportTable.numberWidth)
            + TextTable.leading(change, ReportTable.numberWidth)
        return trimmed(text) + "\n"
    }

    private func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }

    private var footing: String {
        let sets = report.ruleSets.map { "\($0.name) (\($0.hash.prefix(12)))" }.joined(separator: ", ")
        return "\n"
            + language.text(
                vi: "Số liệu bằng 0 ở cả hai cơ sở không in. Quy tắc: \(sets)\n"
                    + "Sổ: \(language.count(Int(report.logSize))) sự kiện, gốc \(report.root.hex)\n",
                en: "Figures that are 0 on both bases are left out. Rules: \(sets)\n"
                    + "Ledger: \(language.count(Int(report.logSize))) events, root \(report.root.hex)\n"
            )
    }

    // MARK: - Numbers and dates

    private func percent(_ ratio: Ratio?) -> String {
        ratio.map { language.percent(hundredths: $0.hundredthsOfPercent) } ?? "–"
    }

    /// The difference of two rates in percentage points, of what is shown.
    private func difference(_ reported: Ratio?, _ audited: Ratio?) -> String {
        guard let reported, let audited else { return "" }
        let change = audited.hundredthsOfPercent - reported.hundredthsOfPercent
        guard change != 0 else { return "" }
        return (change > 0 ? "+" : "") + points(language.percent(hundredths: change))
    }

    private func points(_ percent: String) -> String {
        var text = percent
        while let last = text.last, last == "%" || last == " " { text.removeLast() }
        return text
    }

    private func dimensionName(_ dimension: Dimension) -> String {
        switch dimension {
        case .unit: language.text(vi: "đơn vị", en: "unit")
        case .sector: language.text(vi: "lĩnh vực", en: "sector")
        case .channel: language.text(vi: "kênh", en: "channel")
        case .procedure: language.text(vi: "thủ tục", en: "procedure")
        }
    }
}
