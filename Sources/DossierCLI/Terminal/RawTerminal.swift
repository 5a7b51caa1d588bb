internal import Glibc
internal import Synchronization

/// A terminal in raw mode with a screen of its own, put back as it was on every way out.
///
/// While it is open, signals that end the program, stop it or tell of another size are heard as bytes of a pipe, so that they
/// can be answered between two keys.
struct RawTerminal: ~Copyable {
    /// What came.
    enum Input: Equatable {
        case bytes([UInt8])
        /// The terminal has another size, or the program goes on after a stop.
        case resized
        /// Somebody wants it to stop for a while.
        case suspended
        /// A signal that ends the program.
        case ended(CInt)
        /// Nobody is there any more.
        case closed
    }

    private var before: termios
    private var pipe: (read: CInt, write: CInt)

    private static let endings = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]
    private static let heard = endings + [SIGWINCH, SIGTSTP, SIGCONT]

    /// Who is in no shell's charge cannot be stopped, and is not waited for longer than this.
    private static let stopMilliseconds: CInt = 500

    /// Takes over the terminal; `nil` where standard input or output is none, or one that knows no cursor.
    init?() {
        guard RawTerminal.isThere else { return nil }
        var found = termios()
        guard tcgetattr(0, &found) == 0 else { return nil }
        var ends: [CInt] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { return nil }
        // A handler must never wait.
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        before = found
        pipe = (ends[0], ends[1])
        signalPipe.store(ends[1], ordering: .sequentiallyConsistent)
        for number in RawTerminal.heard { signal(number, hear) }
        enter()
    }

    /// Whether keys can be read and a screen be drawn.
    static var isThere: Bool {
        guard isatty(0) == 1, isatty(1) == 1, let kind = Environment.value("TERM") else { return false }
        return !kind.isEmpty && kind != "dumb"
    }

    private func enter() {
        var raw = before
        cfmakeraw(&raw)
        tcsetattr(0, TCSAFLUSH, &raw)
        // A screen of its own, without a cursor, where nothing is wrapped.
        send("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J")
    }

    private func leave() {
        send("\u{1B}[?7h\u{1B}[?25h\u{1B}[0m\u{1B}[?1049l")
        var old = before
        // What was typed ahead is the shell's.
        tcsetattr(0, TCSADRAIN, &old)
    }

    deinit {
        leave()
        for number in RawTerminal.heard { signal(number, SIG_DFL) }
        signalPipe.store(-1, ordering: .sequentiallyConsistent)
        close(pipe.read)
        close(pipe.write)
    }

    /// Stops the program as Ctrl-Z does, with the terminal as it was, until somebody lets it go on.
    func suspend() {
        leave()
        _ = read(pipe.read)
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        // Another thread may take the signal: that it goes on is heard, and only then the terminal is its own again.
        var source = pollfd(fd: pipe.read, events: Int16(POLLIN), revents: 0)
        _ = poll(&source, 1, RawTerminal.stopMilliseconds)
        signal(SIGTSTP, hear)
        enter()
    }

    /// Ends the program by a signal that was heard, when the terminal is put back.
    static func end(by number: CInt) {
        // A thread of a pool hears no signals, not even its own.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, number)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(number)
    }

    /// Columns and rows.
    var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return (80, 24)
        }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Waits for keys or a signal; with a time, gives no bytes when it is over.
    func wait(milliseconds: CInt = -1) -> Input {
        while true {
            var sources = [
                pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipe.read, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&sources, 2, milliseconds)
            if count < 0, errno == EINTR { continue }
            if count == 0 { return .bytes([]) }
            if count < 0 { return .closed }
            if sources[1].revents != 0 {
                let heard = read(pipe.read)
                if let end = heard.first(where: { RawTerminal.endings.contains(CInt($0)) }) {
                    return .ended(CInt(end))
                }
                if heard.contains(UInt8(SIGTSTP)) { return .suspended }
                // Whoever let it go on may have changed the terminal's modes.
                if heard.contains(UInt8(SIGCONT)) { enter() }
                return .resized
            }
            let bytes = read(0)
            return bytes.isEmpty ? .closed : .bytes(bytes)
        }
    }

    private func read(_ descriptor: CInt) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        return Array(bytes.prefix(max(0, count)))
    }

    /// Draws lines from the top on: as many as the terminal has, none wider than it.
    func draw(_ lines: [String]) {
        var text = ""
        for (index, line) in lines.enumerated() { text += "\u{1B}[\(index + 1);1H\u{1B}[2K\(line)" }
        send(text)
    }

    private func send(_ text: String) {
        // Nobody is told where the terminal is gone: the next read says so.
        try? Console.write(text)
    }
}

/// Where a signal is told; -1 while nobody listens.
private let signalPipe = Atomic<CInt>(-1)

/// Tells of a signal by a byte: all that may be done while one is handled.
private let hear: @convention(c) (CInt) -> Void = { number in
    let descriptor = signalPipe.load(ordering: .sequentiallyConsistent)
    guard descriptor >= 0 else { return }
    let kept = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = Glibc.write(descriptor, &byte, 1)
    errno = kept
}
