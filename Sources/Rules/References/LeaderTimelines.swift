internal import DossierModel

/// Works out from when to when each officer led any unit.
///
/// At each unit the latest `officer.assigned` or `officer.released` holds; an officer leads if at any unit that
/// is an assignment with the role `leader` (rules.md section 5, `approverNotLeader`).
enum LeaderTimelines {
    typealias Posting = (officer: CodeIndex, unit: CodeIndex, stamp: ReferenceStamp, role: OfficerRole?)

    static func timelines(of postings: [Posting], in memory: TableMemory) -> CodeTimelines<Bool> {
        let sorted = postings.sorted {
            $0.officer != $1.officer ? $0.officer < $1.officer : $0.stamp < $1.stamp
        }
        var entries: [(code: CodeIndex, stamp: ReferenceStamp, value: Bool)] = []
        var ledBy = CodeIndex.none
        var led: Set<CodeIndex> = []
        for posting in sorted {
            if posting.officer != ledBy {
                ledBy = posting.officer
                led.removeAll(keepingCapacity: true)
            }
            if posting.role == .leader { led.insert(posting.unit) } else { led.remove(posting.unit) }
            // Postings of one moment at several units end in one entry: the table keeps the last.
            entries.append((code: posting.officer, stamp: posting.stamp, value: !led.isEmpty))
        }
        return CodeTimelines(entries, in: memory)
    }
}
