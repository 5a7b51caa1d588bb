/// Up to 256 events in one file, each behind its length in two bytes, the higher first.
package struct EntryBundle: Hashable, Sendable {
    /// The longest entry that two bytes can tell of.
    package static let maxEntryBytes = Int(UInt16.max)

    private static let prefixByteCount = 2

    /// The number of the first event.
    package let first: UInt64

    /// The number of events so far.
    package private(set) var count = 0

    /// The bytes of the file.
    package private(set) var bytes: [UInt8] = []

    /// Starts an empty bundle.
    package init(first: UInt64) {
        self.first = first
    }

    /// Adds the canonical bytes of the next event.
    ///
    /// - Throws: ``TileFault/entryTooLong(leaf:count:)``, which names the event, or ``TileFault/bundleFull``. The
    ///   bundle is then as it was.
    package mutating func append(_ entry: Span<UInt8>) throws(TileFault) {
        guard count < TilePath.fullWidth else { throw .bundleFull }
        guard entry.count <= Self.maxEntryBytes else {
            throw .entryTooLong(leaf: first + UInt64(count), count: entry.count)
        }
        withUnsafeBytes(of: UInt16(entry.count).bigEndian) { bytes.append(contentsOf: $0) }
        entry.withUnsafeBytes { bytes.append(contentsOf: $0) }
        count += 1
    }

    /// Reads the entries of a bundle, exactly as many as its path says.
    ///
    /// - Precondition: The path is of entries.
    /// - Throws: ``TileFault/malformedBundle(_:)``
    package static func entries(of bytes: [UInt8], at path: TilePath) throws(TileFault) -> [[UInt8]] {
        precondition(path.kind == .entries, "hashes are read by TileReader")
        var rest = bytes[...]
        var entries: [[UInt8]] = []
        for _ in 0..<path.width {
            guard rest.count >= prefixByteCount else { throw .malformedBundle(path) }
            let count = rest.prefix(prefixByteCount).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(prefixByteCount)
            guard rest.count >= count else { throw .malformedBundle(path) }
            entries.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        guard rest.isEmpty else { throw .malformedBundle(path) }
        return entries
    }
}
