/// The generator that every choice of a scenario is drawn from: SplitMix64.
///
/// Whole numbers only, so that a seed gives the same choices on any machine.
struct SplitMix64: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return SplitMix64.mix(state)
    }

    /// A number in `0..<bound`, for a bound from 1 to 2^32.
    ///
    /// The bias of multiplying instead of rejecting is below one in a million for the bounds in use.
    mutating func below(_ bound: Int) -> Int {
        assert(bound > 0, "a choice needs at least one answer")
        return Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in `permille` of 1,000 cases.
    mutating func chance(_ permille: Int) -> Bool {
        below(1_000) < permille
    }

    /// Scatters a number over all 64 bits; two numbers never meet in one.
    static func mix(_ number: UInt64) -> UInt64 {
        var value = number
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
