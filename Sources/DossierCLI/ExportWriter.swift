internal import Glibc

/// Writes text to a new file or to standard output, as it comes: whoever hands it over makes the pieces large.
struct ExportWriter: ~Copyable {
    private let descriptor: CInt
    private let name: String

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
        if descriptor > 1 { close(descriptor) }
    }

    /// Writes all of the text, and empties it.
    func write(_ text: inout [UInt8]) throws(CommandFailure) {
        var sent = 0
        while sent < text.count {
            let written = text.withUnsafeBytes { bytes in
                Glibc.write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
            }
            if written < 0 {
                if errno == EINTR { continue }
                throw CommandFailure(
                    errno == EPIPE ? .well : .world,
                    errno == EPIPE ? "" : "\(name): \(systemText(errno))"
                )
            }
            sent += written
        }
        text.removeAll(keepingCapacity: true)
    }

    /// Makes sure that a file is on disk; nothing may be written after it.
    func finish() throws(CommandFailure) {
        if descriptor > 1, fsync(descriptor) != 0 {
            throw CommandFailure(.world, "\(name): \(systemText(errno))")
        }
    }
}
