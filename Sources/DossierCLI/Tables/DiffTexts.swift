internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What two moments of knowledge differ in, for people: all but the dossiers themselves.
struct DiffTexts {
    private let diff: KnowledgeDiff
    private let language: Language
    private let words: DiffWords
    /// How many dossiers follow, and how many of other things are listed at most.
    private let limit: Int

    init(_ diff: KnowledgeDiff, _ language: Language, limit: Int) {
        self.diff = diff
        self.language = language
        words = DiffWords(language)
        self.limit = limit
    }

    var text: String {
        var text = heading + news
        text += DiffTable(diff, language, limit: limit).text
        if !diff.papers.isEmpty { text += papers }
        if diff.moved > 0 { text += dossiersHeading }
        return text
    }

    // MARK: - Both sides

    private var heading: String {
        let (before, after) = (diff.before, diff.after)
        var text = language.text(
            vi: "Những gì được biết thêm từ \(moment(before.asOf)) đến \(moment(after.asOf))\n",
            en: "What became known from \(moment(before.asOf)) to \(moment(after.asOf))\n"
        )
        let period = "\(language.date(diff.from)) – \(language.date(diff.to))"
        if before.at == after.at {
            text += language.text(
                vi: "Kỳ \(period), cả hai bên tính đến \(moment(after.at)): chỉ hiểu biết là khác nhau\n",
                en: "Period \(period), both sides counted at \(moment(after.at)): only knowledge differs\n"
            )
        } else {
            text += language.text(
                vi: "Kỳ \(period), trước tính đến \(moment(before.at)), sau tính đến \(moment(after.at)):\n"
                    + "thời gian cũng đã trôi; thêm --at \(before.at) để chỉ so hiểu biết\n",
                en:
                    "Period \(period), counted at \(moment(before.at)) before and at \(moment(after.at)) after:\n"
                    + "time went by too; with --at \(before.at) knowledge alone differs\n"
            )
        }
        return text
    }

    private var news: String {
        let news = diff.news
        func count(_ number: Int) -> String { language.count(number) }
        var text = "\n"
        text += language.text(
            vi: "Cả sổ biết thêm: sự kiện hồ sơ \(count(news.dossierEvents)), sự kiện tham chiếu "
                + "\(count(news.references)), dòng sổ giấy \(count(news.paperEntries)); "
                + "sự kiện đã biết nay bị hủy \(count(news.voided))\n",
            en: "Became known in the whole ledger: dossier events \(count(news.dossierEvents)), "
                + "reference events \(count(news.references)), paper entries \(count(news.paperEntries)); "
                + "known events voided \(count(news.voided))\n"
        )
        for (index, reference) in diff.references.enumerated() {
            guard index < limit else {
                text += more(diff.references.count - limit, "sự kiện tham chiếu", "reference events")
                break
            }
            text += "  " + DiffEventTexts.text(reference, language) + "\n"
        }
        text += language.text(
            vi: "\nHồ sơ đổi tình trạng: \(count(diff.moved)); "
                + "giữ tình trạng nhưng đổi số liệu: \(count(diff.recounted))\n",
            en: "\nDossiers that stand elsewhere: \(count(diff.moved)); "
                + "that count otherwise where they stood: \(count(diff.recounted))\n"
        )
        guard diff.moved > 0 else { return text }
        text += language.text(
            vi: "  do sự kiện của hồ sơ \(count(diff.movedByEvents)), do sự kiện tham chiếu "
                + "\(count(diff.movedByReferences)), do thời gian trôi \(count(diff.movedByTime))\n",
            en: "  by their own events \(count(diff.movedByEvents)), by reference events "
                + "\(count(diff.movedByReferences)), by time that passed \(count(diff.movedByTime))\n"
        )
        return text + lags + moves
    }

    /// How late the events of these dossiers were written down.
    private var lags: String {
        let found = zip(KnowledgeDiff.lagNames, diff.lags).filter { $0.1 > 0 }
        guard !found.isEmpty else { return "" }
        let list = found.map { name, count in
            let days = name.replacing("over", with: language.text(vi: "trên", en: "over"))
            return "\(days): \(language.count(count))"
        }
        return language.text(
            vi: "  ghi muộn (ngày làm việc: số sự kiện) ",
            en: "  written down late (working days: events) "
        ) + list.joined(separator: ", ") + "\n"
    }

    private var moves: String {
        var text = ""
        for basis in Basis.allCases where !diff.moves(basis).isEmpty {
            text += "  " + words.basis(basis) + "\n"
            for move in diff.moves(basis) {
                let count = TextTable.leading(language.count(move.dossiers), 10)
                text += "\(count)  \(words.standing(move.before)) → \(words.standing(move.after))\n"
            }
        }
        return text
    }

    // MARK: - Lists

    private var papers: String {
        var text =
            "\n"
            + language.text(
                vi: "SỔ GIẤY: \(language.count(diff.papers.count)) dòng đổi cách tính\n",
                en: "PAPER REGISTERS: \(language.count(diff.papers.count)) entries count otherwise\n"
            )
        for (index, paper) in diff.papers.enumerated() {
            guard index < limit else { return text + more(diff.papers.count - limit, "dòng", "entries") }
            text += "  " + DiffEventTexts.text(paper, language) + "\n"
        }
        return text
    }

    private var dossiersHeading: String {
        let all = language.count(diff.moved)
        let shown = language.count(min(diff.moved, limit))
        if diff.moved <= limit {
            return "\n" + language.text(vi: "HỒ SƠ (\(all))\n", en: "DOSSIERS (\(all))\n")
        }
        return "\n"
            + language.text(
                vi: "HỒ SƠ (\(shown) đầu tiên trong \(all); --limit \(diff.moved) để xem hết)\n",
                en: "DOSSIERS (the first \(shown) of \(all); --limit \(diff.moved) shows all)\n"
            )
    }

    private func more(_ count: Int, _ vi: String, _ en: String) -> String {
        "  "
            + language.text(
                vi: "… và \(language.count(count)) \(vi) nữa\n",
                en: "… and \(language.count(count)) more \(en)\n"
            )
    }

    private func moment(_ instant: Instant) -> String { language.moment(instant) }
}
