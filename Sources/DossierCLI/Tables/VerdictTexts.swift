internal import Audit
internal import DossierModel
internal import Rules

/// The verdict on one basis, and what would have to be shown to change it.
struct VerdictTexts {
    let standing: DossierStanding
    let basis: Basis
    let at: Instant
    let words: HistoryWords

    /// The verdict with what it is made of.
    var verdict: [String] {
        let name = words.name(standing.kind)
        guard standing.record.start != nil else { return [name + noReceipt] }
        let due = standing.due.map { words.due($0) }
        let end = standing.finishedAt.map { words.moment($0) } ?? words.moment(at)
        var line = name + " (rules.md 7): "
        if standing.isOpen {
            line += words.text(vi: "tại \(end)", en: "at \(end)")
        } else {
            let row = standing.record.finishRow.map { " (\(words.sequence($0)))" } ?? ""
            line += words.text(vi: "kết thúc \(end)\(row)", en: "finished \(end)\(row)")
        }
        if let due { line += words.text(vi: ", hạn \(due)", en: ", due \(due)") }
        guard standing.daysLate > 0 else { return [line] }
        line += words.text(
            vi: ", muộn \(words.workingDays(standing.daysLate))",
            en: ", \(words.workingDays(standing.daysLate)) late"
        )
        let texts = DueTexts(standing: standing, basis: basis, words: words)
        guard let lateness = standing.explanation.lateness else { return [line] }
        guard lateness.count > 0 else {
            return [
                line,
                "  "
                    + words.text(
                        vi: "không có ngày làm việc nào ở giữa; muộn thì ít nhất tính 1 (rules.md 7)",
                        en: "no working day lies between; what is late is late by at least 1 (rules.md 7)"
                    ),
            ]
        }
        return [line] + texts.days(lateness)
    }

    private var noReceipt: String {
        switch standing.kind {
        case .orphan:
            words.text(
                vi: ": có sự kiện nhưng không có tiếp nhận; chỉ đếm vào «orphans» (rules.md 3)",
                en: ": there are events and no receipt; it counts among the orphans only (rules.md 3)"
            )
        case .declinedAtIntake:
            words.text(
                vi: ": từ chối mà chưa từng tiếp nhận; không có hạn, không xếp loại (rules.md 3)",
                en: ": it was never taken in; it has no due date and no class (rules.md 3)"
            )
        default: ""
        }
    }

    /// What would change it, or that nothing that was tried does.
    var changes: [String] {
        guard standing.record.start != nil else {
            return standing.kind == .orphan || standing.kind == .absent
                ? [words.text(vi: "một sự kiện tiếp nhận", en: "an event of its receipt")] : []
        }
        var lines: [String] = []
        if standing.kind == .undatedOpen || standing.kind == .undatedFinished {
            lines.append(
                words.text(
                    vi: "công bố thủ tục có hiệu lực khi tiếp nhận, hoặc giấy hẹn có ngày trả",
                    en: "a publication of the procedure in force at the receipt, or a slip with a date"
                )
            )
        }
        let shown = words.shortened(standing.changes, head: 12, tail: 0)
        for change in shown.head { lines.append(line(change)) }
        if shown.left > 0 { lines.append(words.more(shown.left)) }
        if lines.isEmpty {
            lines.append(
                words.text(
                    vi: "trong những giấy tờ và việc hủy đã thử, không điều nào làm kết luận khác đi",
                    en: "of the papers and voids that were tried, none would make it another"
                )
            )
        }
        if !standing.isEveryChangeTried {
            lines.append(
                words.text(
                    vi: "(hồ sơ có quá nhiều sự kiện: chỉ thử những điều đầu tiên)",
                    en: "(there are very many events: only the first possibilities were tried)"
                )
            )
        }
        return lines
    }

    private func line(_ change: DossierStanding.Change) -> String {
        let shown = change.showings.map(showing).joined(separator: words.text(vi: " và ", en: " and "))
        var text = "\(shown) → \(words.name(change.kind))"
        if let due = change.due {
            text += words.text(vi: ", hạn \(words.due(due))", en: ", due \(words.due(due))")
        }
        return text
    }

    private func showing(_ showing: Showing) -> String {
        func event(_ row: Int) -> String { "\(words.event(words.events[row].type)) (\(words.sequence(row)))" }
        func occurred(_ row: Int) -> String { words.moment(words.events[row].occurredAt) }
        return switch showing {
        case .evidence(let row):
            words.text(
                vi: "giấy tờ chứng minh \(event(row)) xảy ra \(occurred(row))",
                en: "evidence that \(event(row)) occurred \(occurred(row))"
            )
        case .document(let row):
            words.text(vi: "văn bản của \(event(row))", en: "the document of \(event(row))")
        case .leader(let row):
            words.text(
                vi: "một lãnh đạo không phải người lập đã duyệt \(event(row))",
                en: "approval of \(event(row)) by somebody who leads and did not write it"
            )
        case .lawfulGround(let row):
            words.text(
                vi:
                    "\(event(row)) có căn cứ khác, được phép (căn cứ đã ghi thì không giấy tờ nào làm thành hợp lệ)",
                en: "another ground of \(event(row)), a lawful one (no paper makes the written one lawful)"
            )
        case .returned(let end):
            words.text(
                vi: "giấy tờ chứng minh kết quả đã trả chậm nhất \(words.moment(end)) (dossier.returned)",
                en: "evidence that the result was handed over by \(words.moment(end)) (dossier.returned)"
            )
        case .finish(let end):
            words.text(
                vi: "giấy tờ chứng minh việc đã xong chậm nhất \(words.moment(end))",
                en: "evidence that the work was finished by \(words.moment(end))"
            )
        case .noEvidence(let row):
            words.text(
                vi: "không chứng minh được giấy tờ của \(event(row))",
                en: "that the evidence of \(event(row)) does not hold"
            )
        case .noDocument(let row):
            words.text(
                vi: "không chứng minh được văn bản của \(event(row))",
                en: "that the document of \(event(row)) cannot be shown"
            )
        case .voided(let row):
            words.text(vi: "hủy \(event(row)) (event.voided)", en: "\(event(row)) is voided")
        }
    }
}
