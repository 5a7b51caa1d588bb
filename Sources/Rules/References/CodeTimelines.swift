internal import DossierModel

/// What holds for each code of a dictionary, from which moment on.
///
/// A flat table: the entries of all codes in one array, those of a code together and in order of time.
struct CodeTimelines<Value: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
    /// Where the entries of each code begin; one more than there are codes.
    private let starts: Table<Int32>
    private let moments: Table<Instant>
    private let values: Table<Value>

    /// Sorts entries into a table; of two at one moment the greater stamp holds.
    init(
        _ entries: [(code: CodeIndex, stamp: ReferenceStamp, value: Value)],
        in memory: TableMemory,
        ties: StampTies
    ) {
        var sorted = ContiguousArray<StampTies.Entry>()
        sorted.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() where entry.code != .none {
            let code = UInt64(entry.code.rawValue)
            sorted.append(StampTies.Entry(thing: code, stamp: entry.stamp, place: place))
        }
        ties.sort(&sorted)
        self.init(
            sorted: sorted.lazy.map {
                (entries[$0.place].code, $0.stamp.occurredAt, entries[$0.place].value)
            },
            in: memory
        )
    }

    /// Takes entries that are in order; of two at one moment the later in the sequence holds.
    init(sorted: some Sequence<(CodeIndex, Instant, Value)>, in memory: TableMemory) {
        var starts = [Int32]()
        var moments = [Instant]()
        var values = [Value]()
        for (code, moment, value) in sorted {
            while starts.count <= Int(code.rawValue) { starts.append(Int32(moments.count)) }
            if let last = moments.last, last == moment, Int(starts[starts.count - 1]) < moments.count {
                values[values.count - 1] = value
            } else {
                moments.append(moment)
                values.append(value)
            }
        }
        starts.append(Int32(moments.count))
        self.starts = memory.table(starts)
        self.moments = memory.table(moments)
        self.values = memory.table(values)
    }

    /// How many codes the table knows of: all from 0 to the greatest that has an entry.
    var codeCount: Int { starts.count - 1 }

    /// The moments after one and up to another at which anything begins to hold, in no order; some more than once.
    func moments(after first: Instant, through last: Instant) -> [Instant] {
        (0..<moments.count).lazy.map { moments[$0] }.filter { $0 > first && $0 <= last }
    }

    /// What holds for a code at a moment, or `nil` where nothing does yet.
    @inline(__always)
    func value(of code: CodeIndex, at moment: Instant) -> Value? {
        last(of: entries(of: code), by: moment)?.pointee
    }

    /// Where the entries of a code are.
    @inline(__always)
    func entries(of code: CodeIndex) -> (start: Int, end: Int) {
        guard Int(code.rawValue) < codeCount else { return (0, 0) }
        return (Int(starts[Int(code.rawValue)]), Int(starts[Int(code.rawValue) + 1]))
    }

    /// The last of some entries that does not come after a moment, where it stands.
    @inline(__always)
    func last(of entries: (start: Int, end: Int), by moment: Instant) -> UnsafePointer<Value>? {
        var low = entries.start
        var high = entries.end
        // Most codes have one entry or two; the search is for the officer of thirty years.
        while high - low > 4 {
            let middle = (low + high) / 2
            if moments[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        while high > low, moments[high - 1] > moment { high -= 1 }
        return high > entries.start ? values.pointer(to: high - 1) : nil
    }
}
