/// The exact copies of earlier lines that a stream has, as feeds that are sent twice.
///
/// It keeps 256 of the lines that were written, some new and some old.
struct RepeatedLines {
    private static let slots = 256
    private var random: SplitMix64
    private var kept: [[UInt8]] = []

    init(random: SplitMix64) {
        self.random = random
    }

    /// A line to write once more, for two lines in a thousand.
    mutating func choose() -> [UInt8]? {
        guard random.below(500) == 0, !kept.isEmpty else { return nil }
        return kept[random.below(kept.count)]
    }

    /// Keeps one line in sixteen, in the place of one that was kept before.
    mutating func offer(_ line: UnsafeBufferPointer<UInt8>) {
        guard random.next() >> 60 == 0 else { return }
        if kept.count < RepeatedLines.slots {
            kept.append(Array(line))
        } else {
            let slot = random.below(RepeatedLines.slots)
            kept[slot].removeAll(keepingCapacity: true)
            kept[slot].append(contentsOf: line)
        }
    }
}
