package import DossierModel
package import Rules

/// One side of a comparison: a question, what is known of references, and the scope that follows from both.
package struct ComparisonSide: Sendable {
    package let question: Question
    package let references: ReferenceBook
    package let scope: Scope

    package init(_ question: Question, _ references: ReferenceBook, _ scope: Scope) {
        self.question = question
        self.references = references
        self.scope = scope
    }
}

/// Judges dossiers at two moments of knowledge, and says what moved them.
///
/// Like the judges that it holds it keeps their scratch memory; a thread that compares has its own.
package struct DossierComparer: Sendable {
    private var before: DossierJudge
    /// Judges what was known before at the later moment of the world.
    private var between: DossierJudge
    private var after: DossierJudge
    private let scopes: (before: Scope, between: Scope, after: Scope)

    /// Whether no reference event makes a difference.
    private let hasSameReferences: Bool

    /// Whether a dossier without news counts as it did as long as its judgement lasts.
    let canSkip: Bool

    /// Prepares a comparison of `before` and `after`; `scopeBetween` is that of the first side's references at the
    /// second's moment of the world.
    ///
    /// Sides with the same book of references have the same references.
    ///
    /// - Precondition: Both sides ask for the same period, and the second not for an earlier moment.
    package init(_ before: ComparisonSide, _ after: ComparisonSide, scopeBetween: Scope) {
        precondition(
            before.question.from == after.question.from && before.question.to == after.question.to
                && before.question.at <= after.question.at,
            "two sides of one period, the earlier first"
        )
        self.before = DossierJudge(before.question, before.references)
        between = DossierJudge(after.question, before.references)
        self.after = DossierJudge(after.question, after.references)
        scopes = (before.scope, scopeBetween, after.scope)
        hasSameReferences = before.references === after.references
        canSkip = hasSameReferences && before.scope == after.scope && self.before.units == self.after.units
    }

    /// An empty tally of what this comparer compares.
    package var emptyTally: DiffTally { DiffTally(scopes.before, scopes.after, canSkip: canSkip) }

    /// Counts a dossier of which nothing new is known, and says what became of it.
    package mutating func take(_ rows: Span<EventRow>, into tally: inout DiffTally) -> DossierShift {
        guard canSkip else { return take(rows, rows, hasNews: false, into: &tally) }
        let judgements = before.judge(rows)
        guard before.stableUntil > after.question.at else {
            return take(rows, rows, hasNews: false, into: &tally)
        }
        tally.common.add(judgements)
        return .none
    }

    /// Counts a dossier of which other events are known after than before.
    package mutating func take(
        _ rowsBefore: Span<EventRow>,
        _ rowsAfter: Span<EventRow>,
        into tally: inout DiffTally
    ) -> DossierShift {
        take(rowsBefore, rowsAfter, hasNews: true, into: &tally)
    }

    private mutating func take(
        _ rowsBefore: Span<EventRow>,
        _ rowsAfter: Span<EventRow>,
        hasNews: Bool,
        into tally: inout DiffTally
    ) -> DossierShift {
        let comparison = compare(rowsBefore, rowsAfter, hasNews: hasNews)
        tally.add(comparison)
        return comparison.shift
    }

    /// Compares a dossier.
    ///
    /// The rows of each side are in the order that ``DossierJudge/judge(_:)`` asks for; `hasNews` tells whether they differ.
    package mutating func compare(
        _ rowsBefore: Span<EventRow>,
        _ rowsAfter: Span<EventRow>,
        hasNews: Bool
    ) -> DossierComparison {
        let first = DossierComparer.judge(rowsBefore, &before)
        let last = DossierComparer.judge(rowsAfter, &after)
        let standings = (
            before: StandingPair(first, in: scopes.before), after: StandingPair(last, in: scopes.after)
        )
        let shift = shift(first, last, standings)
        var causes: ChangeCauses = []
        if shift == .standing {
            causes = self.causes(rowsBefore, rowsAfter, standings.after, hasNews: hasNews)
        }
        return DossierComparison(first, last, standings, shift, causes)
    }

    /// Why a dossier stands where it stands after.
    private mutating func causes(
        _ rowsBefore: Span<EventRow>,
        _ rowsAfter: Span<EventRow>,
        _ standing: StandingPair,
        hasNews: Bool
    ) -> ChangeCauses {
        var causes: ChangeCauses = []
        if hasNews, self.standing(rowsBefore, &after, scopes.after) != standing { causes.insert(.events) }
        if !hasSameReferences, self.standing(rowsAfter, &between, scopes.between) != standing {
            causes.insert(.references)
        }
        guard causes.isEmpty else { return causes }
        if self.standing(rowsBefore, &between, scopes.between) == standing { return .time }
        if hasNews { causes.insert(.events) }
        if !hasSameReferences { causes.insert(.references) }
        return causes
    }

    /// What became of a dossier that counts in the period on either side.
    private func shift(
        _ first: JudgementPair,
        _ last: JudgementPair,
        _ standings: (before: StandingPair, after: StandingPair)
    ) -> DossierShift {
        if first == last, standings.before == standings.after { return .none }
        var (isCounted, isSame) = (false, true)
        for basis in Basis.allCases {
            let (one, other) = (
                first[basis].figures(in: scopes.before), last[basis].figures(in: scopes.after)
            )
            if !one.isEmpty || !other.isEmpty { isCounted = true }
            if one != other { isSame = false }
        }
        if isCounted, standings.before != standings.after { return .standing }
        return isSame ? .none : .figures
    }

    private func standing(_ rows: Span<EventRow>, _ judge: inout DossierJudge, _ scope: Scope) -> StandingPair
    {
        StandingPair(DossierComparer.judge(rows, &judge), in: scope)
    }

    /// Judges a dossier; one of which nothing is known is absent.
    private static func judge(_ rows: Span<EventRow>, _ judge: inout DossierJudge) -> JudgementPair {
        rows.isEmpty ? JudgementPair(reported: Judgement(), audited: Judgement()) : judge.judge(rows)
    }
}
