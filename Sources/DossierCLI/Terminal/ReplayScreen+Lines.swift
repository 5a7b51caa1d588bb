internal import Audit
internal import DossierModel
internal import Projections

/// The screen as lines, none of them wider than the terminal.
extension ReplayScreen {
    /// The smallest terminal on which everything has its place.
    static let leastColumns = 64
    static let leastRows = 20

    /// What stands above the events: the title, the step, two headings, four counts in hand and nine figures.
    private static let fixedRows = 17

    private static let stock: [CountKey] = [.open, .openOverdue, .stopped, .pausedOpenUnauthorised]

    private enum Figure {
        case count(CountKey)
        case rate(RateKey)
    }

    private static let soFar: [Figure] = [
        .count(.received), .count(.finished), .count(.early), .count(.onTime), .count(.overdue),
        .rate(.onTimeRate), .count(.offSystem), .count(.pausesUnauthorised), .rate(.apologyCoverage),
    ]

    var isTooSmall: Bool { columns < ReplayScreen.leastColumns || rows < ReplayScreen.leastRows }

    /// How many events are seen at once.
    var listRows: Int { max(1, rows - ReplayScreen.fixedRows - sayings.count - 1) }

    /// All lines, as many as the terminal has; without `colour` nothing but text.
    ///
    /// `events` are those of ``seenEvents``.
    func render(_ events: [ReplayEvent], colour: Bool) -> [String] {
        let paint = Paint(isOn: colour)
        guard !isTooSmall else { return tooSmall }
        switch mode {
        case .help, .dossier: return text(paint)
        case .step, .jump: break
        }
        guard let step else { return padded([]) + [last(paint)] }
        var lines = [paint.bold(ScreenText.cut(title, columns)), ScreenText.cut(place(step), columns)]
        lines.append(paint.bold(head(words.text(vi: "Cuối bước", en: "At the end"))))
        for key in ReplayScreen.stock { lines.append(line(.count(key), step, paint)) }
        let since = words.language.date(heading.from)
        lines.append(paint.bold(ScreenText.cut(words.text(vi: "Từ \(since)", en: "Since \(since)"), columns)))
        for figure in ReplayScreen.soFar { lines.append(line(figure, step, paint)) }
        lines += sayings
        for (index, event) in events.enumerated() {
            let isChosen = firstEvent + index == selected
            let text = ScreenText.cut((isChosen ? "> " : "  ") + self.text(of: event, step), columns)
            lines.append(isChosen ? paint.reversed(text) : text)
        }
        return padded(lines) + [last(paint)]
    }

    private var tooSmall: [String] {
        let (least, now) = (
            "\(ReplayScreen.leastColumns)×\(ReplayScreen.leastRows)", "\(columns)×\(rows)"
        )
        let said = words.text(
            vi: "Cửa sổ \(now) quá nhỏ: cần ít nhất \(least). Phím q để thoát.",
            en: "The window is \(now), too small: at least \(least) is needed. Press q to quit."
        )
        let lines = ScreenText.wrapped(said, max(1, columns)).prefix(rows).map { ScreenText.cut($0, columns) }
        return lines + Array(repeating: "", count: max(0, rows - lines.count))
    }

    /// Lines filled up to all but the last of the screen.
    private func padded(_ lines: [String]) -> [String] {
        lines.prefix(rows - 1) + Array(repeating: "", count: max(0, rows - 1 - lines.count))
    }

    // MARK: - Lines above

    private var title: String {
        let (first, last) = (words.language.date(heading.from), words.language.date(heading.lastDay))
        let unit = ScreenText.plain(heading.unit)
        return words.text(vi: "Diễn lại ", en: "Replay of ") + "\(unit) · \(first) – \(last) · "
            + words.stepping(stepping)
    }

    private func place(_ step: ReplayStep) -> String {
        let number = { (number: Int) in words.language.count(number) }
        var text = words.text(vi: "Bước ", en: "Step ") + "\(number(position + 1))/\(number(count)) · "
        text += words.name(step, stepping)
        if !step.marks.isEmpty {
            text += " · " + words.text(vi: "sự kiện ", en: "event ")
            text += "\(number(selected + 1))/\(number(step.marks.count))"
        }
        return text
    }

    /// What is said between the figures and the events, in a few lines.
    private var sayings: [String] {
        guard let step else { return [] }
        var said: [String] = []
        if let other = step.mergedInto { said.append(words.merged(heading.unit, into: other)) }
        if let note = heading.note, position + 1 == count { said.append(note) }
        said.append(words.happened(step))
        let most = min(4, max(1, rows - ReplayScreen.fixedRows - 4))
        var lines = said.flatMap { ScreenText.wrapped(ScreenText.plain($0), columns) }
        if lines.count > most {
            lines = Array(lines.prefix(most))
            lines[most - 1] = ScreenText.cut(lines[most - 1] + " …", columns)
        }
        return lines
    }

    // MARK: - Figures

    private static let numberWidth = 10
    private static let changeWidth = 9

    /// Beside the label two numbers with their changes, and a mark where the bases differ.
    private var labelWidth: Int {
        min(columns, 100) - 2 * (ReplayScreen.numberWidth + ReplayScreen.changeWidth) - 2
    }

