internal import Audit
internal import DossierModel
internal import Rules

/// The stops of a dossier on one basis, and why they count or do not.
struct StopTexts {
    let standing: DossierStanding
    let basis: Basis
    let words: HistoryWords

    /// The lines of one stop, the first with its number.
    func lines(_ stop: StopRecord, number: Int) -> [String] {
        let details = words.events[stop.row].details
        let end =
            stop.end.map { words.moment($0) } ?? words.text(vi: "chưa kết thúc", en: "not over")
        var head = "\(number). \(words.kind(stop.kind)) \(words.moment(stop.start)) – \(end)"
        head += " (\(words.sequence(stop.row))\(stop.closingRow.map { " – \(words.sequence($0))" } ?? ""))"
        if stop.kind == .pause {
            let ground = details.ground.map { GroundCodeWords.text($0, words.language) } ?? "–"
            head += words.text(vi: ", căn cứ \(ground)", en: ", ground \(ground)")
        }
        var lines = [head]
        if basis == .audited {
            lines += authorisation(stop).map { "   " + $0 }
        }
        return lines + effect(stop).map { "   " + $0 }
    }

    private func authorisation(_ stop: StopRecord) -> [String] {
        guard !stop.isAuthorised else {
            var text = words.text(vi: "có căn cứ", en: "authorised") + " (rules.md 5)"
            let ground = words.events[stop.row].details.ground
            if stop.kind == .pause, let entry = standing.entries(of: ground).first {
                text += ": \(words.text(entry.meaning)); \(words.text(entry.citation))"
            }
            return [text]
        }
        let title = words.text(
            vi: "không có căn cứ (rules.md 5), vì:",
            en: "unauthorised (rules.md 5), because:"
        )
        return [title] + reasons(stop.reasons, stop.row, stop.kind).map { "– " + $0 }
    }

    /// The reasons in words, each with its name in the rules.
    func reasons(_ reasons: StopReasons, _ row: Int, _ kind: StopKind) -> [String] {
        let details = words.events[row].details
        let isPause = kind == .pause
        let most = standing.ruleSet?.maxSupplementRequests ?? 0
        let within = standing.ruleSet?.supplementWithinDays ?? 0
        let set = standing.ruleSet.map { " – \(words.text($0.citation))" } ?? ""
        return reasons.names.map { name in
            let text =
                switch name {
                case "groundNotLawful": ground(details.ground)
                case "noDocument":
                    isPause
                        ? words.text(vi: "không có số văn bản tạm dừng", en: "no document orders it")
                        : words.text(vi: "không có phiếu yêu cầu bổ sung", en: "no notice asks for it")
                case "noApprover":
                    words.text(vi: "không ghi người duyệt", en: "nobody is named who approved it")
                case "selfApproved":
                    words.text(
                        vi: "người duyệt \(details.approver ?? "") cũng là người lập",
                        en: "\(details.approver ?? "") approved what \(details.approver ?? "") wrote"
                    )
                case "approverNotLeader":
                    words.text(
                        vi: "người duyệt \(details.approver ?? "") khi đó không giữ vai trò lãnh đạo ở đâu",
                        en: "the approver \(details.approver ?? "") led no unit by then"
                    )
                case "secondSupplement":
                    words.text(
                        vi: "quá số lần được yêu cầu bổ sung (\(most))\(set)",
                        en: "more requests than are allowed (\(most))\(set)"
                    )
                case "lateSupplement":
                    words.text(
                        vi: "quá \(words.workingDays(within)) từ ngày tiếp nhận\(set)",
                        en: "more than \(words.workingDays(within)) after the receipt\(set)"
                    )
                default:
                    words.text(
                        vi: "bắt đầu khi đã quá hạn mà đồng hồ vẫn chạy",
                        en: "it begins after the due, with the clock running"
                    )
                }
            return "\(text) [\(name)]"
        }
    }

