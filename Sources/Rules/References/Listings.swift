internal import DossierModel

/// Which procedures are posted (niêm yết) at which unit, from which moment on.
struct Listings: BitwiseCopyable, Sendable {
    /// A unit and a procedure that an event speaks of, and where their entries are; ``isFree`` where there is none.
    private struct Slot: BitwiseCopyable, Sendable {
        var pair: UInt64
        var start: Int32
        var end: Int32

        static var free: Slot { Slot(pair: 0, start: 0, end: 0) }

        @inline(__always) var isFree: Bool { start == end }
    }

    /// Where the listing events of a procedure at a unit are; the end is below the start for a unit without any.
    struct Entries: BitwiseCopyable {
        var start: Int
        var end: Int
    }

    /// An open table, at most half full: every receipt asks it.
    private let slots: Table<Slot>
    /// How far a hash is moved to the right, so that it is below the number of slots.
    private let shift: UInt64
    /// By unit, whether any event speaks of it.
    private let isKnown: Table<Bool>
    private let moments: Table<Instant>
    private let isListed: Table<Bool>

    typealias Entry = (unit: CodeIndex, procedure: CodeIndex, stamp: ReferenceStamp, isListed: Bool)

    /// Of two entries of one pair at one moment the greater stamp holds.
    init(_ entries: [Entry], in memory: TableMemory, ties: StampTies) {
        var sorted = ContiguousArray<StampTies.Entry>()
        sorted.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() where entry.unit != .none && entry.procedure != .none {
            let pair = Listings.pair(entry.unit, entry.procedure)
            sorted.append(StampTies.Entry(thing: pair, stamp: entry.stamp, place: place))
        }
        ties.sort(&sorted)
        var units: [Bool] = []
        var moments: [Instant] = []
        var listed: [Bool] = []
        moments.reserveCapacity(sorted.count)
        listed.reserveCapacity(sorted.count)
        // At least twice as many slots as pairs, of which there are no more than entries.
        let bits = Int.bitWidth - (2 * sorted.count + 1).leadingZeroBitCount
        let mask = 1 << bits - 1
        shift = UInt64(64 - bits)
        var slots = [Slot](repeating: .free, count: mask + 1)
        var index = 0
        while index < sorted.count {
            let pair = sorted[index].thing
            let unit = Int(pair >> 32)
            while units.count <= unit { units.append(false) }
            units[unit] = true
            let start = moments.count
            while index < sorted.count, sorted[index].thing == pair {
                let entry = sorted[index]
                if moments.count > start, moments[moments.count - 1] == entry.stamp.occurredAt {
                    listed.removeLast()
                } else {
                    moments.append(entry.stamp.occurredAt)
                }
                listed.append(entries[entry.place].isListed)
                index += 1
            }
            var place = Listings.place(of: pair, shift)
            while !slots[place].isFree { place = (place + 1) & mask }
            slots[place] = Slot(pair: pair, start: Int32(start), end: Int32(moments.count))
        }
        self.slots = memory.table(slots)
        isKnown = memory.table(units)
        self.moments = memory.table(moments)
        isListed = memory.table(listed)
    }

    @inline(__always)
    private static func pair(_ unit: CodeIndex, _ procedure: CodeIndex) -> UInt64 {
        UInt64(unit.rawValue) << 32 | UInt64(procedure.rawValue)
    }

    /// Where to look for a pair first.
    @inline(__always)
    private static func place(of pair: UInt64, _ shift: UInt64) -> Int {
        // The odd number next to 2^64 divided by the golden ratio spreads what lies close together.
        Int(truncatingIfNeeded: ((pair ^ pair >> 32 &* 0xC2B2_AE3D) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    /// Whether the unit has a listing event of any date, and nothing lists the procedure there at the moment.
    ///
    /// rules.md section 9, `unlisted`: a unit that never said what it posts is not blamed.
    @inline(__always)
    func isUnlisted(_ procedure: CodeIndex, at unit: CodeIndex, on moment: Instant) -> Bool {
        isUnlisted(entries(of: procedure, at: unit), on: moment)
    }

    /// What is known of a procedure at a unit.
    @inline(__always)
    func entries(of procedure: CodeIndex, at unit: CodeIndex) -> Entries {
        guard Int(unit.rawValue) < isKnown.count, isKnown[Int(unit.rawValue)] else {
            return Entries(start: 0, end: -1)
        }
        let wanted = Listings.pair(unit, procedure)
        var place = Listings.place(of: wanted, shift)
        while !slots[place].isFree {
            let slot = slots[place]
            if slot.pair == wanted { return Entries(start: Int(slot.start), end: Int(slot.end)) }
            place = (place &+ 1) & (slots.count &- 1)
        }
        return Entries(start: 0, end: 0)
    }

    /// The same as ``isUnlisted(_:at:on:)`` by what was found.
    @inline(__always)
    func isUnlisted(_ entries: Entries, on moment: Instant) -> Bool {
        // Most have one entry or two.
        var end = entries.end
        while end > entries.start, moments[end - 1] > moment { end -= 1 }
        return end > entries.start ? !isListed[end - 1] : end == entries.start
    }
}
