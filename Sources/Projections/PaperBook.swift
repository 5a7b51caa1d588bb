package import DossierModel
package import Rules

/// The lines of paper registers, and the receipts that they may be matched with.
///
/// An entry is matched if the dossier that it names has a known `dossier.received`, or if a known
/// `dossier.received` of the same unit and the same local year of `occurredAt` has the same `paperNo`; units are
/// the same as written, or if one was merged into the other by `at` (rules.md section 9, `offSystem`).
///
/// It takes in events that are known and not voided, in any order. `at` does not bound the receipts.
package struct PaperBook: Sendable {
    /// A number in the register of a unit and a year.
    private struct Number: Hashable {
        var unit: CodeIndex
        var paperNumber: CodeIndex
        var year: Int32
    }

    /// The `paper.entered` events, in the order in which they were taken in.
    package private(set) var entries: [EventRow] = []

    private var receivedNumbers: Set<Number> = []

    /// Which dossiers have a known receipt: one bit each.
    private var receivedDossiers: [UInt64] = []

    package init() {}

    /// Takes in a `paper.entered`.
    package mutating func addEntry(_ row: EventRow) {
        precondition(row.type == .paperEntered, "a line of a paper register")
        entries.append(row)
    }

    /// Takes in a `dossier.received`.
    package mutating func addReceipt(_ row: EventRow) {
        precondition(row.type == .received, "a receipt")
        if row.dossier != .none {
            let word = Int(row.dossier.rawValue / 64)
            while receivedDossiers.count <= word { receivedDossiers.append(0) }
            receivedDossiers[word] |= 1 << UInt64(row.dossier.rawValue % 64)
        }
        if row.code2 != .none { receivedNumbers.insert(PaperBook.number(row, of: row.unit)) }
    }

    private static func number(_ row: EventRow, of unit: CodeIndex) -> Number {
        Number(unit: unit, paperNumber: row.code2, year: Int32(row.occurredAt.localDate.year))
    }

    /// Adds what another part has taken in.
    package mutating func merge(_ other: PaperBook) {
        entries += other.entries
        receivedNumbers.formUnion(other.receivedNumbers)
        while receivedDossiers.count < other.receivedDossiers.count { receivedDossiers.append(0) }
        for (index, word) in other.receivedDossiers.enumerated() { receivedDossiers[index] |= word }
    }

    /// For each of ``entries`` whether it is matched, with the mergers of a moment.
    package func matches(_ units: AnswerableUnits) -> [Bool] {
        var relatives: [CodeIndex: [CodeIndex]] = [:]
        return entries.map { entry in
            if isReceived(entry.dossier) { return true }
            guard entry.code2 != .none else { return false }
            let same = relatives[entry.unit] ?? units.relatives(of: entry.unit)
            relatives[entry.unit] = same
            return same.contains { receivedNumbers.contains(PaperBook.number(entry, of: $0)) }
        }
    }

    private func isReceived(_ dossier: CodeIndex) -> Bool {
        let word = Int(dossier.rawValue / 64)
        return word < receivedDossiers.count
            && receivedDossiers[word] & (1 << UInt64(dossier.rawValue % 64)) != 0
    }

    /// Counts the entries in the period of a question into its report.
    package func count(_ question: Question, _ units: AnswerableUnits, into tally: inout ReportTally) {
        for (entry, isMatched) in zip(entries, matches(units)) {
            let key = GroupKey(
                unit: units.unit(for: entry.unit),
                sector: entry.code1,
                channel: nil,
                procedure: entry.code0
            )
            for basis in Basis.allCases {
                let time = basis == .reported ? entry.recordedAt : entry.occurredAt
                guard time <= question.at, time >= Instant(question.from) else { continue }
                guard time <= Instant.end(of: question.to) else { continue }
                tally.addPaperEntry(key, isMatched: isMatched, on: basis)
            }
        }
    }
}
