internal import Glibc

/// The bytes of a feed, one after another: of a file, of standard input, or of a closure; unpacked where they
/// begin as gzip does.
///
/// It keeps one buffer, whatever the size of the feed.
package struct ByteSource: ~Copyable {
    /// Fills a buffer and tells how many bytes it gave; 0 at the end.
    package typealias Reading = (UnsafeMutableRawBufferPointer) throws(InputError) -> Int

    private enum Origin {
        case descriptor(Int32, isOwned: Bool)
        case closure(Reading)
    }

    private enum Form {
        case undetermined
        case plain
        case gzip
    }

    private static let bufferBytes = 1 << 17

    private let origin: Origin
    private var form = Form.undetermined
    private let inflater = GzipInflater()
    private let buffer: UnsafeMutableRawBufferPointer
    /// What of the buffer has been read and not yet been given on.
    private var filled = 0..<0
    private var isAtEnd = false
    /// What is thrown once all that could be read has been given on.
    private var failure: InputError?

    /// Bytes taken from the file so far, compressed where it is: against ``size`` it tells how far the work is.
    package private(set) var position = 0

    /// The size of the file, where it is one.
    package let size: Int?

    /// Which file it is, where it is one.
    package var identity: FileIdentity? {
        guard case .descriptor(let descriptor, _) = origin else { return nil }
        return FileIdentity(descriptor: descriptor)
    }

    /// Opens a file.
    ///
    /// - Throws: ``InputError/cannotOpen(path:errno:)``.
    package init(path: String) throws(InputError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(path: path, errno: errno) }
        self.init(.descriptor(descriptor, isOwned: true))
    }

    /// Reads an open file, such as standard input, and leaves it open.
    package init(descriptor: Int32) {
        self.init(.descriptor(descriptor, isOwned: false))
    }

    /// Reads what a closure gives.
    package init(reading: @escaping Reading) {
        self.init(.closure(reading))
    }

    private init(_ origin: Origin) {
        self.origin = origin
        size = ByteSource.size(of: origin)
        buffer = .allocate(byteCount: ByteSource.bufferBytes, alignment: 16)
    }

    deinit {
        buffer.deallocate()
        if case .descriptor(let descriptor, isOwned: true) = origin { close(descriptor) }
    }

    private static func size(of origin: Origin) -> Int? {
        guard case .descriptor(let descriptor, _) = origin else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Fills a buffer with what comes next, unpacked, as far as it is at hand.
    ///
    /// - Returns: How many bytes were written; 0 at the end only.
    /// - Throws: Why nothing comes any more, each time it is asked.
    package mutating func read(into target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        if let failure { throw failure }
        do throws(InputError) {
            if case .undetermined = form { try determineForm() }
            switch form {
            case .gzip: return try readGzip(into: target)
            case .plain, .undetermined: return try readPlain(into: target)
            }
        } catch {
            failure = error
            throw error
        }
    }

    private mutating func determineForm() throws(InputError) {
        try fill(atLeast: 2)
        form = beginsAsGzip ? .gzip : .plain
    }

    private var beginsAsGzip: Bool {
        filled.count >= 2 && buffer[filled.lowerBound] == 0x1F && buffer[filled.lowerBound + 1] == 0x8B
    }

    private mutating func readPlain(into target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        guard filled.isEmpty else {
            let count = min(filled.count, target.count)
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[filled.prefix(count)]))
            filled.removeFirst(count)
            return count
        }
        return isAtEnd ? 0 : try take(target)
    }

    private mutating func readGzip(into target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        while true {
            if inflater.isBetweenMembers {
                guard try beginMember() else { return 0 }
            }
            try fill(atLeast: 1)
            guard !filled.isEmpty else { throw .gzipCutShort(position: position) }
            let step = inflater.inflate(UnsafeRawBufferPointer(rebasing: buffer[filled]), into: target)
            filled.removeFirst(step.consumed)
            if step.isCorrupt {
                let error = InputError.gzipCorrupt(position: position - filled.count)
                guard step.produced > 0 else { throw error }
                failure = error
            }
            if step.produced > 0 { return step.produced }
        }
    }

    /// Goes on to the next gzip member; zeros between and after members are padding.
    ///
    /// - Returns: Whether there is one.
    private mutating func beginMember() throws(InputError) -> Bool {
        while true {
            try fill(atLeast: 2)
            guard let first = filled.first else { return false }
            if beginsAsGzip { return inflater.begin() }
            guard buffer[first] == 0 else { throw .gzipCorrupt(position: position - filled.count) }
            filled.removeFirst()
        }
    }

    /// Has at least so many bytes at hand, unless the file ends.
    private mutating func fill(atLeast count: Int) throws(InputError) {
        while filled.count < count, !isAtEnd {
            if filled.lowerBound > 0 {
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[filled]))
                filled = 0..<filled.count
            }
            let taken = try take(UnsafeMutableRawBufferPointer(rebasing: buffer[filled.upperBound...]))
            filled = 0..<(filled.upperBound + taken)
        }
    }

    private mutating func take(_ target: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
        let count: Int
        switch origin {
        case .closure(let reading): count = try reading(target)
        case .descriptor(let descriptor, _):
            count = SystemCall.read(descriptor, into: target)
            guard count >= 0 else { throw .cannotRead(position: position, errno: errno) }
        }
        isAtEnd = count == 0
        position += count
        return count
    }
}