    /// Why a ground is not lawful: where it is, or that it is nowhere.
    private func ground(_ ground: String?) -> String {
        let name = ground.map { GroundCodeWords.text($0, words.language) } ?? "–"
        let sector = FormTexts(words.language)
        func names(_ sectors: [String]) -> String { sectors.map(sector.sector).joined(separator: ", ") }
        let set = standing.ruleSet?.name ?? ""
        let entries = standing.entries(of: ground)
        guard !entries.isEmpty else {
            return words.text(
                vi: "căn cứ \(name) không có trong bảng của bộ quy tắc \(set) (rules.md 8)",
                en: "the ground \(name) is not in the table of the rule set \(set) (rules.md 8)"
            )
        }
        let bounds = entries.map { entry in
            let sectors =
                entry.sectors.map(names) ?? words.text(vi: "mọi lĩnh vực", en: "all sectors")
            let from =
                entry.from.map(words.language.date).map { words.text(vi: " từ \($0)", en: " from \($0)") }
                ?? ""
            let to =
                entry.to.map(words.language.date).map { words.text(vi: " đến \($0)", en: " to \($0)") } ?? ""
            return "\(sectors)\(from)\(to): \(words.text(entry.citation))"
        }
        .joined(separator: "; ")
        return words.text(
            vi: "căn cứ \(name) không áp dụng ở đây; bộ quy tắc \(set) chỉ cho phép \(bounds)",
            en: "the ground \(name) does not hold here; the rule set \(set) has it only for \(bounds)"
        )
    }

    /// What it did to the due date.
    private func effect(_ stop: StopRecord) -> [String] {
        let section = " (rules.md 6)"
        switch standing.effect(of: stop) {
        case .clockRanOn:
            return [
                words.text(vi: "đồng hồ vẫn chạy: hạn không dời", en: "the clock ran on: it moved nothing")
                    + section
            ]
        case .undated:
            return [
                words.text(vi: "không có hạn nên không dời gì", en: "there is no due date to move") + section
            ]
        case .afterDue:
            let due =
                stop.standstill.flatMap { standing.record.standstills[$0].due }.map { words.due($0) } ?? ""
            return [
                words.text(
                    vi: "đồng hồ dừng khi đã quá hạn \(due): hạn không dời",
                    en: "the clock stopped after the due \(due): it moved nothing"
                ) + section
            ]
        case .stillStopped:
            return [
                words.text(
                    vi: "đồng hồ đang dừng; hạn sẽ dời khi chạy lại",
                    en: "the clock stands; the due moves when it runs again"
                ) + section
            ]
        case .moved(let place):
            let shift = standing.record.shifts[place]
            let shared = stop.standstill.map { standing.stops(sharing: $0) } ?? 1
            let together =
                shared > 1
                ? words.text(
                    vi: ", cùng \(shared - 1) lần dừng khác",
                    en: ", with \(shared - 1) more that it overlaps"
                )
                : ""
            let amount = shift.standstill.map { self.amount($0) } ?? ""
            let after = words.due(shift.after)
            guard shift.before != shift.after else {
                return [
                    words.text(
                        vi: "không dời hạn\(together): vẫn là \(after)",
                        en: "it moved nothing\(together): the due is still \(after)"
                    ) + section
                ]
            }
            return [
                words.text(
                    vi: "dời hạn \(amount)\(together): đến \(after)",
                    en: "it moved the due by \(amount)\(together): to \(after)"
                ) + section
            ]
        }
    }

    /// How far a standstill moves a due date.
    func amount(_ shift: StandstillShift) -> String {
        switch shift.measure {
        case .workingDays: words.workingDays(Int(shift.amount))
        case .calendarDays: words.calendarDays(Int(shift.amount))
        case .workingTime: words.workingTime(shift.amount)
        }
    }

    /// A question that opened no stop.
    func line(_ question: IgnoredQuestion) -> String {
        let cause =
            switch question.cause {
            case .overWhenWritten:
                words.text(
                    vi: "đã xong khi được ghi lại, không mở lần dừng nào",
                    en: "it was over when it was written down, and opens no stop"
                )
            case .alreadyOpen:
                words.text(
                    vi: "đang có một lần dừng cùng loại, không mở lần nào nữa",
                    en: "one of its kind is open, and it opens none"
                )
            }
        return
            "\(words.kind(question.kind)) \(words.moment(question.at)) (\(words.sequence(question.row))): \(cause)"
            + " (rules.md 5)"
    }
}
