internal import DossierModel

/// Rebuilds what is kept of the events of the tail, and compares it with what is stored.
struct TailCheck {
    private var dictionary: CodeDictionary
    private var next: UInt64
    /// One hash for each event; 0 for one that no decoder reads, as an append writes it.
    private var ids: [IDHash] = []
    /// Behind an event or a row that is not as it was written other rows say nothing: its codes may have been others.
    private var isComparing = true

    /// A check of the events behind the sealed segments, which have taken these indexes of codes.
    init(_ view: borrowing LedgerView, nextCode: [UInt32]) {
        dictionary = CodeDictionary(next: nextCode)
        next = view.head.tailStart
    }

    /// Takes in the next event and holds its row against the one in its record, unless it has been found not to be sound.
    mutating func add(
        _ event: Span<UInt8>,
        _ facts: EventFacts?,
        _ record: Span<UInt8>,
        _ view: borrowing LedgerView,
        isSound: Bool,
        _ lookup: inout EventIDs,
        _ check: inout LedgerCheck
    ) throws(StoreError) {
        isComparing = isComparing && isSound
        ids.append(facts.map { $0.id.withValue(in: event) { IDHash($0) } } ?? IDHash(rawValue: 0))
        let number = next
        next += 1
        var expected: EventRow?
        if let facts {
            var row = try facts.row(of: event, interning: &dictionary, in: view.transaction)
            if row.type == .eventVoided {
                let target = facts.code0.bytes(in: event)
                row.number0 = try lookup.target(target, before: number, in: view.transaction, view.head)
            }
            expected = row
        }
        if isComparing, try TailRecord.row(record) != expected {
            check.add(.derived, SequenceNumber(rawValue: number), "its row does not follow from it")
            isComparing = false
        }
    }

    /// Compares the tables of the tail, and what the head says of them.
    func finish(_ view: borrowing LedgerView, _ check: inout LedgerCheck) throws(StoreError) {
        var expected = ids.enumerated().map { ($1.rawValue, view.head.tailStart + UInt64($0)) }
        expected.sort { $0 < $1 }
        var stored: [(UInt64, UInt64)] = []
        try view.transaction.scan(.tailIDs) { key, _ in
            stored.append((bigEndian(key, at: 0, count: 8), bigEndian(key, at: 8, count: 8)))
            return true
        }
        if !stored.elementsEqual(expected, by: { $0 == $1 }) {
            check.add(.derived, nil, "the id index of the tail does not fit its events")
        }
        if dictionary.next != view.head.nextTailCode {
            check.add(.derived, nil, "the head's numbers of codes of the tail do not follow from its events")
        }
        if try !hasSameCodes(view) {
            check.add(.derived, nil, "the codes of the tail do not follow from its events")
        }
    }

    private func hasSameCodes(_ view: borrowing LedgerView) throws(StoreError) -> Bool {
        var count = 0
        for kind in CodeKind.allCases {
            var codes: [[UInt8]] = []
            dictionary.forEachAdded(kind) { code in
                unsafe codes.append(code.withUnsafeBytes { unsafe Array($0) })
            }
            let first = dictionary.next[Int(kind.rawValue)] - UInt32(codes.count)
            for (offset, code) in codes.enumerated() {
                let key = CodeDictionary.key(code.span, kind)
                guard let stored = try view.transaction.value(.tailCodes, bytes: key.span),
                    isEqual(stored, TailCodes.value(first + UInt32(offset), code.span).span)
                else { return false }
            }
            count += codes.count
        }
        return try view.transaction.count(.tailCodes) == count
    }
}
