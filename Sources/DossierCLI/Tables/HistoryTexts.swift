internal import Audit
internal import DossierModel
internal import MerkleLog
internal import Rules

/// One dossier's life for people.
struct HistoryTexts {
    private let history: DossierHistory
    let words: HistoryWords
    private let isWhole: Bool
    private let columns: Int?

    /// `isWhole` says that nothing is left out, however many events there are; `columns` are those that there are, if any
    /// are counted: where a table of the events would be broken, they are told in lines.
    init(_ history: DossierHistory, _ language: Language, isWhole: Bool = false, columns: Int? = nil) {
        self.history = history
        self.isWhole = isWhole
        self.columns = columns
        words = HistoryWords(language: language, events: history.events)
    }

    private var language: Language { words.language }

    var text: String {
        var text = words.text(vi: "Hồ sơ", en: "Dossier") + " \(history.dossier)"
        if let sector = history.sector {
            let heading = words.text(vi: "lĩnh vực", en: "sector")
            // Its words have the heading in them.
            let unknown = words.text(vi: "không rõ lĩnh vực", en: "sector unknown")
            text +=
                sector == "unknown" ? ", \(unknown)" : ", \(heading) \(FormTexts(language).sector(sector))"
        }
        text +=
            "\n" + words.text(vi: "Theo điều đã biết đến", en: "As known by")
            + " \(language.moment(history.asOf)), "
        text += words.text(vi: "tại", en: "at") + " \(language.moment(history.at)); "
        text += words.text(vi: "sổ", en: "ledger") + " \(language.count(Int(history.logSize))), "
        text += "\(history.root.hex)\n"
        text +=
            words.text(vi: "Giờ ghi dưới đây là giờ UTC+07:00.", en: "Times below are at UTC+07:00.") + "\n\n"
        text += words.text(vi: "HAI ĐỒNG HỒ", en: "BOTH CLOCKS") + "\n" + events
        for basis in Basis.allCases { text += "\n" + standing(basis) }
        if let difference { text += "\n" + difference + "\n" }
        return text
    }

    /// What the two bases make of the dossier, where one of them takes it for late.
    private var difference: String? {
        if history.isMasked {
            return words.text(
                vi: "Trễ bị che: theo quy định là muộn, theo báo cáo thì không (rules.md 7)",
                en: "Lateness masked: late as audited, and not as reported (rules.md 7)"
            )
        }
        guard history.isLateTick else { return nil }
        return words.text(
            vi: "Xong đúng hạn, ghi muộn: theo quy định không muộn, theo báo cáo thì muộn (rules.md 7)",
            en: "Done in time, ticked late: late as reported, and not as audited (rules.md 7)"
        )
    }

    /// Items with those in the middle left out, unless all are wanted.
    func shortened<Item>(_ items: [Item], _ head: Int, _ tail: Int) -> (
        head: [Item], left: Int, tail: [Item]
    ) {
        isWhole ? (items, 0, []) : words.shortened(items, head: head, tail: tail)
    }

    /// All events with both clocks, in the order in which they occurred.
    private var events: String {
        let table = table
        let widest = table.map(TextTable.columns).max() ?? 0
        let lines = columns.map { $0 < widest } ?? false ? listed : table
        return lines.map { $0 + "\n" }.joined()
    }

    /// The events in lines of at most 78 columns, as long as their codes are no longer than most.
    private var listed: [String] {
        let shown = shortened(history.ordered, 60, 20)
        let left = shown.left > 0 ? [words.more(shown.left)] : []
        return shown.head.flatMap(narrow) + left + shown.tail.flatMap(narrow)
    }

    /// One event with both clocks below it, and who did it.
    private func narrow(_ event: DossierHistory.Event) -> [String] {
        var lines = ["seq \(event.number)  \(words.event(event.type))"]
        let occurred = words.text(vi: "xảy ra", en: "occurred") + " \(words.stamp(event.occurredAt))"
        let recorded = words.text(vi: "ghi nhận", en: "recorded") + " \(words.stamp(event.recordedAt))"
        let lag = words.lag(event)
        lines.append("    \(occurred)  \(recorded)" + (lag == "–" ? "" : "  [\(lag)]"))
        let paper = event.evidence.map { words.text(vi: "giấy tờ", en: "evidence") + " \($0)" }
        let who = [event.unit, event.actor, paper].compactMap { $0 }.joined(separator: "  ")
        if !who.isEmpty { lines.append("    " + who) }
        return lines
    }

    private var table: [String] {
        let heads = [
            "seq", words.text(vi: "sự kiện", en: "event"), words.text(vi: "xảy ra", en: "occurred"),
            words.text(vi: "ghi nhận", en: "recorded"), words.text(vi: "chậm", en: "lag"),
            words.text(vi: "đơn vị", en: "unit"), words.text(vi: "người làm", en: "actor"),
            words.text(vi: "giấy tờ", en: "evidence"),
        ]
        let ordered = history.ordered
        let shown = shortened(ordered, 60, 20)
        let head = shown.head.map(cells)
        let tail = shown.tail.map(cells)
        var lines = HistoryTexts.aligned([heads] + head + tail)
        if shown.left > 0 { lines.insert(words.more(shown.left), at: 1 + head.count) }
        return lines
    }

