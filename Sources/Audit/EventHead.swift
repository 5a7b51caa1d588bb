package import DossierModel

/// An event as answers name it: its place in the ledger, its id, its type and both clocks.
package protocol EventHead {
    var number: SequenceNumber { get }
    var id: String { get }
    var type: EventType { get }
    var occurredAt: Instant { get }
    var recordedAt: Instant { get }
}

extension EventHead {
    /// What every answer in JSON says of an event first.
    var headMembers: [(String, JSONValue)] {
        [
            ("seq", .int(Int(number.rawValue))),
            ("id", .string(id)),
            ("type", .string(type.name)),
            ("occurredAt", .string("\(occurredAt)")),
            ("recordedAt", .string("\(recordedAt)")),
        ]
    }
}
