internal import DossierModel
internal import MerkleLog

/// Rebuilds what follows from the events, segment by segment, and compares it with what is stored.
struct DerivedCheck {
    /// The next index that a code met for the first time has to have.
    private var nextCode = [UInt32](repeating: 0, count: 16)
    private var head = LedgerHead()
    /// The segment at hand.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var facts: [EventFacts?] = []
    /// Hashes of the ids since the last run of the id index ended.
    private var ids: [(hash: IDHash, place: UInt32)] = []
    private var runEntries = 0
    /// The segment with which the run at hand begins.
    private var runStart: UInt32 = 0
    private var rowCheck = RowCheck()
    /// Made when the sealed segments are done.
    private var tail: TailCheck?
    private var lookup: EventIDs

    init(_ readFacts: @escaping FactsReader) {
        lookup = EventIDs(readFacts)
    }

    /// Takes in a block of the segment at hand, whose first event has the number `first`.
    mutating func add(
        _ block: [UInt8],
        _ blockEnds: [Int],
        _ first: UInt64,
        _ readFacts: FactsReader
    ) {
        let offset = bytes.count
        var start = 0
        for (index, end) in blockEnds.enumerated() {
            let event = block.span.extracting(start..<end)
            let fact = count(event, readFacts)
            if let fact {
                let place = UInt32(truncatingIfNeeded: first + UInt64(index))
                ids.append((fact.id.withValue(in: event) { IDHash($0) }, place))
            }
            facts.append(fact)
            start = end + 1
            ends.append(offset + end)
        }
        bytes += block
    }

    /// Takes in the next event of the tail, which lies in that record.
    mutating func add(
        tailEvent event: Span<UInt8>,
        _ record: Span<UInt8>,
        isSound: Bool,
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        let fact = count(event, view.readFacts)
        var tail = tail ?? TailCheck(view, nextCode: nextCode)
        self.tail = nil
        defer { self.tail = tail }
        try tail.add(event, fact, record, view, isSound: isSound, &lookup, &check)
    }

    /// Counts one event for the head.
    private mutating func count(_ event: Span<UInt8>, _ readFacts: FactsReader) -> EventFacts? {
        let facts = readFacts(event)
        head.countRow(facts?.row)
        return facts
    }

    /// Compares the runs of rows and of the id index that end with the segment at hand.
    mutating func compare(
        segment: UInt32,
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        let number = SequenceNumber(rawValue: UInt64(segment) * UInt64(Limits.segmentEvents))
        try check.collect(number) { check throws(StoreError) in
            try compareRows(segment, number, view, &check)
        }
        try compareRun(endingWith: segment, view, &check)
        bytes = []
        facts = []
        ends.removeAll(keepingCapacity: true)
    }

    private mutating func compareRows(
        _ segment: UInt32,
        _ number: SequenceNumber,
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        // New codes get the indexes that they should have: a code without an entry in `codes` shows as one too many.
        var dictionary = CodeDictionary(next: view.head.nextCode)
        var rows: [EventRow?] = []
        var start = 0
        let (bytes, facts) = (bytes, facts)
        for (index, end) in ends.enumerated() {
            if let facts = facts[index] {
                let event = bytes.span.extracting(start..<end)
                var row = try facts.row(of: event, interning: &dictionary, in: view.transaction)
                follow(row, number, &check)
                if row.type == .eventVoided {
                    let (target, limit) = (
                        facts.code0.bytes(in: event), RowRuns.firstNumber(ofSegment: segment + 1)
                    )
                    row.number0 = try lookup.target(target, before: limit, in: view.transaction, view.head)
                }
                rows.append(row)
            } else {
                rows.append(nil)
            }
            start = end + 1
        }
        let ends = ends
        try rowCheck.add(rows, ofSegment: segment, view, &lookup, &check) { place in
            let place = Int(place)
            let event = bytes.span.extracting((place == 0 ? 0 : ends[place - 1] + 1)..<ends[place])
            return facts[place]?.id.bytes(in: event) ?? []
        }
    }