    private func head(_ label: String) -> String {
        let width = ReplayScreen.numberWidth + ReplayScreen.changeWidth
        // The name ends where the number below it does.
        return ScreenText.filled(label, labelWidth - ReplayScreen.changeWidth)
            + Basis.allCases.map { ScreenText.leading(words.basis($0), width) }.joined()
    }

    private func line(_ figure: Figure, _ step: ReplayStep, _ paint: Paint) -> String {
        var cells = ""
        for basis in Basis.allCases {
            let (value, change) = value(figure, step.before[basis], step.after[basis])
            cells += ScreenText.leading(value, ReplayScreen.numberWidth)
            cells += " " + ScreenText.filled(change, ReplayScreen.changeWidth - 1)
        }
        let differs =
            value(figure, step.before.reported, step.after.reported).0
            != value(figure, step.before.audited, step.after.audited).0
        let text = ScreenText.filled(words.label(of: name(figure)), labelWidth) + cells + (differs ? "≠" : "")
        let trimmed = String(text.reversed().drop { $0 == " " }.reversed())
        return differs ? paint.yellow(trimmed) : trimmed
    }

    private func name(_ figure: Figure) -> ReplayWords.Figure {
        switch figure {
        case .count(let key): .count(key)
        case .rate(let key): .rate(key)
        }
    }

    /// A figure, and by how much it is more than at the step before.
    private func value(_ figure: Figure, _ before: Figures, _ after: Figures) -> (String, String) {
        switch figure {
        case .count(let key):
            let change = after[key] - before[key]
            return (words.language.count(after[key]), change == 0 ? "" : words.language.signed(change))
        case .rate(let key):
            let points = { (figures: Figures) in figures.rate(key)?.hundredthsOfPercent }
            guard let now = points(after) else { return ("–", "") }
            guard let then = points(before), then != now else { return (words.rate(key, after), "") }
            return (words.rate(key, after), words.points(now - then))
        }
    }

    // MARK: - Events

    private func text(of event: ReplayEvent, _ step: ReplayStep) -> String {
        let moment = event.mark.moment
        var when = words.clock(moment)
        if step.first != step.last { when = words.shortDay(moment.localDate) + " " + when }
        let start =
            ScreenText.filled(when, step.first == step.last ? 9 : 15)
            + ScreenText.filled(words.name(event.mark.type), 17)
        let clocks = words.clocks(event)
        let unit = event.toUnit.map { "\(event.unit ?? "–") → \($0)" } ?? event.unit ?? "–"
        let room =
            columns - 2 - ScreenText.columns(start) - (clocks.isEmpty ? 0 : ScreenText.columns(clocks) + 2)
        var text = ScreenText.plain(event.dossier ?? words.text(vi: "(không mã)", en: "(no dossier)"))
        let both = ScreenText.filled(text, max(24, ScreenText.columns(text))) + "  " + ScreenText.plain(unit)
        text = ScreenText.columns(both) <= room ? both : ScreenText.cut(text, max(1, room))
        return start + (clocks.isEmpty ? text : ScreenText.filled(text, room) + "  " + clocks)
    }

    // MARK: - Texts and the last line

    private func text(_ paint: Paint) -> [String] {
        let all = textLines
        let shown = all.dropFirst(firstLine).prefix(textRows)
        let end = firstLine + shown.count
        let keys =
            mode == .help
            ? words.text(vi: "↑ ↓ cuộn · q trở lại", en: "↑ ↓ scroll · q back")
            : words.text(
                vi: "↑ ↓ PgUp PgDn cuộn · q trở lại · dòng \(firstLine + 1)–\(end)/\(all.count)",
                en: "↑ ↓ PgUp PgDn scroll · q back · lines \(firstLine + 1)–\(end)/\(all.count)"
            )
        return padded(Array(shown)) + [paint.reversed(ScreenText.cut(message ?? keys, columns))]
    }

    private func last(_ paint: Paint) -> String {
        if case .jump(let text, let fault) = mode {
            let prompt = words.text(vi: "Đến ngày (31/12/2025): ", en: "Go to the day (2025-12-31): ")
            return ScreenText.cut(
                (fault.map { "\($0). " } ?? "") + prompt + ScreenText.plain(text) + "_",
                columns
            )
        }
        if let message { return paint.reversed(ScreenText.cut(message, columns)) }
        let long = words.text(
            vi: "← → bước · ↑ ↓ sự kiện · Enter mở hồ sơ · g ngày · s cỡ bước · ? giúp · q thoát",
            en: "← → step · ↑ ↓ event · Enter opens · g date · s step size · ? help · q quit"
        )
        let short = words.text(vi: "← → bước · ? trợ giúp · q thoát", en: "← → step · ? help · q quit")
        return paint.reversed(ScreenText.columns(long) <= columns ? long : short)
    }
}

/// Puts colour on text, or nothing at all.
private struct Paint {
    let isOn: Bool

    func bold(_ text: String) -> String { paint("1", text) }
    func reversed(_ text: String) -> String { paint("7", text) }
    func yellow(_ text: String) -> String { paint("33", text) }

    private func paint(_ code: String, _ text: String) -> String {
        isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
