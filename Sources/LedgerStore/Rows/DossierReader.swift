package import DossierModel

/// Reads dossiers a chunk at a time.
///
/// It keeps its place in every run, so ascending chunks cost no search; any order is allowed.
@safe
package struct DossierReader {
    private let rows: LedgerRows
    private let filter: RowFilter
    private var places: [Place]
    /// The chunk that was read last.
    private var chunk = 0..<0
    /// Whether any row can be one that is not known.
    private let isFiltering: Bool
    /// The rows of the chunk, with room behind those of a dossier where some are not known.
    private var gathered: ContiguousArray<EventRow> = []
    private var numbers: ContiguousArray<UInt32> = []
    /// Where the rows of each dossier of the chunk begin and end.
    private var starts: ContiguousArray<Int> = []
    private var ends: ContiguousArray<Int> = []
    /// The first numbers of runs of 64 segments end here, those of 8 there; behind the second the tail begins.
    private let levelEnds: (top: UInt32, middle: UInt32, sealed: UInt32)

    /// Where a run is to be read on.
    @safe
    private struct Place {
        /// The dossier to which the run was read; none below has an entry behind `entry`.
        var dossier: Int
        var entry: Int
        /// Entries from `entry` on that are of the chunk at hand.
        var chunkEntries = 0
        /// How many entries of each slot column precede the rows that are due.
        var positions: InlineArray<6, Int>
    }

    init(_ rows: LedgerRows, _ filter: RowFilter) {
        self.rows = rows
        self.filter = filter
        places = rows.runs.map { run in
            Place(dossier: 0, entry: 0, positions: run.slotPositions(at: run.header.others))
        }
        isFiltering =
            !filter.voided.isEmpty
            || rows.runs.contains { $0.endNumber > filter.size || $0.header.latestRecording > filter.asOf }
            || rows.tail.steps.contains { !filter.knows($0.number, recordedAt: $0.row.recordedAt) }
        var ends: (UInt32, UInt32, UInt32) = (0, 0, 0)
        for run in rows.runs {
            let end = UInt32(truncatingIfNeeded: run.endNumber)
            if run.header.count == Limits.segmentEvents << 6 { ends.0 = end }
            if run.header.count >= Limits.segmentEvents << 3 { ends.1 = end }
            ends.2 = end
        }
        levelEnds = ends
    }

    /// Gathers the known rows of these dossiers.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where a run contradicts itself; the chunk is then empty.
    package mutating func read(_ dossiers: Range<Int>) throws(StoreError) {
        chunk = 0..<0
        starts = ContiguousArray(repeating: 0, count: dossiers.count + 1)
        for index in places.indices where rows.runs[index].firstNumber < filter.size {
            try count(dossiers, index)
        }
        let firstStep = rows.tail.firstStep(notBelow: dossiers.lowerBound)
        var steps = firstStep
        while steps < rows.tail.steps.count {
            let dossier = Int(rows.tail.steps[steps].row.dossier.rawValue)
            guard dossier < dossiers.upperBound else { break }
            starts[dossier - dossiers.lowerBound] += 1
            steps += 1
        }
        makeRoom()
        for index in places.indices where places[index].chunkEntries > 0 {
            try place(dossiers.lowerBound, index)
        }
        for entry in rows.tail.steps[firstStep..<steps] {
            let dossier = Int(entry.row.dossier.rawValue) - dossiers.lowerBound
            gathered[ends[dossier]] = entry.row
            numbers[ends[dossier]] = UInt32(truncatingIfNeeded: entry.number)
            ends[dossier] += 1
        }
        if isFiltering { filterGathered() }
        chunk = dossiers
    }

    /// Counts the rows of one run into `starts`, and checks that its directory ascends.
    private mutating func count(_ dossiers: Range<Int>, _ index: Int) throws(StoreError) {
        let run = rows.runs[index]
        places[index].chunkEntries = 0
        guard Int(run.header.leastDossier) < dossiers.upperBound,
            Int(run.header.greatestDossier) >= dossiers.lowerBound, !dossiers.isEmpty
        else { return }
        if places[index].dossier != dossiers.lowerBound { seek(dossiers.lowerBound, index) }
        var entry = places[index].entry
        var (dossier, first) = run.entry(entry)
        guard first >= run.header.others else { throw run.damage }
        while dossier < Int64(dossiers.upperBound) {
            let next = run.entry(entry + 1)
            guard next.first > first, next.first <= run.header.count, next.dossier > dossier,
                dossier >= Int64(dossiers.lowerBound)
            else { throw run.damage }
            starts[Int(dossier) - dossiers.lowerBound] += next.first - first
            (dossier, first) = next
            entry += 1
        }
        places[index].chunkEntries = entry - places[index].entry
        places[index].dossier = dossiers.upperBound
    }

    /// Moves a run's place to the first of its dossiers that is not below `dossier`.
    private mutating func seek(_ dossier: Int, _ index: Int) {
        let run = rows.runs[index]
        let entry = run.firstEntry(notBelow: dossier)
        let first = min(max(run.entry(entry).first, 0), run.header.count)
        places[index] = Place(dossier: dossier, entry: entry, positions: run.slotPositions(at: first))
    }

    /// Turns the counts in `starts` into places, and makes room for as many rows.
    private mutating func makeRoom() {
        var next = 0
        for index in starts.indices {
            let count = starts[index]
            starts[index] = next
            next += count
        }
        ends = starts
        guard gathered.count < next else { return }
        let room = next + next / 4
        let empty = EventRow(type: .rated, occurredAt: .distantPast, recordedAt: .distantPast)
        gathered = ContiguousArray(repeating: empty, count: room)
        numbers = ContiguousArray(repeating: 0, count: room)
    }

    /// Puts the rows of one run behind those that are there.
    private mutating func place(_ firstDossier: Int, _ index: Int) throws(StoreError) {
        let run = rows.runs[index]
        let entries = places[index].entry..<places[index].entry + places[index].chunkEntries
        var positions = places[index].positions
        let first = run.entry(entries.lowerBound).first
        let isSound = unsafe gathered.withUnsafeMutableBufferPointer { gathered in
            unsafe numbers.withUnsafeMutableBufferPointer { numbers in
                unsafe ends.withUnsafeMutableBufferPointer { ends in
                    guard let rows = gathered.baseAddress, let numbers = numbers.baseAddress,
                        let ends = ends.baseAddress
                    else { return false }
                    let placing = unsafe RowPlacing(
                        run: run,
                        rows: rows,
                        numbers: numbers,
                        ends: ends,
                        firstDossier: firstDossier
                    )
                    return unsafe placing.place(entries, from: first, &positions)
                }
            }
        }
        guard isSound else { throw run.damage }
        places[index].positions = positions
        places[index].entry = entries.upperBound
    }

    /// Takes out the rows that are not known.
    private mutating func filterGathered() {
        for dossier in ends.indices.dropLast() {
            var end = starts[dossier]
            for place in starts[dossier]..<ends[dossier] {
                let number = numbers[place]
                guard filter.knows(UInt64(number), recordedAt: gathered[place].recordedAt) else { continue }
                if end != place {
                    gathered[end] = gathered[place]
                    numbers[end] = number
                }
                end += 1
            }
            ends[dossier] = end
        }
    }

    private func range(_ dossier: Int) -> Range<Int> {
        precondition(chunk.contains(dossier), "a dossier is asked for that was not read")
        return starts[dossier - chunk.lowerBound]..<ends[dossier - chunk.lowerBound]
    }

    /// The known rows of a dossier that was read, in log order but for ties: of rows with equal type and `occurredAt` that
    /// came from one run those with lesser ids come first, in whichever of their places.
    @_lifetime(borrow self)
    package func rows(of dossier: Int) -> Span<EventRow> { gathered.span.extracting(range(dossier)) }

    /// The numbers of ``rows(of:)``.
    @_lifetime(borrow self)
    package func numbers(of dossier: Int) -> Span<UInt32> { numbers.span.extracting(range(dossier)) }

    /// Whether rows of equal type and `occurredAt` came from different runs, or from the tail.
    ///
    /// Where none did they stand in the order of their ids.
    package func hasOpenTie(_ dossier: Int) -> Bool {
        let range = range(dossier)
        guard range.count > 1, originEnd(numbers[range.lowerBound]) <= numbers[range.upperBound - 1] else {
            return false
        }
        // Nearly all feeds tell of a dossier in order: what comes from a later run happened later.
        var (last, lastOfEarlier) = (Instant.distantPast, Instant.distantPast)
        var end: UInt32 = 0
        for place in range {
            if numbers[place] >= end {
                end = originEnd(numbers[place])
                lastOfEarlier = last
            }
            let occurredAt = gathered[place].occurredAt
            if occurredAt <= lastOfEarlier, place > range.lowerBound { return hasOpenTie(among: range) }
            last = max(last, occurredAt)
        }
        return false
    }

    private func hasOpenTie(among range: Range<Int>) -> Bool {
        guard range.count <= 32 else { return hasOpenTie(amongMany: range) }
        // The rows of a run stand together: two of different runs are told by their places, whatever is between them.
        for right in range {
            let other = gathered[right]
            for left in range.lowerBound..<right where gathered[left].occurredAt == other.occurredAt {
                if gathered[left].type == other.type, originEnd(numbers[left]) <= numbers[right] {
                    return true
                }
            }
        }
        return false
    }

    private func hasOpenTie(amongMany range: Range<Int>) -> Bool {
        let sorted = range.sorted { left, right in
            let (one, other) = (gathered[left], gathered[right])
            return (one.occurredAt, one.type.rawValue, left) < (other.occurredAt, other.type.rawValue, right)
        }
        return zip(sorted, sorted.dropFirst()).contains { left, right in
            gathered[left].occurredAt == gathered[right].occurredAt
                && gathered[left].type == gathered[right].type
                && originEnd(numbers[left]) <= numbers[right]
        }
    }

    /// The first number that is not of the run of an event; in the tail each event is alone.
    @inline(__always)
    private func originEnd(_ number: UInt32) -> UInt32 {
        let shift: UInt32 =
            if number < levelEnds.top { 20 } else if number < levelEnds.middle {
                17
            } else if number < levelEnds.sealed {
                14
            } else { 0 }
        return (number >> shift &+ 1) << shift
    }
}
