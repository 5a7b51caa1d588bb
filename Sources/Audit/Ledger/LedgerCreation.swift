package import DossierModel
internal import Interchange
package import LedgerStore

/// Makes ledgers.
package enum LedgerCreation {
    /// Makes an empty ledger and, unless it is to stay bare, appends the national calendar.
    ///
    /// - Throws: ``StoreError``; the folder is as it was, or holds an empty ledger where the disk gave up after that.
    package static func create(
        at path: String,
        isBare: Bool,
        sizeLimitBytes: Int = Ledger.defaultSizeLimitBytes,
        now: Instant
    ) throws -> Ledger {
        let ledger = try Ledger.create(
            at: path,
            sizeLimitBytes: sizeLimitBytes,
            makeFactsReader: Ledger.canonicalFacts
        )
        guard !isBare else { return ledger }
        var batch = EventBatch()
        var reader = EventReader()
        for event in try NationalCalendar.events() {
            try batch.append { bytes throws(EventFault) in
                try event.span.withUnsafeBytes { line throws(EventFault) in
                    try reader.read(line, into: &bytes)
                }
            }
        }
        _ = try ledger.append(batch, appendedAt: now)
        return ledger
    }
}

extension Ledger {
    /// Opens a ledger with the program's reader of events.
    package static func open(
        at path: String,
        for access: Access,
        sizeLimitBytes: Int = defaultSizeLimitBytes
    ) throws(StoreError) -> Ledger {
        try open(at: path, for: access, sizeLimitBytes: sizeLimitBytes, makeFactsReader: canonicalFacts)
    }
}
