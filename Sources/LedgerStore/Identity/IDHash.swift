/// A 64-bit hash of an event's id, part of the format.
///
/// It only finds candidates: each is confirmed by the event's own bytes, so whoever makes two ids collide gains
/// nothing but a slower lookup.
struct IDHash: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    let rawValue: UInt64

    init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    /// Folds eight bytes at a time into a 128-bit product; the length is the start value.
    init(_ id: Span<UInt8>) {
        var state = 0x9E37_79B9_7F4A_7C15 ^ UInt64(id.count)
        var index = 0
        while index < id.count {
            var word: UInt64 = 0
            let end = min(index + 8, id.count)
            var shift: UInt64 = 0
            while index < end {
                word |= UInt64(id[index]) << shift
                shift += 8
                index += 1
            }
            let product = (state ^ word).multipliedFullWidth(by: 0xD6E8_FEB8_6659_FD93)
            state = product.high ^ product.low
        }
        let mixed = (state ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        rawValue = mixed.high ^ mixed.low
    }

    static func < (left: IDHash, right: IDHash) -> Bool {
        left.rawValue < right.rawValue
    }
}
