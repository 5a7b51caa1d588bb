internal import Audit
internal import DossierModel
internal import Rules

/// The time line of a dossier as a picture that needs no colour.
///
/// Above the calendar with its days off and both clocks of every event, below one lane for each basis: the work, the stops
/// by pattern and number, the due dates by line and label, and the finish. What is drawn is also told in words.
struct HistoryPicture {
    let history: DossierHistory
    let words: HistoryWords
    let axis: TimeAxis

    /// More events than this get no number and no line of their own in the list.
    private static let mostEvents = 40
    private static let line = 15.0

    init(_ history: DossierHistory, _ language: Language) {
        self.history = history
        words = HistoryWords(language: language, events: history.events)
        var first = history.events.map(\.occurredAt.localDate).min() ?? history.at.localDate
        var last = first
        for standing in [history.reported, history.audited] {
            let record = standing.record
            if let start = record.start { first = min(first, start.received.localDate) }
            for due in [record.baseDue, standing.due] { last = max(last, due?.date ?? first) }
            last = max(
                last,
                (standing.finishedAt ?? (standing.isOpen ? history.at : nil))?.localDate ?? first
            )
        }
        for event in history.events where event.recordedAt <= history.at {
            last = max(last, event.recordedAt.localDate)
        }
        // A promise for the far future would leave no room for what happened.
        let happened = max(history.at.localDate, first)
        let room = max(60, Int(happened.rawValue) - Int(first.rawValue)) * 2
        axis = TimeAxis(first: first, last: min(last, first.adding(days: room)))
    }

    var document: [UInt8] { markup.picture }

    var markup: Markup {
        let ordered = history.ordered
        let isNumbered = ordered.count <= HistoryPicture.mostEvents
        let listed = isNumbered ? ordered : []
        let lanes = [Basis.reported, .audited].map { HistoryLane(history, $0, words, axis) }
        let top = 168.0
        let second = top + lanes[0].height + 14
        let legend = second + lanes[1].height + 20
        let rows = listed.count + lanes.reduce(0) { $0 + $1.list.count } + 8
        let height = legend + Double(rows) * HistoryPicture.line + 10
        let title =
            words.text(vi: "Dòng thời gian của hồ sơ", en: "Time line of dossier") + " \(history.dossier)"
        return Markup(
            .svg,
            [
                .xmlns: "http://www.w3.org/2000/svg",
                .viewBox: "0 0 \(TimeAxis.number(TimeAxis.width)) \(TimeAxis.number(height))",
                .width: TimeAxis.number(TimeAxis.width), .height: TimeAxis.number(height), .role: "img",
                .label: title,
                .fontFamily: "'DejaVu Sans', 'Noto Sans', Arial, sans-serif", .fontSize: "11",
                .lang: words.language.rawValue,
            ]
        ) {
            Markup(.title, title)
            Markup(.desc, description)
            Markup(
                .rect,
                [
                    .x: "0", .y: "0", .width: TimeAxis.number(TimeAxis.width),
                    .height: TimeAxis.number(height), .fill: "#fff",
                ]
            ) {}
            heading(title)
            CalendarStrip(axis: axis, calendar: history.calendar, words: words).markup
            clocks(ordered, isNumbered: isNumbered)
            lanes[0].markup(top: top)
            lanes[1].markup(top: second)
            list(listed, lanes, top: legend)
        }
    }

    private func heading(_ title: String) -> Markup {
        var markup = axis.text(title, x: 12, y: 20, size: "15", isBold: true)
        let known = words.text(
            vi: "theo điều đã biết đến \(words.stamp(history.asOf)), tại \(words.stamp(history.at))",
            en: "as known by \(words.stamp(history.asOf)), at \(words.stamp(history.at))"
        )
        markup.append(axis.text(known, x: 12, y: 36))
        return markup
    }

    private var description: String {
        [Basis.reported, .audited].map { basis in
            let found = history[basis]
            let due =
                found.due.map { words.text(vi: ", hạn \(words.due($0))", en: ", due \(words.due($0))") } ?? ""
            return "\(words.basis(basis)): \(words.name(found.kind))\(due)"
        }
        .joined(separator: ". ")
    }

