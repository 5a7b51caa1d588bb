package import DossierModel
internal import Interchange
package import LedgerStore

/// Makes ledgers.
package enum LedgerCreation {
    /// Makes a ledger that begins with the national calendar, unless it is to stay bare.
    ///
    /// - Throws: ``StoreError``; the folder holds no ledger then.
    package static func create(
        at path: String,
        isBare: Bool,
        sizeLimitBytes: Int = Ledger.defaultSizeLimitBytes,
        now: Instant
    ) throws -> Ledger {
        var batch = EventBatch()
        if !isBare {
            var reader = EventReader()
            for event in try NationalCalendar.events() {
                try batch.append { bytes throws(EventFault) in
                    try event.span.withUnsafeBytes { line throws(EventFault) in
                        try reader.read(line, into: &bytes)
                    }
                }
            }
        }
        return try Ledger.create(
            at: path,
            sizeLimitBytes: sizeLimitBytes,
            beginningWith: (batch, now),
            makeFactsReader: Ledger.canonicalFacts
        )
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
