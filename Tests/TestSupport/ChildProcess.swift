internal import Glibc
internal import Synchronization

/// A program that runs beside the test: fed, listened to, killed, and asked how it ended.
///
/// Descriptors are closed in the child but for the three standard ones, so that children started side by side do not
/// keep each other's pipes open. A child that the test forgets is killed when the value goes.
package final class ChildProcess {
    /// How a process ended.
    package enum Ending: Hashable, Sendable {
        /// It left with this status.
        case exited(Int32)
        /// The kernel ended it by this signal.
        case signalled(Int32)
    }

    /// What a process wrote, and how it ended.
    package struct Outcome: Sendable {
        package let output: [UInt8]
        package let error: [UInt8]
        package let ending: Ending

        package var text: String { String(decoding: output, as: UTF8.self) }
        package var errorText: String { String(decoding: error, as: UTF8.self) }

        /// The exit status; a signal counts from 128 on, as shells do.
        package var status: Int32 {
            switch ending {
            case .exited(let status): status
            case .signalled(let signal): 128 + signal
            }
        }
    }

    /// Where standard input comes from.
    package enum Input: Sendable {
        /// All of it is there from the start.
        case bytes([UInt8])
        /// It is fed by ``ChildProcess/feed(_:)`` and ends with ``ChildProcess/closeInput()``.
        case pipe
    }

    /// Where standard output goes.
    package enum Output: Sendable {
        /// Into the outcome, however much it is.
        case kept
        /// Through a pipe that ``ChildProcess/readLine()`` drains, and nobody else.
        case pipe
    }

    /// Why a program could not be started or heard.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// A child that is silent or alive for longer than this is stuck; milliseconds.
    private static let patience = 120_000

    /// One child starts at a time: a descriptor is marked as not to be inherited only after it was made.
    private static let starting = Mutex(())

    private let identifier: pid_t
    private let errors: CInt
    private var output: CInt
    private let isPiped: Bool
    private var input: CInt
    private var unread: [UInt8] = []
    private var ending: Ending?

    /// Starts a program.
    ///
    /// The arguments are without the program's own name; the environment is the whole of it: nothing is taken over from
    /// the test.
    ///
    /// - Throws: ``Failure``, where the system starts none.
    package init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        input: Input = .bytes([]),
        output: Output = .kept
    ) throws(Failure) {
        // A child that is gone shows as a failed write, not as the end of the test.
        signal(SIGPIPE, SIG_IGN)
        let started = try ChildProcess.starting.withLock { _ throws(Failure) in
            let source = try ChildProcess.source(input)
            let sink = try ChildProcess.sink(output)
            let errors = try ChildProcess.memory()
            defer {
                close(source.theirs)
                if sink.theirs != sink.ours { close(sink.theirs) }
            }
            let streams = [source.theirs, sink.theirs, errors]
            let identifier = try ChildProcess.spawn(path, arguments, environment, streams)
            return (identifier: identifier, input: source.ours, output: sink.ours, errors: errors)
        }
        identifier = started.identifier
        self.input = started.input
        self.output = started.output
        errors = started.errors
        if case .pipe = output { isPiped = true } else { isPiped = false }
    }

    deinit {
        if ending == nil {
            Glibc.kill(identifier, SIGKILL)
            waitpid(identifier, nil, 0)
        }
        closeInput()
        if output >= 0 { close(output) }
        close(errors)
    }

    /// Writes to standard input; `false` where the child has closed it.
    @discardableResult
    package func feed(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                write(input, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            guard count >= 0 || errno == EINTR else { return false }
            sent += max(0, count)
        }
        return true
    }

    package func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// The next line of a piped standard output, without its ending; `nil` at its end.
    package func readLine() throws(Failure) -> String? {
        while true {
            if let end = unread.firstIndex(of: 0x0A) {
                defer { unread.removeSubrange(...end) }
                return String(decoding: unread[..<end], as: UTF8.self)
            }
            var chunk = [UInt8](repeating: 0, count: 1 << 16)
            var awaited = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            guard poll(&awaited, 1, CInt(ChildProcess.patience)) != 0 else {
                throw Failure(description: "the child says nothing")
            }
            let count = chunk.withUnsafeMutableBytes { read(output, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            unread += chunk[..<count]
        }
    }

    /// Stops listening to a piped standard output, as `head` does once it has enough.
    package func closeOutput() {
        if output >= 0 { close(output) }
        output = -1
    }

    /// Ends the process at once, wherever it is.
    package func kill() {
        Glibc.kill(identifier, SIGKILL)
    }

    /// Whether the process still runs.
    package var isRunning: Bool { reap(WNOHANG) == nil }

    /// Waits for the end and gives what was written; of a piped output, what nobody has read yet is not in it.
    package func finish() throws(Failure) -> Outcome {
        closeInput()
        var waited = 0
        while true {
            if let ending = reap(WNOHANG) {
                let written = isPiped ? [] : ChildProcess.content(output)
                return Outcome(output: written, error: ChildProcess.content(errors), ending: ending)
            }
            guard waited < ChildProcess.patience else { throw Failure(description: "the child does not end") }
            ChildProcess.pause(microseconds: 1_000)
            waited += 1
        }
    }

    /// Lets time pass.
    package static func pause(microseconds: Int) {
        var rest = timespec(tv_sec: microseconds / 1_000_000, tv_nsec: microseconds % 1_000_000 * 1_000)
        var left = timespec()
        while nanosleep(&rest, &left) != 0 { rest = left }
    }

    private func reap(_ options: CInt) -> Ending? {
        if let ending { return ending }
        var status: CInt = 0
        guard waitpid(identifier, &status, options) == identifier else { return nil }
        ending = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
        return ending
    }
}

// MARK: - Descriptors

extension ChildProcess {
    /// A file without a name: it holds any amount without anyone reading along.
    private static func memory() throws(Failure) -> CInt {
        var template = Array("/tmp/stream-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw failure("mkstemp") }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func ends() throws(Failure) -> (reading: CInt, writing: CInt) {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func source(_ input: Input) throws(Failure) -> (theirs: CInt, ours: CInt) {
        switch input {
        case .pipe:
            let ends = try ends()
            return (ends.reading, ends.writing)
        case .bytes(let bytes):
            let file = try memory()
            var sent = 0
            while sent < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(file, $0.baseAddress.map { $0 + sent }, $0.count - sent)
                }
                guard count > 0 else { throw failure("write") }
                sent += count
            }
            lseek(file, 0, SEEK_SET)
            return (file, -1)
        }
    }

    private static func sink(_ output: Output) throws(Failure) -> (theirs: CInt, ours: CInt) {
        switch output {
        case .pipe:
            let ends = try ends()
            return (ends.writing, ends.reading)
        case .kept:
            let file = try memory()
            return (file, file)
        }
    }

    private static func content(_ file: CInt) -> [UInt8] {
        let size = max(0, Int(lseek(file, 0, SEEK_END)))
        var bytes = [UInt8](repeating: 0, count: size)
        let count = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, 0) }
        return Array(bytes[..<max(0, count)])
    }

    private static func failure(_ call: String) -> Failure {
        Failure(description: "\(call): \(String(cString: strerror(errno)))")
    }

    private static func spawn(
        _ path: String,
        _ arguments: [String],
        _ environment: [String: String],
        _ streams: [CInt]
    ) throws(Failure) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        var settings = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            for word in words + settings { free(word) }
        }
        for (number, descriptor) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
        }
        // What the test ignores must not be ignored by the child from its start.
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var identifier: pid_t = 0
        let status = posix_spawn(&identifier, path, &actions, &attributes, &words, &settings)
        guard status == 0 else {
            throw Failure(description: "\(path): \(String(cString: strerror(status)))")
        }
        return identifier
    }
}
