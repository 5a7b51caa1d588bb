internal import DossierModel
internal import Glibc

/// The blocks that were unpacked last: whoever reads events in order unpacks each block once.
struct BlockCache {
    private struct Block {
        var number: UInt64
        var bytes: [UInt8]
        /// Where the events end, without their newlines.
        var ends: [Int]
        var lastUse: Int
    }

    /// About 400 kB each.
    private static let capacity = 16

    private var blocks: [Block] = []
    private var uses = 0

    /// Calls `body` with the canonical bytes of one event.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where the event cannot be read.
    mutating func withEvent<Result>(
        _ number: SequenceNumber,
        in transaction: borrowing ReadTransaction,
        _ head: LedgerHead,
        _ body: (Span<UInt8>) throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        guard number.rawValue < head.size else {
            throw .damaged(what: "event \(number) is beyond the ledger's end")
        }
        guard number.rawValue < head.tailStart else {
            guard let record = try transaction.value(.tail, StoreKey(number.rawValue)) else {
                throw .damaged(what: "event \(number) is missing")
            }
            let event = try TailRecord.event(record)
            return try body(event)
        }
        let position = try position(ofBlock: number.rawValue / UInt64(Limits.blockEvents), transaction)
        let index = Int(number.rawValue % UInt64(Limits.blockEvents))
        let block = blocks[position]
        guard index < block.ends.count else { throw .damaged(what: "event \(number) is missing") }
        let start = index == 0 ? 0 : block.ends[index - 1] + 1
        let event = block.bytes.span.extracting(start..<block.ends[index])
        return try body(event)
    }

    private mutating func position(
        ofBlock number: UInt64,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> Int {
        uses += 1
        if let position = blocks.firstIndex(where: { $0.number == number }) {
            blocks[position].lastUse = uses
            return position
        }
        var bytes: [UInt8] = []
        var ends: [Int] = []
        if blocks.count == BlockCache.capacity,
            let oldest = blocks.indices.min(by: { blocks[$0].lastUse < blocks[$1].lastUse })
        {
            // Takes over the memory of the block that goes.
            swap(&bytes, &blocks[oldest].bytes)
            swap(&ends, &blocks[oldest].ends)
            blocks.remove(at: oldest)
        }
        if let fault = try EventBlock.read(number, in: transaction, into: &bytes) { throw fault }
        EventBlock.split(bytes.span, into: &ends)
        blocks.append(Block(number: number, bytes: bytes, ends: ends, lastUse: uses))
        return blocks.count - 1
    }
}

/// A block of events in its table.
enum EventBlock {
    /// No block unpacks to more than its events can have, with their newlines.
    static let sizeLimit = Limits.blockEvents * (2 * Limits.lineBytes)

    /// Unpacks a block; where it is damaged `bytes` holds what could be read, and the error is returned.
    static func read(
        _ number: UInt64,
        in transaction: borrowing ReadTransaction,
        into bytes: inout [UInt8]
    ) throws(StoreError) -> StoreError? {
        bytes.removeAll(keepingCapacity: true)
        guard let frame = try transaction.value(.blocks, StoreKey(UInt32(number))) else {
            return .damaged(what: "block \(number) is missing")
        }
        return CompressedBlock.decompress(frame, into: &bytes, sizeLimit: sizeLimit)
    }

    /// Where each event of a block ends, without its newline.
    static func split(_ bytes: Span<UInt8>, into ends: inout [Int]) {
        ends.removeAll(keepingCapacity: true)
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            var start = 0
            while start < buffer.count, let found = unsafe memchr(base + start, 0x0A, buffer.count - start) {
                let end = unsafe UnsafeRawPointer(found) - base
                ends.append(end)
                start = end + 1
            }
        }
    }
}
