package import DossierModel
internal import MerkleLog

/// Reads an event's canonical bytes; `nil` where it can make nothing of them.
package typealias FactsReader = (Span<UInt8>) -> EventFacts?

/// The append-only record of everything that happened.
///
/// Events are kept under consecutive numbers from 0. The ledger never changes or removes one: a mistake is answered by
/// a later event.
///
/// A ledger is opened once in a process. Reads run on any thread, each on its own snapshot; appends run one after
/// another, and only one process appends at a time.
package final class Ledger: Sendable {
    /// What a ledger is opened for.
    package enum Access: Sendable {
        case reading
        case appending
    }

    /// The largest size a ledger may grow to unless another is asked for: 1 TiB.
    ///
    /// It is address space, not disk: the file grows as events come.
    package static let defaultSizeLimitBytes = 1 << 40

    package let path: String
    let environment: LMDBEnvironment
    let makeFactsReader: @Sendable () -> FactsReader
    /// The data file as the kernel names it.
    let dataPath: String
    let writer: WriterQueue?
    private let isOpen: OpenLedger

    /// Whether no lock could be taken: what is read is right only while nobody appends.
    package let isWithoutLock: Bool

    /// Makes a ledger in a folder that does not exist or is empty, and opens it for appending.
    ///
    /// `firstBatch` is what it begins with: the ledger is there with all of it or not at all. `makeFactsReader` makes
    /// what reads events; one is made for each thread that needs one.
    ///
    /// - Throws: ``StoreError/alreadyExists(path:)`` where something is there already; nothing was touched then. After
    ///   any other error no ledger is there, and one can be made in the same place.
    package static func create(
        at path: String,
        firstBatch: (events: EventBatch, appendedAt: Instant)? = nil,
        sizeLimitBytes: Int = defaultSizeLimitBytes,
        makeFactsReader: @escaping @Sendable () -> FactsReader
    ) throws(StoreError) -> Ledger {
        let folder = LedgerFolder(path: path)
        try folder.prepare()
        let ledger: Ledger
        do throws(StoreError) {
            ledger = try Ledger(folder, .appending, makesTables: true, sizeLimitBytes, makeFactsReader)
        } catch .notALedger {
            // What lies in the folder under LMDB's names is none of ours.
            throw .alreadyExists(path: path)
        }
        try ledger.environment.write(path: path) { transaction throws(StoreError) in
            guard try transaction.reading.value(.head, LedgerHead.key) == nil else {
                throw .alreadyExists(path: path)
            }
            let (events, appendedAt) = firstBatch ?? (EventBatch(), Instant.distantPast)
            try ledger.storeFirst(events, appendedAt: appendedAt, to: &transaction)
        }
        return ledger
    }

    /// Opens a ledger.
    ///
    /// - Throws: ``StoreError``: there is none, it is of a newer format, damaged, open already, locked by another
    ///   writer, or not permitted. It was not touched then.
    package static func open(
        at path: String,
        for access: Access,
        sizeLimitBytes: Int = defaultSizeLimitBytes,
        makeFactsReader: @escaping @Sendable () -> FactsReader
    ) throws(StoreError) -> Ledger {
        let folder = LedgerFolder(path: path)
        try folder.check()
        let ledger = try Ledger(folder, access, makesTables: false, sizeLimitBytes, makeFactsReader)
        _ = try ledger.readHead()
        return ledger
    }

    private init(
        _ folder: LedgerFolder,
        _ access: Access,
        makesTables: Bool,
        _ sizeLimitBytes: Int,
        _ makeFactsReader: @escaping @Sendable () -> FactsReader
    ) throws(StoreError) {
        path = folder.path
        self.makeFactsReader = makeFactsReader
        isOpen = try OpenLedger(folder)
        if !makesTables { try Ledger.lookBeforeLocking(folder, access, sizeLimitBytes) }
        dataPath = folder.dataPath
        switch access {
        case .appending:
            let lock = try WriterLock(path: folder.path)
            environment = try Ledger.open(folder, .appending, makesTables: makesTables, sizeLimitBytes)
            writer = WriterQueue(Writer(lock: lock))
            isWithoutLock = false
        case .reading:
            var hasLock = true
            do throws(StoreError) {
                environment = try Ledger.open(folder, .reading, sizeLimitBytes)
            } catch .notPermitted {
                // A folder that may only be read: LMDB's reader table cannot be written there.
                environment = try Ledger.open(folder, .reading, hasLock: false, sizeLimitBytes)
                hasLock = false
            }
            writer = nil
            isWithoutLock = !hasLock
        }
    }

    private static func open(
        _ folder: LedgerFolder,
        _ access: Access,
        makesTables: Bool = false,
        hasLock: Bool = true,
        _ sizeLimitBytes: Int
    ) throws(StoreError) -> LMDBEnvironment {
        try LMDBEnvironment(
            folder: folder.path,
            isReadOnly: access == .reading,
            makesTables: makesTables,
            hasLock: hasLock,
            mapSizeBytes: sizeLimitBytes
        )
    }

    /// Looks at the head before any file is made in the folder: it may be of another program or of a newer format.
    ///
    /// It is done without a lock, and so only where a lock file is missing: where nobody of this program appends. What
    /// another program writes meanwhile can at worst make this refuse.
    private static func lookBeforeLocking(
        _ folder: LedgerFolder,
        _ access: Access,
        _ sizeLimitBytes: Int
    ) throws(StoreError) {
        guard folder.isWithoutLockFile(for: access) else { return }
        let environment = try open(folder, .reading, hasLock: false, sizeLimitBytes)
        // The environment has to outlive the transaction.
        try withExtendedLifetime(environment) { () throws(StoreError) in
            _ = try head(in: try environment.beginReading(), path: folder.path)
        }
    }

    private func readHead() throws(StoreError) -> LedgerHead {
        let transaction = try environment.beginReading()
        return try Ledger.head(in: transaction, path: path)
    }

    static func head(in transaction: borrowing ReadTransaction, path: String) throws(StoreError) -> LedgerHead
    {
        guard let stored = try transaction.value(.head, LedgerHead.key) else { throw .notALedger(path: path) }
        return try LedgerHead(stored, path: path)
    }

    /// Bytes of the ledger's data file.
    package var fileBytes: Int { LedgerFolder(path: path).dataBytes }

    /// Runs `body` on a snapshot of the ledger.
    ///
    /// Any number of readers run beside each other and beside the writer, and none of them waits. A snapshot keeps the
    /// pages that it sees: one that is held for long makes the file grow while events are appended.
    package func read<Result: ~Copyable, Failure: Error>(
        _ body: (borrowing LedgerView) throws(Failure) -> Result
    ) throws -> Result {
        let transaction = try environment.beginReading()
        let head = try Ledger.head(in: transaction, path: path)
        let view = LedgerView(transaction: transaction, head: head, path: path, readFacts: makeFactsReader())
        return try body(view)
    }
}
