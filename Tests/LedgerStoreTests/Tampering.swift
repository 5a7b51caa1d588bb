import DossierModel
import MerkleLog
import Testing

@testable import LedgerStore

/// A change behind the ledger's back, and what verifying says of it.
struct Tampering: CustomTestStringConvertible, Sendable {
    /// What a check finds.
    enum Finding: Equatable, Sendable {
        case nothing
        /// The first fault is of this part and names this event, or none.
        case first(VerifyFault.Part, UInt64?)
    }

    let testDescription: String
    let isSealed: Bool
    let shallow: Finding
    let deep: Finding
    let change: @Sendable (inout WriteTransaction) throws(StoreError) -> Void

    private init(
        _ description: String,
        isSealed: Bool,
        shallow: Finding,
        deep: Finding? = nil,
        _ change: @escaping @Sendable (inout WriteTransaction) throws(StoreError) -> Void
    ) {
        testDescription = description
        self.isSealed = isSealed
        self.shallow = shallow
        self.deep = deep ?? shallow
        self.change = change
    }

    /// Changes one value in place.
    private static func edit(
        _ table: StoreTable,
        _ key: StoreKey,
        _ transaction: inout WriteTransaction,
        _ change: (inout [UInt8]) -> Void
    ) throws(StoreError) {
        var bytes = try copied(table, key, transaction.reading)
        change(&bytes)
        try transaction.put(table, key, bytes.span, isNew: false)
    }

    private static func editHead(
        _ transaction: inout WriteTransaction,
        _ change: (inout LedgerHead) -> Void
    ) throws(StoreError) {
        var head = try Ledger.head(in: transaction.reading, path: "")
        change(&head)
        try transaction.put(.head, LedgerHead.key, head.encode().span, isNew: false)
    }

    /// Writes a block anew with other content.
    private static func editBlock(
        _ number: UInt32,
        _ transaction: inout WriteTransaction,
        _ change: (inout [UInt8]) -> Void
    ) throws(StoreError) {
        let frame = try copied(.blocks, StoreKey(number), transaction.reading)
        var bytes: [UInt8] = []
        guard CompressedBlock.decompress(frame.span, into: &bytes, sizeLimit: 1 << 24) == nil else {
            throw .failed(what: "no block to change")
        }
        change(&bytes)
        let changed = try CompressedBlock.compress(bytes.span)
        try transaction.put(.blocks, StoreKey(number), changed.span, isNew: false)
    }

    /// Bytes of a tail record before the event's own.
    private static let recordHeader = TailRecord.headerSize

    /// Where the kept hash of an event stands in its record.
    private static let leafRange = 8..<8 + Digest.byteCount

    private static let short: UInt64 = 60

