internal import DossierModel
internal import MerkleLog

/// Turns the codes of one segment or of the tail into indexes, with what the ledger's dictionaries know already.
///
/// A code met for the first time in the ledger takes the next index of its kind: dossiers are so numbered in the order
/// of their first appearance, and events that lie near each other in time have dossiers that do.
struct CodeDictionary {
    /// Codes of this segment by kind and bytes, so that each is looked up in the store once.
    private var known: [Entry] = []
    private var slots: [Int32]
    private var arena: [UInt8] = []
    /// Codes that are new to the ledger, by kind, in the order of their indexes.
    private(set) var added: [[Range<Int>]] = Array(repeating: [], count: CodeKind.allCases.count)
    private let firstAdded: [UInt32]
    private(set) var next: [UInt32]

    private struct Entry {
        let hash: UInt64
        let kind: CodeKind
        let bytes: Range<Int>
        let index: CodeIndex
    }

    init(next: [UInt32]) {
        self.next = next
        firstAdded = next
        slots = Array(repeating: -1, count: 1 << 12)
    }

    /// A dictionary that knows the codes of the tail, with the indexes that they were given.
    init(
        tailOf head: LedgerHead,
        in transaction: borrowing ReadTransaction
    ) throws(StoreError) {
        self.init(next: head.nextCode)
        for (kind, codes) in zip(CodeKind.allCases, try TailCodes.all(in: transaction, head)) {
            for code in codes { add(code.span, kind) }
        }
    }

    /// Gives a code that is new to the ledger the next index of its kind.
    private mutating func add(_ code: Span<UInt8>, _ kind: CodeKind) {
        let hash = CodeDictionary.hash(code, kind)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        let start = arena.count
        for index in code.indices { arena.append(code[index]) }
        let index = CodeIndex(rawValue: next[Int(kind.rawValue)])
        next[Int(kind.rawValue)] += 1
        added[Int(kind.rawValue)].append(start..<arena.count)
        known.append(Entry(hash: hash, kind: kind, bytes: start..<arena.count, index: index))
        slots[slot] = Int32(known.count - 1)
        if known.count * 2 > slots.count { grow() }
    }

    private static func hash(_ code: Span<UInt8>, _ kind: CodeKind) -> UInt64 {
        IDHash(code).rawValue ^ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15
    }

    /// The index of a code; a new one is given if the ledger has none.
    mutating func index(
        of code: Span<UInt8>,
        _ kind: CodeKind,
        in transaction: borrowing ReadTransaction
    ) throws(StoreError) -> CodeIndex {
        guard !code.isEmpty else { return .none }
        let hash = CodeDictionary.hash(code, kind)
        var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
        while slots[slot] >= 0 {
            let entry = known[Int(slots[slot])]
            if entry.hash == hash, entry.kind == kind, isEqual(entry.bytes, code) { return entry.index }
            slot = (slot + 1) & (slots.count - 1)
        }
        let start = arena.count
        for index in code.indices { arena.append(code[index]) }
        let stored = try CodeDictionary.index(of: code, kind, in: transaction)
        let index = stored ?? CodeIndex(rawValue: next[Int(kind.rawValue)])
        if stored == nil {
            next[Int(kind.rawValue)] += 1
            added[Int(kind.rawValue)].append(start..<arena.count)
        }
        known.append(Entry(hash: hash, kind: kind, bytes: start..<arena.count, index: index))
        slots[slot] = Int32(known.count - 1)
        if known.count * 2 > slots.count { grow() }
        return index
    }

