internal import DossierModel

/// The places of groups in a table of rows, found without the hashing of the standard library.
///
/// It is asked twice for every dossier, and the keys are small numbers of the ledger's own: an open table with
/// at most half its slots in use, and a multiplication for a hash. A clash costs time alone.
struct GroupPlaces: Sendable {
    /// A key in two words, with the place that it stands for, or -1 in a free slot.
    private struct Slot: BitwiseCopyable {
        var high: UInt64
        var low: UInt64
        var place: Int
    }

    private var slots: ContiguousArray<Slot> = []
    private var count = 0
    /// How far a hash is moved to the right, so that it is below the number of slots.
    private var shift: UInt64 = 64

    /// The place of a key, or `nil` for one that is not there yet.
    @inline(__always)
    func place(of key: GroupKey) -> Int? {
        guard !slots.isEmpty else { return nil }
        let (high, low) = GroupPlaces.words(key)
        var index = Int(truncatingIfNeeded: GroupPlaces.hash(high, low) &>> shift)
        while slots[index].place >= 0 {
            if slots[index].high == high, slots[index].low == low { return slots[index].place }
            index = (index &+ 1) & (slots.count &- 1)
        }
        return nil
    }

    /// Puts a key at a place; it must not be there yet.
    mutating func insert(_ key: GroupKey, at place: Int) {
        if 2 * (count + 1) > slots.count { grow() }
        let (high, low) = GroupPlaces.words(key)
        fill(Slot(high: high, low: low, place: place))
        count += 1
    }

    private mutating func fill(_ slot: Slot) {
        var index = Int(truncatingIfNeeded: GroupPlaces.hash(slot.high, slot.low) &>> shift)
        while slots[index].place >= 0 { index = (index + 1) & (slots.count - 1) }
        slots[index] = slot
    }

    private mutating func grow() {
        let old = slots
        let size = max(16, 2 * old.count)
        slots = ContiguousArray(repeating: Slot(high: 0, low: 0, place: -1), count: size)
        shift = UInt64(64 - size.trailingZeroBitCount)
        for slot in old where slot.place >= 0 { fill(slot) }
    }

    @inline(__always)
    private static func words(_ key: GroupKey) -> (UInt64, UInt64) {
        let channel = key.channel.map { UInt64($0.rawValue) + 1 } ?? 0
        return (
            UInt64(key.unit.rawValue) << 32 | UInt64(key.sector.rawValue),
            UInt64(key.procedure.rawValue) << 8 | channel
        )
    }

    @inline(__always)
    private static func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
        // The odd number next to 2^64 divided by the golden ratio spreads what lies close together.
        ((high &* 0x9E37_79B9_7F4A_7C15) ^ (low &* 0xC2B2_AE3D_27D4_EB4F)) &* 0x9E37_79B9_7F4A_7C15
    }
}
