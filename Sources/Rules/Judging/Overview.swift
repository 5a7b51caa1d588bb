internal import DossierModel

/// What one look over a dossier's events shows.
struct Overview {
    private(set) var types = EventTypes.none
    /// The types that more than one event is of.
    private(set) var repeated = EventTypes.none
    /// The row of the receipt on either basis, -1 where there is none.
    private(set) var reported = -1
    private(set) var audited = -1
    /// The latest time of any row.
    private(set) var latest = Instant.distantPast
    /// By the place of a type the last row of it among the first 256, without meaning for a type that is not there.
    private let lastRows: UnsafeMutablePointer<UInt8>

    /// How many bytes of memory an overview needs.
    @inline(__always) static var memorySize: Int { 32 }

    /// Finds the receipt of either basis (rules.md section 3, step 1).
    ///
    /// `memory` has ``memorySize`` bytes and outlives the overview: as a part of it, it would be copied about.
    @inline(__always)
    init(_ rows: UnsafeBufferPointer<EventRow>, in memory: UnsafeMutablePointer<UInt8>) {
        lastRows = memory
        for row in rows.indices {
            let place = EventTypes.place(of: rows[row].type)
            let type = EventTypes(place: place)
            repeated = EventTypes(rawValue: repeated.rawValue | types.rawValue & type.rawValue)
            types = types | type
            lastRows[Int(min(place, 31))] = UInt8(truncatingIfNeeded: row)
            latest = max(latest, max(rows[row].occurredAt, rows[row].recordedAt))
        }
        if repeated.meets(.received) {
            findReceipts(rows)
        } else if types.meets(.received) {
            reported = row(of: .received, among: rows)
            audited = reported
        }
    }

    /// Whether the dossier is a ``PlainDossier``: one receipt, at most one finish, no stop, no other due date, nothing
    /// reopened.
    @inline(__always) var isPlain: Bool {
        let finishes = types.rawValue & EventTypes.finishes.rawValue
        return types.without(.plain).isEmpty && types.meets(.received)
            && !repeated.meets(.received | .finishes) && finishes & (finishes &- 1) == 0
    }

    /// The row of a type that one event is of.
    @inline(__always)
    func row(of type: EventTypes, among rows: UnsafeBufferPointer<EventRow>) -> Int {
        let last = lastRows[type.rawValue.trailingZeroBitCount & 31]
        if rows.count <= 256 { return Int(last) }
        return rows.firstIndex { EventTypes($0.type).meets(type) } ?? -1
    }

    private mutating func findReceipts(_ rows: UnsafeBufferPointer<EventRow>) {
        for row in rows.indices where EventTypes(rows[row].type).meets(.received) {
            if reported < 0 || Overview.reportedOrder(rows, row, reported) { reported = row }
            if audited < 0 || rows[row].occurredAt < rows[audited].occurredAt { audited = row }
        }
    }

    /// Whether a receipt was recorded before another, at one time occurred before it.
    private static func reportedOrder(_ rows: UnsafeBufferPointer<EventRow>, _ row: Int, _ other: Int) -> Bool
    {
        if rows[row].recordedAt != rows[other].recordedAt {
            return rows[row].recordedAt < rows[other].recordedAt
        }
        return rows[row].occurredAt < rows[other].occurredAt
    }
}
