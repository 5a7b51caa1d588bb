package import DossierModel
internal import Glibc

/// The file to which lines go that are no events, byte for byte, each with what is wrong with it.
///
/// For each line there is a header, one line of JSON, then as many bytes as the header says, then `\n`:
///
///     {"bytes":2,"code":"notJSON","file":"feed.ndjson","line":7,"message":"…","path":""}
///     {]
///
/// Writes are gathered: what has been written is in the file after ``flush()``, not before, and on the disk after
/// ``synchronise()``. A line that comes in pieces goes through a temporary file, since its header tells its length.
///
/// What the system does not take is kept: the next flush goes on where the last one stopped, in the midst of a line
/// if need be.
package struct QuarantineWriter: ~Copyable {
    private static let bufferBytes = 1 << 16

    private let descriptor: Int32
    private let isOwned: Bool
    /// Where temporary files may be made: on the disk of the file itself.
    private let folder: String
    /// What the file does not have yet.
    private var buffer: [UInt8] = []
    /// Where the lines in the buffer end.
    private var ends: [Int] = []
    private var spool: Int32 = -1
    private var spooledBytes = 0
    /// How much of the temporary file has gone behind the header that the buffer ended with; `nil` while it is filled.
    private var copiedBytes: Int?
    private var isSynchronised = true

    /// Lines taken so far.
    package var count: Int { writtenCount + ends.count + (copiedBytes == nil ? 0 : 1) }

    /// Lines that the system has taken whole.
    package private(set) var writtenCount = 0

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
    /// - Throws: What the system answers. Unless ``count`` says otherwise the line is kept for the next ``flush()``.
    package mutating func write(
        _ line: UnsafeRawBufferPointer,
        _ fault: EventFault,
        file: String,
        number: Int
    ) throws(QuarantineError) {
        // Nothing may come between a long line's header and its bytes.
        if copiedBytes != nil { try flush() }
        appendHeader(line.count, fault, file, number)
        buffer.append(contentsOf: line)
        endLine()
        if buffer.count >= QuarantineWriter.bufferBytes { try flush() }
    }

    /// Keeps a piece of a line that is too long to be held in memory, until ``finishLine(_:file:number:)``.
    package mutating func writePiece(_ piece: UnsafeRawBufferPointer) throws(QuarantineError) {
        if copiedBytes != nil { try flush() }
        if spool < 0 { try openSpool() }
        let (written, status) = SystemCall.write(spool, piece)
        spooledBytes += written
        guard status == 0 else { throw .cannotSpool(errno: status) }
    }

    /// Writes the line whose pieces have been kept, with its fault.
    package mutating func finishLine(
        _ fault: EventFault,
        file: String,
        number: Int
    ) throws(QuarantineError) {
        appendHeader(spooledBytes, fault, file, number)
        copiedBytes = 0
        try flush()
    }

    /// Hands all that was written to the system.
    ///
    /// - Throws: What the system answers; what it did not take is kept.
    package mutating func flush() throws(QuarantineError) {
        try writeBuffer()
        guard copiedBytes != nil else { return }
        try copySpool()
        copiedBytes = nil
        endLine()
        emptySpool()
        try writeBuffer()
    }

    /// Waits until all that was handed to the system is on the disk.
    package mutating func synchronise() throws(QuarantineError) {
        guard !isSynchronised else { return }
        // A pipe or a device has no disk to wait for.
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else {
            throw .cannotWrite(errno: errno)
        }
        isSynchronised = true
    }

    private mutating func writeBuffer() throws(QuarantineError) {
        let (written, status) = buffer.withUnsafeBytes { SystemCall.write(descriptor, $0) }
        if written > 0 { isSynchronised = false }
        let whole = ends.prefix(while: { $0 <= written }).count
        writtenCount += whole
        if status == 0 {
            ends.removeAll(keepingCapacity: true)
            buffer.removeAll(keepingCapacity: true)
            return
        }
        ends = ends[whole...].map { $0 - written }
        buffer.removeFirst(written)
        throw .cannotWrite(errno: status)
    }

    private mutating func endLine() {
        buffer.append(Ascii.lineFeed)
        ends.append(buffer.count)
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

    /// Copies over what is left of the temporary file.
    private mutating func copySpool() throws(QuarantineError) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(
            byteCount: QuarantineWriter.bufferBytes,
            alignment: 16
        )
        defer { chunk.deallocate() }
        while let copied = copiedBytes, copied < spooledBytes {
            lseek(spool, off_t(copied), SEEK_SET)
            let count = SystemCall.read(spool, into: chunk)
            guard count > 0 else { throw .cannotSpool(errno: count == 0 ? EIO : errno) }
            let (written, status) = SystemCall.write(
                descriptor,
                UnsafeRawBufferPointer(rebasing: chunk[..<min(count, spooledBytes - copied)])
            )
            if written > 0 { isSynchronised = false }
            copiedBytes = copied + written
            guard status == 0 else { throw .cannotWrite(errno: status) }
        }
    }

    /// Begins the temporary file again; where the system does not shorten it, it is written over.
    private mutating func emptySpool() {
        spooledBytes = 0
        guard spool >= 0 else { return }
        lseek(spool, 0, SEEK_SET)
        _ = ftruncate(spool, 0)
    }
}
