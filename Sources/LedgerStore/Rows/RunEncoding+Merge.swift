internal import DossierModel

extension RunEncoding {
    /// The run of the segments of some runs that follow one another: the same bytes as if it had been made of their rows.
    ///
    /// `ids` gives the id of the event of a number, counted from the first event of the runs.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where a run contradicts itself.
    static func merge(_ runs: [RowRun], ids: RunOrder.IDs) throws(StoreError) -> [UInt8] {
        let sources = RunSources(runs)
        var order = try sources.order()
        let header = sources.header
        var values = [Int64](repeating: 0, count: header.count)
        sources.fill(.type, [], &values)
        let types = ContiguousArray(values.map { UInt8(truncatingIfNeeded: $0) })
        if !order.mixed.isEmpty {
            sources.fill(.occurredAt, types, &values)
            try order.exchangeTies(
                types: types,
                occurredAt: ContiguousArray(values),
                origin: { sources.run(of: $0) },
                number: { sources.number($0) },
                ids: ids
            )
        }
        values = []
        return try encode(order, header, types: types, capacity: sources.bytes) { column, values in
            sources.fill(column, types, &values)
        }
    }
}

/// Runs that are being merged; their rows, one run behind the other, are the sources of the merged run.
private struct RunSources {
    private let runs: [RowRun]
    /// The first source of each run; one more ends the last.
    private let starts: [UInt32]
    /// What the header of the merged run says, but for its dossiers.
    let header: RunHeader

    /// One run of those that are merged, at an entry of its directory.
    private struct Head {
        var entry = 0
        var dossier: Int64
        var first: Int
        var next: (dossier: Int64, first: Int)
    }

    init(_ runs: [RowRun]) {
        self.runs = runs
        var header = RunHeader()
        var starts: [UInt32] = [0]
        for run in runs {
            header.latestRecording = max(header.latestRecording, run.header.latestRecording)
            if run.header.dossiers > 0 {
                var earliest = run.header.earliest
                earliest.number += run.firstNumber - runs[0].firstNumber
                header.earliest.include(earliest)
            }
            header.count += run.header.count
            starts.append(UInt32(header.count))
        }
        self.header = header
        self.starts = starts
    }

    /// About as many bytes as the merged run will have.
    var bytes: Int { header.count * 28 }

    /// Which run a source is of.
    func run(of source: UInt32) -> Int {
        var run = 0
        while source >= starts[run + 1] { run += 1 }
        return run
    }

    /// The number of the event of a source, counted from the first event of all.
    func number(_ source: UInt32) -> UInt32 {
        let index = run(of: source)
        let run = runs[index]
        let number = run.value(.number, at: Int(source - starts[index]))
        return UInt32(truncatingIfNeeded: Int64(run.firstNumber - runs[0].firstNumber) &+ number)
    }

    /// Walks over the directories of all runs side by side.
    func order() throws(StoreError) -> RunOrder {
        var order = RunOrder(capacity: header.count)
        var heads: [Head] = []
        for (run, start) in zip(runs, starts) {
            order.append(others: start..<start + UInt32(run.header.others))
            let (first, next) = (run.entry(0), run.entry(1))
            guard first.first == run.header.others else { throw run.damage }
            heads.append(Head(dossier: first.dossier, first: first.first, next: next))
        }
        while let dossier = heads.lazy.map(\.dossier).min(), dossier != .max {
            guard let code = UInt32(exactly: dossier) else { throw runs[0].damage }
            order.beginDossier(code)
            var met = 0
            for index in heads.indices where heads[index].dossier == dossier {
                order.append(try take(&heads[index], of: index))
                met += 1
                if met == 2 { order.markAsMixed() }
            }
        }
        guard order.sources.count == header.count else { throw runs[0].damage }
        return order
    }

    /// The sources of the entry at hand; moves on to the next.
    private func take(_ head: inout Head, of index: Int) throws(StoreError) -> Range<UInt32> {
        let run = runs[index]
        guard head.next.first > head.first, head.next.dossier > head.dossier,
            head.next.first <= run.header.count
        else { throw run.damage }
        let range = starts[index] + UInt32(head.first)..<starts[index] + UInt32(head.next.first)
        head.entry += 1
        (head.dossier, head.first) = head.next
        head.next = run.entry(head.entry + 1)
        return range
    }

    /// Puts the values of a column into an array, one for each source.
    ///
    /// `types`, those of all sources, are asked for the columns of slots.
    func fill(_ column: RunColumn, _ types: ContiguousArray<UInt8>, _ values: inout [Int64]) {
        unsafe values.withUnsafeMutableBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for (run, first) in zip(runs, starts) {
                unsafe fill(column, run, Int(first), types, start + Int(first))
            }
        }
    }

    @unsafe
    private func fill(
        _ column: RunColumn,
        _ run: RowRun,
        _ first: Int,
        _ types: ContiguousArray<UInt8>,
        _ values: UnsafeMutablePointer<Int64>
    ) {
        switch column {
        case .directoryDossier, .directoryFirst: return
        case .type, .detail, .flags, .occurredAt, .lag, .unit, .number:
            let offset = column == .number ? Int64(run.firstNumber - runs[0].firstNumber) : 0
            var cursor = unsafe run.cursor(column)
            for row in 0..<run.header.count { unsafe values[row] = cursor.read() &+ offset }
        case .otherDossier:
            var cursor = unsafe run.cursor(column)
            for row in 0..<run.header.others { unsafe values[row] = cursor.read() }
        case .code0, .code1, .code2, .number0, .number1, .number2:
            let slot = column.rawValue - RunColumn.code0.rawValue
            let slots = unsafe RowTypes.shared.slots
            var cursor = unsafe run.slotCursor(slot, at: 0)
            unsafe types.withUnsafeBufferPointer { types in
                for row in 0..<run.header.count
                where unsafe slots[Int(types[first + row])] >> UInt8(slot) & 1 == 1 {
                    unsafe values[row] = cursor.read()
                }
            }
        }
    }
}
