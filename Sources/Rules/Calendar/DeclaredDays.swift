package import DossierModel

/// What a declaration says of a day.
package enum DayKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case holiday = 0
    case working = 1
}

/// The days that `calendar.declared` events speak of, in any order.
///
/// For a date declared more than once the latest `recordedAt` wins, then the greater event `id`, then the later
/// entry in the list (rules.md section 1).
package struct DeclaredDays: Sendable {
    /// Who said it: what decides between two declarations of a date.
    private struct Declaration {
        var recordedAt: Instant
        var id: [UInt8]
        var position: Int
        var kind: DayKind

        func yields(to other: Declaration) -> Bool {
            if recordedAt != other.recordedAt { return recordedAt < other.recordedAt }
            if id != other.id { return id.lexicographicallyPrecedes(other.id) }
            return position < other.position
        }
    }

    private var declarations: [LocalDate: Declaration] = [:]

    package init() {}

    /// Takes in one entry of one event's list.
    ///
    /// `id` is the event's id as UTF-8, `position` the place of the entry in the list.
    package mutating func declare(
        _ date: LocalDate,
        _ kind: DayKind,
        recordedAt: Instant,
        id: [UInt8],
        position: Int
    ) {
        let said = Declaration(recordedAt: recordedAt, id: id, position: position, kind: kind)
        if let earlier = declarations[date], said.yields(to: earlier) { return }
        declarations[date] = said
    }

    /// What the winning declaration of a date says, or `nil` where there is none.
    package func kind(of date: LocalDate) -> DayKind? {
        declarations[date]?.kind
    }

    /// Every date that is declared, with what the winning declaration says; in no order.
    var kinds: [LocalDate: DayKind] { declarations.mapValues(\.kind) }
}
