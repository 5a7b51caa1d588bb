internal import Audit
internal import DossierModel
internal import Rules

/// One basis in the picture of a history: the work from the receipt to the end, its stops, and the due dates.
struct HistoryLane {
    private let standing: DossierStanding
    private let basis: Basis
    private let at: Instant
    private let words: HistoryWords
    private let axis: TimeAxis

    /// More stops than this get no number and no line in the list.
    private static let mostStops = 12
    private static let bar = (top: 48.0, height: 24.0)

    let height = 96.0

    init(_ history: DossierHistory, _ basis: Basis, _ words: HistoryWords, _ axis: TimeAxis) {
        standing = history[basis]
        self.basis = basis
        at = history.at
        self.words = words
        self.axis = axis
    }

    var title: String { "\(words.basis(basis)): \(words.name(standing.kind))" }

    /// The stops in words.
    var list: [String] {
        let shown = words.shortened(
            Array(standing.record.stops.enumerated()),
            head: HistoryLane.mostStops,
            tail: 0
        )
        let lines = shown.head.map { number, stop in
            let end = stop.end.map { words.stamp($0) } ?? "…"
            var text = "\(number + 1). \(words.kind(stop.kind)) \(words.stamp(stop.start)) – \(end)"
            if basis == .audited {
                text +=
                    stop.isAuthorised
                    ? words.text(vi: ": có căn cứ", en: ": authorised")
                    : words.text(vi: ": không có căn cứ – ", en: ": not authorised – ") + reasons(stop)
            }
            return text
        }
        return lines + (shown.left > 0 ? [words.more(shown.left)] : [])
    }

    /// Why a stop has no authority, in words.
    private func reasons(_ stop: StopRecord) -> String {
        stop.reasons.names.map { StopReasonWords.text($0, words.language) }.joined(separator: ", ")
    }

    func markup(top: Double) -> Markup {
        var markup = axis.text(title, x: 12, y: top + 10, size: "12", isBold: true)
        guard let start = standing.record.start else { return markup }
        let end = standing.finishedAt ?? at
        let from = axis.place(start.received)
        let to = max(from + 1, axis.place(end))
        let bar = top + HistoryLane.bar.top
        markup.append(
            Markup(
                .rect,
                [
                    .x: TimeAxis.number(from), .y: TimeAxis.number(bar), .width: TimeAxis.number(to - from),
                    .height: TimeAxis.number(HistoryLane.bar.height), .fill: "#fff", .stroke: "#000",
                    .strokeWidth: "1.4",
                ]
            ) {}
        )
        markup.append(stops(bar, until: end))
        markup.append(dues(top))
        markup.append(self.end(end, x: to, bar))
        return markup
    }

    private func stops(_ bar: Double, until end: Instant) -> Markup {
        var markup = Markup()
        var last = (from: -1.0, to: -1.0)
        for (number, stop) in standing.record.stops.enumerated() {
            let (from, to) = (axis.place(stop.start), axis.place(stop.end ?? end))
            // Of thousands of stops only those that can be told apart.
            if number >= HistoryLane.mostStops, Int(from) == Int(last.from), Int(to) == Int(last.to) {
                continue
            }
            last = (from, to)
            let pattern: TimeAxis.Pattern = stop.holdsClock ? .upright : .crossed
            let isPause = stop.kind == .pause
            // A pause above, a supplement below: both may be open.
            let half = HistoryLane.bar.height / 2
            markup.append(axis.area(from, to, top: isPause ? bar : bar + half, height: half, pattern))
            guard number < HistoryLane.mostStops else { continue }
            let y = isPause ? bar - 3 : bar + HistoryLane.bar.height + 10
            markup.append(
                axis.text(
                    "\(number + 1)",
                    x: (from + max(to, from + 1)) / 2,
                    y: y,
                    anchor: "middle",
                    size: "9"
                )
            )
        }
        return markup
    }

    /// Upright lines at the due dates, each with its label on a line of its own.
    private func dues(_ top: Double) -> Markup {
        var markup = Markup()
        guard let due = standing.due else {
            let text = words.text(vi: "không có hạn", en: "no due date")
            markup.append(axis.text(text, x: TimeAxis.right, y: top + 10, anchor: "end"))
            return markup
        }
        let base = standing.record.baseDue
        if let base, base != due {
            let text = words.text(vi: "hạn ban đầu", en: "due at first")
            markup.append(flag(base, text, top: top, row: 0, dashes: "4 3", width: "1.2"))
        }
        let text = words.text(vi: "hạn", en: "due")
        markup.append(flag(due, text, top: top, row: 1, dashes: "none", width: "2"))
        return markup
    }

    private func flag(
        _ due: DueDate,
        _ name: String,
        top: Double,
        row: Int,
        dashes: String,
        width: String
    ) -> Markup {
        // A due day passes with its end.
        let x = axis.place(due.instant ?? Instant.end(of: due.date))
        let y = top + 22 + Double(row) * 11
        let bottom = top + HistoryLane.bar.top + HistoryLane.bar.height + 6
        var markup = axis.line(x, y - 7, x, bottom, width: width, dashes: dashes)
        let isRight = x > (TimeAxis.left + TimeAxis.right) / 2
        let beyond = due.date > axis.last ? " →" : ""
        markup.append(
            axis.text(
                "\(name) \(words.due(due))\(beyond)",
                x: isRight ? x - 5 : x + 5,
                y: y,
                anchor: isRight ? "end" : "start",
                size: "10"
            )
        )
        return markup
    }

    /// The finish as a diamond, or where the work is still open.
    private func end(_ end: Instant, x: Double, _ bar: Double) -> Markup {
        let middle = bar + HistoryLane.bar.height / 2
        var text = words.text(vi: "đang mở", en: "open") + " \(words.stamp(end))"
        var markup = Markup()
        if standing.finishedAt != nil {
            text = words.text(vi: "kết thúc", en: "finish") + " \(words.stamp(end))"
            let path = "M\(TimeAxis.number(x)) \(TimeAxis.number(middle - 7))l7 7l-7 7l-7 -7z"
            markup.append(Markup(.path, [.d: path, .fill: "#000"]) {})
        }
        if standing.daysLate > 0 {
            let days = words.workingDays(standing.daysLate)
            text += words.text(vi: ", muộn \(days)", en: ", \(days) late")
        }
        let isRight = x > (TimeAxis.left + TimeAxis.right) / 2
        markup.append(
            axis.text(
                text,
                x: x,
                y: bar + HistoryLane.bar.height + 20,
                anchor: isRight ? "end" : "start",
                size: "10"
            )
        )
        return markup
    }
}
