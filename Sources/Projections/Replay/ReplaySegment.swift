package import DossierModel
package import Rules

/// The figures of a unit at any instant between two neighbouring ``ReplayMoments``.
///
/// They are those of the earlier moment and what the dossiers and entries of the segment change on top of it. Asking for one
/// instant after another costs what changes in between.
package struct ReplaySegment: Sendable {
    private struct Change: Sendable {
        let moment: Instant
        let before: JudgementPair
        let after: JudgementPair
    }

    /// A dossier of so many events that it is judged anew for every instant that is asked for.
    private struct Long: Sendable {
        let rows: ContiguousArray<EventRow>
        let before: JudgementPair
    }

    private struct Paper: Sendable {
        let moment: Instant
        let basis: Basis
        let isMatched: Bool
    }

    /// The earlier moment's place.
    package let place: Int
    private let start: Instant
    private let end: Instant
    private let scope: ReplayScope
    private var judge: DossierJudge

    private var changes: ContiguousArray<Change> = []
    private var papers: [Paper] = []
    private var long: [Long] = []
    private var isSorted = true

    /// The figures with the first ``done`` changes, without papers and long dossiers.
    private var figures: FiguresPair
    private var done = 0

    /// Dossiers with more events than this are not followed through the segment.
    private static let mostRows = 256

    /// `base` are the figures at the earlier place; `question` is that of the whole replay.
    package init(
        after place: Int,
        of moments: ReplayMoments,
        _ scope: ReplayScope,
        _ question: Question,
        base: FiguresPair,
        _ references: ReferenceBook
    ) {
        self.place = place
        self.scope = scope
        start = moments.instants[place]
        end = moments.instants[place + 1]
        figures = base
        judge = DossierJudge.beforeMergers(question, references)
    }

    /// Takes in a dossier that becomes another in the segment.
    package mutating func take(_ rows: Span<EventRow>) {
        judge.move(to: start)
        var before = judge.judge(rows)
        if rows.count > ReplaySegment.mostRows {
            var kept = ContiguousArray<EventRow>()
            kept.reserveCapacity(rows.count)
            for index in rows.indices { kept.append(rows[index]) }
            long.append(Long(rows: kept, before: before))
            return
        }
        var moment = judge.stableUntil
        while moment < end {
            judge.move(to: moment)
            let after = judge.judge(rows)
            changes.append(Change(moment: moment, before: before, after: after))
            before = after
            moment = judge.stableUntil
        }
        isSorted = false
    }

    /// Takes in a line of a paper register.
    package mutating func take(_ entry: EventRow, isMatched: Bool) {
        guard scope.contains(entry.unit, at: place) else { return }
        for basis in Basis.allCases {
            let time = entry.time(basis)
            guard time > start, time < end else { continue }
            papers.append(Paper(moment: time, basis: basis, isMatched: isMatched))
        }
    }

    /// The figures at an instant after the earlier moment and before the later.
    package mutating func figures(at moment: Instant) -> FiguresPair {
        if !isSorted {
            // The order of changes of one moment does not matter: they are added.
            changes.sort { $0.moment < $1.moment }
            isSorted = true
        }
        while done < changes.count, changes[done].moment <= moment {
            swap(changes[done].before, changes[done].after, in: &figures)
            done += 1
        }
        while done > 0, changes[done - 1].moment > moment {
            done -= 1
            swap(changes[done].after, changes[done].before, in: &figures)
        }
        var sum = figures
        for paper in papers where paper.moment <= moment {
            sum[paper.basis].countPaperEntry(isMatched: paper.isMatched, .more)
        }
        for dossier in long {
            judge.move(to: moment)
            swap(dossier.before, judge.judge(dossier.rows.span), in: &sum)
        }
        return sum
    }

    /// Takes out what a dossier was, and in what it is.
    private func swap(_ old: JudgementPair, _ new: JudgementPair, in figures: inout FiguresPair) {
        for basis in Basis.allCases {
            if scope.counts(old[basis], at: place) { figures.take(old[basis], basis, .less) }
            if scope.counts(new[basis], at: place) { figures.take(new[basis], basis, .more) }
        }
    }
}
