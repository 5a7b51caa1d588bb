internal import DossierModel
internal import MerkleLog

/// What is kept beside a segment's events: hashes to check them by, and when they were appended.
struct SegmentMarks {
    /// The tree hashes of the segment's blocks.
    let blockRoots: [Digest]
    /// When the events were appended, as runs of equal instants.
    let appendedAt: [(count: UInt32, instant: Instant)]
    /// The first eight bytes of each event's leaf hash.
    let leafChecks: [UInt64]

    init(blockRoots: [Digest], appendedAt: [(count: UInt32, instant: Instant)], leaves: [Digest]) {
        self.blockRoots = blockRoots
        self.appendedAt = appendedAt
        leafChecks = leaves.map(SegmentMarks.check)
    }

    /// The part of a leaf hash that is kept.
    static func check(_ leaf: Digest) -> UInt64 {
        leaf.bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The tree hash of each full block of leaves.
    static func blockRoots(of leaves: [Digest]) -> [Digest] {
        stride(from: 0, to: leaves.count, by: Limits.blockEvents).map { start in
            TreeHash.root(of: leaves.span.extracting(start..<min(leaves.count, start + Limits.blockEvents)))
        }
    }

    /// The tree hash of one block, without reading what else is kept; `nil` where the value is too short for it.
    static func blockRoot(_ block: Int, in value: Span<UInt8>) -> Digest? {
        let start = block * Digest.byteCount
        guard value.count >= start + Digest.byteCount else { return nil }
        return Digest(bytes: value.extracting(start..<start + Digest.byteCount))
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        for root in blockRoots { writer.bytes += root.bytes }
        writer.append(UInt32(appendedAt.count))
        for run in appendedAt {
            writer.append(run.count)
            writer.append(run.instant.rawValue)
        }
        for check in leafChecks { writer.append(check) }
        return writer.bytes
    }

    init(_ value: Span<UInt8>) throws(StoreError) {
        var reader = ByteReader(value, of: "the marks of a segment")
        var roots: [Digest] = []
        for _ in 0..<Limits.segmentEvents / Limits.blockEvents {
            guard let root = Digest(bytes: try reader.readBytes(Digest.byteCount)) else { continue }
            roots.append(root)
        }
        let runs = Int(try reader.read(UInt32.self))
        guard runs <= Limits.segmentEvents else {
            throw .damaged(what: "the marks of a segment have \(runs) runs")
        }
        var appended: [(count: UInt32, instant: Instant)] = []
        for _ in 0..<runs {
            let count = try reader.read(UInt32.self)
            appended.append((count, Instant(rawValue: try reader.read(Int64.self))))
        }
        var checks: [UInt64] = []
        checks.reserveCapacity(Limits.segmentEvents)
        for _ in 0..<Limits.segmentEvents { checks.append(try reader.read(UInt64.self)) }
        guard reader.remaining == 0, appended.reduce(0, { $0 + Int($1.count) }) == Limits.segmentEvents else {
            throw .damaged(what: "the marks of a segment are not those of its events")
        }
        blockRoots = roots
        appendedAt = appended
        leafChecks = checks
    }
}
