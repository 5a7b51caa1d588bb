/// SHA-256 written straight from FIPS 180-4, slow, to check the fast one with.
enum ReferenceSHA256 {
    /// The first 32 bits of the fractional parts of the square and cube roots of the first primes.
    private static let primes: [UInt64] = Array((2...311).filter { n in !(2..<n).contains { n % $0 == 0 } })
    private static let initial = primes.prefix(8).map { fraction(ofRoot: 2, of: $0) }
    private static let constants = primes.map { fraction(ofRoot: 3, of: $0) }

    static func hash(_ message: [UInt8]) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bitCount = UInt64(message.count) * 8
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        var state = initial
        for start in stride(from: 0, to: padded.count, by: 64) { add(padded[start..<start + 64], to: &state) }
        return state.flatMap { word in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } }
    }

    private static func add(_ block: ArraySlice<UInt8>, to state: inout [UInt32]) {
        var words = stride(from: block.startIndex, to: block.endIndex, by: 4).map { start in
            block[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        }
        for t in 16..<64 {
            let a = words[t - 15]
            let b = words[t - 2]
            let sigma0 = rotate(a, 7) ^ rotate(a, 18) ^ a >> 3
            let sigma1 = rotate(b, 17) ^ rotate(b, 19) ^ b >> 10
            words.append(words[t - 16] &+ sigma0 &+ words[t - 7] &+ sigma1)
        }
        var v = state
        for t in 0..<64 {
            let sum1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25)
            let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
            let first = v[7] &+ sum1 &+ choice &+ constants[t] &+ words[t]
            let sum0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22)
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
            v = [first &+ sum0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for index in 0..<8 { state[index] &+= v[index] }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    /// The first 32 fractional bits of the square or cube root, found bit by bit in whole numbers.
    private static func fraction(ofRoot degree: Int, of prime: UInt64) -> UInt32 {
        // The root of prime · 2^(32·degree) has the wanted bits as its last 32.
        var root: UInt64 = 0
        for bit in stride(from: 36, through: 0, by: -1) {
            let tried = root | 1 << UInt64(bit)
            if power(tried, degree) <= UInt128(prime) << UInt128(32 * degree) { root = tried }
        }
        return UInt32(truncatingIfNeeded: root)
    }

    private static func power(_ base: UInt64, _ degree: Int) -> UInt128 {
        (0..<degree).reduce(UInt128(1)) { product, _ in product * UInt128(base) }
    }
}
