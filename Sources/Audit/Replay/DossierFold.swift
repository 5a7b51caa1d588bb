internal import Dispatch
internal import DossierModel
internal import Glibc
internal import LedgerStore
internal import Synchronization

/// What one thread makes of its share of the dossiers.
protocol DossierPart: Sendable {
    /// Takes in one dossier, its events of equal type and `occurredAt` in the order of their ids, with their numbers in the ledger.
    mutating func take(_ dossier: Int, _ rows: Span<EventRow>, _ numbers: Span<UInt32>)
}

/// A part, and the dossiers that have to be put in order before it can take them.
private struct Gathering<Part: DossierPart>: Sendable {
    var part: Part
    var ties: [Int] = []

    /// Takes in a chunk of dossiers that were read.
    mutating func take(_ dossiers: Range<Int>, _ reader: borrowing DossierReader) {
        for dossier in dossiers {
            let rows = reader.rows(of: dossier)
            if rows.isEmpty { continue }
            if reader.hasOpenTie(dossier) {
                ties.append(dossier)
            } else {
                part.take(dossier, rows, reader.numbers(of: dossier))
            }
        }
    }
}

/// Goes through the dossiers of a snapshot on all cores.
enum DossierFold {
    /// Hands every dossier of which something is known to a part, and gives the parts, in no order; none took two threads' share.
    static func run<Part: DossierPart>(
        _ rows: LedgerRows,
        _ filter: RowFilter,
        _ view: borrowing LedgerView,
        from empty: Part,
        progress: @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws(StoreError) -> [Part] {
        let gatherings = try run(rows, filter, progress: progress) {
            Gathering(part: empty)
        } _: { gathering, dossiers, reader in
            gathering.take(dossiers, reader)
        }
        var parts = gatherings.map(\.part)
        let ties = gatherings.flatMap(\.ties)
        guard !ties.isEmpty else { return parts }
        var tied = empty
        var order = IDOrder()
        var reader = rows.makeReader(filter)
        for dossier in ties.sorted() {
            try reader.read(dossier..<dossier + 1)
            try order.take(dossier, reader, in: view)
            tied.take(dossier, order.rows.span, order.numbers.span)
        }
        parts.append(tied)
        return parts
    }

    /// Dossiers that are read together: their rows stay in a core's own cache.
    private static let chunk = 1_024

    /// Fewer chunks than this are not worth a second thread.
    private static let chunksForThreads = 4

    /// More threads than this wait for memory, and each takes memory of its own.
    private static let threadLimit = 16

    /// Calls `take` with every chunk of dossiers, and gives the parts that it filled, one for each thread, in no order.
    ///
    /// `makePart` makes what a thread fills; `take` is called on several threads at once, each with its own part, and so is
    /// `progress`, with how many dossiers are done and how many there are.
    static func run<Part: Sendable>(
        _ rows: LedgerRows,
        _ filter: RowFilter,
        progress: @Sendable (_ done: Int, _ all: Int) -> Void,
        _ makePart: @Sendable () -> Part,
        _ take: @Sendable (inout Part, Range<Int>, borrowing DossierReader) -> Void
    ) throws(StoreError) -> [Part] {
        let chunks = (rows.dossierCount + chunk - 1) / chunk
        let threads = chunks < chunksForThreads ? 1 : min(processors, threadLimit)
        let next = Atomic(0)
        let finished = Atomic(0)
        let done = Mutex<(parts: [Part], failure: StoreError?)>(([], nil))
        // Not a task group: a snapshot of the ledger is read in a closure that does not wait.
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            var part = makePart()
            var reader = rows.makeReader(filter)
            var failure: StoreError?
            while failure == nil {
                let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard index < chunks else { break }
                let dossiers = index * chunk..<min(rows.dossierCount, (index + 1) * chunk)
                do throws(StoreError) {
                    try reader.read(dossiers)
                    take(&part, dossiers, reader)
                    let count = finished.wrappingAdd(dossiers.count, ordering: .relaxed).newValue
                    progress(count, rows.dossierCount)
                } catch {
                    failure = error
                    next.store(chunks, ordering: .relaxed)
                }
            }
            done.withLock { done in
                done.parts.append(part)
                done.failure = done.failure ?? failure
            }
        }
        return try done.withLock { done throws(StoreError) in
            if let failure = done.failure { throw failure }
            return done.parts
        }
    }

    private static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
