package import DossierModel
internal import Interchange
package import LedgerStore

/// Makes ledgers.
package enum LedgerCreation {
    /// Makes a ledger that is empty, if it is to be bare, or begins with the national calendar.
    ///
    /// - Throws: ``StoreError``; no ledger was made then.
    package static func create(
        at path: String,
        isBare: Bool,
        sizeLimitBytes: Int = Ledger.defaultSizeLimitBytes,
        now: Instant
    ) throws -> Ledger {
        let calendar = isBare ? nil : try nationalCalendar()
        return try Ledger.create(
            at: path,
            firstBatch: calendar.map { (events: $0, appendedAt: now) },
            sizeLimitBytes: sizeLimitBytes,
            makeFactsReader: Ledger.canonicalFacts
        )
    }

    private static func nationalCalendar() throws -> EventBatch {
        var batch = EventBatch()
        var reader = EventReader()
        for event in try NationalCalendar.events() {
            try batch.append { bytes throws(EventFault) in
                try event.span.withUnsafeBytes { line throws(EventFault) in
                    try reader.read(line, into: &bytes)
                }
            }
        }
        return batch
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
