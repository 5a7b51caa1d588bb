/// A Bloom filter of the id hashes of a ledger, in memory while many events are appended.
///
/// It answers "certainly new" for nearly every new id with one cache line, so that an import does not search the
/// runs of the id index for each of its lines. It is never stored.
struct IDFilter {
    /// Eight words a block: one cache line.
    private var words: ContiguousArray<UInt64>
    private let blockCount: Int
    /// How many hashes it was made for; beyond that its answers get vague and it wants to be made anew.
    let capacity: Int
    private(set) var count = 0

    /// Sixteen bits a hash: about one new id in 1,000 is looked for in vain.
    private static let bitsPerHash = 16

    /// The largest filter, in words: 96 MiB.
    ///
    /// Above 48 million events it gets vague instead of larger.
    private static let wordLimit = 96 << 17

    init(capacity: Int) {
        self.capacity = capacity
        let wanted = capacity * IDFilter.bitsPerHash / 64
        blockCount = max(1, min(wanted, IDFilter.wordLimit) / 8)
        words = ContiguousArray(repeating: 0, count: blockCount * 8)
    }

    /// Whether a larger filter would answer better.
    var wantsToGrow: Bool { count > capacity && blockCount * 8 < IDFilter.wordLimit }

    mutating func insert(_ hash: IDHash) {
        count += 1
        let start = block(hash)
        var bits = hash.rawValue
        for word in 0..<8 {
            words[start + word] |= 1 << (bits & 63)
            bits >>= 6
        }
    }

    /// Whether the hash may have been inserted; `false` is certain.
    func mayContain(_ hash: IDHash) -> Bool {
        let start = block(hash)
        var bits = hash.rawValue
        for word in 0..<8 {
            guard words[start + word] & (1 << (bits & 63)) != 0 else { return false }
            bits >>= 6
        }
        return true
    }

    /// The first word of the block of a hash: told by its top bits, as the low 48 tell the bits within the block.
    private func block(_ hash: IDHash) -> Int {
        Int(hash.rawValue.multipliedFullWidth(by: UInt64(blockCount)).high) * 8
    }
}
