/// The address of a hash tile or an entry bundle (C2SP tlog-tiles).
package struct TilePath: Hashable, Sendable {
    /// What the file holds.
    package enum Kind: Hashable, Sendable {
        /// Hashes of the height 8 × the level.
        case hashes(level: Int)

        /// The events themselves.
        case entries
    }

    /// The number of hashes or entries of a full one.
    package static let fullWidth = 256

    /// The height of a tile's tree.
    static let height = 8

    /// The highest level that a tree below 2^63 leaves has.
    package static let maxLevel = 7

    package let kind: Kind

    /// The number of the tile in its level, from 0.
    package let index: UInt64

    /// The number of hashes or entries, 1 to 256; below 256 it is a partial one.
    package let width: Int

    /// Takes over an address, or is nil if no tree below 2^63 leaves has such a tile.
    package init?(_ kind: Kind, index: UInt64, width: Int = fullWidth) {
        guard (1...Self.fullWidth).contains(width) else { return nil }
        self.kind = kind
        self.index = index
        self.width = width
        guard (0...Self.maxLevel).contains(level) else { return nil }
        let maxCount = UInt64(Int64.max) >> UInt64(Self.height * level)
        let (start, overflowed) = index.multipliedReportingOverflow(by: UInt64(Self.fullWidth))
        let (end, carried) = start.addingReportingOverflow(UInt64(width))
        guard !overflowed, !carried, end <= maxCount else { return nil }
    }

    package var isFull: Bool { width == Self.fullWidth }

    /// The level of the hashes; a bundle lies over leaves, as level 0 does.
    package var level: Int {
        switch kind {
        case .hashes(let level): level
        case .entries: 0
        }
    }

    /// The leaves below it, which for a bundle are its entries.
    package var leaves: Range<UInt64> {
        let height = UInt64(Self.height * level)
        let first = index * UInt64(Self.fullWidth)
        return first << height..<(first + UInt64(width)) << height
    }

    /// The subtrees whose hashes a tile holds, from the left; for a bundle, its leaves.
    package var subtrees: [PerfectSubtree] {
        let first = index * UInt64(Self.fullWidth)
        return (first..<first + UInt64(width)).map {
            PerfectSubtree(height: Self.height * level, index: $0)
        }
    }
}

// MARK: - Text

extension TilePath: CustomStringConvertible {
    /// The path below the folder of the log.
    package var text: String {
        let start =
            switch kind {
            case .hashes(let level): "tile/\(level)/"
            case .entries: "tile/entries/"
            }
        return start + Self.number(index) + (isFull ? "" : ".p/\(width)")
    }

    package var description: String { text }

    /// Reads what ``text`` writes, and nothing else.
    ///
    /// - Throws: ``TileFault/badPath``
    package init(text: String) throws(TileFault) {
        var parts = Array(text.utf8).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8) else { throw .badPath }
        var width = UInt64(Self.fullWidth)
        if parts[parts.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let read = TextLines.number(parts.removeLast()), read < width else { throw .badPath }
            width = read
            parts[parts.count - 1] = parts[parts.count - 1].dropLast(2)
        }
        guard let kind = Self.kind(parts[1]), let index = Self.index(parts[2...]),
            let path = TilePath(kind, index: index, width: Int(width))
        else { throw .badPath }
        self = path
    }

    private static func kind(_ part: ArraySlice<UInt8>) -> Kind? {
        if part.elementsEqual("entries".utf8) { return .entries }
        guard let level = TextLines.number(part), level <= UInt64(maxLevel) else { return nil }
        return .hashes(level: Int(level))
    }

    /// The number in groups of three digits, all but the last behind an `x`.
    private static func number(_ index: UInt64) -> String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1_000)
            let group = String(repeating: "0", count: 3 - digits.count) + digits
            groups.append(groups.isEmpty ? group : "x" + group)
            rest /= 1_000
        } while rest > 0
        return groups.reversed().joined(separator: "/")
    }

    private static func index(_ groups: ArraySlice<ArraySlice<UInt8>>) -> UInt64? {
        // Seven groups hold every number; a number too large for its level is refused by the initialiser.
        guard (1...7).contains(groups.count) else { return nil }
        var digits: [UInt8] = []
        for (offset, group) in groups.enumerated() {
            let isLast = offset == groups.count - 1
            guard isLast || group.first == UInt8(ascii: "x") else { return nil }
            let three = isLast ? group : group.dropFirst()
            guard three.count == 3 else { return nil }
            digits += three
        }
        let zeros = digits.prefix(digits.count - 1).prefix { $0 == UInt8(ascii: "0") }.count
        // A group of zeros in front would be a second text for the same number.
        guard zeros < 3 || groups.count == 1 else { return nil }
        return TextLines.number(digits.dropFirst(zeros))
    }
}
