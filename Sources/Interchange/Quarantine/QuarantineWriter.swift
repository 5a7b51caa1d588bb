package import DossierModel
internal import Glibc

/// The file to which lines go that are no events, byte for byte, each with what is wrong with it.
///
/// For each line there is a header, one line of JSON, then as many bytes as the header says, then `\n`:
///
///     {"bytes":2,"code":"notJSON","file":"feed.ndjson","line":7,"message":"…","path":""}
///     {]
///
/// Writes are gathered: what has been written is in the file after ``flush()``, not before. A line that comes
/// in pieces goes through a temporary file, since its header tells its length.
package struct QuarantineWriter: ~Copyable {
    private static let bufferBytes = 1 << 16

    private let descriptor: Int32
    private let isOwned: Bool
    /// Where temporary files may be made: on the disk of the file itself.
    private let folder: String
    private var buffer: [UInt8] = []
    private var spool: Int32 = -1
    private var spooledBytes = 0

    /// Lines written so far.
    package private(set) var count = 0

    /// Which file it writes to.
    package var identity: FileIdentity? { FileIdentity(descriptor: descriptor) }

    /// Opens a file and writes after what it holds, or makes it.
    ///
    /// - Throws: ``QuarantineError/cannotOpen(path:errno:)``.
    package init(path: String) throws(QuarantineError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        isOwned = true
        folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Writes to an open file and leaves it open.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
        isOwned = false
        folder = "/tmp"
    }

    deinit {
        if spool >= 0 { close(spool) }
        if isOwned { close(descriptor) }
    }

    /// Writes a whole line with its fault.
    ///
    /// - Throws: What the system answers; lines written since the last ``flush()`` may be lost.
    package mutating func write(
        _ line: UnsafeRawBufferPointer,
        _ fault: EventFault,
        file: String,
        number: Int
    ) throws(QuarantineError) {
        appendHeader(line.count, fault, file, number)
        buffer.append(contentsOf: line)
        buffer.append(Ascii.lineFeed)
        count += 1
        if buffer.count >= QuarantineWriter.bufferBytes { try flush() }
    }

    /// Keeps a piece of a line that is too long to be held in memory, until ``finishLine(_:file:number:)``.
    package mutating func writePiece(_ piece: UnsafeRawBufferPointer) throws(QuarantineError) {
        if spool < 0 { try openSpool() }
        let status = SystemCall.write(spool, piece)
        guard status == 0 else { throw .cannotSpool(errno: status) }
        spooledBytes += piece.count
    }

    /// Writes the line whose pieces have been kept, with its fault.
    package mutating func finishLine(
        _ fault: EventFault,
        file: String,
        number: Int
    ) throws(QuarantineError) {
        appendHeader(spooledBytes, fault, file, number)
        try flush()
        try copySpool()
        buffer.append(Ascii.lineFeed)
        count += 1
        try flush()
    }

    /// Hands all that was written to the system.
    package mutating func flush() throws(QuarantineError) {
        let status = buffer.withUnsafeBytes { SystemCall.write(descriptor, $0) }
        buffer.removeAll(keepingCapacity: true)
        guard status == 0 else { throw .cannotWrite(errno: status) }
    }

    private mutating func appendHeader(_ bytes: Int, _ fault: EventFault, _ file: String, _ number: Int) {
        buffer.append(contentsOf: "{\"bytes\":\(bytes),\"code\":\"\(fault.code.rawValue)\",\"file\":".utf8)
        CanonicalWriting.quote(file.utf8, into: &buffer)
        buffer.append(contentsOf: ",\"line\":\(number),\"message\":".utf8)
        CanonicalWriting.quote(fault.message.utf8, into: &buffer)
        buffer.append(contentsOf: ",\"path\":".utf8)
        CanonicalWriting.quote(fault.path.utf8, into: &buffer)
        buffer.append(contentsOf: "}\n".utf8)
    }

    /// Opens a temporary file that has no name any more: it goes with the process, however that ends.
    private mutating func openSpool() throws(QuarantineError) {
        var template = Array("\(folder)/.quarantine-XXXXXX".utf8CString)
        spool = template.withUnsafeMutableBufferPointer { name in
            guard let base = name.baseAddress else { return -1 }
            let descriptor = mkstemp(base)
            if descriptor >= 0 { unlink(base) }
            return descriptor
        }
        guard spool >= 0 else { throw .cannotSpool(errno: errno) }
        _ = fcntl(spool, F_SETFD, FD_CLOEXEC)
    }

    /// Copies the temporary file over and empties it.
    private mutating func copySpool() throws(QuarantineError) {
        guard spool >= 0 else { return }
        lseek(spool, 0, SEEK_SET)
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: QuarantineWriter.bufferBytes,
            alignment: 16
        )
        defer { chunk.deallocate() }
        var rest = spooledBytes
        while rest > 0 {
            let count = SystemCall.read(spool, into: chunk)
            guard count > 0 else { throw .cannotSpool(errno: count == 0 ? EIO : errno) }
            let status = SystemCall.write(
                descriptor,
                UnsafeRawBufferPointer(rebasing: chunk[..<min(count, rest)])
            )
            guard status == 0 else { throw .cannotWrite(errno: status) }
            rest -= count
        }
        spooledBytes = 0
        lseek(spool, 0, SEEK_SET)
        guard ftruncate(spool, 0) == 0 else { throw .cannotSpool(errno: errno) }
    }
}
