internal import DossierModel
internal import MerkleLog

/// What has been found so far.
struct LedgerCheck {
    private(set) var faults: [VerifyFault] = []
    private(set) var frontier = Frontier()
    private(set) var canTellRoot = true
    /// Sizes whose roots are still to come, the smallest last.
    private var wantedSizes: [UInt64]
    private(set) var roots: [(size: UInt64, root: Digest)] = []
    /// Events before the first that could not be read.
    private var readable: UInt64?

    init(size: UInt64, rootsAt sizes: [UInt64] = []) {
        wantedSizes = Set(sizes.filter { $0 <= size }).sorted(by: >)
    }

    /// Events that were hashed, before the first that could not be read.
    var hashedEvents: UInt64 { readable ?? frontier.size.rawValue }

    /// Whether there is something left to find: faults, or roots that were asked for.
    var goesOn: Bool { !isFull || canTellRoot && !wantedSizes.isEmpty }

    var isFull: Bool { faults.count >= LedgerView.faultLimit }

    mutating func add(_ part: VerifyFault.Part, _ number: SequenceNumber?, _ what: String) {
        guard !isFull else { return }
        faults.append(VerifyFault(part: part, number: number, what: what))
    }

    /// Notes that a leaf is not known, and so no root above it; `leaves` before it were not taken in any more.
    mutating func giveUpRoot(after leaves: Int = 0) {
        finishRoots()
        if readable == nil { readable = frontier.size.rawValue + UInt64(leaves) }
        canTellRoot = false
    }

    /// Takes the next event of the tail into the tree.
    mutating func add(tailLeaf leaf: Digest) {
        guard canTellRoot else { return }
        tellRoots(within: [leaf])
        frontier.append(leaf)
    }

    /// Tells the roots of wanted sizes that end among the next leaves; with `isEnd` also behind the last of them.
    private mutating func tellRoots(within leaves: [Digest], isEnd: Bool = false) {
        let first = frontier.size.rawValue
        let end = first + UInt64(leaves.count)
        while let size = wantedSizes.last, size < end || isEnd && size == end {
            var part = frontier
            for leaf in leaves.prefix(Int(size - first)) { part.append(leaf) }
            roots.append((size, part.root))
            wantedSizes.removeLast()
        }
    }

    /// Tells the root of all events that were taken in, where it is wanted.
    mutating func finishRoots() {
        guard canTellRoot, wantedSizes.last == frontier.size.rawValue else { return }
        roots.append((wantedSizes.removeLast(), frontier.root))
    }

    /// Runs a part of the check in which damage is a fault like any other, and not the end of it.
    mutating func collect(
        _ number: SequenceNumber?,
        _ body: (inout LedgerCheck) throws(StoreError) -> Void
    ) throws(StoreError) {
        do throws(StoreError) {
            try body(&self)
        } catch .damaged(let what) {
            add(.derived, number, what)
        }
    }

    /// The leaf hashes of a block's events, each held against the part of it that was kept.
    mutating func leaves(
        _ bytes: [UInt8],
        _ ends: [Int],
        _ first: UInt64,
        _ checks: ArraySlice<UInt64>?,
        _ fault: StoreError?
    ) -> [Digest] {
        var leaves: [Digest] = []
        leaves.reserveCapacity(ends.count)
        var start = 0
        for (index, end) in ends.prefix(Limits.blockEvents).enumerated() {
            let leaf = TreeHash.leaf(of: bytes.span.extracting(start..<end))
            let number = SequenceNumber(rawValue: first + UInt64(index))
            if let checks, checks[checks.startIndex + index] != SegmentMarks.check(leaf) {
                add(.event, number, "its bytes do not have the hash that was kept")
            }
            leaves.append(leaf)
            start = end + 1
        }
        let isWhole = ends.count == Limits.blockEvents && bytes.count == start
        if fault != nil || !isWhole {
            // Where all of them could be read, which one is meant cannot be told: the block is named by its first.
            let readable = ends.count < Limits.blockEvents ? ends.count : 0
            let number = SequenceNumber(rawValue: first + UInt64(readable))
            let reason =
                fault.map { "\($0)" } ?? "its block has \(ends.count) events, not \(Limits.blockEvents)"
            if faults.last?.number != number { add(.event, number, "it cannot be read: \(reason)") }
        }
        return leaves
    }

    /// Takes a block into the tree, and holds its root against the one that was kept.
    mutating func add(block leaves: [Digest], _ kept: Digest?, _ first: UInt64) {
        if canTellRoot { tellRoots(within: leaves, isEnd: leaves.count < Limits.blockEvents) }
        guard leaves.count == Limits.blockEvents else {
            giveUpRoot(after: leaves.count)
            return
        }
        let root = TreeHash.root(of: leaves.span)
        if let kept, kept != root, faults.last.map({ ($0.number?.rawValue ?? 0) < first }) ?? true {
            add(.root, SequenceNumber(rawValue: first), "the root of its block does not fit its events")
        }
        guard canTellRoot else { return }
        frontier.append(root, height: Limits.blockEvents.trailingZeroBitCount)
    }
}
