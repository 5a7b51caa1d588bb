internal import DossierModel
internal import MerkleLog

/// A ledger of format 1, from which nothing is read but its events and when they were appended.
///
/// Its other tables are derived, and are made anew in the ledger that takes the events. The ledger itself stays as it is.
struct FormatOne: ~Copyable {
    private let path: String
    private let isOpen: OpenLedger
    private let environment: LMDBEnvironment

    private static let format: UInt32 = 1
    private static let tables: [StoreTable] = [.head, .tail, .blocks, .marks]

    /// Bytes of a record of the tail before the event: `appendedAt` and the leaf hash.
    private static let recordHeader = 8 + Digest.byteCount

    /// Opens a ledger of format 1 for reading.
    ///
    /// - Throws: ``StoreError/noOlderFormat(path:format:)`` where it is of the format that needs no upgrade, and what
    ///   opening a ledger throws.
    init(at path: String) throws(StoreError) {
        let folder = LedgerFolder(path: path)
        try folder.check()
        let opened = try OpenLedger(folder)
        if folder.isWithoutLockFile(for: .reading) {
            // The format is looked at before a lock file is made in the folder.
            _ = try FormatOne.readHead(try FormatOne.open(path, hasLock: false), path)
        }
        let environment = try FormatOne.open(path)
        _ = try FormatOne.readHead(environment, path)
        self.path = path
        self.environment = environment
        isOpen = opened
    }

    /// Opens the environment; without a lock where the folder may only be read.
    private static func open(_ path: String) throws(StoreError) -> LMDBEnvironment {
        do throws(StoreError) {
            return try open(path, hasLock: true)
        } catch .notPermitted {
            return try open(path, hasLock: false)
        }
    }

    private static func open(_ path: String, hasLock: Bool) throws(StoreError) -> LMDBEnvironment {
        try LMDBEnvironment(
            folder: path,
            isReadOnly: true,
            makesTables: false,
            hasLock: hasLock,
            mapSizeBytes: Ledger.defaultSizeLimitBytes,
            tables: tables,
            format: format
        )
    }

    private static func readHead(
        _ environment: LMDBEnvironment,
        _ path: String
    ) throws(StoreError) -> (size: UInt64, sealedSegments: UInt32, root: Digest) {
        // The environment has to outlive the transaction.
        try withExtendedLifetime(environment) { () throws(StoreError) in
            let transaction = try environment.beginReading()
            return try head(in: transaction, path)
        }
    }

    private static func head(
        in transaction: borrowing ReadTransaction,
        _ path: String
    ) throws(StoreError) -> (size: UInt64, sealedSegments: UInt32, root: Digest) {
        guard let stored = try transaction.value(.head, LedgerHead.key) else { throw .notALedger(path: path) }
        var reader = ByteReader(stored, of: "the head")
        try LedgerHead.checkFormat(&reader, path: path, known: format)
        let size = try reader.read(UInt64.self)
        let sealed = try reader.read(UInt32.self)
        // Dictionaries, spans of time and counts of types: all derived.
        _ = try reader.readBytes(16 * 4 + 4 * 8 + 64 * 8)
        let rest = try reader.readBytes(reader.remaining)
        let frontier: Frontier
        do throws(FrontierFault) {
            frontier = try Frontier(decoding: rest)
        } catch {
            throw .damaged(what: "the head's frontier: \(error)")
        }
        let start = UInt64(sealed) * UInt64(Limits.segmentEvents)
        guard frontier.size.rawValue == size, start <= size, size - start < UInt64(Limits.segmentEvents)
        else {
            throw .damaged(what: "the head contradicts itself")
        }
        return (size, sealed, frontier.root)
    }

    /// Appends all events to a ledger that is empty, each with the moment at which it was appended to this one.
    ///
    /// `progress` is told how many of how many are done.
    ///
    /// - Throws: ``StoreError``: an event cannot be read, or what came of them has another root. The other ledger is then of
    ///   no use.
    borrowing func copy(
        into ledger: Ledger,
        progress: (UInt64, UInt64) -> Void
    ) throws(StoreError) -> (size: UInt64, root: Digest) {
        let transaction = try environment.beginReading()
        let now = try FormatOne.head(in: transaction, path)
        var copying = FormatOneCopy(ledger)
        for segment in 0..<now.sealedSegments {
            try copying.take(segment: segment, transaction)
            progress(copying.size, now.size)
        }
        try copying.takeTail(transaction, size: now.size, headerSize: FormatOne.recordHeader)
        progress(copying.size, now.size)
        guard copying.size == now.size, copying.root == now.root else {
            throw .damaged(what: "the events of \(path) have another root than its head says")
        }
        return (now.size, now.root)
    }
}

/// Takes events out of one ledger into another, a segment at a time.
private struct FormatOneCopy {
    private let ledger: Ledger
    private let readFacts: FactsReader
    private var batch = EventBatch()
    private var moments: [Instant] = []
    private(set) var size: UInt64 = 0
    private(set) var root = TreeHash.empty

    init(_ ledger: Ledger) {
        self.ledger = ledger
        readFacts = ledger.makeFactsReader()
    }

    mutating func take(segment: UInt32, _ transaction: borrowing ReadTransaction) throws(StoreError) {
        guard let stored = try transaction.value(.marks, StoreKey(segment)) else {
            throw .damaged(what: "the marks of segment \(segment) are missing")
        }
        for run in try SegmentMarks(stored).appendedAt {
            moments.append(contentsOf: repeatElement(run.instant, count: Int(run.count)))
        }
        let blocks = UInt64(Limits.segmentEvents / Limits.blockEvents)
        var bytes: [UInt8] = []
        var ends: [Int] = []
        for block in UInt64(segment) * blocks..<UInt64(segment + 1) * blocks {
            if let fault = try EventBlock.read(block, in: transaction, into: &bytes) { throw fault }
            EventBlock.split(bytes.span, into: &ends)
            guard ends.count == Limits.blockEvents else {
                throw .damaged(what: "block \(block) has \(ends.count) events")
            }
            var start = 0
            for end in ends {
                append(bytes.span.extracting(start..<end))
                start = end + 1
            }
        }
        try flush()
    }

    mutating func takeTail(
        _ transaction: borrowing ReadTransaction,
        size: UInt64,
        headerSize: Int
    ) throws(StoreError) {
        var next = self.size
        var events: [(event: [UInt8], appendedAt: Instant)] = []
        try transaction.scan(.tail) { key, record throws(StoreError) in
            guard bigEndian(key, at: 0, count: 8) == next, next < size, record.count > headerSize else {
                throw .damaged(what: "event \(next) is missing")
            }
            let event = record.extracting(headerSize..<record.count)
            events.append(
                (unsafe event.withUnsafeBytes { unsafe Array($0) }, try TailRecord.appendedAt(record))
            )
            next += 1
            return true
        }
        for (event, appendedAt) in events {
            moments.append(appendedAt)
            append(event.span)
        }
        try flush()
    }

    private mutating func append(_ event: Span<UInt8>) {
        batch.append { bytes in
            unsafe event.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
            return readFacts(event)
        }
    }

    /// Appends what was taken.
    private mutating func flush() throws(StoreError) {
        guard !batch.isEmpty else { return }
        let answer = try ledger.append(batch, appendedAt: moments)
        size += UInt64(batch.count)
        guard answer.size == size else {
            throw .damaged(what: "an id stands twice among the first \(size) events")
        }
        root = answer.root
        batch.removeAll()
        moments.removeAll(keepingCapacity: true)
    }
}
