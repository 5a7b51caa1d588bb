package import DossierModel

/// The codes of one dictionary, by their indexes.
package struct CodeNames: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    package init() {}

    package var count: Int { ends.count }

    package mutating func append(_ code: Span<UInt8>) {
        for index in code.indices { bytes.append(code[index]) }
        ends.append(bytes.count)
    }

    /// The bytes of a code; none for ``CodeIndex/none`` or an index that the dictionary does not have.
    package func utf8(_ index: CodeIndex) -> ArraySlice<UInt8> {
        guard Int(index.rawValue) < ends.count else { return [] }
        let position = Int(index.rawValue)
        return bytes[(position == 0 ? 0 : ends[position - 1])..<ends[position]]
    }

    /// The code as text, or `nil` for ``CodeIndex/none``.
    package subscript(_ index: CodeIndex) -> String? {
        Int(index.rawValue) < ends.count ? String(decoding: utf8(index), as: UTF8.self) : nil
    }
}

/// The events of the tail as rows, with the codes that no sealed segment has.
package struct TailRows: Sendable {
    /// One for each event of the tail that a decoder reads.
    package let rows: [(number: SequenceNumber, row: EventRow)]
    let dictionary: CodeDictionary

    /// The rows of an empty tail.
    static let none = TailRows(rows: [], dictionary: CodeDictionary(next: Array(repeating: 0, count: 16)))
}

extension LedgerView {
    /// Reads the rows of the tail's events, as they were made when the events were appended.
    ///
    /// - Complexity: O(*t*), and the tail is at most ``Limits/segmentEvents`` long.
    package func tailRows() throws(StoreError) -> TailRows {
        TailRows(rows: try tailRowEntries(), dictionary: try CodeDictionary(tailOf: head, in: transaction))
    }

    /// The rows of the tail, without the codes that are new there.
    func tailRowEntries() throws(StoreError) -> [(number: SequenceNumber, row: EventRow)] {
        var rows: [(number: SequenceNumber, row: EventRow)] = []
        rows.reserveCapacity(Int(head.size - head.tailStart))
        var next = head.tailStart
        try transaction.scan(.tail) { key, record throws(StoreError) in
            guard bigEndian(key, at: 0, count: 8) == next, next < head.size else {
                throw .damaged(what: "event \(next) is missing")
            }
            if let row = try TailRecord.row(record) { rows.append((SequenceNumber(rawValue: next), row)) }
            next += 1
            return true
        }
        guard next == head.size else { throw .damaged(what: "event \(next) is missing") }
        return rows
    }

    /// All codes of one dictionary, those of the tail after those of the sealed segments.
    package func names(_ kind: CodeKind, tail: TailRows) throws(StoreError) -> CodeNames {
        var names = CodeNames()
        try transaction.scan(.names, from: CodeDictionary.namesKey(kind, 0)) {
            key,
            value throws(StoreError) in
            guard key[0] == kind.rawValue else { return false }
            guard bigEndian(key, at: 1, count: 4) == UInt64(names.count) else {
                throw .damaged(what: "the dictionary of \(kind) codes has a gap at \(names.count)")
            }
            try CodeDictionary.forEachName(value) { names.append($0) }
            return true
        }
        tail.dictionary.forEachAdded(kind) { names.append($0) }
        return names
    }

    /// One code of a dictionary, without reading the others.
    package func name(_ index: CodeIndex, _ kind: CodeKind, tail: TailRows) throws(StoreError) -> String? {
        guard index != .none else { return nil }
        let sealed = head.nextCode[Int(kind.rawValue)]
        guard index.rawValue < sealed else {
            var rest = index.rawValue - sealed
            var name: String?
            tail.dictionary.forEachAdded(kind) { code in
                if rest == 0, name == nil { name = code.text }
                rest = rest == 0 ? 0 : rest - 1
            }
            return name
        }
        var name: String?
        let key = CodeDictionary.namesKey(kind, index.rawValue)
        try transaction.lastEntry(.names, notAbove: key) { found, value throws(StoreError) in
            let first = bigEndian(found, at: 1, count: 4)
            guard found[0] == kind.rawValue, first <= UInt64(index.rawValue) else { return }
            var rest = UInt64(index.rawValue) - first
            try CodeDictionary.forEachName(value) { code in
                if rest == 0, name == nil { name = code.text }
                rest = rest == 0 ? 0 : rest - 1
            }
        }
        guard let name else {
            throw .damaged(what: "the dictionary of \(kind) codes has no name for \(index.rawValue)")
        }
        return name
    }

    /// The index of a code, or `nil` where no event has it.
    package func index(of code: String, _ kind: CodeKind, tail: TailRows) throws(StoreError) -> CodeIndex? {
        let bytes = Array(code.utf8)
        if let index = try CodeDictionary.index(of: bytes.span, kind, in: transaction) { return index }
        return tail.dictionary.addedIndex(of: bytes, kind)
    }
}

extension Span<UInt8> {
    /// The bytes as text.
    var text: String { String(decoding: indices.map { self[$0] }, as: UTF8.self) }
}
