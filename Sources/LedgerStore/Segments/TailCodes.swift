internal import DossierModel

/// The codes that only the tail knows, in their table.
///
/// A code takes the next index of its kind when the first event that has it is appended, and keeps it when the tail is
/// sealed. A single append looks up and puts its own codes alone.
enum TailCodes {
    /// The row of an event of the tail, with its codes as indexes; new ones are put, and counted in the head.
    static func row(
        _ facts: EventFacts,
        of event: Span<UInt8>,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction
    ) throws(StoreError) -> EventRow {
        var row = facts.row
        row.dossier = try index(of: facts.dossier, in: event, .dossier, &head, &transaction)
        row.unit = try index(of: facts.unit, in: event, .unit, &head, &transaction)
        let kinds = row.type.codeSlots
        if let kind = kinds.0 { row.code0 = try index(of: facts.code0, in: event, kind, &head, &transaction) }
        if let kind = kinds.1 { row.code1 = try index(of: facts.code1, in: event, kind, &head, &transaction) }
        if let kind = kinds.2 { row.code2 = try index(of: facts.code2, in: event, kind, &head, &transaction) }
        return row
    }

    private static func index(
        of slice: TextSlice,
        in event: Span<UInt8>,
        _ kind: CodeKind,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction
    ) throws(StoreError) -> CodeIndex {
        guard !slice.isEmpty else { return .none }
        let written = event.extracting(Int(slice.offset)..<Int(slice.offset) + Int(slice.length))
        guard slice.isEscaped else { return try index(of: written, kind, &head, &transaction) }
        return try index(of: CanonicalText.unescape(written).span, kind, &head, &transaction)
    }

    private static func index(
        of code: Span<UInt8>,
        _ kind: CodeKind,
        _ head: inout LedgerHead,
        _ transaction: inout WriteTransaction
    ) throws(StoreError) -> CodeIndex {
        let key = CodeDictionary.key(code, kind)
        for table in [StoreTable.codes, .tailCodes] {
            guard let value = try transaction.reading.value(table, bytes: key.span) else { continue }
            var reader = ByteReader(value, of: "a code's entry")
            return CodeIndex(rawValue: try reader.read(UInt32.self))
        }
        let index = head.nextTailCode[Int(kind.rawValue)]
        try transaction.put(.tailCodes, bytes: key.span, value(index, code).span)
        head.nextTailCode[Int(kind.rawValue)] += 1
        return CodeIndex(rawValue: index)
    }

    /// The value of a code in the table; a code that is too long for a key stands behind its index.
    static func value(_ index: UInt32, _ code: Span<UInt8>) -> [UInt8] {
        var value = ByteWriter()
        value.append(index)
        if code.count > CodeDictionary.longestKeyCode { value.append(code) }
        return value.bytes
    }

    /// All codes that only the tail knows, by kind, in the order of their indexes.
    ///
    /// - Throws: ``StoreError/damaged(what:)`` where they are not those from one end of the dictionaries to the other.
    static func all(
        in transaction: borrowing ReadTransaction,
        _ head: LedgerHead
    ) throws(StoreError) -> [[[UInt8]]] {
        var codes = zip(head.nextCode, head.nextTailCode).map { first, next in
            [[UInt8]](repeating: [], count: Int(next - first))
        }
        var count = 0
        try transaction.scan(.tailCodes) { key, value throws(StoreError) in
            var reader = ByteReader(value, of: "a code's entry")
            let index = try reader.read(UInt32.self)
            let kind = Int(key[0])
            guard kind < codes.count, index >= head.nextCode[kind], index < head.nextTailCode[kind] else {
                throw .damaged(what: "a code of the tail has an index that is none of the tail's")
            }
            let code =
                reader.remaining > 0 ? try reader.readBytes(reader.remaining) : key.extracting(1..<key.count)
            codes[kind][Int(index - head.nextCode[kind])] = code.indices.map { code[$0] }
            count += 1
            return true
        }
        guard count == codes.reduce(0, { $0 + $1.count }), codes.joined().allSatisfy({ !$0.isEmpty }) else {
            throw .damaged(what: "codes of the tail are missing")
        }
        return codes
    }
}
