internal import DossierModel

/// The tables of a ``RuleBook``, which must be held as long as they are read.
struct RuleTables: BitwiseCopyable, Sendable {
    /// The day from which each set holds, in order.
    let days: Table<LocalDate>

    let terms: Table<RuleBook.Terms>

    /// For each set and each ground of the ledger the part of `intervals` that speaks of it; often an empty one.
    let grounds: Table<RuleBook.Slice>

    let intervals: Table<RuleBook.Interval>

    /// The place in the book of the set that holds for a receipt date.
    @inline(__always)
    func index(receivedOn date: LocalDate) -> Int {
        var index = days.count - 1
        while index > 0, days[index] > date { index -= 1 }
        return index
    }

    /// The terms that hold for a receipt date.
    @inline(__always)
    func terms(receivedOn date: LocalDate) -> RuleBook.Terms {
        terms[index(receivedOn: date)]
    }

    /// Stands for some lawful ground where one is only supposed; no ledger has as many codes.
    static var assumedGround: CodeIndex { CodeIndex(rawValue: CodeIndex.none.rawValue - 1) }

    /// Whether a pause on that ground is lawful for a dossier of that sector if it starts on that date.
    @inline(__always)
    func allows(_ ground: CodeIndex, sector: CodeIndex, on start: LocalDate, under terms: RuleBook.Terms)
        -> Bool
    {
        guard Int(ground.rawValue) < terms.groundCount else { return ground == RuleTables.assumedGround }
        let slice = grounds[terms.firstGround + Int(ground.rawValue)]
        for index in Int(slice.start)..<Int(slice.end) {
            let interval = intervals[index]
            guard start >= interval.from, start <= interval.to else { continue }
            if interval.isForAll || interval.sector == sector { return true }
        }
        return false
    }
}
