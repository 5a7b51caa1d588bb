/// Chooses exactly so many of some items for each of several parts, by the seed alone and without keeping a list.
///
/// Items are numbered from 0. What is not chosen is in the part after the last.
struct Partition: Sendable {
    private let count: UInt64
    private let mask: UInt64
    private let shift: UInt64
    private let key: UInt64
    /// Where each part ends, in the shuffled order.
    private let ends: [Int]

    /// Parts of these sizes; the last ones are cut where there are not so many items.
    init(of count: Int, sizes: [Int], random: inout SplitMix64) {
        let bits = Int.bitWidth - max(1, count - 1).leadingZeroBitCount
        self.count = UInt64(count)
        mask = 1 << UInt64(bits) - 1
        shift = UInt64(bits / 2 + 1)
        key = random.next()
        var end = 0
        ends = sizes.map { size in
            end = min(count, end + size)
            return end
        }
    }

    /// The part that an item is in.
    func part(of item: Int) -> Int {
        guard let last = ends.last, last > 0 else { return ends.count }
        let place = Int(shuffled(UInt64(item)))
        var part = 0
        while part < ends.count, place >= ends[part] { part += 1 }
        return part
    }

    /// The item's place in the shuffled order: each step is a bijection of the numbers of that many bits, and it is
    /// repeated until the place is one of the items.
    private func shuffled(_ item: UInt64) -> UInt64 {
        var place = item
        repeat {
            place = (place &* 0x9E37_79B9_7F4A_7C15 &+ key) & mask
            place ^= place >> shift
            place = (place &* 0xBF58_476D_1CE4_E5B9 &+ key >> 17) & mask
            place ^= place >> shift
            place = (place &* 0x94D0_49BB_1331_11EB &+ key >> 31) & mask
        } while place >= count
        return place
    }
}