    // MARK: - Both clocks

    /// A dot where an event occurred, a square where it was recorded, and a line from one to the other.
    private func clocks(_ events: [DossierHistory.Event], isNumbered: Bool) -> Markup {
        let (occurred, recorded) = (106.0, 140.0)
        var markup = axis.text(
            words.text(vi: "xảy ra", en: "occurred"),
            x: TimeAxis.left - 8,
            y: occurred + 4,
            anchor: "end"
        )
        markup.append(
            axis.text(
                words.text(vi: "ghi nhận", en: "recorded"),
                x: TimeAxis.left - 8,
                y: recorded + 4,
                anchor: "end"
            )
        )
        markup.append(axis.line(TimeAxis.left, occurred, TimeAxis.right, occurred, width: "0.5"))
        markup.append(axis.line(TimeAxis.left, recorded, TimeAxis.right, recorded, width: "0.5"))
        var drawn: Set<[Int]> = []
        var lastLabel = -100.0
        for (index, event) in events.enumerated() {
            let (from, to) = (axis.place(event.occurredAt), axis.place(event.recordedAt))
            // Of thousands of events only those that can be told apart.
            guard drawn.insert([Int(from * 2), Int(to * 2)]).inserted || isNumbered else { continue }
            markup.append(axis.line(from, occurred, to, recorded, width: "0.8", dashes: "2 2"))
            markup.append(
                Markup(
                    .circle,
                    [.cx: TimeAxis.number(from), .cy: TimeAxis.number(occurred), .r: "3", .fill: "#000"]
                ) {}
            )
            markup.append(
                Markup(
                    .rect,
                    [
                        .x: TimeAxis.number(to - 3), .y: TimeAxis.number(recorded - 3), .width: "6",
                        .height: "6",
                        .fill: "#fff", .stroke: "#000",
                    ]
                ) {}
            )
            if isNumbered, from - lastLabel > 11 {
                markup.append(
                    axis.text("\(index + 1)", x: from, y: occurred - 6, anchor: "middle", size: "9")
                )
                lastLabel = from
            }
        }
        return markup
    }

    // MARK: - In words

    private func list(_ events: [DossierHistory.Event], _ lanes: [HistoryLane], top: Double) -> Markup {
        var markup = Markup()
        var y = top
        func add(_ text: String, isBold: Bool = false) {
            markup.append(axis.text(text, x: 12, y: y, isBold: isBold))
            y += HistoryPicture.line
        }
        add(
            words.text(
                vi:
                    "Sọc chéo: ngày nghỉ, hoặc lần dừng không có căn cứ (chéo hai chiều). Sọc đứng: lần dừng làm đồng hồ đứng. Ô trống: đồng hồ chạy.",
                en:
                    "Slanted lines: days off. Crossed lines: a stop not authorised. Upright lines: a stop that holds the clock. Blank: the clock runs."
            )
        )
        add(
            words.text(
                vi: "Gạch nối: hạn ban đầu. Nét liền: hạn sau cùng. Hình thoi: kết thúc.",
                en: "Dashed line: the due at first. Solid line: the final due. Diamond: the finish."
            )
        )
        for lane in lanes where !lane.list.isEmpty {
            add(lane.title, isBold: true)
            for text in lane.list { add(text) }
        }
        guard !events.isEmpty else { return markup }
        add(words.text(vi: "Sự kiện", en: "Events"), isBold: true)
        for (index, event) in events.enumerated() {
            let occurred = words.text(vi: "xảy ra", en: "occurred") + " \(words.stamp(event.occurredAt))"
            let recorded = words.text(vi: "ghi nhận", en: "recorded") + " \(words.stamp(event.recordedAt))"
            add(
                "\(index + 1). \(event.type.name) (seq \(event.number)): \(occurred), \(recorded) [\(words.lag(event))]"
            )
        }
        return markup
    }
}