    private func cells(_ event: DossierHistory.Event) -> [String] {
        [
            "\(event.number)", event.type.name, words.stamp(event.occurredAt), words.stamp(event.recordedAt),
            words.lag(event), event.unit ?? "", event.actor ?? "", event.evidence ?? "",
        ]
    }

    /// Rows as columns, without blanks at the ends of lines.
    static func aligned(_ rows: [[String]]) -> [String] {
        guard let first = rows.first else { return [] }
        let widths = first.indices.map { column in rows.map { TextTable.columns($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { TextTable.padded($0, $1) }.joined(separator: "  ")
            return String(cells.reversed().drop { $0 == " " }.reversed())
        }
    }

    // MARK: - One basis

    private func standing(_ basis: Basis) -> String {
        let found = history[basis]
        let due = DueTexts(standing: found, basis: basis, words: words)
        let verdict = VerdictTexts(standing: found, basis: basis, at: history.at, words: words)
        let unit = found.unit.map { ", \($0)" } ?? ""
        var lines = ["\(words.basis(basis)): \(words.name(found.kind))\(unit)"]
        func section(_ vi: String, _ en: String, _ content: [String]) {
            guard !content.isEmpty else { return }
            lines.append("  " + words.text(vi: vi, en: en))
            lines += content.map { "    " + $0 }
        }
        section("Thời điểm không như đã khai", "Times that are not as asserted", times(found, basis))
        section("Hạn", "Due date", due.base)
        section("Các lần dừng", "Stops", stops(found, basis))
        section("Hạn dời", "Changes of the due", shifts(found, due))
        section("Kết luận", "Verdict", verdict.verdict)
        section("Điều gì làm kết luận khác đi", "What would change the verdict", verdict.changes)
        section("Bất thường", "Anomalies", anomalies(found))
        section("Thời gian ở đâu", "Where the time went", holdings(found))
        return lines.map { $0 + "\n" }.joined()
    }

    /// The events whose effective time is not `occurredAt` (audited) or not `recordedAt` (reported), and why.
    private func times(_ found: DossierStanding, _ basis: Basis) -> [String] {
        let expected: TimeSource = basis == .reported ? .recorded : .occurred
        let happened = Set(found.record.steps.map(\.row))
        let rows = found.record.times.indices.filter { row in
            guard let time = found.record.times[row] else { return false }
            let event = history.events[row]
            let asserted = basis == .reported ? event.recordedAt : event.occurredAt
            let isLater = found.record.start != nil && !happened.contains(row) && time.effective > history.at
            return isLater || time.source != expected && time.effective != asserted
        }
        let shown = shortened(rows, 12, 4)
        func line(_ row: Int) -> String {
            guard let time = found.record.times[row] else { return "" }
            let event = history.events[row]
            let later =
                time.effective > history.at
                ? words.text(vi: "; đến lúc hỏi chưa xảy ra", en: "; it has not happened by then") : ""
            return "seq \(event.number) \(words.event(event.type)): \(words.moment(time.effective)), "
                + words.source(time) + later + " (rules.md 3)"
        }
        return shown.head.map(line) + (shown.left > 0 ? [words.more(shown.left)] : []) + shown.tail.map(line)
    }

    private func stops(_ found: DossierStanding, _ basis: Basis) -> [String] {
        let texts = StopTexts(standing: found, basis: basis, words: words)
        let numbered = Array(found.record.stops.enumerated())
        let shown = shortened(numbered, 10, 3)
        var lines: [String] = []
        for (number, stop) in shown.head { lines += texts.lines(stop, number: number + 1) }
        if shown.left > 0 { lines.append(words.more(shown.left)) }
        for (number, stop) in shown.tail { lines += texts.lines(stop, number: number + 1) }
        let ignored = shortened(found.record.ignored, 8, 2)
        for question in ignored.head {
            lines.append("– " + texts.line(question))
            guard !question.reasons.isEmpty else { continue }
            lines += texts.reasons(question.reasons, question.row, question.kind).map { "    – " + $0 }
        }
        if ignored.left > 0 { lines.append(words.more(ignored.left)) }
        return lines + ignored.tail.map { "– " + texts.line($0) }
    }

    private func shifts(_ found: DossierStanding, _ due: DueTexts) -> [String] {
        let shown = shortened(Array(found.record.shifts.indices), 10, 3)
        var lines = shown.head.flatMap(due.shift)
        if shown.left > 0 { lines.append(words.more(shown.left)) }
        lines += shown.tail.flatMap(due.shift)
        let idle = shortened(found.record.reschedules.filter { !$0.counts }, 8, 2)
        lines += idle.head.map(due.reschedule)
        if idle.left > 0 { lines.append(words.more(idle.left)) }
        lines += idle.tail.map(due.reschedule)
        if !found.record.shifts.isEmpty, let last = found.due {
            lines.append(
                words.text(vi: "Hạn sau cùng: \(words.due(last))", en: "Final due: \(words.due(last))")
            )
        }
        return lines
    }

    private func anomalies(_ found: DossierStanding) -> [String] {
        let lines = found.record.steps.compactMap { step in
            words.anomaly(step.note).map { "\(words.sequence(step.row)): \($0) [\(step.note)] (rules.md 4)" }
        }
        let shown = shortened(lines, 8, 2)
        return shown.head + (shown.left > 0 ? [words.more(shown.left)] : []) + shown.tail
    }
}
