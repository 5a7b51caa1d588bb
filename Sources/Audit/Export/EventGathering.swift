internal import DossierModel
internal import LedgerStore

/// Reads events out of their order, many at once, so that a block of the ledger is not unpacked for each of them.
///
/// The events of a dossier lie far apart in the log. A run of the order that is wanted is read in log order, kept, and
/// handed out in the order that is wanted: each run unpacks a block once at most.
package struct EventGathering {
    /// How many events a run has at most.
    private let runEvents: Int
    /// How many bytes a run may keep before it is made shorter: a run of one event is always taken.
    private let runBytes: Int
    private var lookup = EventLookup()
    private var bytes: [UInt8] = []
    private var slices: [Range<Int>] = []

    package init(runEvents: Int = 1 << 17, runBytes: Int = 64 << 20) {
        precondition(runEvents > 0, "a run has an event")
        self.runEvents = runEvents
        self.runBytes = runBytes
    }

    /// Reads as many of the first of these events as a run has.
    ///
    /// - Returns: How many; only of no numbers it is none.
    mutating func gather(
        _ numbers: ArraySlice<UInt32>,
        in view: borrowing LedgerView
    ) throws(StoreError) -> Int {
        var count = min(numbers.count, runEvents)
        while try !gatherAll(numbers.prefix(count), view) { count = (count + 1) / 2 }
        return count
    }

    /// The bytes of an event of the run, by its place in it.
    func withEvent<Result, Failure: Error>(
        _ index: Int,
        _ body: (Span<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(bytes.span.extracting(slices[index]))
    }

    /// Reads all of these events; `false` where they are too many bytes.
    private mutating func gatherAll(
        _ numbers: ArraySlice<UInt32>,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> Bool {
        bytes.removeAll(keepingCapacity: true)
        slices = Array(repeating: 0..<0, count: numbers.count)
        let inLogOrder = numbers.indices.sorted { numbers[$0] < numbers[$1] }
        for index in inLogOrder {
            let start = bytes.count
            try lookup.withEvent(SequenceNumber(rawValue: UInt64(numbers[index])), in: view) { event in
                event.withUnsafeBytes { bytes.append(contentsOf: $0) }
            }
            slices[index - numbers.startIndex] = start..<bytes.count
            if bytes.count > runBytes, numbers.count > 1 { return false }
        }
        return true
    }
}
