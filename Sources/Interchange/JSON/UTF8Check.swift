/// The check that bytes are UTF-8 (RFC 3629).
enum UTF8Check {
    /// The offset of the first byte that is not UTF-8, or −1.
    ///
    /// Refused: overlong forms, surrogates, what is beyond U+10FFFF, and characters that are cut short.
    ///
    /// - Precondition: Eight zeros follow the `count` bytes.
    static func firstFault(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var index = 0
        while index < count {
            let word = UnsafeRawPointer(bytes + index).loadUnaligned(as: UInt64.self).littleEndian
            let high = word & 0x8080_8080_8080_8080
            guard high != 0 else {
                index &+= 8
                continue
            }
            index &+= high.trailingZeroBitCount >> 3
            let length = length(bytes + index)
            guard length > 0 else { return index }
            index &+= length
        }
        return -1
    }

    /// How many bytes the character there has, or 0 where there is none; it is not ASCII.
    @inline(__always)
    private static func length(_ start: UnsafePointer<UInt8>) -> Int {
        let lead = start[0]
        guard lead >= 0xC2, lead <= 0xF4, isContinuation(start[1]) else { return 0 }
        if lead < 0xE0 { return 2 }
        guard isContinuation(start[2]) else { return 0 }
        let second = start[1]
        if lead < 0xF0 {
            let isOverlong = lead == 0xE0 && second < 0xA0
            let isSurrogate = lead == 0xED && second >= 0xA0
            return isOverlong || isSurrogate ? 0 : 3
        }
        let isOverlong = lead == 0xF0 && second < 0x90
        let isBeyond = lead == 0xF4 && second >= 0x90
        return isOverlong || isBeyond || !isContinuation(start[3]) ? 0 : 4
    }

    @inline(__always)
    private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
}
