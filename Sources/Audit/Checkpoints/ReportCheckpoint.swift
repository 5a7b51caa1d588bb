internal import DossierModel
internal import MerkleLog
internal import Projections
internal import Rules

/// A report's tally as it was at some size of the ledger, with what it takes to bring it up to date.
///
/// It is derived from the events like every figure, and only ever made by counting all of them: what was brought up to
/// date is not kept. `verify --deep` counts again and compares byte by byte.
struct ReportCheckpoint {
    private static let magic: UInt32 = 0x594C_4154

    let key: CheckpointKey
    /// Events in the ledger then, and their root.
    let size: UInt64
    let root: Digest
    let question: Question
    /// The number that stood for the sector `"unknown"`: one that no event names may change its number.
    let unknownSector: CodeIndex
    let tally: ReportTally

    /// By their order in the log, which paper entries were matched.
    let matches: [Bool]

    /// What else the report says: the rule sets, and where a merged unit is counted.
    let ruleSets: [(name: String, hash: String)]
    let mergedInto: String?

    /// Where the numbers of all receipts lie that name one, ascending.
    private let numbers: Range<Int>
    /// Where the dossiers lie that may change although nothing new is known of them, by the moment when.
    private let unsettled: Range<Int>

    private static let entrySize = 12

    /// The magic, the checksum and the length of what they are of.
    private static let headSize = 4 + 8 + 4

    /// What a report knows that counted everything.
    struct Content {
        var key: CheckpointKey
        var size: UInt64
        var root: Digest
        var question: Question
        var unknownSector: CodeIndex
        var tally: ReportTally
        var matches: [Bool]
        var numbers: [PaperNumber]
        var unsettled: [Unsettled]
        var ruleSets: [(name: String, hash: String)]
        var mergedInto: String?
    }

    /// A dossier that may change at a moment although nothing new is known of it.
    struct Unsettled: Comparable {
        var until: Instant
        var dossier: Int

        static func < (left: Unsettled, right: Unsettled) -> Bool {
            (left.until, left.dossier) < (right.until, right.dossier)
        }
    }

    /// The bytes to keep.
    ///
    /// - Returns: `nil` where the tally cannot be brought up to date: a count of it is at its limit.
    static func encode(_ content: Content) -> [UInt8]? {
        guard let tally = try? content.tally.encoded() else { return nil }
        var writer = CheckpointWriter()
        writer.append(counted: content.key.bytes)
        writer.append(content.size)
        writer.append(raw: content.root.bytes)
        writer.append(content.question.asOf.rawValue)
        writer.append(content.question.at.rawValue)
        writer.append(content.question.from.rawValue)
        writer.append(content.question.to.rawValue)
        writer.append(content.unknownSector.rawValue)
        writer.append(counted: tally)
        writer.append(counted: content.matches.map { $0 ? 1 : 0 })
        writer.append(text: content.mergedInto)
        writer.append(UInt32(content.ruleSets.count))
        for set in content.ruleSets {
            writer.append(text: set.name)
            writer.append(text: set.hash)
        }
        let numbers = content.numbers.sorted()
        let unsettled = content.unsettled.sorted()
        writer.append(UInt32(numbers.count))
        writer.append(UInt32(unsettled.count))
        // Before the two long lists stands how far it is to them: they are read in place, and seldom.
        var whole = CheckpointWriter()
        whole.append(magic)
        whole.append(checksum(writer.bytes.span))
        whole.append(counted: writer.bytes)
        for number in numbers {
            whole.append(number.paperNumber.rawValue)
            whole.append(number.unit.rawValue)
            whole.append(number.year)
        }
        for entry in unsettled {
            whole.append(entry.until.rawValue)
            whole.append(UInt32(truncatingIfNeeded: entry.dossier))
        }
        return whole.bytes
    }

