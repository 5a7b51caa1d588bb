internal import Audit
internal import DossierModel

/// What a unit's history looks like on a terminal, and what keys do to it.
///
/// A value: it knows neither the ledger nor the terminal. A key changes it and may ask for something; whoever steps the
/// history answers by ``show(_:_:of:)`` and ``open(_:)``.
///
///     var screen = ReplayScreen(…)
///     if case .move(let index) = screen.press(.right) { screen.show(step, index, of: count) }
///     let lines = screen.render(events)
struct ReplayScreen {
    /// What a key asks for.
    enum Wish: Equatable {
        case nothing
        case quit
        case suspend
        /// Another step.
        case move(Int)
        /// Steps of another kind.
        case changeStepping
        case jump(LocalDate)
        /// The dossier of an event, by its place among the unit's.
        case open(Int)
    }

    /// What is on the screen.
    enum Mode: Equatable {
        case step
        case help
        /// A date is being written; then what is wrong with it.
        case jump(text: String, fault: String?)
        case dossier([String])
    }

    let heading: ReplayHeading
    let words: ReplayWords
    private(set) var mode = Mode.step
    private(set) var stepping: ReplayStepping
    private(set) var position = 0
    private(set) var count = 0
    private(set) var step: ReplayStep?
    /// Which event of the step is chosen, and which is the first on the screen.
    private(set) var selected = 0
    private(set) var firstEvent = 0
    /// The text that is shown in place of the step, in lines that fit.
    private(set) var textLines: [String] = []
    /// The first of them on the screen.
    private(set) var firstLine = 0
    private(set) var message: String?
    private(set) var columns: Int
    private(set) var rows: Int

    /// Steps that PgUp and PgDn go.
    private static let leap = 10

    init(_ heading: ReplayHeading, _ stepping: ReplayStepping, columns: Int, rows: Int) {
        self.heading = heading
        self.stepping = stepping
        self.columns = columns
        self.rows = rows
        words = ReplayWords(language: heading.language)
    }

    // MARK: - From outside

    /// The terminal has another size.
    mutating func resize(columns: Int, rows: Int) {
        guard columns != self.columns || rows != self.rows else { return }
        self.columns = columns
        self.rows = rows
        wrap()
        choose(selected)
    }

    /// Shows a step, the `index`th of `count` of its kind.
    mutating func show(_ step: ReplayStep, _ index: Int, of count: Int, _ stepping: ReplayStepping) {
        self.step = step
        self.stepping = stepping
        self.count = count
        position = index
        mode = .step
        firstEvent = 0
        choose(0)
    }

    /// Shows the text of a dossier.
    mutating func open(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        showText(.dossier(lines.map { ScreenText.plain(String($0)) }))
    }

    private mutating func showText(_ mode: Mode) {
        self.mode = mode
        firstLine = 0
        wrap()
    }

    /// Breaks the text that is shown into lines that fit.
    private mutating func wrap() {
        textLines =
            switch mode {
            case .help: words.help.flatMap { ScreenText.wrapped($0, columns) }
            case .dossier(let lines): lines.flatMap { ScreenText.wrapped($0, columns) }
            case .step, .jump: []
            }
        scroll(by: 0)
    }

    /// Says something in the last line, until the next key.
    mutating func say(_ text: String) { message = text }

    // MARK: - Keys

    /// Takes a key, and says what has to be done for it.
    mutating func press(_ key: TerminalKey) -> Wish {
        message = nil
        if key == .interrupt { return .quit }
        if key == .suspend { return .suspend }
        switch mode {
        case .step: return pressStep(key)
        case .help, .dossier: return pressText(key)
        case .jump(let text, _): return pressJump(key, text)
        }
    }

    private mutating func pressStep(_ key: TerminalKey) -> Wish {
        switch key {
        case .right, .character("l"), .character(" "): return move(to: position + 1)
        case .left, .character("h"): return move(to: position - 1)
        case .pageDown: return move(to: position + ReplayScreen.leap)
        case .pageUp: return move(to: position - ReplayScreen.leap)
        case .home: return move(to: 0)
        case .end: return move(to: count - 1)
        case .down, .character("j"): choose(selected + 1)
        case .up, .character("k"): choose(selected - 1)
        case .enter, .character("o"): return openSelected()
        case .character("s"): return .changeStepping
        case .character("g"): mode = .jump(text: "", fault: nil)
        case .character("?"): showText(.help)
        case .character("q"): return .quit
        default: break
        }
        return .nothing
    }

