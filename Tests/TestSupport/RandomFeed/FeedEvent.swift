import DossierModel

/// An event of a random feed: what other events ask of it, and its fields as they will be written.
struct FeedEvent: Sendable {
    let id: String
    let type: String
    let occurredAt: Instant
    let recordedAt: Instant
    let fields: [(String, FeedValue)]

    func line(_ generator: inout SeededGenerator) -> String {
        FeedValue.object(fields).written(&generator)
    }
}
