internal import DossierModel
internal import Interchange
package import LedgerStore

/// Reads the facts of canonical events for the store, which knows no JSON.
private final class CanonicalFacts {
    private var reader = EventReader()
    private var scratch: [UInt8] = []

    func read(_ event: Span<UInt8>) -> EventFacts? {
        scratch.removeAll(keepingCapacity: true)
        // An event that this version cannot read (one of a later version) is kept all the same: the store gets `nil`.
        return try? event.withUnsafeBytes { bytes throws(EventFault) in try reader.read(bytes, into: &scratch)
        }
    }
}

extension Ledger {
    /// What the store reads events with; one for each thread.
    package static let canonicalFacts: @Sendable () -> FactsReader = {
        let facts = CanonicalFacts()
        return { facts.read($0) }
    }
}
