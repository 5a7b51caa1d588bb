internal import Audit
internal import DossierModel
internal import Projections

/// What is said of a week to people, on a terminal and on a page.
struct WeeklyWords {
    /// A figure on both bases, and their difference where there is one.
    struct Line {
        let label: String
        let isPart: Bool
        let reported: String
        let audited: String
        let difference: String
    }

    let report: WeeklyReport
    let language: Language

    // MARK: - Heading

    var kicker: String {
        language.text(
            vi: "Báo cáo tuần giải quyết thủ tục hành chính",
            en: "Weekly report on administrative procedures"
        )
    }

    var title: String {
        let period = "\(language.date(report.from)) – \(language.date(report.to))"
        let unit = report.week.unit.map { language.text(vi: ", đơn vị \($0)", en: ", unit \($0)") } ?? ""
        return language.text(vi: "Tuần \(period)\(unit)", en: "Week \(period)\(unit)")
    }

    /// Whether the moment of knowledge comes before the end of the week.
    var isUnfinished: Bool { report.report.at < Instant.end(of: report.to) }

    /// The first things that a reader wants to know.
    var findings: [String] {
        guard report.week.hasBegun else {
            return [
                language.text(
                    vi: "Tuần này chưa bắt đầu vào \(language.moment(report.report.asOf)).",
                    en: "The week has not begun at \(language.moment(report.report.asOf))."
                )
            ]
        }
        return [merger, lateInShort, workInShort, pausesInShort, apologiesInShort].compactMap { $0 }
    }

    /// Whose figures these are, where the unit that was asked for has been merged into another.
    private var merger: String? {
        guard let unit = report.week.unit, let other = report.week.mergedInto else { return nil }
        return language.merger(of: unit, into: other) + "."
    }

    private var lateInShort: String {
        let now = report.week.total.audited.now.lateOpen
        let shown = report.week.total.reported.now.lateOpen
        let before = report.week.total.audited.counts[0].lateOpen
        let change = signed(now - before)
        let moment = language.moment(report.week.at)
        var text = language.text(
            vi:
                "Đến \(moment): \(language.count(now)) hồ sơ đang trễ hạn theo quy định (\(change) trong tuần)",
            en:
                "At \(moment): \(language.count(now)) dossiers open and late as audited (\(change) in the week)"
        )
        if shown != now {
            text += language.text(
                vi: ", hệ thống hiện \(language.count(shown))",
                en: ", the system shows \(language.count(shown))"
            )
        }
        return text + "."
    }

    private var workInShort: String {
        let course = report.week.total.audited.now
        let (cleared, new) = (language.count(course.cleared), language.count(course.newlyLate))
        return language.text(
            vi: "Đã xử lý xong \(cleared) hồ sơ trễ từ trước; \(new) hồ sơ mới trễ.",
            en: "\(cleared) of those late before were cleared; \(new) became late."
        )
    }

    private var pausesInShort: String? {
        let total = report.report.total.audited
        let (started, open) = (total[.pausesUnauthorised], total[.pausedOpenUnauthorised])
        guard started > 0 || open > 0 else { return nil }
        return language.text(
            vi: "\(language.count(started)) lượt tạm dừng không có căn cứ trong tuần; "
                + "\(language.count(open)) hồ sơ đang bị dừng như thế.",
            en: "\(language.count(started)) pauses without authority in the week; "
                + "\(language.count(open)) dossiers stand so paused."
        )
    }

    private var apologiesInShort: String? {
        let total = report.report.total.audited
        let owed = total[.apologyOwed]
        guard owed > 0 else { return nil }
        let given = language.count(total[.apologyGiven])
        return language.text(
            vi: "\(language.count(owed)) hồ sơ trễ phải xin lỗi, đã xin lỗi \(given).",
            en: "\(language.count(owed)) late dossiers are owed an apology; \(given) have one."
        )
    }

    // MARK: - Figures

    /// The figures that the report tells, in parts.
    var chapters: [(title: String, lines: [Line])] {
        let chapters: [(title: String, keys: [CountKey], rates: [RateKey])] = [
            (
                language.text(vi: "Tiếp nhận và giải quyết", en: "Received and finished"),
                [
                    .received, .carriedIn, .finished, .early, .onTime, .overdue, .undatedFinished, .declined,
                    .withdrawn,
                ],
                [.onTimeRate]
            ),
            (
                language.text(vi: "Đang giải quyết cuối tuần", en: "Open at the end"),
                [.open, .openInTime, .openOverdue, .stopped, .undatedOpen, .masked, .lateTick], []
            ),
            (
                language.text(vi: "Tạm dừng", en: "Pauses"),
                [.pausesStarted, .pausesUnauthorised, .pausedOpen, .pausedOpenUnauthorised], []
            ),
            (
                language.text(vi: "Xin lỗi", en: "Apologies"),
                [.apologyOwed, .apologyGiven, .apologyTimely], [.apologyCoverage]
            ),
        ]
        return chapters.map { ($0.title, lines($0.keys, $0.rates)) }
    }