    /// Reads what was kept.
    ///
    /// - Returns: `nil` where the bytes are none of this program's, or do not hold together.
    init?(_ bytes: Span<UInt8>, scope: Scope, grouping: Grouping) {
        guard let (main, end) = ReportCheckpoint.main(bytes) else { return nil }
        var reader = CheckpointReader(main)
        guard let key = reader.readCounted(), let size = reader.readUInt64(),
            let root = reader.read(Digest.byteCount), let asOf = reader.readInt64(),
            let at = reader.readInt64(),
            let from = reader.readUInt32(), let to = reader.readUInt32(), let unknown = reader.readUInt32(),
            let tally = reader.readCounted(), let matches = reader.readCounted(),
            let mergedInto = reader.readText(), let sets = reader.readUInt32()
        else { return nil }
        var ruleSets: [(name: String, hash: String)] = []
        for _ in 0..<sets {
            guard let name = reader.readText()?.text, let hash = reader.readText()?.text else { return nil }
            ruleSets.append((name, hash))
        }
        guard let numbers = reader.readUInt32(), let unsettled = reader.readUInt32(), reader.isAtEnd,
            end + (Int(numbers) + Int(unsettled)) * ReportCheckpoint.entrySize == bytes.count,
            let digest = Digest(bytes: main.span.extracting(root..<root + Digest.byteCount)),
            let counted = try? ReportTally(decoding: Array(main[tally]), scope: scope, grouping: grouping)
        else { return nil }
        self.key = CheckpointKey(bytes: Array(main[key]))
        self.size = size
        self.root = digest
        question = Question(
            asOf: Instant(rawValue: asOf),
            at: Instant(rawValue: at),
            from: LocalDate(rawValue: Int32(bitPattern: from)),
            to: LocalDate(rawValue: Int32(bitPattern: to))
        )
        unknownSector = CodeIndex(rawValue: unknown)
        self.tally = counted
        self.matches = main[matches].map { $0 == 1 }
        self.mergedInto = mergedInto.text
        self.ruleSets = ruleSets
        self.numbers = end..<end + Int(numbers) * ReportCheckpoint.entrySize
        self.unsettled = self.numbers.upperBound..<bytes.count
    }

    /// All but the two long lists, and where these begin.
    private static func main(_ bytes: Span<UInt8>) -> (bytes: [UInt8], end: Int)? {
        guard bytes.count >= headSize else { return nil }
        var reader = CheckpointReader(bytes.extracting(..<headSize).copied)
        guard reader.readUInt32() == magic, let sum = reader.readUInt64(), let count = reader.readUInt32(),
            Int(count) <= bytes.count - headSize
        else {
            return nil
        }
        let end = headSize + Int(count)
        let main = bytes.extracting(headSize..<end)
        guard checksum(main) == sum else { return nil }
        return (main.copied, end)
    }

    /// The key and the size alone, for whoever goes through all that is kept.
    static func key(of bytes: Span<UInt8>) -> (key: CheckpointKey, size: UInt64)? {
        guard let (main, _) = main(bytes) else { return nil }
        var reader = CheckpointReader(main)
        guard let key = reader.readCounted(), let size = reader.readUInt64() else { return nil }
        return (CheckpointKey(bytes: Array(main[key])), size)
    }

    /// Whether a receipt named that number in that register then.
    ///
    /// `bytes` are those that it was read from.
    func hasReceipt(_ number: PaperNumber, in bytes: Span<UInt8>) -> Bool {
        var low = 0
        var high = numbers.count / ReportCheckpoint.entrySize
        while low < high {
            let middle = (low + high) / 2
            let start = numbers.lowerBound + middle * ReportCheckpoint.entrySize
            let entry = PaperNumber(
                paperNumber: CodeIndex(rawValue: bytes.number(at: start)),
                unit: CodeIndex(rawValue: bytes.number(at: start + 4)),
                year: bytes.number(at: start + 8)
            )
            if entry == number { return true }
            if entry < number { low = middle + 1 } else { high = middle }
        }
        return false
    }

    /// The dossiers that may have changed by a moment although nothing new is known of them.
    ///
    /// `bytes` are those that it was read from.
    func unsettled(by moment: Instant, in bytes: Span<UInt8>) -> [Int] {
        var dossiers: [Int] = []
        for start in stride(
            from: unsettled.lowerBound,
            to: unsettled.upperBound,
            by: ReportCheckpoint.entrySize
        ) {
            guard Instant(rawValue: bytes.number(at: start)) <= moment else { break }
            let dossier: UInt32 = bytes.number(at: start + 8)
            dossiers.append(Int(dossier))
        }
        return dossiers
    }
}

/// A checksum that tells accidents (FNV-1a of 64 bits); what was meant to deceive is found by counting again.
private func checksum(_ bytes: Span<UInt8>) -> UInt64 {
    var sum: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in bytes.indices { sum = (sum ^ UInt64(bytes[index])) &* 0x100_0000_01B3 }
    return sum
}
