package import DossierModel
package import Rules

/// The figures of one scope, and which types of events there are of what is in it.
package struct ScopeTally: Sendable {
    private var tally: ReportTally
    /// The types of what has happened in the scope, by basis.
    private var types = EventTypePair()

    package init(_ scope: Scope) {
        tally = ReportTally(scope: scope, grouping: [])
    }

    package var scope: Scope { tally.scope }

    /// All that is in the scope.
    package var total: FiguresPair { tally.total }

    /// Takes in a dossier, to which events of these types have happened.
    package mutating func add(_ judgements: JudgementPair, _ types: EventTypePair) {
        tally.add(judgements)
        for basis in Basis.allCases where scope.contains(judgements[basis]) {
            self.types[basis].formUnion(types[basis])
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
        for entry in papers.entries where scope.contains(GroupKey(entry, units)) {
            if entry.recordedAt <= question.at { types[.reported].formUnion(EventTypeBits(.paperEntered)) }
            if entry.occurredAt <= question.at { types[.audited].formUnion(EventTypeBits(.paperEntered)) }
        }
    }

    /// Adds what another part of the dossiers has in the same scope.
    package mutating func merge(_ other: ScopeTally) {
        tally.merge(other.tally)
        for basis in Basis.allCases { types[basis].formUnion(other.types[basis]) }
    }

    /// Whether an event of one of these types has happened on a basis.
    package func hasEvent(of types: Set<EventType>, on basis: Basis) -> Bool {
        types.contains { self.types[basis].contains($0) }
    }
}

/// A set of types of events.
package struct EventTypeBits: Hashable, Sendable, BitwiseCopyable {
    private var rawValue: UInt64 = 0

    /// No type.
    package init() {}

    package init(_ type: EventType) {
        rawValue = 1 << UInt64(type.rawValue)
    }

    package func contains(_ type: EventType) -> Bool { rawValue & EventTypeBits(type).rawValue != 0 }

    package mutating func formUnion(_ other: EventTypeBits) {
        rawValue |= other.rawValue
    }
}

/// The types of what has happened by a moment, on each basis.
package struct EventTypePair: Hashable, Sendable, BitwiseCopyable {
    private var reported = EventTypeBits()
    private var audited = EventTypeBits()

    /// Nothing.
    package init() {}

    /// The types of a dossier's events that have happened by `at`.
    ///
    /// On the audited basis an event that favours the unit may count later than it occurred; that it is there is enough here.
    package init(_ rows: Span<EventRow>, at: Instant) {
        for row in rows.indices {
            let type = EventTypeBits(rows[row].type)
            if rows[row].recordedAt <= at { reported.formUnion(type) }
            if rows[row].occurredAt <= at { audited.formUnion(type) }
        }
    }

    package subscript(basis: Basis) -> EventTypeBits {
        get { basis == .reported ? reported : audited }
        set { if basis == .reported { reported = newValue } else { audited = newValue } }
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

    /// What a dossier adds whose figures, by the same counting as all of them, are these.
    ///
    /// `isIn` and `isInDenominator` say whether it is in the scope of the claim and in that of its denominator.
    package init(_ figures: Figures, _ parts: MetricParts, isIn: Bool, isInDenominator: Bool) {
        switch parts {
        case .count(let sum): numerator = isIn ? figures.value(of: sum) : 0
        case .quotient(let quotient):
            numerator = isIn ? figures.value(of: quotient.numerator) : 0
            denominator = isInDenominator ? figures.value(of: quotient.denominator) : 0
        case .scores: numerator = isIn ? figures[.ratings] : 0
        }
    }
}

extension Figures {
    /// The figures of one dossier alone.
    package init(of judgement: Judgement) {
        self.init()
        add(judgement)
        countFaults(judgement, .more)
    }
}
