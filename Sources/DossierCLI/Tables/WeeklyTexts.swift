internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// A weekly report on a terminal.
struct WeeklyTexts {
    private let report: WeeklyReport
    private let language: Language
    private let words: WeeklyWords

    private static let labelWidth = 44
    private static let numberWidth = 15

    init(_ report: WeeklyReport, _ language: Language) {
        self.report = report
        self.language = language
        words = WeeklyWords(report: report, language: language)
    }

    var text: String {
        var text = "\(words.kicker)\n\(words.title)\n"
        text += language.text(vi: "Theo điều đã biết đến ", en: "As known by ")
        text += language.moment(report.report.asOf) + "\n\n"
        for finding in words.findings { text += TextTable.wrapped("• " + finding, 80) }
        text += figures
        text += heading(language.text(vi: "Hồ sơ trễ hạn trong tuần", en: "Late dossiers in the week"))
        for line in words.walk { text += row(line) }
        if !report.attention.isEmpty { text += attention }
        if let campaign = report.campaign { text += progress(campaign) }
        return text + footing
    }

    private var figures: String {
        var text = "\n" + TextTable.padded("", WeeklyTexts.labelWidth)
        for basis in Basis.allCases {
            text += TextTable.leading(BasisWords.name(basis, language), WeeklyTexts.numberWidth)
        }
        text += TextTable.leading(language.text(vi: "chênh", en: "diff."), WeeklyTexts.numberWidth) + "\n"
        for chapter in words.chapters {
            text += heading(chapter.title)
            for line in chapter.lines { text += row(line) }
        }
        return text
    }

    private func heading(_ title: String) -> String { "\n" + title.uppercased() + "\n" }

    private func row(_ line: WeeklyWords.Line) -> String {
        let label = (line.isPart ? "  " : "") + line.label
        return WeeklyTexts.trimmed(
            TextTable.padded(label, WeeklyTexts.labelWidth)
                + TextTable.leading(line.reported, WeeklyTexts.numberWidth)
                + TextTable.leading(line.audited, WeeklyTexts.numberWidth)
                + TextTable.leading(line.difference, WeeklyTexts.numberWidth)
        )
    }

    private var attention: String {
        let heads = language.text(
            vi: "đầu tuần|cuối|tăng|dừng sai",
            en: "first|last|growth|paused"
        ).split(separator: "|").map(String.init)
        var text = heading(
            language.text(
                vi: "Đơn vị cần chú ý: hồ sơ trễ, theo quy định",
                en: "Units that need attention: late dossiers, as audited"
            )
        )
        text += TextTable.padded("", 16) + heads.map { TextTable.leading($0, 11) }.joined() + "\n"
        for unit in report.attention {
            let (before, after) = unit.late(.audited)
            let cells = [
                language.count(before), language.count(after), words.signed(after - before),
                language.count(unit.figures.audited[.pausedOpenUnauthorised]),
            ]
            text += TextTable.padded(TextTable.cut(unit.unit ?? "–", 16), 16)
            text += cells.map { TextTable.leading($0, 11) }.joined()
            text += "  " + unit.reasons.map { words.name($0) }.joined(separator: ", ") + "\n"
        }
        return text + TextTable.wrapped(words.attentionNote, 80)
    }

    private func progress(_ campaign: Campaign) -> String {
        let words = CampaignWords(campaign: campaign, language: language)
        return heading(language.text(vi: "Tiến độ chiến dịch", en: "Progress of the campaign"))
            + "\(words.title)\n\(words.standing)\n\n"
            + CampaignTexts(campaign, language).summary(campaign.total)
    }

    private var footing: String {
        let sets = report.report.ruleSets.map { "\($0.name) (\($0.hash.prefix(12)))" }.joined(separator: ", ")
        let size = language.count(Int(report.report.logSize))
        return "\n"
            + language.text(
                vi: "Quy tắc: \(sets)\nSổ: \(size) sự kiện, gốc \(report.report.root.hex)\n",
                en: "Rules: \(sets)\nLedger: \(size) events, root \(report.report.root.hex)\n"
            )
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.hasSuffix(" ") { text.removeLast() }
        return text + "\n"
    }
}
