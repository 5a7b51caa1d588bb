package import DossierModel
package import Rules

/// What two moments of knowledge make of all dossiers: the figures of both, and who moved where.
///
/// Like a ``ReportTally`` it takes dossiers in any order, and tallies of parts merge. What counts alike at both moments is
/// counted once.
package struct DiffTally: Sendable {
    /// What is the same before and after.
    var common: ReportTally
    private var ofBefore: ReportTally
    private var ofAfter: ReportTally
    private let hasCommon: Bool

    /// Dossiers that stand elsewhere.
    package private(set) var moved = 0
    /// Dossiers that stand where they stood and count otherwise.
    package private(set) var recounted = 0
    /// By the raw value of ``ChangeCauses``, how many of the moved ones have these causes.
    private var causes = [Int](repeating: 0, count: 8)
    /// By basis, kind before and kind after, how many of the moved ones went from the one to the other.
    private var moves = [Int](repeating: 0, count: 2 * Standing.kindCount * Standing.kindCount)

    init(_ scopeBefore: Scope, _ scopeAfter: Scope, canSkip: Bool) {
        common = ReportTally(scope: scopeBefore, grouping: .unit)
        ofBefore = ReportTally(scope: scopeBefore, grouping: .unit)
        ofAfter = ReportTally(scope: scopeAfter, grouping: .unit)
        hasCommon = canSkip
    }

    /// The figures before, by unit.
    package var before: ReportTally { whole(ofBefore) }

    /// The figures after, by unit.
    package var after: ReportTally { whole(ofAfter) }

    private func whole(_ part: ReportTally) -> ReportTally {
        guard hasCommon else { return part }
        var whole = common
        whole.merge(part)
        return whole
    }

    /// How many of the moved dossiers have a cause; several are counted for each.
    package func moved(by cause: ChangeCauses) -> Int {
        causes.indices.reduce(0) { $0 + (UInt8($1) & cause.rawValue != 0 ? causes[$1] : 0) }
    }

    /// How many dossiers went from one kind to another on a basis.
    package func moves(_ basis: Basis, from before: UInt8, to after: UInt8) -> Int {
        moves[DiffTally.place(basis, before, after)]
    }

    private static func place(_ basis: Basis, _ before: UInt8, _ after: UInt8) -> Int {
        ((basis == .reported ? 0 : 1) * Standing.kindCount + Int(before)) * Standing.kindCount + Int(after)
    }

    /// Takes in a dossier.
    mutating func add(_ comparison: DossierComparison) {
        ofBefore.add(comparison.before)
        ofAfter.add(comparison.after)
        switch comparison.shift {
        case .none: return
        case .figures: recounted += 1
        case .standing:
            moved += 1
            causes[Int(comparison.causes.rawValue)] += 1
            for basis in Basis.allCases {
                let (before, after) = comparison.standings(basis)
                moves[DiffTally.place(basis, before.kind, after.kind)] += 1
            }
        }
    }

    /// Takes in the lines of the paper registers as they count before and after.
    package mutating func addPapers(
        before: (book: PaperBook, question: Question, units: AnswerableUnits, matches: [Bool]),
        after: (book: PaperBook, question: Question, units: AnswerableUnits, matches: [Bool])
    ) {
        before.book.count(before.question, before.units, before.matches, into: &ofBefore)
        after.book.count(after.question, after.units, after.matches, into: &ofAfter)
    }

    /// Adds the tally of another part.
    package mutating func merge(_ other: DiffTally) {
        common.merge(other.common)
        ofBefore.merge(other.ofBefore)
        ofAfter.merge(other.ofAfter)
        moved += other.moved
        recounted += other.recounted
        for index in causes.indices { causes[index] += other.causes[index] }
        for index in moves.indices { moves[index] += other.moves[index] }
    }
}
