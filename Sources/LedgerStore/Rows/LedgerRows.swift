package import DossierModel

/// All rows of a snapshot, by dossier.
///
/// Threads read beside each other: it points into the memory map, which the snapshot holds.
@safe
package struct LedgerRows: @unchecked Sendable {
    // Unchecked: runs hold pointers to bytes that nobody writes while the snapshot lives.

    /// In log order.
    let runs: [RowRun]
    let tail: TailRun

    /// The greatest dossier index and one, that of the tail included.
    package let dossierCount: Int

    /// How many codes each dictionary has, by the raw value of ``CodeKind``, those of the tail included.
    private let codeCounts: [UInt32]

    init(runs: [RowRun], tail: TailRows, codeCounts: [UInt32]) throws(StoreError) {
        self.codeCounts = codeCounts
        let nextDossier = codeCounts[Int(CodeKind.dossier.rawValue)]
        self.runs = runs
        self.tail = TailRun(tail)
        var count = self.tail.dossierCount
        for run in runs where run.header.dossiers > 0 {
            let last = run.entry(run.header.dossiers - 1)
            guard last.dossier == Int64(run.header.greatestDossier), run.entry(0).first == run.header.others,
                run.entry(0).dossier == Int64(run.header.leastDossier)
            else { throw run.damage }
            count = max(count, Int(run.header.greatestDossier) + 1)
        }
        guard count <= Int(nextDossier) else {
            throw .damaged(what: "rows are of \(count) dossiers, not \(nextDossier)")
        }
        dossierCount = count
    }

    /// What reads dossiers; one for each thread.
    package func makeReader(_ filter: RowFilter) -> DossierReader { DossierReader(self, filter) }

    /// Visits the rows that are steps of no dossier among the first `size` events, in log order.
    ///
    /// Events that no decoder reads are passed over. Whoever takes rows into tables by the indexes of their codes makes room up
    /// to the greatest: an index that no dictionary has is damage.
    package func forEachOther(
        ofFirst size: UInt64,
        _ body: (_ number: UInt64, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        for run in runs where run.firstNumber < size && run.header.others > 0 {
            var unknown: UInt32?
            try run.forEachOther { number, row in
                guard hasKnownCodes(row) else {
                    unknown = unknown ?? number
                    return
                }
                if UInt64(number) < size { body(UInt64(number), row) }
            }
            if let unknown { throw LedgerRows.unknownCode(UInt64(unknown)) }
        }
        for entry in tail.others where entry.number < size {
            guard hasKnownCodes(entry.row) else { throw LedgerRows.unknownCode(entry.number) }
            body(entry.number, entry.row)
        }
    }

    /// Whether every code of a row is in its dictionary.
    private func hasKnownCodes(_ row: borrowing EventRow) -> Bool {
        let kinds = row.type.codeSlots
        guard isKnown(row.unit, .unit), isKnown(row.dossier, .dossier) else { return false }
        guard isKnown(row.code0, kinds.0), isKnown(row.code1, kinds.1) else { return false }
        return isKnown(row.code2, kinds.2)
    }

    private func isKnown(_ code: CodeIndex, _ kind: CodeKind?) -> Bool {
        guard code != .none, let kind else { return true }
        return code.rawValue < codeCounts[Int(kind.rawValue)]
    }

    private static func unknownCode(_ number: UInt64) -> StoreError {
        .damaged(what: "the row of event \(number) has a code that no dictionary has")
    }

    /// Visits the rows of the events with numbers in `range`, in no order that matters.
    ///
    /// Events that no decoder reads are passed over.
    package func forEachRow(
        in range: Range<UInt64>,
        _ body: (_ number: UInt64, _ row: borrowing EventRow) -> Void
    ) throws(StoreError) {
        for run in runs where run.firstNumber < range.upperBound && run.endNumber > range.lowerBound {
            try run.forEachRow(in: range, body)
        }
        for entry in tail.others where range.contains(entry.number) { body(entry.number, entry.row) }
        for entry in tail.steps where range.contains(entry.number) { body(entry.number, entry.row) }
    }

    /// The least `occurredAt` among the known steps of dossiers, or `nil` where there is none.
    ///
    /// - Complexity: A run is looked through only where the step that its header names is not known itself.
    package func earliestStep(_ filter: RowFilter) throws(StoreError) -> Instant? {
        var earliest = Instant.distantFuture
        for entry in tail.steps where filter.knows(entry.number, recordedAt: entry.row.recordedAt) {
            earliest = min(earliest, entry.row.occurredAt)
        }
        for run in runs where run.firstNumber < filter.size && run.header.dossiers > 0 {
            let first = run.header.earliest
            guard first.occurredAt < earliest else { continue }
            if filter.knows(run.firstNumber + first.number, recordedAt: first.recordedAt) {
                earliest = first.occurredAt
            } else {
                earliest = min(earliest, run.earliestStep(filter))
            }
        }
        return earliest == .distantFuture ? nil : earliest
    }
}

/// The rows of the tail, as a run has them.
struct TailRun {
    typealias Entry = (number: UInt64, row: EventRow)

    /// In log order.
    private(set) var others: [Entry] = []
    /// By dossier, those of each in log order.
    private(set) var steps: [Entry] = []

    init(_ tail: TailRows) {
        var order: [UInt64] = []
        for (index, entry) in tail.rows.enumerated() {
            if entry.row.type.isOfDossier, entry.row.dossier != .none {
                order.append(UInt64(entry.row.dossier.rawValue) << 32 | UInt64(index))
            } else {
                others.append((entry.number.rawValue, entry.row))
            }
        }
        order.sort()
        steps = order.map { key in
            let entry = tail.rows[Int(UInt32(truncatingIfNeeded: key))]
            return (entry.number.rawValue, entry.row)
        }
    }

    var dossierCount: Int { steps.last.map { Int($0.row.dossier.rawValue) + 1 } ?? 0 }

    /// The first of ``steps`` whose dossier is not below `dossier`.
    func firstStep(notBelow dossier: Int) -> Int {
        var low = 0
        var high = steps.count
        while low < high {
            let middle = (low + high) / 2
            if Int(steps[middle].row.dossier.rawValue) < dossier { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension LedgerView {
    /// Runs `body` with all rows; nothing of them may be kept beyond the call.
    ///
    /// `tail` has the rows of ``tailRows()``.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where runs are missing or contradict themselves, and whatever `body` throws.
    package func withRows<Result, Failure: Error>(
        tail: TailRows,
        _ body: (LedgerRows) throws(Failure) -> Result
    ) throws -> Result {
        try body(try rows(tail: tail))
    }

    /// All rows; they must not outlive the snapshot.
    func rows(tail: TailRows) throws(StoreError) -> LedgerRows {
        try LedgerRows(
            runs: try RowRuns.all(in: transaction, sealed: head.sealedSegments),
            tail: tail,
            codeCounts: head.nextTailCode
        )
    }
}
