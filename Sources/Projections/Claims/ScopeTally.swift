package import DossierModel
package import Rules

/// The figures of one scope, and which types of events there are of what is in it.
package struct ScopeTally: Sendable {
    private var tally: ReportTally
    /// Bits by ``EventType/rawValue``.
    private var types: UInt64 = 0

    package init(_ scope: Scope) {
        tally = ReportTally(scope: scope, grouping: [])
    }

    package var scope: Scope { tally.scope }

    /// All that is in the scope.
    package var total: FiguresPair { tally.total }

    /// Takes in a dossier, whose events are of these types.
    package mutating func add(_ judgements: JudgementPair, _ types: EventTypeBits) {
        tally.add(judgements)
        if scope.contains(judgements.reported) || scope.contains(judgements.audited) {
            self.types |= types.rawValue
        }
    }

    /// Takes in the lines of paper registers; those that happened by the question's `at` are something that bears on claims.
    package mutating func add(
        _ papers: PaperBook,
        _ question: Question,
        _ units: AnswerableUnits,
        _ matches: [Bool]
    ) {
        papers.count(question, units, matches, into: &tally)
        for entry in papers.entries where min(entry.occurredAt, entry.recordedAt) <= question.at {
            if scope.contains(GroupKey(entry, units)) { types |= EventTypeBits(.paperEntered).rawValue }
        }
    }

    /// Adds what another part of the dossiers has in the same scope.
    package mutating func merge(_ other: ScopeTally) {
        tally.merge(other.tally)
        types |= other.types
    }

    /// Whether there is an event of one of these types.
    package func hasEvent(of types: Set<EventType>) -> Bool {
        types.contains { self.types & EventTypeBits($0).rawValue != 0 }
    }
}

/// A set of types of events.
package struct EventTypeBits: Hashable, Sendable, BitwiseCopyable {
    fileprivate var rawValue: UInt64 = 0

    package init(_ type: EventType) {
        rawValue = 1 << UInt64(type.rawValue)
    }

    /// The types of a dossier's events.
    package init(_ rows: Span<EventRow>) {
        for row in rows.indices { rawValue |= 1 << UInt64(rows[row].type.rawValue) }
    }
}

extension Scope {
    /// Whether a dossier that has happened is in it.
    package func contains(_ judgement: Judgement) -> Bool {
        switch judgement.presence {
        case .absent: false
        case .orphan: isWhole
        case .declinedAtIntake, .received: contains(GroupKey(judgement))
        }
    }
}

extension GroupKey {
    /// Where a line of a paper register belongs.
    package init(_ entry: EventRow, _ units: AnswerableUnits) {
        self.init(
            unit: units.unit(for: entry.unit),
            sector: entry.code1,
            channel: nil,
            procedure: entry.code0
        )
    }
}

/// What one dossier adds to the numerator and to the denominator of a measured claim.
package struct ClaimShare: Hashable, Sendable, BitwiseCopyable {
    package var numerator = 0
    package var denominator = 0

    /// Nothing.
    package init() {}

    /// What a dossier with this judgement adds, by the same counting as the figures.
    package init(_ judgement: Judgement, _ parts: MetricParts, in scope: Scope, over denominatorScope: Scope)
    {
        let isIn = scope.contains(judgement)
        guard isIn || denominatorScope.contains(judgement) else { return }
        var figures = Figures()
        figures.add(judgement)
        figures.countFaults(judgement, .more)
        switch parts {
        case .count(let sum): numerator = isIn ? figures.value(of: sum) : 0
        case .quotient(let quotient):
            numerator = isIn ? figures.value(of: quotient.numerator) : 0
            denominator =
                denominatorScope.contains(judgement) ? figures.value(of: quotient.denominator) : 0
        case .scores: numerator = isIn ? figures[.ratings] : 0
        }
    }
}
