package import DossierModel
package import Rules

/// The lines of paper registers, and which of them a receipt on the system matches.
///
/// An entry is matched if the dossier that it names has a known `dossier.received`, or if a known
/// `dossier.received` of the same unit and the same local year of `occurredAt` has the same `paperNo`; units are
/// the same as written, or if one was merged into the other by `at` (rules.md section 9, `offSystem`).
///
/// It takes in events that are known and not voided, in any order. `at` does not bound the receipts.
package struct PaperBook: Sendable {
    /// The `paper.entered` events, in the order in which they were taken in.
    package private(set) var entries: [EventRow] = []

    /// What is known of the receipts that any of the entries may be matched with.
    package private(set) var receipts = PaperReceipts()

    package init() {}

    /// Makes room for so many entries.
    package mutating func reserveCapacity(_ count: Int) {
        entries.reserveCapacity(count)
    }

    /// Takes in a `paper.entered`.
    package mutating func addEntry(_ row: EventRow) {
        precondition(row.type == .paperEntered, "a line of a paper register")
        entries.append(row)
        receipts.want(row)
    }

    /// Takes in what a part of the dossiers has of receipts.
    package mutating func merge(_ part: PaperReceipts) {
        receipts.merge(part)
    }

    /// For each of ``entries`` whether it is matched, with the mergers of a moment.
    ///
    /// The first of them are matched in any case where `known` says so.
    package func matches(_ units: AnswerableUnits, known: [Bool] = []) -> [Bool] {
        var relatives: [CodeIndex: [CodeIndex]] = [:]
        return entries.indices.map { index in
            let entry = entries[index]
            if index < known.count, known[index] { return true }
            if receipts.hasReceipt(of: entry.dossier) { return true }
            guard entry.code2 != .none else { return false }
            let same = relatives[entry.unit] ?? units.relatives(of: entry.unit)
            relatives[entry.unit] = same
            return same.contains { receipts.hasReceipt(PaperNumber(entry, of: $0)) }
        }
    }

    /// Counts the entries in the period of a question into its report.
    package func count(_ question: Question, _ units: AnswerableUnits, into tally: inout ReportTally) {
        count(question, units, matches(units), into: &tally)
    }

    /// The same, where it is known which entries are matched.
    package func count(
        _ question: Question,
        _ units: AnswerableUnits,
        _ matches: [Bool],
        into tally: inout ReportTally
    ) {
        for (entry, isMatched) in zip(entries, matches) {
            tally.add(PaperCount(entry, isMatched: isMatched, question), of: entry, units)
        }
    }
}

/// For what an entry of a paper register counts: on which bases, and whether it is matched.
package struct PaperCount: Hashable, Sendable, BitwiseCopyable {
    fileprivate var isReported = false
    fileprivate var isAudited = false
    fileprivate var isMatched = false

    /// For nothing.
    package init() {}

    /// An entry counts where its time on the basis is in the period, by `at`.
    package init(_ entry: EventRow, isMatched: Bool, _ question: Question) {
        let (first, last) = (Instant(question.from), min(question.at, Instant.end(of: question.to)))
        isReported = entry.recordedAt >= first && entry.recordedAt <= last
        isAudited = entry.occurredAt >= first && entry.occurredAt <= last
        self.isMatched = isMatched
    }
}

extension ReportTally {
    /// Counts an entry.
    package mutating func add(_ count: PaperCount, of entry: EventRow, _ units: AnswerableUnits) {
        change(count, of: entry, units, .more)
    }

    /// Takes out what an entry was counted for.
    package mutating func subtract(_ count: PaperCount, of entry: EventRow, _ units: AnswerableUnits) {
        change(count, of: entry, units, .less)
    }

    private mutating func change(
        _ count: PaperCount,
        of entry: EventRow,
        _ units: AnswerableUnits,
        _ sign: CountSign
    ) {
        guard count.isReported || count.isAudited else { return }
        let key = GroupKey(entry, units)
        if count.isReported {
            countPaperEntry(key, isMatched: count.isMatched, on: .reported, sign)
        }
        if count.isAudited { countPaperEntry(key, isMatched: count.isMatched, on: .audited, sign) }
    }
}

