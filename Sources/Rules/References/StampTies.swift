internal import DossierModel

/// Puts reference events of one thing in order, and asks for ids only where their times are equal.
struct StampTies {
    /// An event as it is put in order: whose it is, when, and where it stands.
    struct Entry: BitwiseCopyable {
        /// The thing that it speaks of.
        var thing: UInt64
        var stamp: ReferenceStamp
        /// The place of the event among those handed over.
        var place: Int

        @inline(__always)
        func precedes(_ other: Entry) -> Bool {
            thing != other.thing ? thing < other.thing : stamp.precedes(other.stamp)
        }
    }

    /// The numbers of tied events in the order of their ids, byte by byte.
    let orderByID: ([UInt64]) -> [UInt64]

    /// Sorts events by thing, then by stamp.
    func sort(_ entries: inout ContiguousArray<Entry>) {
        var isSorted = true
        for index in entries.indices.dropFirst() where entries[index].precedes(entries[index - 1]) {
            isSorted = false
            break
        }
        if !isSorted { entries.sort { $0.precedes($1) } }
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].thing == entries[first].thing,
                entries[end].stamp.isTied(with: entries[first].stamp)
            {
                end += 1
            }
            if end - first > 1 { settle(&entries, first..<end) }
            first = end
        }
    }

    /// Orders the events of one tie by their ids.
    private func settle(_ entries: inout ContiguousArray<Entry>, _ tie: Range<Int>) {
        let numbers = Set(entries[tie].map(\.stamp.number)).sorted()
        // One event handed over twice says the same twice.
        guard numbers.count > 1 else { return }
        var ranks: [UInt64: Int] = [:]
        for (rank, number) in orderByID(numbers).enumerated() { ranks[number] = rank }
        precondition(ranks.count == numbers.count, "every number comes back once")
        let sorted = entries[tie].sorted { (ranks[$0.stamp.number] ?? 0) < (ranks[$1.stamp.number] ?? 0) }
        for (index, entry) in zip(tie, sorted) { entries[index] = entry }
    }
}