    /// Codes have to have been numbered in the order in which they appear.
    private mutating func follow(_ row: EventRow, _ number: SequenceNumber, _ check: inout LedgerCheck) {
        let kinds = row.type.codeSlots
        let codes = [
            (row.dossier, CodeKind.dossier), (row.unit, .unit),
            (row.code0, kinds.0), (row.code1, kinds.1), (row.code2, kinds.2),
        ]
        for case (let index, let kind?) in codes where index != .none {
            let next = nextCode[Int(kind.rawValue)]
            if index.rawValue == next {
                nextCode[Int(kind.rawValue)] += 1
            } else if index.rawValue > next {
                check.add(.derived, number, "a \(kind) code has index \(index.rawValue), not \(next)")
                // Told once: the codes behind a gap are counted on from it.
                nextCode[Int(kind.rawValue)] = index.rawValue &+ 1
            }
        }
    }

    /// Compares a run of the id index where one ends with the segment at hand.
    private mutating func compareRun(
        endingWith segment: UInt32,
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        let first = runStart
        guard let level = IDIndex.level(ofRunFrom: first, through: segment, sealed: view.head.sealedSegments)
        else {
            return
        }
        ids.sort { ($0.hash.rawValue, $0.place) < ($1.hash.rawValue, $1.place) }
        runEntries += 1
        runStart = segment + 1
        let expected = IDRun.encode(ids)
        ids.removeAll(keepingCapacity: true)
        let number = SequenceNumber(rawValue: UInt64(first) * UInt64(Limits.segmentEvents))
        guard let stored = try view.transaction.value(.idRuns, IDIndex.key(level: level, first: first)),
            isEqual(stored, expected.span)
        else {
            check.add(
                .derived,
                number,
                "the id index of segments \(first) to \(segment) does not fit their events"
            )
            return
        }
    }

    /// Compares what is kept for the whole ledger: dictionaries, the id index of the tail, the head.
    mutating func finish(_ view: borrowing LedgerView, _ check: inout LedgerCheck) throws(StoreError) {
        let runs = try view.transaction.count(.idRuns)
        if runs != runEntries {
            check.add(.derived, nil, "the id index has \(runs) runs, not \(runEntries)")
        }
        let rowRuns = try view.transaction.count(.rows)
        if rowRuns != rowCheck.runs {
            check.add(.derived, nil, "there are \(rowRuns) runs of rows, not \(rowCheck.runs)")
        }
        let tail = tail ?? TailCheck(view, nextCode: nextCode)
        try tail.finish(view, &check)
        if nextCode != view.head.nextCode {
            check.add(.derived, nil, "the head's numbers of codes do not follow from the events")
        }
        if !head.hasSameCounts(as: view.head) {
            check.add(
                .derived,
                nil,
                "the head's counts of types and spans of time do not follow from the events"
            )
        }
        try compareDictionaries(view, &check)
    }

    /// Every name has to lead back to its index, and no code may stand beside the names.
    private func compareDictionaries(
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        var total = 0
        for kind in CodeKind.allCases {
            try check.collect(nil) { check throws(StoreError) in
                total += try compareNames(kind, view, &check)
            }
        }
        let entries = try view.transaction.count(.codes)
        if entries != total {
            check.add(.derived, nil, "there are \(entries) codes for \(total) names")
        }
    }

    /// - Returns: How many names there are.
    private func compareNames(
        _ kind: CodeKind,
        _ view: borrowing LedgerView,
        _ check: inout LedgerCheck
    ) throws(StoreError) -> Int {
        let names = try view.names(kind, tail: TailRows.none)
        for index in 0..<names.count {
            let code = CodeIndex(rawValue: UInt32(index))
            let bytes = Array(names.utf8(code))
            guard try CodeDictionary.index(of: bytes.span, kind, in: view.transaction) != code else {
                continue
            }
            check.add(.derived, nil, "\(kind) code \(index) has a name that leads elsewhere")
            break
        }
        if names.count != Int(nextCode[Int(kind.rawValue)]) {
            check.add(.derived, nil, "the dictionary of \(kind) codes has \(names.count) names")
        }
        return names.count
    }
}