    private mutating func move(to index: Int) -> Wish {
        let target = min(max(0, index), max(0, count - 1))
        if target != position { return .move(target) }
        if index < position { message = words.text(vi: "đây là bước đầu", en: "this is the first step") }
        if index > position { message = words.text(vi: "đây là bước cuối", en: "this is the last step") }
        return .nothing
    }

    private mutating func openSelected() -> Wish {
        guard let step, !step.marks.isEmpty else {
            message = words.text(vi: "bước này không có sự kiện", en: "this step has no event")
            return .nothing
        }
        return .open(step.marks.lowerBound + selected)
    }

    private mutating func pressText(_ key: TerminalKey) -> Wish {
        switch key {
        case .down, .character("j"): scroll(by: 1)
        case .up, .character("k"): scroll(by: -1)
        case .pageDown, .character(" "): scroll(by: textRows - 1)
        case .pageUp: scroll(by: 1 - textRows)
        case .home: scroll(by: -firstLine)
        case .end: scroll(by: textLines.count)
        case .escape, .character("q"), .backspace: mode = .step
        case .character("?") where mode == .help: mode = .step
        default: break
        }
        return .nothing
    }

    private mutating func pressJump(_ key: TerminalKey, _ text: String) -> Wish {
        switch key {
        case .escape: mode = .step
        case .backspace: mode = .jump(text: String(text.dropLast()), fault: nil)
        case .character(let character):
            if text.count < 10 { mode = .jump(text: text + String(character), fault: nil) }
        case .enter:
            guard !text.isEmpty else {
                mode = .step
                return .nothing
            }
            guard let date = ReplayScreen.date(text) else {
                let vi = "«\(text)» không phải là ngày; viết như 31/12/2025"
                mode = .jump(text: "", fault: words.text(vi: vi, en: "\(text) is no date; write 2025-12-31"))
                return .nothing
            }
            guard date >= heading.from, date <= heading.lastDay else {
                let (first, last) = (words.language.date(heading.from), words.language.date(heading.lastDay))
                let fault = words.text(
                    vi: "chỉ có từ \(first) đến \(last)",
                    en: "there is \(first) to \(last) only"
                )
                mode = .jump(text: "", fault: fault)
                return .nothing
            }
            return .jump(date)
        default: break
        }
        return .nothing
    }

    /// A date as it is written in either language.
    private static func date(_ text: String) -> LocalDate? {
        if let date = LocalDate(text) { return date }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 3, let day = parts[0], let month = parts[1], let year = parts[2] else {
            return nil
        }
        return LocalDate(year: year, month: month, day: day)
    }

    // MARK: - What is seen

    /// Lines of a text that are on the screen at once.
    var textRows: Int { max(1, rows - 1) }

    private mutating func scroll(by lines: Int) {
        firstLine = min(max(0, firstLine + lines), max(0, textLines.count - textRows))
    }

    /// Chooses an event, and moves the list so that it is seen.
    private mutating func choose(_ event: Int) {
        let all = step?.marks.count ?? 0
        selected = min(max(0, event), max(0, all - 1))
        let seen = listRows
        if selected < firstEvent { firstEvent = selected }
        if selected >= firstEvent + seen { firstEvent = selected - seen + 1 }
        firstEvent = min(firstEvent, max(0, all - seen))
    }

    /// The events that are on the screen, by their places among the unit's.
    var seenEvents: Range<Int> {
        guard let step, !isTooSmall else { return 0..<0 }
        let first = step.marks.lowerBound + firstEvent
        return first..<min(step.marks.upperBound, first + listRows)
    }
}

/// What does not change while a history is stepped.
struct ReplayHeading {
    let unit: String
    let from: LocalDate
    /// The last day that there is a step for.
    let lastDay: LocalDate
    /// What has to be said of the whole, if anything.
    let note: String?
    let language: Language

    init(_ replay: UnitReplay, _ language: Language) {
        unit = replay.unit
        from = replay.from
        lastDay = replay.lastDay
        self.language = language
        let words = ReplayWords(language: language)
        note = replay.isEmpty ? words.nothing(replay) : replay.isCutShort ? words.cutShort(replay) : nil
    }
}
