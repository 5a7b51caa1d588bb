internal import Glibc

/// Standard output for answers, standard error for messages and progress.
enum Console {
    /// Writes an answer; a reader that went away ends the program quietly, as it does any filter.
    ///
    /// Then what is thrown has the status `well` and no message: whoever has more to tell than was read throws that.
    static func write(_ text: String) throws(CommandFailure) {
        try write(bytes: Array(text.utf8), to: 1, "standard output")
    }

    static func writeLine(_ text: String) throws(CommandFailure) {
        try write(text + "\n")
    }

    /// Writes all bytes to an open file, whose name is for messages.
    static func write(bytes: [UInt8], to descriptor: CInt, _ name: String) throws(CommandFailure) {
        var sent = 0
        while sent < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent)
            }
            if written < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw CommandFailure(.well) }
                throw CommandFailure(.world, "\(name): \(systemText(errno))")
            }
            sent += written
        }
    }

    /// Gives an answer and ends with a status, also where nobody reads the answer.
    static func end(_ status: CommandFailure.Status, answering body: () throws -> Void) throws {
        do {
            try body()
        } catch let failure as CommandFailure where failure.status == .well {
            throw CommandFailure(status)
        }
        if status != .well { throw CommandFailure(status) }
    }

    /// Writes a message for the user.
    static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }

    /// Writes to the terminal's current line, over what stands there.
    static func overwrite(_ text: String) {
        let bytes = Array(("\r" + text + "\u{1B}[K").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }

    /// Whether messages go to a terminal.
    static var showsProgress: Bool { isatty(2) == 1 }

    /// The columns of the terminal that answers go to; `nil` where they go to none.
    static var columns: Int? {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }
}

/// The system's words for an error number, or ours for the usual ones in Vietnamese.
func systemText(_ number: CInt) -> String {
    guard ParserWords.language == .vi else { return String(cString: strerror(number)) }
    return switch number {
    case ENOENT: "không có tệp hoặc thư mục này"
    case EEXIST: "tệp đã có"
    case ENOTDIR: "không phải thư mục"
    case EISDIR: "là thư mục"
    case EACCES, EPERM: "không có quyền"
    case EROFS: "nơi này chỉ đọc"
    case ENOSPC: "đĩa đã đầy"
    default: String(cString: strerror(number))
    }
}
