internal import DossierModel
internal import MerkleLog

/// What a ledger knows of itself after its last commit.
struct LedgerHead: Equatable {
    var size: UInt64 = 0
    var sealedSegments: UInt32 = 0
    /// The next index of each dictionary, by the raw value of ``CodeKind``.
    var nextCode = [UInt32](repeating: 0, count: 16)
    /// The same with the codes that only the tail knows.
    var nextTailCode = [UInt32](repeating: 0, count: 16)
    var occurred = InstantSpan()
    var recorded = InstantSpan()
    /// Events of each type, by its raw value.
    var typeCounts = [UInt64](repeating: 0, count: 64)
    var frontier = Frontier()

    static let magic = Array("DOSSLEDG".utf8)
    static let format: UInt32 = 2
    /// The tail has at most as many codes of a kind as its events have places for.
    private static let mostTailCodes = UInt32(5 * Limits.segmentEvents)
    static let key = {
        var key = StoreKey()
        for byte in "head".utf8 { key.append(byte) }
        return key
    }()

    /// The number of the first event of the tail.
    var tailStart: UInt64 { UInt64(sealedSegments) * UInt64(Limits.segmentEvents) }

    /// Counts the next event of the tail in; `nil` stands for one that no decoder reads.
    mutating func count(_ leaf: Digest, _ row: EventRow?) {
        size += 1
        frontier.append(leaf)
        countRow(row)
    }

    /// Counts a segment as sealed: its tree takes the place of the leaves that were counted as the tail.
    mutating func seal(_ blockRoots: [Digest], nextCode: [UInt32]) {
        frontier = frontier.rounded(toHeight: Limits.segmentEvents.trailingZeroBitCount)
        for root in blockRoots { frontier.append(root, height: Limits.blockEvents.trailingZeroBitCount) }
        size = frontier.size.rawValue
        sealedSegments += 1
        self.nextCode = nextCode
        nextTailCode = nextCode
    }

    /// Counts an event in the figures that are not of the tree.
    mutating func countRow(_ row: EventRow?) {
        typeCounts[Int(row?.type.rawValue ?? 0)] += 1
        guard let row else { return }
        occurred.include(row.occurredAt)
        recorded.include(row.recordedAt)
    }

    /// Whether types and spans of time are the same.
    func hasSameCounts(as other: LedgerHead) -> Bool {
        typeCounts == other.typeCounts && occurred == other.occurred && recorded == other.recorded
    }

    func encode() -> [UInt8] {
        var writer = ByteWriter()
        writer.bytes = LedgerHead.magic
        writer.append(LedgerHead.format)
        writer.append(size)
        writer.append(sealedSegments)
        for next in nextCode { writer.append(next) }
        for next in nextTailCode { writer.append(next) }
        for span in [occurred, recorded] {
            writer.append(span.first.rawValue)
            writer.append(span.last.rawValue)
        }
        for count in typeCounts { writer.append(count) }
        return writer.bytes + frontier.encode()
    }

    init() {}

    /// Reads the magic and the format, which every version of the program has to understand.
    ///
    /// `known` is the one format that is to be read.
    static func checkFormat(
        _ reader: inout ByteReader,
        path: String,
        known: UInt32 = LedgerHead.format
    ) throws(StoreError) {
        for byte in LedgerHead.magic where try reader.read(UInt8.self) != byte {
            throw .notALedger(path: path)
        }
        let format = try reader.read(UInt32.self)
        guard format <= LedgerHead.format else {
            throw .newerFormat(path: path, format: format, known: LedgerHead.format)
        }
        guard format > 0 else { throw .damaged(what: "the head names format 0") }
        if format == known { return }
        guard known == LedgerHead.format else { throw .noOlderFormat(path: path, format: format) }
        throw .olderFormat(path: path, format: format, known: known)
    }

    /// Reads a head.
    ///
    /// - Throws: ``StoreError/notALedger(path:)``, ``StoreError/newerFormat(path:format:known:)``,
    ///   ``StoreError/olderFormat(path:format:known:)``, ``StoreError/damaged(what:)``.
    init(_ bytes: Span<UInt8>, path: String) throws(StoreError) {
        var reader = ByteReader(bytes, of: "the head")
        try LedgerHead.checkFormat(&reader, path: path)
        size = try reader.read(UInt64.self)
        sealedSegments = try reader.read(UInt32.self)
        for index in nextCode.indices { nextCode[index] = try reader.read(UInt32.self) }
        for index in nextTailCode.indices { nextTailCode[index] = try reader.read(UInt32.self) }
        occurred = try InstantSpan(&reader)
        recorded = try InstantSpan(&reader)
        for index in typeCounts.indices { typeCounts[index] = try reader.read(UInt64.self) }
        let stored = try reader.readBytes(reader.remaining)
        do throws(FrontierFault) {
            frontier = try Frontier(decoding: stored)
        } catch {
            throw .damaged(what: "the head's frontier: \(error)")
        }
        guard frontier.size.rawValue == size, tailStart <= size,
            size - tailStart < UInt64(Limits.segmentEvents),
            zip(nextCode, nextTailCode).allSatisfy({ $0 <= $1 && $1 - $0 <= LedgerHead.mostTailCodes })
        else { throw .damaged(what: "the head contradicts itself") }
    }
}

/// The earliest and the latest of some instants.
struct InstantSpan: Equatable {
    private(set) var first = Instant.distantFuture
    private(set) var last = Instant.distantPast

    init() {}

    init(_ reader: inout ByteReader) throws(StoreError) {
        first = Instant(rawValue: try reader.read(Int64.self))
        last = Instant(rawValue: try reader.read(Int64.self))
    }

    mutating func include(_ instant: Instant) {
        first = min(first, instant)
        last = max(last, instant)
    }
}
