package import DossierModel
package import Interchange
package import LedgerStore
package import MerkleLog

/// What an import did.
///
/// A line counts as read once it is known what became of it: `read = appended + duplicates + quarantined`, also where
/// the import broke off.
package struct ImportAnswer: Sendable, Equatable {
    package var read: Int { appended + duplicates + quarantined }
    package var appended = 0
    package var duplicates = 0
    package var quarantined = 0
    /// Rows of a CSV file for which the mapping makes no event; they are not among `read`.
    package var rowsWithoutEvents = 0
    package var logSize: UInt64 = 0
    package var root = TreeHash.empty
}

/// Takes feeds into a ledger: well-formed lines become events, the others go to quarantine, none is lost.
///
/// Memory is bounded whatever the size of the feed: two batches of events and the lines that they were made of. While
/// one is read and hashed, the one before is written.
package final class FeedImport {
    /// What a feed is and where its bad lines go.
    package struct Options: Sendable {
        /// Given to lines without a `source`.
        package var sourceName: String?
        /// How the rows of a CSV file become events; without one the feed is NDJSON.
        package var mapping: EventMapping?
        /// The file for lines that are no events; it is made when the first is met.
        package var quarantinePath: String

        package init(sourceName: String? = nil, mapping: EventMapping? = nil, quarantinePath: String) {
            self.sourceName = sourceName
            self.mapping = mapping
            self.quarantinePath = quarantinePath
        }
    }

    /// Lines between two calls of `progress`.
    static let progressInterval = 4_096

    /// A batch is appended when it holds so many bytes, however few its events are.
    private static let batchBytes = 16 << 20

    private let ledger: Ledger
    private let options: Options
    private let now: () -> Instant
    let progress: (FeedProgress) -> Void
    private var reader: EventReader
    private var quarantine: FeedQuarantine
    private var batch = EventBatch()
    /// The lines that the batch was made of, as they came: a conflict shows only when it is appended.
    private var origins = LineOrigins()
    private var batchLimit: Int
    /// So many events that a batch fills its segment for all the duplicates that it and the one before it may have.
    private var slack = 0
    /// The batch that is being written.
    private var pending: PendingAppend?
    /// Lines and events of rows that were taken, whatever becomes of them.
    private(set) var taken = 0
    /// What has been done so far; what it counts as appended is on disk, what it counts as quarantined in that file.
    package private(set) var answer = ImportAnswer()

    /// Prepares an import.
    ///
    /// `now` is the clock, which gives events their `appendedAt`; `progress` is told every few thousand lines how far the
    /// import is.
    ///
    /// - Throws: `EventFault` where `sourceName` could be no source, ``StoreError`` where the ledger cannot be read.
    package init(
        into ledger: Ledger,
        _ options: Options,
        now: @escaping () -> Instant,
        progress: @escaping (FeedProgress) -> Void = { _ in }
    ) throws {
        self.ledger = ledger
        self.options = options
        self.now = now
        self.progress = progress
        if let name = options.sourceName {
            reader = try EventReader(defaultSource: name)
        } else {
            reader = EventReader()
        }
        quarantine = FeedQuarantine(path: options.quarantinePath)
        (answer.logSize, answer.root) = try ledger.read { view in (view.size, view.root) }
        batchLimit = Limits.segmentEvents - Int(answer.logSize % UInt64(Limits.segmentEvents))
    }

    /// Takes in files one after another; `-` is standard input.
    package func run(_ files: [String]) async throws(FeedError) -> ImportAnswer {
        for file in files {
            let source: ByteSource
            do throws(InputError) {
                source = file == "-" ? ByteSource(descriptor: 0) : try ByteSource(path: file)
            } catch {
                throw .input(file: file, error)
            }
            try await run(source, named: file == "-" ? "stdin" : file)
        }
        return answer
    }

    /// Takes in one feed; when it returns, all that was counted is on disk.
    ///
    /// - Throws: ``FeedError``. What came before is kept and counted, but for a batch that the ledger refuses: after it
    ///   nothing is appended, so that a line is never there without those before it.
    package func run(_ source: consuming ByteSource, named file: String) async throws(FeedError) {
        try quarantine.begin(source.identity, file)
        do throws(FeedError) {
            if let mapping = options.mapping {
                try await readRows(source, mapping, file)
            } else {
                try await readLines(source, file)
            }
        } catch {
            try await finish(file, after: error)
            return
        }
        try await finish(file, after: nil)
    }

    private func readLines(_ source: consuming ByteSource, _ file: String) async throws(FeedError) {
        var lines = LineReader(source)
        while true {
            // Lines are read in a function of their own, which never waits; a batch is written between two of them.
            guard try readBatch(&lines, file) else { return }
            try await flush(file)
        }
    }

    /// Reads until the batch is full; `false` at the end of the feed.
    private func readBatch(_ lines: inout LineReader, _ file: String) throws(FeedError) -> Bool {
        while let item = try next(&lines, file) {
            switch item.part {
            case .line:
                try take(item.bytes, from: item.bytes, file, item.number)
            case .longLinePiece(let isLast):
                try take(piece: item.bytes, isLast: isLast, file, item.number)
            }
            if taken % FeedImport.progressInterval == 0 {
                let (position, size) = (lines.position, lines.size)
                progress(FeedProgress(file: file, read: taken, position: position, size: size))
            }
            if isBatchFull { return true }
        }
        return false
    }

    @inline(__always)
    private func next(_ lines: inout LineReader, _ file: String) throws(FeedError) -> LineReader.Item? {
        do throws(InputError) {
            return try lines.next()
        } catch {
            throw .input(file: file, error)
        }
    }

    /// Whether the batch is to be written before another line is taken.
    var isBatchFull: Bool { batch.count >= batchLimit || batch.bytes.count >= FeedImport.batchBytes }

    /// Takes in one line, or a row's event as JSON, and keeps what it came from.
    @inline(__always)
    func take(
        _ line: UnsafeRawBufferPointer,
        from origin: UnsafeRawBufferPointer,
        _ file: String,
        _ number: Int
    ) throws(FeedError) {
        taken += 1
        do throws(EventFault) {
            try batch.append { bytes throws(EventFault) in try reader.read(line, into: &bytes) }
        } catch {
            try put(origin, error, file, number)
            return
        }
        origins.append(origin, number)
    }

    /// Quarantines a piece of a line that is too long to be held.
    private func take(
        piece: UnsafeRawBufferPointer,
        isLast: Bool,
        _ file: String,
        _ number: Int
    ) throws(FeedError) {
        try keep(piece: piece)
        guard isLast else { return }
        let fault = EventFault(.lineTooLong, message: "the line is longer than \(Limits.lineBytes) bytes")
        try finish(longLine: fault, file, number)
    }

    func keep(piece: UnsafeRawBufferPointer) throws(FeedError) {
        try quarantine.writePiece(piece)
    }

    func finish(longLine fault: EventFault, _ file: String, _ number: Int) throws(FeedError) {
        taken += 1
        try quarantine.finishLine(fault, file: file, number: number)
    }

    func countTaken() {
        taken += 1
    }

    func count(rowsWithoutEvents rows: Int) {
        answer.rowsWithoutEvents += rows
    }

    /// Quarantines one line or row.
    func put(
        _ origin: UnsafeRawBufferPointer,
        _ fault: EventFault,
        _ file: String,
        _ number: Int
    ) throws(FeedError) {
        try quarantine.write(origin, fault, file: file, number: number)
    }

    /// Hands the batch over to be written, and waits for the one before.
    func flush(_ file: String) async throws(FeedError) {
        // First what was quarantined: a line that was taken is in one of the two files before its batch is forgotten.
        try quarantine.flush()
        try await settle()
        handOver(file)
    }

    /// Hands the batch over to be written.
    ///
    /// - Precondition: None is being written.
    private func handOver(_ file: String) {
        guard !batch.isEmpty else { return }
        let expected = answer.logSize + UInt64(batch.count)
        // With `slack` to spare a batch fills its segment although some of its events turn out to be duplicates; else
        // nearly all of it would go through the tail, and from there into the segment of the next.
        batchLimit = Limits.segmentEvents - Int(expected % UInt64(Limits.segmentEvents)) + slack
        let handed = batch
        pending = PendingAppend(
            task: Task.detached { [ledger, appendedAt = now()] in
                try ledger.append(handed, appendedAt: appendedAt)
            },
            origins: origins,
            file: file
        )
        batch = EventBatch(roomLike: handed)
        origins = LineOrigins(roomLike: origins)
    }

    /// Writes what is at hand, and counts; nothing is being written when it returns or throws.
    ///
    /// - Throws: What ended the reading, or what the ledger or the quarantine file refuses now.
    private func finish(_ file: String, after earlier: FeedError?) async throws(FeedError) {
        var failure = earlier
        do throws(FeedError) {
            try await settle()
        } catch {
            failure = FeedImport.graver(failure, error)
        }
        if case .ledger = failure { discardBatch() }
        handOver(file)
        do throws(FeedError) {
            try await settle()
            try quarantine.synchronise()
        } catch {
            failure = FeedImport.graver(failure, error)
        }
        answer.quarantined = quarantine.writtenCount
        if let failure { throw failure }
    }

    /// The error to tell of two: that of the ledger, else the earlier.
    private static func graver(_ earlier: FeedError?, _ later: FeedError) -> FeedError {
        if case .ledger = later { return later }
        return earlier ?? later
    }

    /// Forgets lines that were taken after others which the ledger refused.
    private func discardBatch() {
        batch.removeAll()
        origins = LineOrigins()
        batchLimit = Limits.segmentEvents - Int(answer.logSize % UInt64(Limits.segmentEvents))
    }

    /// Waits for the batch that is being written, and counts what became of its lines.
    private func settle() async throws(FeedError) {
        guard let written = pending else { return }
        pending = nil
        let appended: AppendAnswer
        do {
            appended = try await written.task.value
        } catch let error as StoreError {
            throw .ledger(error)
        } catch {
            throw .ledger(.failed(what: "\(error)"))
        }
        answer.logSize = appended.size
        answer.root = appended.root
        let known = appended.outcomes.count { if case .appended = $0 { false } else { true } }
        // Two batches are under way when the next is measured, and chance makes some worse than the last.
        slack = known == 0 ? 0 : min(3 * known + 64, Limits.segmentEvents / 4)
        for outcome in appended.outcomes {
            switch outcome {
            case .appended: answer.appended += 1
            case .duplicate: answer.duplicates += 1
            case .conflict: break
            }
        }
        // The lines that are in the ledger are counted before one that cannot be quarantined ends this.
        for (index, outcome) in appended.outcomes.enumerated() {
            guard case .conflict(let existing) = outcome else { continue }
            try quarantine(conflict: index, with: existing, written)
        }
        // Events are on the disk when they are counted, and so is what was refused beside them.
        try quarantine.synchronise()
    }

    private func quarantine(
        conflict index: Int,
        with existing: SequenceNumber,
        _ written: PendingAppend
    ) throws(FeedError) {
        let message = "event \(existing) of the ledger has this id and other content"
        let fault = EventFault(.conflictingDuplicate, path: "id", message: message)
        let number = written.origins.number(index)
        try written.origins.withBytes(index) { origin throws(FeedError) in
            try quarantine.write(origin, fault, file: written.file, number: number)
        }
    }
}
