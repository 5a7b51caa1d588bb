internal import Audit
internal import DossierModel
internal import Projections

/// What is said of a campaign to people, on a terminal and on a page.
struct CampaignWords {
    /// A figure on both bases.
    struct Line {
        let label: String
        /// Whether it is a part of the line above.
        let isPart: Bool
        let reported: String
        let audited: String
    }

    let campaign: Campaign
    let language: Language

    // MARK: - What stands over the figures

    var title: String {
        let period = "\(language.date(campaign.start)) – \(language.date(campaign.end))"
        let working = campaign.calendar.workingDays
        let unit = campaign.unit.map { language.text(vi: ", đơn vị \($0)", en: ", unit \($0)") } ?? ""
        return language.text(
            vi: "Chiến dịch \(period): \(campaign.days) ngày, \(working) ngày làm việc\(unit)",
            en: "Campaign \(period): \(campaign.days) days, \(working) of them worked\(unit)"
        )
    }

    /// How far the campaign is.
    var standing: String {
        guard campaign.hasBegun else {
            return language.text(
                vi: "Chưa bắt đầu: số liệu là tồn trễ vào \(language.moment(campaign.at))",
                en: "Not begun: the figures are what was late at \(language.moment(campaign.at))"
            )
        }
        let worked = campaign.calendar.worked(through: campaign.end)
        let left = campaign.calendar.workingDays - worked
        let moment = language.moment(campaign.at)
        if campaign.isOver {
            return language.text(vi: "Đã kết thúc; tính đến \(moment)", en: "Over; counted at \(moment)")
        }
        return language.text(
            vi: "Tính đến \(moment): đã qua \(worked) ngày làm việc, còn \(left)",
            en: "Counted at \(moment): \(worked) working days are over, \(left) left"
        )
    }

    func name(_ basis: Basis) -> String { BasisWords.name(basis, language) }

    // MARK: - Figures

    /// The state of a group on both bases, the lines that are 0 on both left out where they are parts.
    func lines(_ group: Campaign.Group) -> [Line] {
        guard campaign.hasBegun else {
            return [count(group, stockName) { $0.atStart }, part(group, maskedName) { $0.masked }].compactMap
            { $0 }
        }
        return stock(group) + pace(group) + newlyLate(group)
    }

    private func stock(_ group: Campaign.Group) -> [Line] {
        [
            count(group, stockName) { $0.atStart },
            count(group, language.text(vi: "Đã xử lý xong", en: "Cleared")) { $0.cleared },
            part(group, name(.finished)) { $0[.finished] },
            part(group, name(.declined)) { $0[.declined] },
            part(group, name(.withdrawn)) { $0[.withdrawn] },
            count(group, language.text(vi: "Còn lại", en: "Remaining")) { $0.remaining },
            part(group, name(.late)) { $0[.late] },
            part(group, name(.stopped)) { $0[.stopped] },
            part(group, name(.inTime)) { $0[.inTime] },
            part(group, maskedName) { $0.masked },
            part(group, language.text(vi: "đã chuyển đơn vị khác, vẫn trễ", en: "passed on, still late")) {
                $0.passedOn
            },
        ].compactMap { $0 }
    }

    var stockName: String {
        campaign.hasBegun
            ? language.text(vi: "Trễ hạn khi bắt đầu", en: "Late at the start")
            : language.text(vi: "Đang trễ hạn", en: "Late so far")
    }

    private var maskedName: String {
        language.text(vi: "trễ mà hệ thống không hiện", en: "late, not shown by the system")
    }

    private func pace(_ group: Campaign.Group) -> [Line] {
        let place = campaign.dates.count - 1
        return [
            both(group, language.text(vi: "Theo tiến độ đều, còn tối đa", en: "The line allows")) {
                $0.lines[place].map { language.count($0) } ?? "–"
            },
            both(group, language.text(vi: "So với tiến độ đều", en: "Against the line")) { ahead($0) },
            both(group, language.text(vi: "Dự báo xong", en: "Forecast: cleared")) { likely($0.forecast) },
            both(group, language.text(vi: "khoảng 4/5 trường hợp", en: "four cases of five"), isPart: true) {
                spread($0.forecast)
            },
        ]
    }

    private func newlyLate(_ group: Campaign.Group) -> [Line] {
        [
            count(group, language.text(vi: "Mới trễ từ khi bắt đầu", en: "Newly late since")) {
                $0.newlyLate
            },
            part(group, language.text(vi: "đã xử lý xong", en: "cleared")) { $0.newlyCleared },
            part(group, name(.late)) { $0[new: .late] },
            part(group, name(.stopped)) { $0[new: .stopped] },
            part(group, name(.inTime)) { $0[new: .inTime] },
            part(group, language.text(vi: "nhận về từ nơi khác, đang trễ", en: "taken over, late")) {
                $0.takenOver
            },
            count(group, language.text(vi: "Tổng đang trễ hạn", en: "Late and open, all")) { $0.lateOpen },
        ].compactMap { $0 }
    }

