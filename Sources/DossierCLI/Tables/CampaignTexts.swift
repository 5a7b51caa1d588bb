internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// A campaign for people: the state on both bases, the days on one, and the units if they are asked for.
struct CampaignTexts {
    private let campaign: Campaign
    private let language: Language
    private let words: CampaignWords

    private static let labelWidth = 32
    private static let numberWidth = 24

    init(_ campaign: Campaign, _ language: Language) {
        self.campaign = campaign
        self.language = language
        words = CampaignWords(campaign: campaign, language: language)
    }

    func text(_ basis: Basis, byUnit: Bool) -> String {
        var text = "\(words.title)\n\(words.standing)\n"
        text += language.text(vi: "Theo điều đã biết đến ", en: "As known by ")
        text += language.moment(campaign.asOf) + "\n\n" + summary(campaign.total)
        if campaign.hasBegun { text += "\n" + days(basis) }
        if byUnit { text += "\n" + units(basis) }
        return text + footing
    }

    /// The state of a group, both bases side by side.
    func summary(_ group: Campaign.Group) -> String {
        var text = TextTable.padded("", CampaignTexts.labelWidth)
        for basis in Basis.allCases {
            text += TextTable.leading(words.name(basis), CampaignTexts.numberWidth)
        }
        text += "\n"
        for line in words.lines(group) {
            let label = (line.isPart ? "  " : "") + line.label
            text +=
                TextTable.padded(label, CampaignTexts.labelWidth)
                + TextTable.leading(line.reported, CampaignTexts.numberWidth)
                + TextTable.leading(line.audited, CampaignTexts.numberWidth) + "\n"
        }
        return text
    }

    // MARK: - Days

    private func days(_ basis: Basis) -> String {
        let course = campaign.total[basis]
        let heads = language.text(
            vi: "xong|còn lại|mức|hơn/kém|vẫn trễ|dừng|mới trễ|nay trễ",
            en: "cleared|remain|line|ahead|late|stopped|new|all"
        ).split(separator: "|").map(String.init)
        var text = language.text(vi: "Từng ngày, ", en: "Day by day, ") + words.name(basis) + "\n"
        text += TextTable.padded(language.text(vi: "hết ngày", en: "end of"), 14)
        text += heads.map { TextTable.leading($0, 8) }.joined() + "\n"
        for (index, date) in campaign.dates.enumerated() {
            let counts = course.counts[index]
            let before = course.counts[max(0, index - 1)]
            let line = course.lines[index]
            let cells = [
                signed(counts.cleared - before.cleared), language.count(counts.remaining),
                line.map { language.count($0) } ?? "–",
                line.map { signed($0 - counts.remaining) } ?? "–",
                language.count(counts[.late]), language.count(counts[.stopped]),
                signed(counts.newlyLate - before.newlyLate), language.count(counts.lateOpen),
            ]
            let isOff = index > 0 && !campaign.calendar.isWorking(date)
            text += TextTable.padded(language.date(date) + (isOff ? " ·" : ""), 14)
            text += cells.map { TextTable.leading($0, 8) }.joined() + "\n"
        }
        return text
            + language.text(
                vi: "Dòng đầu là cuối ngày trước khi bắt đầu; dấu · là ngày nghỉ.\n",
                en: "The first line is the end of the day before the start; a · marks a day off.\n"
            )
    }

    /// A change with its sign.
    private func signed(_ number: Int) -> String {
        language.signed(number)
    }

    // MARK: - Units

    private func units(_ basis: Basis) -> String {
        let heads = language.text(
            vi: "tồn đầu|xong|còn lại|hơn/kém|mới trễ|nay trễ|dự báo xong",
            en: "stock|cleared|remain|ahead|new|all|forecast"
        ).split(separator: "|").map(String.init)
        let widths = [9, 9, 9, 9, 9, 9, 22]
        var text = language.text(vi: "Từng đơn vị, ", en: "By unit, ") + words.name(basis) + "\n"
        text += TextTable.padded(language.text(vi: "đơn vị", en: "unit"), 20)
        text += zip(heads, widths).map { TextTable.leading($0, $1) }.joined() + "\n"
        for row in campaign.rows { text += line(row.unit ?? "–", row[basis], widths) }
        return text + line(language.text(vi: "TỔNG", en: "TOTAL"), campaign.total[basis], widths)
    }

    private func line(_ name: String, _ course: Campaign.Course, _ widths: [Int]) -> String {
        let now = course.now
        let cells = [
            language.count(now.atStart), language.count(now.cleared), language.count(now.remaining),
            course.ahead.map { signed($0) } ?? "–", language.count(now.newlyLate),
            language.count(now.lateOpen), words.likely(course.forecast),
        ]
        return TextTable.padded(TextTable.cut(name, 20), 20)
            + zip(cells, widths).map { TextTable.leading($0, $1) }.joined() + "\n"
    }

    private var footing: String {
        let sets = campaign.ruleSets.map { "\($0.name) (\($0.hash.prefix(12)))" }.joined(separator: ", ")
        let size = language.count(Int(campaign.logSize))
        return "\n" + words.notes.map { TextTable.wrapped($0, 80) }.joined()
            + language.text(vi: "Quy tắc: \(sets)\n", en: "Rules: \(sets)\n")
            + language.text(
                vi: "Sổ: \(size) sự kiện, gốc \(campaign.root.hex)\n",
                en: "Ledger: \(size) events, root \(campaign.root.hex)\n"
            )
    }
}

extension TextTable {
    /// A text in lines of at most so many columns, broken at blanks.
    static func wrapped(_ text: String, _ width: Int) -> String {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, columns(line) + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + word
        }
        return (lines + [line]).map { $0 + "\n" }.joined()
    }
}
