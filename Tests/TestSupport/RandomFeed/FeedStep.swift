import DossierModel

/// Where a random life stands.
struct FeedStep: Sendable {
    let unit: String
    let code: String
    let precision: FeedMaker.Precision
    let start: Instant
    var time: Instant
    /// The type of the last event.
    var last = "received"
    /// When the events of a tie were written down; nil of others.
    var recordedAt: Instant?

    init(unit: String, code: String, precision: FeedMaker.Precision, start: Instant) {
        self.unit = unit
        self.code = code
        self.precision = precision
        self.start = start
        time = start
    }
}