    func name(_ state: LateState) -> String {
        switch state {
        case .late: language.text(vi: "vẫn trễ hạn", en: "still late")
        case .finished: language.text(vi: "có kết quả", en: "finished")
        case .declined: language.text(vi: "trả lại", en: "declined")
        case .withdrawn: language.text(vi: "rút hồ sơ", en: "withdrawn")
        case .stopped: language.text(vi: "đang dừng, không hiện là trễ", en: "stopped, looks not late")
        case .inTime: language.text(vi: "đã hẹn lại, trong hạn", en: "rescheduled, in time")
        }
    }

    private func both(
        _ group: Campaign.Group,
        _ label: String,
        isPart: Bool = false,
        _ text: (Campaign.Course) -> String
    ) -> Line {
        Line(label: label, isPart: isPart, reported: text(group.reported), audited: text(group.audited))
    }

    private func count(_ group: Campaign.Group, _ label: String, _ count: (CampaignCounts) -> Int) -> Line {
        both(group, label) { language.count(count($0.now)) }
    }

    /// A part of what stands above; nothing where it is 0 on both bases.
    private func part(_ group: Campaign.Group, _ label: String, _ count: (CampaignCounts) -> Int) -> Line? {
        guard count(group.reported.now) != 0 || count(group.audited.now) != 0 else { return nil }
        return both(group, label, isPart: true) { language.count(count($0.now)) }
    }

    // MARK: - Line and forecast

    /// Where a stock stands against the line.
    func ahead(_ course: Campaign.Course) -> String {
        guard let ahead = course.ahead, course.now.atStart > 0 else { return "–" }
        if ahead == 0 { return language.text(vi: "đúng mức", en: "on it") }
        let count = language.count(abs(ahead))
        return ahead > 0
            ? language.text(vi: "vượt \(count)", en: "ahead by \(count)")
            : language.text(vi: "chậm \(count)", en: "behind by \(count)")
    }

    /// The likely day, or why there is none.
    func likely(_ forecast: ClearingForecast) -> String {
        switch forecast {
        case .cleared(let date):
            language.text(vi: "đã xong \(language.date(date))", en: "done \(language.date(date))")
        case .within(let range): day(range.likely)
        case .beyond: language.text(vi: "trên 10 năm", en: "beyond 10 years")
        case .none(.noStock): "–"
        case .none(.notBegun): language.text(vi: "chưa bắt đầu", en: "not begun")
        case .none(.tooFewDays): language.text(vi: "chưa đủ ngày", en: "too few days")
        case .none(.tooFewCleared): language.text(vi: "quá ít hồ sơ xong", en: "too few cleared")
        case .none(.noPace): language.text(vi: "không giảm", en: "not falling")
        }
    }

    /// From the earliest day to the latest.
    func spread(_ forecast: ClearingForecast) -> String {
        guard case .within(let range) = forecast else { return "–" }
        return "\(day(range.earliest)) – \(range.latest.map { day($0) } ?? "?")"
    }

    private func day(_ count: Int) -> String { language.date(campaign.calendar.workingDay(count)) }

    /// The rules of the page in words.
    var notes: [String] {
        [
            language.text(
                vi: """
                    Tồn trễ là hồ sơ đang giải quyết và quá hạn vào cuối ngày trước khi bắt đầu, tính cho đơn vị giữ hồ sơ lúc \
                    đó; tạm dừng, hẹn lại hay chuyển đơn vị không phải là xử lý xong.
                    """,
                en: """
                    The stock is what was open and overdue at the end of the day before the start; it belongs to the unit that held \
                    it then. A pause, a new appointment or a transfer clears nothing.
                    """
            ),
            language.text(
                vi: """
                    Tiến độ đều: tồn đầu × số ngày làm việc còn lại / tổng số ngày làm việc, làm tròn lên; hết ngày cuối còn 0.
                    """,
                en: """
                    The line: stock × working days left / all working days, rounded up; 0 at the end of the last day.
                    """
            ),
            language.text(
                vi: """
                    Dự báo: coi số xử lý xong mỗi ngày làm việc đã qua là mẫu của các ngày tới (các ngày độc lập, cùng phân phối), \
                    trung bình và độ lệch chuẩn của mẫu, phân vị Student 90 %; có 8 phần 10 khả năng ngày xong nằm trong khoảng. \
                    Dưới \(ClearingForecast.fewestDays) ngày làm việc hoặc \(ClearingForecast.fewestCleared) hồ sơ xong thì \
                    không dự báo; «?» là không nêu được ngày muộn nhất.
                    """,
                en: """
                    The forecast takes the working days so far for a sample of those to come (independent, of one distribution), \
                    with the sample's mean and deviation and Student's 90% quantile; the day lies in the range in eight cases of \
                    ten. None before \(ClearingForecast.fewestDays) working days or \
                    \(ClearingForecast.fewestCleared) cleared; "?" where no latest day can be named.
                    """
            ),
        ]
    }
}
