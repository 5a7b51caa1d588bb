internal import Audit
internal import DossierModel
internal import LedgerStore

/// Steps a unit's history by keys: the screen, and the history that it shows.
///
/// It knows no terminal: it takes keys and gives lines.
struct ReplayPlayer {
    private(set) var replay: UnitReplay
    private(set) var screen: ReplayScreen
    private let language: Language

    /// What happens after a key.
    enum After {
        case goesOn, quits, suspends
    }

    init(
        _ replay: UnitReplay,
        _ stepping: ReplayStepping,
        _ language: Language,
        columns: Int,
        rows: Int,
        _ view: borrowing LedgerView
    ) throws {
        self.replay = replay
        self.language = language
        screen = ReplayScreen(ReplayHeading(replay, language), stepping, columns: columns, rows: rows)
        let hasSteps = replay.count(stepping) > 0
        try show(hasSteps ? stepping : .day, 0, view)
        if !hasSteps { sayNoEvents() }
    }

    private mutating func sayNoEvents() {
        screen.say(
            language.text(
                vi: "trong kỳ không có sự kiện nào để đi từng bước",
                en: "the period has no events to step by"
            )
        )
    }

    private mutating func show(
        _ stepping: ReplayStepping,
        _ index: Int,
        _ view: borrowing LedgerView
    ) throws {
        let step = try replay.step(stepping, index, view)
        screen.show(step, index, of: replay.count(stepping), stepping)
    }

    mutating func resize(columns: Int, rows: Int) {
        screen.resize(columns: columns, rows: rows)
    }

    mutating func press(_ key: TerminalKey, _ view: borrowing LedgerView) throws -> After {
        switch screen.press(key) {
        case .nothing: break
        case .quit: return .quits
        case .suspend: return .suspends
        case .move(let index): try show(screen.stepping, index, view)
        case .changeStepping: try changeStepping(view)
        case .jump(let date): try jump(to: date, view)
        case .open(let event): try open(event, view)
        }
        return .goesOn
    }

    /// Goes on with steps of the next kind, from where the history stands.
    private mutating func changeStepping(_ view: borrowing LedgerView) throws {
        guard let at = screen.step?.at else { return }
        let all = ReplayStepping.allCases
        let place = all.firstIndex(of: screen.stepping) ?? 0
        var next = all[(place + 1) % all.count]
        let isWithoutEvents = next == .event && replay.count(.event) == 0
        if isWithoutEvents { next = .day }
        try show(next, replay.step(next, at: at), view)
        if isWithoutEvents { sayNoEvents() }
    }

    /// Shows the step of a date; with events the first of that day, or the last before.
    private mutating func jump(to date: LocalDate, _ view: borrowing LedgerView) throws {
        var index = replay.step(screen.stepping, at: Instant(date))
        if screen.stepping == .event, index + 1 < replay.count(.event),
            replay.moment(ofEvents: index) < Instant(date),
            replay.moment(ofEvents: index + 1) <= Instant.end(of: date)
        {
            index += 1
        }
        try show(screen.stepping, index, view)
    }

    /// Opens the dossier of an event, as it stood at the end of the step.
    private mutating func open(_ event: Int, _ view: borrowing LedgerView) throws {
        guard let step = screen.step, let found = try replay.events(event..<event + 1, view).first else {
            return
        }
        do {
            guard let history = try replay.history(of: found, at: step.at, view) else {
                screen.say(
                    language.text(
                        vi: "dòng sổ giấy này không nêu hồ sơ nào",
                        en: "this line of a paper register names no dossier"
                    )
                )
                return
            }
            let texts = HistoryTexts(history, language, isWhole: true, columns: screen.columns)
            screen.open(texts.text)
        } catch let error as HistoryError {
            screen.say(CommandFailure(error, language).message)
        }
    }

    /// The screen as lines.
    mutating func lines(colour: Bool, _ view: borrowing LedgerView) throws -> [String] {
        screen.render(try replay.events(screen.seenEvents, view), colour: colour)
    }
}
