internal import Glibc

/// A line on the terminal that tells how far a long command is; on anything else it says nothing.
struct ProgressLine {
    private let language: Language
    private let isShown = Console.showsProgress
    private let start = ProgressLine.now()
    private var lastShown = 0.0
    private var hasShown = false

    init(_ language: Language) {
        self.language = language
    }

    /// Tells how far the work is, at most five times a second.
    ///
    /// `done` things are done, as they are named in `what`; `share`, from 0 to 1, is how much of the whole that is, if it
    /// is known.
    mutating func show(_ done: Int, _ what: String, share: Double?) {
        guard isShown else { return }
        let elapsed = ProgressLine.now() - start
        guard elapsed - lastShown >= 0.2 else { return }
        lastShown = elapsed
        hasShown = true
        let rate = Int(Double(done) / max(elapsed, 0.001))
        var text = "\(language.count(done)) \(what), \(language.count(rate))/s"
        if let share, share > 0 {
            let rest = Int((elapsed / share - elapsed).rounded(.up))
            text +=
                language.text(vi: ", \(Int(share * 100)) %, còn ", en: ", \(Int(share * 100))%, ")
                + time(rest)
            text += language.text(vi: "", en: " left")
        }
        Console.overwrite(text)
    }

    /// Clears the line.
    func finish() {
        if hasShown { Console.overwrite("") }
    }

    private func time(_ seconds: Int) -> String {
        seconds < 60
            ? language.text(vi: "\(seconds) giây", en: "\(seconds) s")
            : language.text(
                vi: "\(seconds / 60) phút \(seconds % 60) giây",
                en: "\(seconds / 60) min \(seconds % 60) s"
            )
    }

    /// Seconds on a clock that only goes forward.
    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
