internal import DossierModel

/// In which order the rows of a run lie: where each of them comes from.
///
/// First come the rows that are steps of no dossier, in log order; then the dossiers by their index, the rows of each in
/// log order, but for ties: rows of equal type and `occurredAt` exchange their places so that their ids ascend.
struct RunOrder {
    /// For each row the place of its source.
    private(set) var sources: ContiguousArray<UInt32> = []
    /// Rows that are steps of no dossier.
    private(set) var others = 0
    /// The directory: each dossier, and the first of its rows.
    private(set) var dossiers: ContiguousArray<UInt32> = []
    private(set) var firsts: ContiguousArray<UInt32> = []
    /// Entries of the directory whose rows come from more than one place that put ties in order.
    private(set) var mixed: [Int] = []

    /// Gives the id of an event by its number, counted from the first of the run; it is asked in log order.
    typealias IDs = (_ number: UInt32) throws(StoreError) -> [UInt8]

    init(capacity: Int) {
        sources.reserveCapacity(capacity)
    }

    mutating func append(others range: Range<UInt32>) {
        sources.append(contentsOf: range)
        others += range.count
    }

    mutating func beginDossier(_ dossier: UInt32) {
        dossiers.append(dossier)
        firsts.append(UInt32(sources.count))
    }

    /// Adds rows to the dossier that was begun last.
    mutating func append(_ range: Range<UInt32>) {
        sources.append(contentsOf: range)
    }

    mutating func append(_ source: UInt32) {
        sources.append(source)
    }

    /// Marks the dossier that was begun last as one of ``mixed``.
    mutating func markAsMixed() {
        mixed.append(dossiers.count - 1)
    }

    private func range(_ entry: Int) -> Range<Int> {
        Int(firsts[entry])..<(entry + 1 < firsts.count ? Int(firsts[entry + 1]) : sources.count)
    }

    /// Lets the rows of ties exchange their places.
    ///
    /// `types` and `occurredAt` are those of the sources, `number` gives the number of one. Sources of one `origin` are in
    /// order already; with `nil` each is its own.
    mutating func exchangeTies(
        types: borrowing ContiguousArray<UInt8>,
        occurredAt: borrowing ContiguousArray<Int64>,
        origin: ((UInt32) -> Int)?,
        number: (UInt32) -> UInt32,
        ids: IDs
    ) throws(StoreError) {
        var ties: [[Int]] = []
        for entry in mixed {
            let range = range(entry)
            if isStrictlyAscending(range, occurredAt) { continue }
            let sorted = range.sorted { left, right in
                let (one, other) = (Int(sources[left]), Int(sources[right]))
                return (occurredAt[one], types[one], left) < (occurredAt[other], types[other], right)
            }
            var first = 0
            while first < sorted.count {
                var next = first + 1
                let source = Int(sources[sorted[first]])
                while next < sorted.count, occurredAt[Int(sources[sorted[next]])] == occurredAt[source],
                    types[Int(sources[sorted[next]])] == types[source]
                { next += 1 }
                let isOpen =
                    origin.map { $0(sources[sorted[first]]) != $0(sources[sorted[next - 1]]) } ?? true
                if next - first > 1, isOpen { ties.append(Array(sorted[first..<next])) }
                first = next
            }
        }
        try order(ties, number, ids)
    }

    private func isStrictlyAscending(_ range: Range<Int>, _ occurredAt: borrowing ContiguousArray<Int64>)
        -> Bool
    {
        var last = occurredAt[Int(sources[range.lowerBound])]
        for place in range.dropFirst() {
            let next = occurredAt[Int(sources[place])]
            if next <= last { return false }
            last = next
        }
        return true
    }

    /// Puts the sources at each of these lists of places in the order of their ids.
    private mutating func order(
        _ ties: [[Int]],
        _ number: (UInt32) -> UInt32,
        _ ids: IDs
    ) throws(StoreError) {
        guard !ties.isEmpty else { return }
        // Asked in log order, so that each block is unpacked once.
        let tied = ties.joined().map { (number: number(sources[$0]), source: sources[$0]) }
        var known: [UInt32: [UInt8]] = [:]
        for entry in tied.sorted(by: { $0.number < $1.number }) {
            known[entry.source] = try ids(entry.number)
        }
        for places in ties {
            let entries = places.map { (id: known[sources[$0]] ?? [], source: sources[$0]) }
            let sorted = entries.sorted { left, right in
                if left.id == right.id { return left.source < right.source }
                return left.id.lexicographicallyPrecedes(right.id)
            }
            for (place, entry) in zip(places, sorted) { sources[place] = entry.source }
        }
    }
}
