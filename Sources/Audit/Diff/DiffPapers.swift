internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// The lines of paper registers at two moments of knowledge.
struct DiffPapers {
    private let before: Side
    private let after: Side
    private let asOf: Instant

    private struct Side {
        let book: PaperBook
        let numbers: [UInt64]
        let question: Question
        let scope: Scope
        let units: AnswerableUnits
        let matches: [Bool]

        init(_ knowledge: Knowledge, _ side: ComparisonSide, _ receipts: [PaperReceipts]) {
            var book = knowledge.papers
            for part in receipts { book.merge(part) }
            self.book = book
            numbers = knowledge.paperNumbers
            question = side.question
            scope = side.scope
            units = side.references.answerableUnits(at: side.question.at)
            matches = book.entries.isEmpty ? [] : book.matches(units)
        }

        /// How an entry counts, by its place; not at all without one.
        func count(_ place: Int?) -> PaperCount {
            place.map { PaperCount(book.entries[$0], isMatched: matches[$0], question) } ?? PaperCount()
        }

        /// How an entry counts on both bases, in the scope.
        func states(_ place: Int?) -> (reported: PaperChange.State, audited: PaperChange.State) {
            guard let place else { return (.absent, .absent) }
            var tally = ReportTally(scope: scope, grouping: [])
            tally.add(count(place), of: book.entries[place], units)
            let total = tally.total
            return (PaperChange.State(total.reported), PaperChange.State(total.audited))
        }
    }

    init(
        _ knowledge: (before: Knowledge, after: Knowledge),
        _ sides: (before: ComparisonSide, after: ComparisonSide),
        _ sum: DiffSum
    ) {
        before = Side(knowledge.before, sides.before, sum.receiptsBefore)
        after = Side(knowledge.after, sides.after, sum.receiptsAfter)
        asOf = knowledge.before.asOf
    }

    /// Counts the entries of both moments.
    func count(into tally: inout DiffTally) {
        tally.addPapers(
            before: (before.book, before.question, before.units, before.matches),
            after: (after.book, after.question, after.units, after.matches)
        )
    }

    /// The entries that count otherwise.
    func changes(
        _ codes: CodeBook,
        _ tail: TailRows,
        _ reading: inout DiffEventReading,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [PaperChange] {
        let isAlike = before.scope == after.scope && before.units == after.units
        var changes: [PaperChange] = []
        // Both are in the order of the ledger.
        var (one, other) = (0, 0)
        while one < before.numbers.count || other < after.numbers.count {
            let next = one < before.numbers.count ? before.numbers[one] : .max
            let number = min(next, other < after.numbers.count ? after.numbers[other] : .max)
            let first = next == number ? one : nil
            let last = other < after.numbers.count && after.numbers[other] == number ? other : nil
            if first != nil { one += 1 }
            if last != nil { other += 1 }
            if isAlike, before.count(first) == after.count(last) { continue }
            let (was, isNow) = (before.states(first), after.states(last))
            let entry = first.map { before.book.entries[$0] } ?? after.book.entries[last ?? 0]
            let isThere = before.units.unit(for: entry.unit) == after.units.unit(for: entry.unit)
            if was == isNow, isThere { continue }
            changes.append(
                PaperChange(
                    change: try reading.change(number, view).change,
                    isNews: entry.recordedAt > asOf,
                    unit: codes.name(after.units.unit(for: entry.unit), .unit),
                    paperNumber: try view.name(entry.code2, .paperNumber, tail: tail),
                    reported: (was.reported, isNow.reported),
                    audited: (was.audited, isNow.audited)
                )
            )
        }
        return changes
    }
}

extension PaperChange.State {
    /// How the one entry counts that these figures are of.
    fileprivate init(_ figures: Figures) {
        self = figures[.paperEntries] == 0 ? .absent : figures[.offSystem] == 0 ? .onSystem : .offSystem
    }
}
