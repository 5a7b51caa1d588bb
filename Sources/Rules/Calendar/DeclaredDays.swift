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
        var note: String?

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
    /// `id` is the event's id as UTF-8, `position` the place of the entry in the list, `note` what it says of the day.
    package mutating func declare(
        _ date: LocalDate,
        _ kind: DayKind,
        recordedAt: Instant,
        id: [UInt8],
        position: Int,
        note: String? = nil
    ) {
        let said = Declaration(
            recordedAt: recordedAt,
            id: id,
            position: position,
            kind: kind,
            note: note
        )
        if let earlier = declarations[date], said.yields(to: earlier) { return }
        declarations[date] = said
    }

    /// What the winning declaration of a date says, or `nil` where there is none.
    package func kind(of date: LocalDate) -> DayKind? {
        declarations[date]?.kind
    }

    /// Every date that is declared, with what the winning declaration says; in order.
    var days: [DeclaredDay] {
        declarations.sorted { $0.key < $1.key }.map { date, said in
            let id = String(decoding: said.id, as: UTF8.self)
            return DeclaredDay(date: date, kind: said.kind, note: said.note, declaredBy: id)
        }
    }
}

/// A day of which a declaration says whether it is worked.
package struct DeclaredDay: Hashable, Sendable {
    package let date: LocalDate
    package let kind: DayKind
    package let note: String?
    /// The id of the declaring event.
    package let declaredBy: String

    /// Whether it is worked other than its weekday says: a holiday says nothing new of a weekend.
    package var differsFromWeek: Bool {
        (date.weekday < 5) != (kind == .working)
    }
}