    static let ofTail: [Tampering] = [
        Tampering("one byte of an event", isSealed: false, shallow: .first(.event, 17)) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(17)), &transaction) { $0[recordHeader + 30] ^= 1 }
        },
        Tampering("a kept hash", isSealed: false, shallow: .first(.event, 0)) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(0)), &transaction) { $0[8] ^= 1 }
        },
        Tampering(
            "an event and its kept hash",
            isSealed: false,
            shallow: .first(.root, nil),
            deep: .first(.derived, 9)
        ) { transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(9)), &transaction) { record in
                record[recordHeader + 30] ^= 1
                let leaf = TreeHash.leaf(of: Array(record[recordHeader...]).span)
                record.replaceSubrange(leafRange, with: leaf.bytes)
            }
        },
        Tampering("an event dropped", isSealed: false, shallow: .first(.event, 30)) {
            transaction throws(StoreError) in
            try transaction.remove(.tail, StoreKey(UInt64(30)))
        },
        Tampering("the first event dropped", isSealed: false, shallow: .first(.event, 0)) {
            transaction throws(StoreError) in
            try transaction.remove(.tail, StoreKey(UInt64(0)))
        },
        Tampering("the last event dropped", isSealed: false, shallow: .first(.event, 59)) {
            transaction throws(StoreError) in
            try transaction.remove(.tail, StoreKey(short - 1))
        },
        Tampering("the whole tail dropped", isSealed: false, shallow: .first(.event, 0)) {
            transaction throws(StoreError) in
            try transaction.removeAll(.tail)
        },
        Tampering("two events swapped", isSealed: false, shallow: .first(.root, nil)) {
            transaction throws(StoreError) in
            let one = try copied(.tail, StoreKey(UInt64(3)), transaction.reading)
            let other = try copied(.tail, StoreKey(UInt64(4)), transaction.reading)
            try transaction.put(.tail, StoreKey(UInt64(3)), other.span, isNew: false)
            try transaction.put(.tail, StoreKey(UInt64(4)), one.span, isNew: false)
        },
        Tampering("an event inserted behind the last", isSealed: false, shallow: .first(.event, 60)) {
            transaction throws(StoreError) in
            let record = try copied(.tail, StoreKey(UInt64(3)), transaction.reading)
            try transaction.put(.tail, StoreKey(short), record.span)
        },
        Tampering("an event inserted under a key of nine bytes", isSealed: false, shallow: .first(.event, 4))
        { transaction throws(StoreError) in
            let record = try copied(.tail, StoreKey(UInt64(3)), transaction.reading)
            var key = StoreKey(UInt64(3))
            key.append(UInt8(0))
            try transaction.put(.tail, key, record.span)
        },
        Tampering("an event inserted under a key of one byte", isSealed: false, shallow: .first(.event, 0)) {
            transaction throws(StoreError) in
            var key = StoreKey()
            key.append(UInt8(0))
            let record: [UInt8] = [1, 2, 3]
            try transaction.put(.tail, key, record.span)
        },
        Tampering("a record cut short", isSealed: false, shallow: .first(.event, 8)) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(8)), &transaction) { $0.removeLast($0.count - 20) }
        },
        Tampering("an empty record", isSealed: false, shallow: .first(.event, 8)) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(8)), &transaction) { $0 = [] }
        },
        Tampering(
            "an entry of the tail's id index dropped",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) { transaction throws(StoreError) in
            try transaction.remove(.tailIDs, IDIndex.tailKey(IDHash(Array("e-5".utf8).span), 5))
        },
        Tampering(
            "an entry of the tail's id index too many",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) { transaction throws(StoreError) in
            try transaction.put(.tailIDs, StoreKey(UInt64(1)), Span<UInt8>())
        },
        Tampering("a row", isSealed: false, shallow: .nothing, deep: .first(.derived, 21)) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(21)), &transaction) { $0[TailRecord.headerSize - 20] ^= 1 }
        },
        Tampering(
            "the type of a row that is none",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, 21)
        ) {
            transaction throws(StoreError) in
            try edit(.tail, StoreKey(UInt64(21)), &transaction) { $0[TailRecord.headerSize - 4] = 200 }
        },
        Tampering(
            "a code of the tail dropped",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) {
            transaction throws(StoreError) in
            let key = try firstTailCode(transaction.reading).key
            try transaction.removeIfPresent(.tailCodes, bytes: key.span)
        },
        Tampering(
            "a code of the tail too many",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) {
            transaction throws(StoreError) in
            let index: [UInt8] = [0, 0, 0, 0]
            try transaction.put(.tailCodes, code("g99", .ground), index.span)
        },
        Tampering(
            "a code of the tail under another index",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) {
            transaction throws(StoreError) in
            let (key, old) = try firstTailCode(transaction.reading)
            let value = [old[0] ^ 1] + old.dropFirst()
            try transaction.put(.tailCodes, bytes: key.span, value.span, isNew: false)
        },
        Tampering(
            "the head's number of codes of the tail",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) { transaction throws(StoreError) in
            try editHead(&transaction) { $0.nextTailCode[1] += 1 }
        },
        Tampering("the head's root", isSealed: false, shallow: .first(.root, nil)) {
            transaction throws(StoreError) in
            try edit(.head, LedgerHead.key, &transaction) { $0[$0.count - 1] ^= 1 }
        },
        Tampering("the head's frontier, for one event less", isSealed: false, shallow: .first(.event, 59)) {
            transaction throws(StoreError) in
            let leaves = SampleEvents(count: Int(short), seed: 12).batch.leaves
            try editHead(&transaction) { head in
                head.frontier = Frontier()
                for leaf in leaves.dropLast() { head.frontier.append(leaf) }
                head.size -= 1
            }
        },
        Tampering(
            "the head's count of a type",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) { transaction throws(StoreError) in
            try editHead(&transaction) { $0.typeCounts[Int(EventType.paused.rawValue)] += 1 }
        },
        Tampering("the head's span of times", isSealed: false, shallow: .nothing, deep: .first(.derived, nil))
        { transaction throws(StoreError) in
            try editHead(&transaction) { $0.recorded.include(Instant(rawValue: 0)) }
        },
        Tampering(
            "the head's number of codes",
            isSealed: false,
            shallow: .nothing,
            deep: .first(.derived, nil)
        ) { transaction throws(StoreError) in
            try editHead(&transaction) { head in
                head.nextCode[1] += 1
                head.nextTailCode[1] += 1
            }
        },
    ]

    private static let block: UInt64 = 5 * 1_024

    static let ofSegment: [Tampering] = [
        Tampering("a byte of an event of a block", isSealed: true, shallow: .first(.event, block)) {
            transaction throws(StoreError) in
            try editBlock(5, &transaction) { $0[30] ^= 1 }
        },
        Tampering("a byte of a block's frame", isSealed: true, shallow: .first(.event, block)) {
            transaction throws(StoreError) in
            try edit(.blocks, StoreKey(UInt32(5)), &transaction) { $0[0] ^= 1 }
        },
        Tampering("the checksum of a block's frame", isSealed: true, shallow: .first(.event, block)) {
            transaction throws(StoreError) in
            try edit(.blocks, StoreKey(UInt32(5)), &transaction) { $0[$0.count - 1] ^= 1 }
        },
        Tampering("a block dropped", isSealed: true, shallow: .first(.event, block)) {
            transaction throws(StoreError) in
            try transaction.remove(.blocks, StoreKey(UInt32(5)))
        },
        Tampering("the last block dropped", isSealed: true, shallow: .first(.event, 15 * 1_024)) {
            transaction throws(StoreError) in
            try transaction.remove(.blocks, StoreKey(UInt32(15)))
        },
        Tampering("two blocks swapped", isSealed: true, shallow: .first(.event, block)) {
            transaction throws(StoreError) in
            let one = try copied(.blocks, StoreKey(UInt32(5)), transaction.reading)
            let other = try copied(.blocks, StoreKey(UInt32(6)), transaction.reading)
            try transaction.put(.blocks, StoreKey(UInt32(5)), other.span, isNew: false)
            try transaction.put(.blocks, StoreKey(UInt32(6)), one.span, isNew: false)
        },
        Tampering("a leaf check", isSealed: true, shallow: .first(.event, 16_383)) {
            transaction throws(StoreError) in
            try edit(.marks, StoreKey(UInt32(0)), &transaction) { $0[$0.count - 1] ^= 1 }
        },
        Tampering("a block root", isSealed: true, shallow: .first(.root, 2 * 1_024)) {
            transaction throws(StoreError) in
            try edit(.marks, StoreKey(UInt32(0)), &transaction) { $0[2 * 32 + 31] ^= 1 }
        },
        Tampering(
            "an event, its leaf check and its block root",
            isSealed: true,
            shallow: .first(.root, nil),
            deep: .first(.derived, 0)
        ) { transaction throws(StoreError) in
            var leaves: [Digest] = []
            try editBlock(0, &transaction) { content in
                content[30] ^= 1
                leaves = content.split(separator: 0x0A).map { TreeHash.leaf(of: Array($0).span) }
            }
            try edit(.marks, StoreKey(UInt32(0)), &transaction) { marks in
                marks.replaceSubrange(0..<32, with: TreeHash.root(of: leaves.span).bytes)
                let first = marks.count - 8 * Limits.segmentEvents
                marks.replaceSubrange(first..<first + 8, with: leaves[0].bytes.prefix(8))
            }
        },
        Tampering("a run of moments of appending", isSealed: true, shallow: .first(.root, 0)) {
            transaction throws(StoreError) in
            try edit(.marks, StoreKey(UInt32(0)), &transaction) { $0[16 * 32 + 4] ^= 1 }
        },
        Tampering("the marks dropped", isSealed: true, shallow: .first(.root, 0)) {
            transaction throws(StoreError) in
            try transaction.removeAll(.marks)
        },
        Tampering("a byte of a column", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try edit(.rows, IDIndex.key(level: 0, first: 0), &transaction) { $0[50_000] ^= 1 }
        },
        Tampering("a byte of a header", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try edit(.rows, IDIndex.key(level: 0, first: 0), &transaction) { $0[14] ^= 1 }
        },
        Tampering("a run of rows too many", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            try transaction.put(.rows, IDIndex.key(level: 1, first: 0), Span<UInt8>())
        },
        Tampering("the columns dropped", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try transaction.removeAll(.rows)
        },
        Tampering("a hash of an id run", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try edit(.idRuns, IDIndex.key(level: 0, first: 0), &transaction) { $0[80_000] ^= 1 }
        },
        Tampering("a place of an id run", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try edit(.idRuns, IDIndex.key(level: 0, first: 0), &transaction) { $0[$0.count - 4] ^= 1 }
        },
        Tampering("an id run too many", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            try transaction.put(.idRuns, IDIndex.key(level: 1, first: 0), Span<UInt8>())
        },
        Tampering(
            "a code that leads to another's index",
            isSealed: true,
            shallow: .nothing,
            deep: .first(.derived, 0)
        ) { transaction throws(StoreError) in
            try edit(.codes, code("g3", .ground), &transaction) { $0[0] = $0[0] == 0 ? 1 : 0 }
        },
        Tampering("a code's entry cut short", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try edit(.codes, code("g3", .ground), &transaction) { $0.removeLast() }
        },
        Tampering("a code dropped", isSealed: true, shallow: .nothing, deep: .first(.derived, 0)) {
            transaction throws(StoreError) in
            try transaction.remove(.codes, code("g3", .ground))
        },
        Tampering("a code too many", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            let index: [UInt8] = [0, 0, 0, 0]
            try transaction.put(.codes, code("g99", .ground), index.span)
        },
        Tampering("a byte of the names", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            try edit(.names, CodeDictionary.namesKey(.ground, 0), &transaction) { $0[$0.count - 6] ^= 1 }
        },
        Tampering("a name written anew", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            try edit(.names, CodeDictionary.namesKey(.ground, 0), &transaction) { value in
                var names: [UInt8] = []
                let frame = Array(value[8...])
                _ = CompressedBlock.decompress(frame.span, into: &names, sizeLimit: 1 << 20)
                guard names.count > 3 else { return }
                names[3] ^= 1
                value.replaceSubrange(8..., with: (try? CompressedBlock.compress(names.span)) ?? [])
            }
        },
        Tampering("the names dropped", isSealed: true, shallow: .nothing, deep: .first(.derived, nil)) {
            transaction throws(StoreError) in
            try transaction.remove(.names, CodeDictionary.namesKey(.ground, 0))
        },
        Tampering("names under another index", isSealed: true, shallow: .nothing, deep: .first(.derived, nil))
        { transaction throws(StoreError) in
            let names = try copied(.names, CodeDictionary.namesKey(.ground, 0), transaction.reading)
            try transaction.remove(.names, CodeDictionary.namesKey(.ground, 0))
            try transaction.put(.names, CodeDictionary.namesKey(.ground, 1), names.span)
        },
    ]

    /// An entry of the codes that only the tail knows.
    private static func firstTailCode(
        _ transaction: borrowing ReadTransaction
    ) throws(StoreError) -> (key: [UInt8], value: [UInt8]) {
        var entry: (key: [UInt8], value: [UInt8]) = ([], [])
        try transaction.scan(.tailCodes) { key, value in
            entry = (key.indices.map { key[$0] }, value.indices.map { value[$0] })
            return false
        }
        return entry
    }

    /// The key of a short code.
    private static func code(_ text: String, _ kind: CodeKind) -> StoreKey {
        var key = StoreKey()
        key.append(kind.rawValue)
        for byte in text.utf8 { key.append(byte) }
        return key
    }
}
