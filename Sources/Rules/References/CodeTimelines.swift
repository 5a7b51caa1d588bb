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
    init(_ entries: [(code: CodeIndex, stamp: ReferenceStamp, value: Value)], in memory: TableMemory) {
        let sorted = entries.filter { $0.code != .none }.sorted {
            $0.code != $1.code ? $0.code < $1.code : $0.stamp < $1.stamp
        }
        var starts = [Int32]()
        var moments = [Instant]()
        var values = [Value]()
        for entry in sorted {
            while starts.count <= Int(entry.code.rawValue) { starts.append(Int32(moments.count)) }
            if let last = moments.last, last == entry.stamp.occurredAt,
                Int(starts[starts.count - 1]) < moments.count
            {
                values[values.count - 1] = entry.value
            } else {
                moments.append(entry.stamp.occurredAt)
                values.append(entry.value)
            }
        }
        starts.append(Int32(moments.count))
        self.starts = memory.table(starts)
        self.moments = memory.table(moments)
        self.values = memory.table(values)
    }

    /// How many codes the table knows of: all from 0 to the greatest that has an entry.
    var codeCount: Int { starts.count - 1 }

    /// What holds for a code at a moment, or `nil` where nothing does yet.
    @inline(__always)
    func value(of code: CodeIndex, at moment: Instant) -> Value? {
        guard Int(code.rawValue) < codeCount else { return nil }
        let start = Int(starts[Int(code.rawValue)])
        var low = start
        var high = Int(starts[Int(code.rawValue) + 1])
        // Most codes have one entry or two; the search is for the officer of thirty years.
        while low < high {
            let middle = (low + high) / 2
            if moments[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        return low > start ? values[low - 1] : nil
    }
}