    private func lines(_ keys: [CountKey], _ rates: [RateKey]) -> [Line] {
        let (reported, audited) = (report.report.total.reported, report.report.total.audited)
        var lines: [Line] = []
        for key in keys {
            let name = FigureTexts.name(key, language)
            let isPart = name.hasPrefix(" ")
            // A part that is 0 on both bases says nothing.
            if isPart || key == .masked || key == .lateTick, reported[key] == 0, audited[key] == 0 {
                continue
            }
            lines.append(
                Line(
                    label: name.drop { $0 == " " }.description,
                    isPart: isPart,
                    reported: language.count(reported[key]),
                    audited: language.count(audited[key]),
                    difference: difference(audited[key] - reported[key])
                )
            )
        }
        for key in rates {
            let (one, other) = (reported.rate(key), audited.rate(key))
            lines.append(
                Line(
                    label: FigureTexts.name(key, language),
                    isPart: false,
                    reported: percent(one),
                    audited: percent(other),
                    difference: ""
                )
            )
        }
        return lines
    }

    /// How the late dossiers came from the beginning of the week to its end: what stands first plus what follows is the last.
    var walk: [Line] {
        let late = language.text(vi: "Trễ hạn đầu tuần", en: "Late at the beginning")
        let cleared = language.text(vi: "xử lý xong", en: "cleared")
        let other = language.text(
            vi: "dừng hoặc hẹn lại, không hiện là trễ",
            en: "stopped or rescheduled, look not late"
        )
        let new = language.text(vi: "mới trễ", en: "became late")
        let newDone = language.text(vi: "mới trễ, đã xử lý xong", en: "became late and was cleared")
        let newOther = language.text(
            vi: "mới trễ, đã dừng hoặc hẹn lại",
            en: "became late and was stopped or rescheduled"
        )
        let moved = language.text(vi: "chuyển đến trừ chuyển đi", en: "taken over less passed on")
        return [
            walk(late, isPart: false) { language.count($0.counts[0].lateOpen) },
            walk(cleared) { signed(-$0.now.cleared) },
            walk(other) { signed(-$0.now[.stopped] - $0.now[.inTime]) },
            walk(new) { signed($0.now.newlyLate) },
            walk(newDone) { signed(-$0.now.newlyCleared) },
            walk(newOther) { signed(-$0.now[new: .stopped] - $0.now[new: .inTime]) },
            walk(moved) { signed($0.now.takenOver - $0.now.passedOn) },
            walk(language.text(vi: "Trễ hạn cuối tuần", en: "Late at the end"), isPart: false) {
                language.count($0.now.lateOpen)
            },
        ].filter { !$0.isPart || $0.reported != "0" || $0.audited != "0" }
    }

    private func walk(_ label: String, isPart: Bool = true, _ text: (Campaign.Course) -> String) -> Line {
        let total = report.week.total
        return Line(
            label: label,
            isPart: isPart,
            reported: text(total.reported),
            audited: text(total.audited),
            difference: ""
        )
    }

    func name(_ reason: WeeklyReport.Reason) -> String {
        switch reason {
        case .mostLate: language.text(vi: "trễ nhiều nhất", en: "most late")
        case .growing: language.text(vi: "đang tăng", en: "growing")
        case .pausing: language.text(vi: "dừng không căn cứ", en: "unauthorised pauses")
        }
    }

    /// What the list of units is.
    var attentionNote: String {
        let count = WeeklyReport.namedUnits
        return language.text(
            vi: """
                Mỗi lý do nêu \(count) đơn vị đứng đầu, theo quy định: trễ nhiều nhất cuối tuần, tăng nhiều nhất trong tuần, \
                nhiều hồ sơ đang bị dừng không căn cứ nhất.
                """,
            en: """
                The first \(count) units for each reason, as audited: the most late dossiers at the end, the largest growth \
                in the week, the most dossiers paused without authority now.
                """
        )
    }

    // MARK: - Numbers

    func signed(_ number: Int) -> String {
        language.signed(number)
    }

    private func difference(_ number: Int) -> String { number == 0 ? "" : signed(number) }

    func percent(_ ratio: Ratio?) -> String {
        ratio.map { language.percent(hundredths: $0.hundredthsOfPercent) } ?? "–"
    }

    /// A count on both bases, one number where they agree.
    func both(_ reported: Int, _ audited: Int) -> String {
        reported == audited
            ? language.count(audited) : "\(language.count(reported)) → \(language.count(audited))"
    }
}
