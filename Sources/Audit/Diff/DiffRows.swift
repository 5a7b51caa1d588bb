internal import DossierModel
internal import Projections

/// The figures of two moments side by side.
enum DiffRows {
    /// The units whose figures changed.
    ///
    /// - Throws: ``ReportError/balance(group:)``.
    static func rows(
        _ before: ReportTally,
        _ after: ReportTally,
        _ codes: CodeBook
    ) throws(ReportError) -> [KnowledgeDiff.Row] {
        var found: [CodeIndex: (before: FiguresPair, after: FiguresPair)] = [:]
        let empty = FiguresPair()
        for row in before.rows { found[row.key.unit, default: (empty, empty)].before = row.figures }
        for row in after.rows { found[row.key.unit, default: (empty, empty)].after = row.figures }
        var rows: [KnowledgeDiff.Row] = []
        for (unit, pair) in found {
            let name = codes.name(unit, .unit)
            guard pair.before.balanceCloses, pair.after.balanceCloses else { throw .balance(group: [name]) }
            guard pair.before != pair.after else { continue }
            rows.append(KnowledgeDiff.Row(unit: name, before: pair.before, after: pair.after))
        }
        // By bytes, what is lacking first, as in a report: the order of the dictionary ends here.
        return rows.sorted { left, right in
            guard let other = right.unit else { return false }
            return left.unit?.utf8.lexicographicallyPrecedes(other.utf8) ?? true
        }
    }

    /// - Throws: ``ReportError/balance(group:)``.
    static func total(_ before: ReportTally, _ after: ReportTally) throws(ReportError) -> KnowledgeDiff.Row {
        let row = KnowledgeDiff.Row(unit: nil, before: before.total, after: after.total)
        guard row.before.balanceCloses, row.after.balanceCloses else { throw .balance(group: []) }
        return row
    }

    /// The kinds in the order in which ``Standing/kind`` numbers them.
    private static let kinds: [DossierStanding.Kind] = [
        .absent, .orphan, .declinedAtIntake, .declined, .withdrawn, .early, .onTime, .overdue,
        .undatedFinished, .openInTime, .openOverdue, .stopped, .undatedOpen,
    ]

    /// How many dossiers went from which kind to which other on a basis, the most first.
    static func moves(_ tally: DiffTally, _ basis: Basis) -> [KnowledgeDiff.Move] {
        var moves: [KnowledgeDiff.Move] = []
        for (before, one) in kinds.enumerated() {
            for (after, other) in kinds.enumerated() where before != after {
                let count = tally.moves(basis, from: UInt8(before), to: UInt8(after))
                guard count > 0 else { continue }
                moves.append(KnowledgeDiff.Move(before: one, after: other, dossiers: count))
            }
        }
        return moves.sorted { left, right in
            (-left.dossiers, left.before.rawValue, left.after.rawValue)
                < (-right.dossiers, right.before.rawValue, right.after.rawValue)
        }
    }
}
