/// A sum of counts, some of which may be taken off.
///
/// Each count stands in it once, so that it is no more than two sets of bits.
package struct CountSum: Hashable, Sendable {
    private var added: UInt64 = 0
    private var takenOff: UInt64 = 0

    package init(_ keys: CountKey...) {
        for key in keys { added |= CountSum.bit(key) }
    }

    /// A sum of keys, or `nil` where one is given twice.
    package init?(_ keys: [CountKey]) {
        for key in keys {
            guard added & CountSum.bit(key) == 0 else { return nil }
            added |= CountSum.bit(key)
        }
        guard added != 0 else { return nil }
    }

    @inline(__always)
    private static func bit(_ key: CountKey) -> UInt64 { 1 << UInt64(key.rawValue) }

    /// The same sum with a count taken off.
    package func less(_ key: CountKey) -> CountSum {
        var sum = self
        sum.takenOff |= CountSum.bit(key)
        return sum
    }

    /// The counts in it, those that are taken off too, in the order of ``CountKey``.
    package var keys: [CountKey] { CountKey.allCases.filter { contains($0) } }

    /// The counts that are taken off, in the order of ``CountKey``.
    package var takenOffKeys: [CountKey] { CountKey.allCases.filter { takenOff & CountSum.bit($0) != 0 } }

    package func contains(_ key: CountKey) -> Bool { (added | takenOff) & CountSum.bit(key) != 0 }

    /// The sum with other counts in the place of one, or `nil` where it does not add that one, or one of the others already.
    package func replacing(_ key: CountKey, with others: [CountKey]) -> CountSum? {
        guard added & CountSum.bit(key) != 0 else { return nil }
        var sum = self
        sum.added &= ~CountSum.bit(key)
        for other in others {
            guard (sum.added | takenOff) & CountSum.bit(other) == 0 else { return nil }
            sum.added |= CountSum.bit(other)
        }
        return sum
    }
}

extension CountSum {
    /// The value of the sum, given what each count is.
    @inline(__always)
    func value(_ count: (UInt8) -> Int) -> Int {
        var value = 0
        var rest = added
        while rest != 0 {
            value += count(UInt8(rest.trailingZeroBitCount))
            rest &= rest - 1
        }
        rest = takenOff
        while rest != 0 {
            value -= count(UInt8(rest.trailingZeroBitCount))
            rest &= rest - 1
        }
        return value
    }
}
