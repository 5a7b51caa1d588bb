package import DossierModel

/// Whether a published figure is so (findings.md section 2).
package enum Verdict: String, CaseIterable, Sendable {
    case reproduced
    case reproducedOtherwise
    case refuted
    case notCheckable
}

/// A figure that somebody published, without where and when it is of.
package struct ClaimedFigure: Hashable, Sendable {
    package let metric: Metric
    package let basis: Basis
    package let relation: Relation
    package let value: PrintedValue

    package init(metric: Metric, basis: Basis, relation: Relation, value: PrintedValue) {
        self.metric = metric
        self.basis = basis
        self.relation = relation
        self.value = value
    }
}

/// The figures that a claim is measured by at one moment: of its scope, and of the scope of its denominator.
package struct ClaimFigures: Sendable {
    package let scope: FiguresPair
    package let denominatorScope: FiguresPair

    package init(scope: FiguresPair, denominatorScope: FiguresPair) {
        self.scope = scope
        self.denominatorScope = denominatorScope
    }

    package func measure(_ parts: MetricParts, on basis: Basis) -> Measure {
        switch parts {
        case .count(let sum): return Measure(scope[basis].value(of: sum))
        case .quotient(let quotient):
            return Measure(
                scope[basis].value(of: quotient.numerator),
                over: denominatorScope[basis].value(of: quotient.denominator)
            )
        case .scores:
            guard let ratio = scope[basis].rate(.satisfaction) else { return Measure(0, over: 0) }
            return Measure(ratio.numerator, over: ratio.denominator)
        }
    }
}

/// A claim under one reading.
package struct TriedReading: Sendable {
    /// Empty for the claim as it is made.
    package let changes: [ReadingChange]
    package let measure: Measure
    /// `nil` where the figure does not meet the claim.
    package let fit: Fit?

    /// The basis that the reading is of.
    package func basis(of claim: ClaimedFigure) -> Basis {
        for case .basis(let basis) in changes { return basis }
        return claim.basis
    }

    /// The moment that the reading is of; `nil` for the claim's own.
    package var moment: ReadingMoment? {
        for case .moment(let moment) in changes { return moment }
        return nil
    }
}

/// A claim under all the readings that had to be tried, and what follows.
package struct ClaimReadings: Sendable {
    package private(set) var verdict: Verdict = .refuted

    /// In the order of trying: the claim as it is made, readings that change one thing, then two.
    package private(set) var tried: [TriedReading] = []

    /// Whether there is a figure under any reading: a rate of nothing is none.
    package private(set) var hasFigure = false

    /// The places in ``tried`` of those that meet the claim, tight ones first.
    package private(set) var matches: [Int] = []

    /// Tries the readings of a claim until it is decided.
    ///
    /// `figures` gives those of a moment, `nil` standing for the claim's own; it is asked for others only where the claim as
    /// it is made does not decide. `moments` are the others there are.
    package init(
        _ claim: ClaimedFigure,
        moments: [ReadingMoment],
        _ figures: (ReadingMoment?) throws -> ClaimFigures
    ) rethrows {
        try attempt([[]], claim, figures)
        if tried[0].fit?.isTight == true {
            verdict = .reproduced
        } else {
            try attempt(claim.metric.singleChanges(from: claim.basis, moments), claim, figures)
            if !tried.contains(where: { $0.fit != nil }) {
                try attempt(claim.metric.doubleChanges(from: claim.basis, moments), claim, figures)
            }
            verdict = tried.contains { $0.fit != nil } ? .reproducedOtherwise : .refuted
        }
        // Where there is nothing to divide by under any reading, nothing speaks for or against the claim.
        hasFigure = tried.contains { $0.measure.exists }
        let tight = tried.indices.filter { tried[$0].fit?.isTight == true }
        matches = tight + tried.indices.filter { tried[$0].fit?.isTight == false }
    }

    /// The reading that the answer is told by: the first that meets the claim, or the claim as it is made.
    package var told: TriedReading { tried[matches.first ?? 0] }

    /// Sets the verdict of a claim that nothing in the ledger bears on.
    package mutating func markNotCheckable() {
        verdict = .notCheckable
        matches = []
        tried.removeSubrange(1...)
    }

    private mutating func attempt(
        _ readings: [[ReadingChange]],
        _ claim: ClaimedFigure,
        _ figures: (ReadingMoment?) throws -> ClaimFigures
    ) rethrows {
        for changes in readings {
            guard let parts = claim.metric.parts(changes) else { continue }
            let blank = TriedReading(changes: changes, measure: Measure(0), fit: nil)
            let measure = try figures(blank.moment).measure(parts, on: blank.basis(of: claim))
            let fit = measure.fit(claim.relation, claim.value)
            tried.append(TriedReading(changes: changes, measure: measure, fit: fit))
        }
    }
}
