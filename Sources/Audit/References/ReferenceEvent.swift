internal import DossierModel
internal import Interchange

/// An event read by name: for the few whose details no row holds.
struct ReferenceEvent {
    private let root: JSONView

    /// - Returns: `nil` where the bytes are no JSON object, which an event in the ledger always is.
    init?(_ event: Span<UInt8>) {
        guard
            let document = try? event.withUnsafeBytes({ bytes throws(EventFault) in try EventDocument(bytes) }
            )
        else { return nil }
        root = document.root
    }

    /// The id as UTF-8, in whose order ids are compared.
    var id: [UInt8] { Array((root["id"]?.string ?? "").utf8) }
    var type: EventType? { root["type"]?.string.flatMap { EventType(name: $0) } }
    var occurredAt: Instant? { root["occurredAt"]?.instant }
    /// When it was written down: when it happened, where that is not told.
    var recordedAt: Instant? { root["recordedAt"]?.instant ?? occurredAt }
    var unit: String? { root["unit"]?.text }
    var dossier: String? { root["dossier"]?.text }
    var actor: String? { root["actor"]?.text }
    var source: String? { root["source"]?.text }
    var evidence: String? { root["evidence"]?.text }
    var data: JSONView? { root["data"] }
}