/// A number in the paper register of a unit and a year.
package struct PaperNumber: Hashable, Comparable, Sendable, BitwiseCopyable {
    package var paperNumber: CodeIndex
    package var unit: CodeIndex
    package var year: Int32

    package init(paperNumber: CodeIndex, unit: CodeIndex, year: Int32) {
        self.paperNumber = paperNumber
        self.unit = unit
        self.year = year
    }

    /// The number that a receipt or an entry names, in the register of a unit.
    package init(_ row: EventRow, of unit: CodeIndex) {
        self.init(paperNumber: row.code2, unit: unit, year: Int32(row.occurredAt.localDate.year))
    }

    package static func < (left: PaperNumber, right: PaperNumber) -> Bool {
        if left.paperNumber != right.paperNumber { return left.paperNumber < right.paperNumber }
        if left.unit != right.unit { return left.unit < right.unit }
        return left.year < right.year
    }
}

/// The receipts that lines of paper registers may be matched with; others are passed over.
///
/// A copy is filled for each part of the dossiers, and the parts are merged.
package struct PaperReceipts: Sendable {
    private var wantedNumbers = IndexBits()
    private var wantedDossiers = IndexBits()
    private var numbers: Set<PaperNumber> = []
    private var dossiers = IndexBits()

    package init() {}

    /// Notes what an entry may be matched with.
    fileprivate mutating func want(_ entry: EventRow) {
        if entry.code2 != .none { wantedNumbers.insert(entry.code2) }
        if entry.dossier != .none { wantedDossiers.insert(entry.dossier) }
    }

    /// Whether no receipt can match anything.
    package var isIdle: Bool { wantedNumbers.isEmpty && wantedDossiers.isEmpty }

    /// Takes in a `dossier.received`.
    package mutating func add(_ receipt: EventRow) {
        precondition(receipt.type == .received, "a receipt")
        if wantedDossiers.contains(receipt.dossier) { dossiers.insert(receipt.dossier) }
        if wantedNumbers.contains(receipt.code2) { numbers.insert(PaperNumber(receipt, of: receipt.unit)) }
    }

    /// Takes in the receipts among a dossier's events.
    package mutating func addReceipts(of rows: Span<EventRow>) {
        for row in rows.indices where rows[row].type == .received { add(rows[row]) }
    }

    /// Takes in the number of a `dossier.received`.
    package mutating func add(_ number: PaperNumber) {
        if wantedNumbers.contains(number.paperNumber) { numbers.insert(number) }
    }

    fileprivate mutating func merge(_ other: PaperReceipts) {
        numbers.formUnion(other.numbers)
        dossiers.formUnion(other.dossiers)
    }

    fileprivate func hasReceipt(of dossier: CodeIndex) -> Bool { dossiers.contains(dossier) }

    fileprivate func hasReceipt(_ number: PaperNumber) -> Bool { numbers.contains(number) }
}

/// A set of codes by their indexes: one bit each.
private struct IndexBits: Sendable {
    private var words: [UInt64] = []

    var isEmpty: Bool { words.isEmpty }

    mutating func insert(_ code: CodeIndex) {
        let word = Int(code.rawValue / 64)
        while words.count <= word { words.append(0) }
        words[word] |= 1 << UInt64(code.rawValue % 64)
    }

    /// Never of ``CodeIndex/none``, which is not inserted.
    func contains(_ code: CodeIndex) -> Bool {
        let word = Int(code.rawValue / 64)
        return word < words.count && words[word] & (1 << UInt64(code.rawValue % 64)) != 0
    }

    mutating func formUnion(_ other: IndexBits) {
        while words.count < other.words.count { words.append(0) }
        for (index, word) in other.words.enumerated() { words[index] |= word }
    }
}
