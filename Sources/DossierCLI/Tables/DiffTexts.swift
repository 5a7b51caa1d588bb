internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Projections

/// What two moments of knowledge differ in, for people: all but the dossiers themselves.
struct DiffTexts {
    private let diff: KnowledgeDiff
    private let language: Language
    /// How many dossiers follow, and how many of other things are listed at most.
    private let limit: Int

    init(_ diff: KnowledgeDiff, _ language: Language, limit: Int) {
        self.diff = diff
        self.language = language
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
        let period = "\(language.day(diff.from)) – \(language.day(diff.to))"
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
            text += "  " + ReferenceTexts.text(reference, language) + "\n"
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
            text += "  " + language.basis(basis) + "\n"
            for move in diff.moves(basis) {
                let count = TextTable.leading(language.count(move.dossiers), 10)
                text += "\(count)  \(language.standing(move.before)) → \(language.standing(move.after))\n"
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
            text += "  " + ReferenceTexts.text(paper, language) + "\n"
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

/// What became of one dossier, for people.
struct DossierChangeTexts {
    private let change: DossierChange
    private let diff: KnowledgeDiff
    private let language: Language

    init(_ change: DossierChange, _ diff: KnowledgeDiff, _ language: Language) {
        self.change = change
        self.diff = diff
        self.language = language
    }

    var text: String {
        var text = change.dossier + "\n"
        for basis in Basis.allCases {
            let line = places(change.places(basis))
            if !line.isEmpty { text += "  \(language.basis(basis)): \(line)\n" }
        }
        if change.causes.contains(.time) {
            text += language.text(
                vi: "  do thời gian trôi đến \(language.moment(diff.after.at))\n",
                en: "  by the time that passed until \(language.moment(diff.after.at))\n"
            )
        }
        for place in change.references {
            text += "  " + by(ReferenceTexts.text(diff.references[place], language))
        }
        if change.causes.contains(.events) {
            for event in change.events { text += "  " + by(ReferenceTexts.text(event, language)) }
        }
        return text
    }

    private func by(_ text: String) -> String {
        language.text(vi: "do ", en: "by ") + text + "\n"
    }

    /// What is other on a basis; nothing where it stands as it stood.
    private func places(_ places: (before: DossierChange.Place, after: DossierChange.Place)) -> String {
        let (before, after) = places
        var parts: [String] = []
        if before.kind != after.kind {
            parts.append("\(language.standing(before.kind)) → \(language.standing(after.kind))")
        } else if before.finish != after.finish {
            parts.append("\(before.finish ?? "–") → \(after.finish ?? "–")")
        }
        if before.unit != after.unit, before.unit != nil {
            parts.append(
                language.text(vi: "đơn vị", en: "unit") + " \(before.unit ?? "–") → \(after.unit ?? "–")"
            )
        } else if !parts.isEmpty, let unit = after.unit ?? before.unit {
            parts.append(language.text(vi: "đơn vị", en: "unit") + " \(unit)")
        }
        if before.sector != after.sector, before.sector != nil, after.sector != nil {
            parts.append(
                language.text(vi: "lĩnh vực", en: "sector")
                    + " \(before.sector ?? "–") → \(after.sector ?? "–")"
            )
        }
        if before.isInScope != after.isInScope, before.kind != .absent, after.kind != .absent {
            parts.append(
                after.isInScope
                    ? language.text(vi: "vào phạm vi", en: "now within the filters")
                    : language.text(vi: "ra khỏi phạm vi", en: "no longer within the filters")
            )
        }
        guard !parts.isEmpty else { return "" }
        if before.due != after.due, before.due != nil {
            let dues = [before.due, after.due].map { $0.map { language.due($0) } ?? "–" }
            parts.append(language.text(vi: "hạn", en: "due") + " \(dues[0]) → \(dues[1])")
        }
        return parts.joined(separator: "; ")
    }
}

/// Events that made a difference, on one line each.
enum ReferenceTexts {
    static func text(_ reference: ReferenceChange, _ language: Language) -> String {
        let about = [reference.unit, reference.subject].compactMap { $0 }.joined(separator: " ")
        return text(reference.change, about: about, language)
    }

    static func text(_ change: EventChange, about: String = "", _ language: Language) -> String {
        let event = change.event
        var text = "seq \(event.number) \(event.type.name)"
        if !about.isEmpty { text += " (\(about))" }
        text += ", \(clocks(event, language))"
        guard let void = change.void else { return text }
        text += language.text(vi: "; bị hủy bởi seq", en: "; voided by seq")
        text += " \(void.number), \(clocks(void, language))"
        return text + (change.reason.map { ": \($0)" } ?? "")
    }

    static func text(_ paper: PaperChange, _ language: Language) -> String {
        var states: [String] = []
        for (basis, pair) in [(Basis.reported, paper.reported), (.audited, paper.audited)]
        where pair.before != pair.after {
            let names = "\(name(pair.before, language)) → \(name(pair.after, language))"
            states.append("\(language.basis(basis)) \(names)")
        }
        let entry = [paper.unit, paper.paperNumber].compactMap { $0 }.joined(separator: " ")
        return "\(entry): \(states.joined(separator: ", ")); " + text(paper.change, language)
    }

    private static func name(_ state: PaperChange.State, _ language: Language) -> String {
        switch state {
        case .absent: language.text(vi: "không tính", en: "not counted")
        case .onSystem: language.text(vi: "có trên hệ thống", en: "on the system")
        case .offSystem: language.text(vi: "không có trên hệ thống", en: "off the system")
        }
    }

    /// When it happened, how much later it was written down, and by whom.
    private static func clocks(_ event: DiffEvent, _ language: Language) -> String {
        var text = language.moment(event.occurredAt)
        let recorded = language.moment(event.recordedAt)
        if event.workingDays > 0 {
            let days = language.count(event.workingDays)
            text += language.text(
                vi: ", ghi \(recorded), muộn \(days) ngày làm việc",
                en: ", recorded \(recorded), \(days) working \(event.workingDays == 1 ? "day" : "days") later"
            )
        } else if event.occurredAt != event.recordedAt {
            text += language.text(vi: ", ghi \(recorded)", en: ", recorded \(recorded)")
        }
        let who = [event.actor, event.source].compactMap { $0 }.joined(separator: ", ")
        return who.isEmpty ? text : text + language.text(vi: ", bởi \(who)", en: ", by \(who)")
    }
}

extension Language {
    fileprivate func basis(_ basis: Basis) -> String {
        basis == .reported ? text(vi: "báo cáo", en: "reported") : text(vi: "kiểm toán", en: "audited")
    }

    /// `31/12/2025` in Vietnamese, `2025-12-31` in English.
    fileprivate func day(_ date: LocalDate) -> String {
        guard self == .vi else { return "\(date)" }
        let (year, month, day) = date.civil
        return "\(padded(day, 2))/\(padded(month, 2))/\(year)"
    }

    fileprivate func moment(_ instant: Instant) -> String {
        let minutes = Int(instant.millisecondsOfDay / 60_000)
        let clock = "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
        return self == .vi ? "\(clock) \(day(instant.localDate))" : "\(day(instant.localDate)) \(clock)"
    }

    /// A due date, or in hours the instant.
    fileprivate func due(_ text: String) -> String {
        LocalDate(text).map { day($0) } ?? Instant(text).map { moment($0) } ?? text
    }

    /// What a dossier is, in a few words.
    fileprivate func standing(_ kind: DossierStanding.Kind) -> String {
        switch kind {
        case .absent: text(vi: "chưa có", en: "not there")
        case .orphan: text(vi: "không rõ tiếp nhận", en: "no receipt known")
        case .declinedAtIntake: text(vi: "từ chối tiếp nhận", en: "declined at intake")
        case .declined: text(vi: "trả lại, không giải quyết", en: "declined")
        case .withdrawn: text(vi: "đã rút", en: "withdrawn")
        case .early: text(vi: "trả trước hạn", en: "finished early")
        case .onTime: text(vi: "trả đúng hạn", en: "finished on time")
        case .overdue: text(vi: "trả quá hạn", en: "finished late")
        case .undatedFinished: text(vi: "đã trả, không có hạn", en: "finished, undated")
        case .openInTime: text(vi: "đang giải quyết, trong hạn", en: "open, in time")
        case .openOverdue: text(vi: "đang giải quyết, quá hạn", en: "open, overdue")
        case .stopped: text(vi: "đang dừng", en: "stopped")
        case .undatedOpen: text(vi: "đang giải quyết, không có hạn", en: "open, undated")
        }
    }
}
