import Glibc
import MerkleLog

/// A feed in canonical form whose every prefix has a known root.
struct KnownFeed {
    let bytes: [UInt8]

    /// Where each prefix ends: `ends[n]` bytes are the first `n` events.
    let ends: [Int]

    private let roots: [String]
    private let firstRoot: Int

    /// Makes a feed; the roots of prefixes shorter than `first` are not wanted.
    init(events: Int, rootsFrom first: Int = 0) {
        var bytes: [UInt8] = []
        var ends = [0]
        var roots: [String] = []
        var frontier = Frontier()
        if first == 0 { roots.append(frontier.root.hex) }
        for number in 0..<events {
            let line = Array(SampleEvents.line(number).utf8)
            line.withUnsafeBytes { frontier.append(TreeHash.leaf(of: $0)) }
            bytes += line
            bytes.append(0x0A)
            ends.append(bytes.count)
            if number + 1 >= first { roots.append(frontier.root.hex) }
        }
        self.bytes = bytes
        self.ends = ends
        self.roots = roots
        firstRoot = first
    }

    /// The lines of some events.
    func lines(_ events: Range<Int>) -> [UInt8] {
        Array(bytes[ends[events.lowerBound]..<ends[events.upperBound]])
    }

    /// The root over the first events.
    func root(ofFirst count: Int) -> String { roots[count - firstRoot] }

    /// How many events an export holds, if it is exactly a prefix of the feed in whole lines.
    func prefix(of export: [UInt8]) -> Int? {
        guard let count = ends.firstIndex(of: export.count) else { return nil }
        let isSame = bytes.withUnsafeBytes { ours in
            export.withUnsafeBytes { theirs in
                guard let ours = ours.baseAddress, let start = theirs.baseAddress else { return true }
                return memcmp(ours, start, theirs.count) == 0
            }
        }
        return isSame ? count : nil
    }
}
