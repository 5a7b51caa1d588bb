/// The bounds of the program, each with its reason.
@usableFromInline
package enum Limits {
    /// The longest line of a feed, without its ending: 1 MiB (events.md section 1).
    @inlinable package static var lineBytes: Int { 1 << 20 }

    /// The deepest nesting of an event (events.md section 1).
    @inlinable package static var nestingDepth: Int { 64 }

    /// The longest id, code or `source`, in bytes of UTF-8 (events.md section 1).
    @inlinable package static var codeBytes: Int { 64 }

    /// The longest document number or `evidence`, in bytes of UTF-8 (events.md section 1).
    @inlinable package static var documentNumberBytes: Int { 256 }

    /// The longest text of any other kind, in bytes of UTF-8 (events.md section 1).
    @inlinable package static var textBytes: Int { 4_096 }

    /// The largest whole number that every JSON reader keeps: 2^53 − 1 (events.md section 1, RFC 8785).
    @inlinable package static var wholeNumber: Int64 { 9_007_199_254_740_991 }

    /// Events in a sealed segment of the log: a power of two, so that each is a whole subtree of the hash tree.
    @inlinable package static var segmentEvents: Int { 16_384 }

    /// Events that are compressed together: one of them is read by unpacking about 400 kB.
    @inlinable package static var blockEvents: Int { 1_024 }
}
