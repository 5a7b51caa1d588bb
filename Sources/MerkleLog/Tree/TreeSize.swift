/// How many leaves a tree has: the number of events in a ledger, or in one of its earlier states.
///
/// Leaves themselves are named by their number from 0, a plain `UInt64`, so that a size cannot be
/// passed for a leaf.
package struct TreeSize: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let rawValue: UInt64

    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package init(_ rawValue: UInt64) {
        self.rawValue = rawValue
    }

    package init(integerLiteral value: UInt64) {
        rawValue = value
    }

    package static func < (left: TreeSize, right: TreeSize) -> Bool {
        left.rawValue < right.rawValue
    }
}
