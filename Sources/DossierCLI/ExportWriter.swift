internal import Glibc

/// Writes text to a new file or to standard output, as it comes: whoever hands it over makes the pieces large.
///
/// A file that is not finished is removed again: a part of an export looks like a whole one.
struct ExportWriter: ~Copyable {
    private let descriptor: CInt
    private let name: String
    private var isFinished = false

    init(path: String?) throws(CommandFailure) {
        guard let path else {
            descriptor = 1
            name = "standard output"
            return
        }
        name = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw CommandFailure(errno == EEXIST ? .use : .world, "\(path): \(systemText(errno))")
        }
    }

    deinit {
        guard descriptor > 1 else { return }
        close(descriptor)
        if !isFinished { unlink(name) }
    }

    /// Writes all of the text, and empties it.
    func write(_ text: inout [UInt8]) throws(CommandFailure) {
        try Console.write(bytes: text, to: descriptor, name)
        text.removeAll(keepingCapacity: true)
    }

    /// Makes sure that a file is on disk; nothing may be written after it.
    mutating func finish() throws(CommandFailure) {
        if descriptor > 1, fsync(descriptor) != 0 {
            throw CommandFailure(.world, "\(name): \(systemText(errno))")
        }
        isFinished = true
    }
}