    /// The index of the code that a slice marks in an event's canonical bytes.
    mutating func index(
        of slice: TextSlice,
        in event: Span<UInt8>,
        _ kind: CodeKind,
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> CodeIndex {
        guard slice.isEscaped else {
            let start = Int(slice.offset)
            return try index(of: event.extracting(start..<start + Int(slice.length)), kind, in: transaction)
        }
        let written = event.extracting(Int(slice.offset)..<Int(slice.offset) + Int(slice.length))
        return try index(of: CanonicalText.unescape(written).span, kind, in: transaction)
    }

    private func isEqual(_ range: Range<Int>, _ code: Span<UInt8>) -> Bool {
        guard range.count == code.count else { return false }
        for offset in 0..<code.count where arena[range.lowerBound + offset] != code[offset] { return false }
        return true
    }

    /// Calls `body` with the codes of a kind that are new, in the order of their indexes.
    func forEachAdded(_ kind: CodeKind, _ body: (Span<UInt8>) -> Void) {
        for range in added[Int(kind.rawValue)] { body(arena.span.extracting(range)) }
    }

    /// The index that was given to a new code, or `nil`.
    func addedIndex(of code: [UInt8], _ kind: CodeKind) -> CodeIndex? {
        let codes = added[Int(kind.rawValue)]
        guard let offset = codes.firstIndex(where: { arena[$0].elementsEqual(code) }) else { return nil }
        return CodeIndex(rawValue: firstAdded[Int(kind.rawValue)] + UInt32(offset))
    }

    private mutating func grow() {
        slots = Array(repeating: -1, count: slots.count * 2)
        for (position, entry) in known.enumerated() {
            var slot = Int(truncatingIfNeeded: entry.hash) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(position)
        }
    }

    /// Stores what is new.
    func write(to transaction: inout WriteTransaction) throws(StoreError) {
        for kind in CodeKind.allCases {
            let codes = added[Int(kind.rawValue)]
            guard !codes.isEmpty else { continue }
            let first = firstAdded[Int(kind.rawValue)]
            var names = ByteWriter()
            for (offset, range) in codes.enumerated() {
                let code = arena[range]
                var value = ByteWriter()
                value.append(first + UInt32(offset))
                let key = CodeDictionary.key(Array(code).span, kind)
                try transaction.put(.codes, bytes: key.span, value.bytes.span)
                names.append(UInt16(code.count))
                names.bytes += code
            }
            var value = ByteWriter()
            value.append(UInt32(codes.count))
            value.append(UInt32(names.bytes.count))
            value.bytes += try CompressedBlock.compress(names.bytes.span)
            try transaction.put(.names, CodeDictionary.namesKey(kind, first), value.bytes.span)
        }
    }

    /// The index that the ledger's sealed part has for a code, or `nil`.
    static func index(
        of code: Span<UInt8>,
        _ kind: CodeKind,
        in transaction: borrowing ReadTransaction
    ) throws(StoreError) -> CodeIndex? {
        guard let value = try transaction.value(.codes, bytes: key(code, kind).span) else { return nil }
        var reader = ByteReader(value, of: "a code's entry")
        return CodeIndex(rawValue: try reader.read(UInt32.self))
    }

    /// The longest code that stands in a key itself.
    static let longestKeyCode = 500

    /// The key of a code in the tables `codes` and `tailcodes`.
    static func key(_ code: Span<UInt8>, _ kind: CodeKind) -> [UInt8] {
        var key = [kind.rawValue]
        if code.count <= longestKeyCode {
            for index in code.indices { key.append(code[index]) }
        } else {
            key.append(0xFF)
            key += TreeHash.leaf(of: code).bytes
        }
        return key
    }

    static func namesKey(_ kind: CodeKind, _ first: UInt32) -> StoreKey {
        var key = StoreKey()
        key.append(kind.rawValue)
        key.append(first)
        return key
    }

    /// Calls `body` with each code of one entry of table `names`, in the order of their indexes.
    static func forEachName(_ value: Span<UInt8>, _ body: (Span<UInt8>) -> Void) throws(StoreError) {
        var reader = ByteReader(value, of: "a dictionary")
        let count = Int(try reader.read(UInt32.self))
        let size = Int(try reader.read(UInt32.self))
        var raw: [UInt8] = []
        if let fault = CompressedBlock.decompress(
            try reader.readBytes(reader.remaining),
            into: &raw,
            sizeLimit: size
        ) {
            throw fault
        }
        var names = ByteReader(raw.span, of: "a dictionary")
        for _ in 0..<count {
            let length = Int(try names.read(UInt16.self))
            body(try names.readBytes(length))
        }
    }
}
