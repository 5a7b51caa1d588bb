internal import DossierModel

/// Works out from when to when each officer led any unit.
///
/// At each unit the latest `officer.assigned` or `officer.released` holds; an officer leads if at any unit that
/// is an assignment with the role `leader` (rules.md section 5, `approverNotLeader`).
enum LeaderTimelines {
    typealias Posting = (officer: CodeIndex, unit: CodeIndex, stamp: ReferenceStamp, role: OfficerRole?)

    static func timelines(
        of postings: [Posting],
        in memory: TableMemory,
        ties: StampTies
    ) -> CodeTimelines<Bool> {
        var sorted = ContiguousArray<StampTies.Entry>()
        sorted.reserveCapacity(postings.count)
        for (place, posting) in postings.enumerated() where posting.officer != .none {
            let thing = UInt64(posting.officer.rawValue) << 32 | UInt64(posting.unit.rawValue)
            sorted.append(StampTies.Entry(thing: thing, stamp: posting.stamp, place: place))
        }
        // First each unit's postings of an officer, whose ids may count; then all of an officer by time, at one moment
        // each unit's still in that order.
        ties.sort(&sorted)
        let places = sorted.indices.sorted { left, right in
            let officers = (sorted[left].thing >> 32, sorted[right].thing >> 32)
            if officers.0 != officers.1 { return officers.0 < officers.1 }
            let times = (sorted[left].stamp.occurredAt, sorted[right].stamp.occurredAt)
            return times.0 != times.1 ? times.0 < times.1 : left < right
        }
        var entries: [(CodeIndex, Instant, Bool)] = []
        entries.reserveCapacity(places.count)
        var ledBy = CodeIndex.none
        // The units led now: one or two, so that a search is short.
        var led: [CodeIndex] = []
        for index in places {
            let posting = postings[sorted[index].place]
            if posting.officer != ledBy {
                ledBy = posting.officer
                led.removeAll(keepingCapacity: true)
            }
            led.removeAll { $0 == posting.unit }
            if case .leader = posting.role { led.append(posting.unit) }
            // Postings of one moment at several units end in one entry: the table keeps the last.
            entries.append((posting.officer, posting.stamp.occurredAt, !led.isEmpty))
        }
        return CodeTimelines(sorted: entries, in: memory)
    }
}
