internal import DossierModel
internal import Projections
internal import Rules

/// What a dossier or a line of a paper register is evidence for: a claim under the reading that answers it.
struct EvidenceTarget: Sendable {
    let parts: MetricParts
    let basis: Basis
    let scope: Scope
    let denominatorScope: Scope
    let isOfOneScope: Bool

    init(parts: MetricParts, basis: Basis, scope: Scope, denominatorScope: Scope) {
        self.parts = parts
        self.basis = basis
        self.scope = scope
        self.denominatorScope = denominatorScope
        isOfOneScope = scope == denominatorScope
    }

    /// Whether the numerator counts lines of paper registers.
    var isOfPapers: Bool {
        let keys: [CountKey] =
            switch parts {
            case .count(let sum): sum.keys
            case .quotient(let quotient): quotient.numerator.keys
            case .scores: []
            }
        return !keys.isEmpty && keys.allSatisfy { $0 == .paperEntries || $0 == .offSystem }
    }

    /// What a line of a paper register adds.
    func share(_ count: PaperCount, of entry: EventRow, _ units: AnswerableUnits) -> ClaimShare {
        var share = ClaimShare()
        switch parts {
        case .count(let sum): share.numerator = value(sum, in: scope, count, entry, units)
        case .quotient(let quotient):
            share.numerator = value(quotient.numerator, in: scope, count, entry, units)
            share.denominator = value(quotient.denominator, in: denominatorScope, count, entry, units)
        case .scores: break
        }
        return share
    }

    private func value(
        _ sum: CountSum,
        in scope: Scope,
        _ count: PaperCount,
        _ entry: EventRow,
        _ units: AnswerableUnits
    ) -> Int {
        var tally = ReportTally(scope: scope, grouping: [])
        tally.add(count, of: entry, units)
        return tally.total[basis].value(of: sum)
    }
}

/// A dossier that a measured claim counts.
struct EvidenceRow: Sendable {
    let dossier: UInt32
    let share: ClaimShare
    let judgements: JudgementPair
}

/// What one thread finds in its share of the dossiers for the answers to claims.
struct EvidencePart: DossierPart {
    private var judge: DossierJudge
    private let targets: [EvidenceTarget]
    /// How many rows of each are kept; `nil` for all, those too that stand in the denominator alone.
    private let limit: Int?
    /// By target, how many dossiers are in the numerator.
    private(set) var counts: [Int]
    /// By target, in the order of the dossiers.
    private(set) var rows: [[EvidenceRow]]

    init(_ question: Question, _ knowledge: Knowledge, _ targets: [EvidenceTarget], limit: Int?) {
        judge = DossierJudge(question, knowledge.references)
        self.targets = targets
        self.limit = limit
        counts = Array(repeating: 0, count: targets.count)
        rows = Array(repeating: [], count: targets.count)
    }

    mutating func take(_ dossier: Int, _ events: Span<EventRow>, _ numbers: Span<UInt32>) {
        let judgements = judge.judge(events)
        // Made once for a basis, and only where a claim asks for it.
        var figures: (reported: Figures?, audited: Figures?)
        for (index, target) in targets.enumerated() {
            let judgement = judgements[target.basis]
            let isIn = target.scope.contains(judgement)
            let isInDenominator =
                target.isOfOneScope ? isIn : target.denominatorScope.contains(judgement)
            guard isIn || isInDenominator else { continue }
            let isReported = target.basis == .reported
            let own = (isReported ? figures.reported : figures.audited) ?? Figures(of: judgement)
            if isReported { figures.reported = own } else { figures.audited = own }
            let share = ClaimShare(own, target.parts, isIn: isIn, isInDenominator: isInDenominator)
            let isCounted = share.numerator != 0
            if isCounted { counts[index] += 1 }
            let isKept = limit.map { isCounted && rows[index].count < $0 } ?? (share != ClaimShare())
            guard isKept else { continue }
            rows[index].append(
                EvidenceRow(dossier: UInt32(dossier), share: share, judgements: judgements)
            )
        }
    }

    /// The rows of a target from all parts, in the order of the dossiers.
    static func rows(_ parts: [EvidencePart], of target: Int) -> [EvidenceRow] {
        parts.flatMap { $0.rows[target] }.sorted { $0.dossier < $1.dossier }
    }
}
