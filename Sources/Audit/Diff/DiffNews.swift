internal import DossierModel
internal import LedgerStore

/// What became known between two moments, but for the dossiers.
struct DiffNews {
    /// Reference events that became known, or were known and are voided, in the order of the ledger.
    private(set) var references: [UInt64] = []

    /// By the number of an event that was voided in between, the number of the first event that did it.
    private(set) var voids: [UInt64: UInt64] = [:]

    private(set) var counts = KnowledgeDiff.News()

    init(_ before: Knowledge, _ after: Knowledge, _ rows: LedgerRows) throws(StoreError) {
        var recorded: [UInt64: Instant] = [:]
        var (references, counts) = (references, counts)
        let (voidedBefore, voidedAfter) = (before.filter.voided, after.filter.voided)
        let (first, last) = (before.asOf, after.asOf)
        try rows.forEachOther(ofFirst: after.logSize) { number, row in
            guard row.recordedAt <= last else { return }
            let isNew = row.recordedAt > first
            if isNew, row.type == .eventVoided { recorded[number] = row.recordedAt }
            let isVoided = voidedAfter.contains(number)
            // Known at both moments, or at neither.
            guard isNew != isVoided, !voidedBefore.contains(number) else { return }
            let isPaper = row.type == .paperEntered
            guard isPaper || row.type.isReference else { return }
            if !isPaper { references.append(number) }
            if isVoided {
                counts.voided += 1
            } else if isPaper {
                counts.paperEntries += 1
            } else {
                counts.references += 1
            }
        }
        (self.references, self.counts) = (references, counts)
        for void in after.voids where !voidedBefore.contains(void.target) {
            guard let time = recorded[void.number] else { continue }
            if let other = voids[void.target], let known = recorded[other],
                (known, other) < (time, void.number)
            {
                continue
            }
            voids[void.target] = void.number
        }
    }
}
