internal import Glibc

/// Writes lines to a new file or to standard output, a large piece at a time.
struct ExportWriter: ~Copyable {
    private let descriptor: CInt
    private let name: String
    private var buffer: [UInt8] = []

    private static let pieceBytes = 1 << 20

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

    mutating func writeLine(_ line: Span<UInt8>) throws(CommandFailure) {
        line.withUnsafeBytes { buffer.append(contentsOf: $0) }
        buffer.append(0x0A)
        if buffer.count >= ExportWriter.pieceBytes { try flush() }
    }

    /// Hands the rest over; a file is on disk when this returns.
    mutating func finish() throws(CommandFailure) {
        try flush()
        if descriptor > 1, fsync(descriptor) != 0 {
            throw CommandFailure(.world, "\(name): \(systemText(errno))")
        }
    }

    private mutating func flush() throws(CommandFailure) {
        var sent = 0
        while sent < buffer.count {
            let written = buffer.withUnsafeBytes { bytes in
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
        buffer.removeAll(keepingCapacity: true)
    }
}
