internal import DossierModel

/// Which procedures are posted (niêm yết) at which unit, from which moment on.
struct Listings: BitwiseCopyable, Sendable {
    /// Unit and procedure of each pair that an event speaks of, in order.
    private let pairs: Table<UInt64>
    /// Where the pairs of each unit begin; one more than there are units.
    private let starts: Table<Int32>
    /// By the place of the pair in `pairs`.
    private let isListed: CodeTimelines<Bool>

    typealias Entry = (unit: CodeIndex, procedure: CodeIndex, stamp: ReferenceStamp, isListed: Bool)

    init(_ entries: [Entry], in memory: TableMemory) {
        let known = entries.filter { $0.unit != .none && $0.procedure != .none }
        let pairs = Set(known.map { Listings.pair($0.unit, $0.procedure) }).sorted()
        var places: [UInt64: UInt32] = [:]
        var starts = [Int32]()
        for (place, pair) in pairs.enumerated() {
            places[pair] = UInt32(place)
            while starts.count <= Int(pair >> 32) { starts.append(Int32(place)) }
        }
        starts.append(Int32(pairs.count))
        self.pairs = memory.table(pairs)
        self.starts = memory.table(starts)
        isListed = CodeTimelines(
            known.compactMap { entry in
                places[Listings.pair(entry.unit, entry.procedure)].map {
                    (code: CodeIndex(rawValue: $0), stamp: entry.stamp, value: entry.isListed)
                }
            },
            in: memory
        )
    }

    private static func pair(_ unit: CodeIndex, _ procedure: CodeIndex) -> UInt64 {
        UInt64(unit.rawValue) << 32 | UInt64(procedure.rawValue)
    }

    /// Whether the unit has a listing event of any date, and nothing lists the procedure there at the moment.
    ///
    /// rules.md section 9, `unlisted`: a unit that never said what it posts is not blamed.
    @inline(__always)
    func isUnlisted(_ procedure: CodeIndex, at unit: CodeIndex, on moment: Instant) -> Bool {
        guard Int(unit.rawValue) < starts.count - 1 else { return false }
        var low = Int(starts[Int(unit.rawValue)])
        let end = Int(starts[Int(unit.rawValue) + 1])
        guard low < end else { return false }
        let wanted = Listings.pair(unit, procedure)
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        guard low < end, pairs[low] == wanted else { return true }
        return isListed.value(of: CodeIndex(rawValue: UInt32(low)), at: moment) != true
    }
}
