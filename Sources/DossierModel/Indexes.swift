/// The place of an event in the ledger: 0, 1, 2, … without a gap.
@usableFromInline
package struct SequenceNumber: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: UInt64

    @inlinable
    package init(rawValue: UInt64) {
        self.rawValue = rawValue
    }

    @inlinable
    package static func < (left: SequenceNumber, right: SequenceNumber) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension SequenceNumber: CustomStringConvertible {
    @usableFromInline package var description: String { String(rawValue) }
}

/// A code (mã) as a number: dense, from 0 on, in one dictionary of the ledger.
///
/// Which dictionary is told by the field that holds it; ``none`` stands for a missing code.
@usableFromInline
package struct CodeIndex: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    @usableFromInline package var rawValue: UInt32

    @inlinable
    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// No code was given.
    @inlinable package static var none: CodeIndex { CodeIndex(rawValue: .max) }

    // Written out, for what the compiler makes up is called across modules, and this is compared for every event.
    @inlinable
    package static func == (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue == right.rawValue
    }

    @inlinable
    package static func != (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue != right.rawValue
    }

    @inlinable
    package static func < (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue < right.rawValue
    }

    @inlinable
    package static func <= (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue <= right.rawValue
    }

    @inlinable
    package static func > (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue > right.rawValue
    }

    @inlinable
    package static func >= (left: CodeIndex, right: CodeIndex) -> Bool {
        left.rawValue >= right.rawValue
    }
}

/// The dictionaries of codes that a ledger keeps.
///
/// The raw values are stored in ledgers.
@usableFromInline
package enum CodeKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case unit = 0
    case dossier = 1
    case officer = 2
    case procedure = 3
    case sector = 4
    case ground = 5
    case paperNumber = 6
}
