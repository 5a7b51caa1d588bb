internal import Audit
internal import Glibc
internal import LedgerStore

/// Steps a unit's history on a terminal until somebody quits.
enum ReplayTerminal {
    /// How long what follows an escape may take.
    private static let escapeMilliseconds: CInt = 40

    /// Runs until the history is left.
    ///
    /// - Returns: The signal that ended it, if any; the terminal is as it was then.
    static func run(
        _ replay: UnitReplay,
        _ stepping: ReplayStepping,
        _ language: Language,
        _ view: borrowing LedgerView
    ) throws -> CInt? {
        guard let terminal = RawTerminal() else {
            throw CommandFailure(
                .world,
                language.text(vi: "không dùng được thiết bị đầu cuối", en: "the terminal cannot be used")
            )
        }
        let isColoured = Environment.value("NO_COLOR").map(\.isEmpty) ?? true
        let size = terminal.size
        var player = try ReplayPlayer(
            replay,
            stepping,
            language,
            columns: size.columns,
            rows: size.rows,
            view
        )
        var keys = TerminalKeys()
        while true {
            terminal.draw(try player.lines(colour: isColoured, view))
            var pressed: [TerminalKey] = []
            switch terminal.wait(milliseconds: keys.isWaiting ? escapeMilliseconds : -1) {
            case .bytes(let bytes): pressed = bytes.isEmpty ? keys.settle() : keys.take(bytes)
            case .resized: break
            case .suspended: pressed = [.suspend]
            case .ended(let signal): return signal
            case .closed: return nil
            }
            for key in pressed {
                switch try player.press(key, view) {
                case .goesOn: break
                case .quits: return nil
                case .suspends: terminal.suspend()
                }
            }
            let size = terminal.size
            player.resize(columns: size.columns, rows: size.rows)
        }
    }
}
