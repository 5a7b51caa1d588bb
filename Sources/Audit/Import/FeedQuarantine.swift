internal import DossierModel
internal import Interchange

/// The quarantine file of an import, made when the first line goes there.
struct FeedQuarantine: ~Copyable {
    private let path: String
    private var writer: QuarantineWriter?
    /// The file that is being read.
    private var source: (identity: FileIdentity, file: String)?

    init(path: String) {
        self.path = path
    }

    /// Lines that are in the file.
    var writtenCount: Int {
        mutating get { writer?.writtenCount ?? 0 }
    }

    /// Says what is read from now on.
    ///
    /// - Throws: ``FeedError/quarantineIsSource(file:)``.
    mutating func begin(_ identity: FileIdentity?, _ file: String) throws(FeedError) {
        source = identity.map { ($0, file) }
        guard let identity, identity == writer?.identity ?? FileIdentity(path: path) else { return }
        throw .quarantineIsSource(file: file)
    }

    mutating func write(
        _ line: UnsafeRawBufferPointer,
        _ fault: EventFault,
        file: String,
        number: Int
    ) throws(FeedError) {
        try open()
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in
            try writer?.write(line, fault, file: file, number: number)
        }
    }

    mutating func writePiece(_ piece: UnsafeRawBufferPointer) throws(FeedError) {
        try open()
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in try writer?.writePiece(piece) }
    }

    mutating func finishLine(_ fault: EventFault, file: String, number: Int) throws(FeedError) {
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in
            try writer?.finishLine(fault, file: file, number: number)
        }
    }

    mutating func flush() throws(FeedError) {
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in try writer?.flush() }
    }

    /// Waits until all that was written is on the disk.
    mutating func synchronise() throws(FeedError) {
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in
            try writer?.flush()
            try writer?.synchronise()
        }
    }

    private mutating func open() throws(FeedError) {
        guard writer == nil else { return }
        let path = self.path
        try FeedQuarantine.telling(path) { () throws(QuarantineError) in
            writer = try QuarantineWriter(path: path)
        }
        // The path may lead elsewhere since the source was begun.
        guard let source, source.identity == writer?.identity else { return }
        writer = nil
        throw .quarantineIsSource(file: source.file)
    }

    private static func telling(
        _ path: String,
        _ body: () throws(QuarantineError) -> Void
    ) throws(FeedError) {
        do throws(QuarantineError) {
            try body()
        } catch {
            throw .quarantine(file: path, error)
        }
    }
}
