internal import DossierModel
internal import Projections
internal import Rules

/// A claim on its way to an answer.
struct PendingClaim {
    let claim: ClaimsFile.Claim
    /// Of the claim as it is made.
    let question: Question
    /// The other moments at which it may be read, but for those that are the claim's own.
    private(set) var moments: [(moment: ReadingMoment, question: Question)] = []
    private var readings: ClaimReadings?
    private(set) var silence: ClaimAudit.Silence?

    /// `asOf` is the moment of knowledge where the claim names none.
    init(_ claim: ClaimsFile.Claim, asOf: Instant) {
        self.claim = claim
        question = Question(asOf: claim.asOf ?? asOf, from: claim.from, to: claim.to)
    }

    /// Sets the other moments: the end of the day of the document, and the last of which the ledger knows.
    mutating func setMoments(_ document: ClaimsFile.Document, _ measured: [Question: MeasuredScopes]) {
        let last = measured[question]?.latest ?? question.at
        let others: [(ReadingMoment, Instant)] = [
            (.document, Instant.end(of: document.day)), (.last, last),
        ]
        // Of a day that is not over by the moment of knowledge the ledger cannot tell.
        for (moment, at) in others
        where at != question.at && at >= Instant(claim.from) && at <= question.asOf {
            if moments.contains(where: { $0.question.at == at }) { continue }
            var other = question
            other.at = at
            moments.append((moment, other))
        }
    }

    private func question(_ moment: ReadingMoment?) -> Question {
        moments.first { $0.moment == moment }?.question ?? question
    }

    private func figures(_ moment: ReadingMoment?, _ measured: [Question: MeasuredScopes]) -> ClaimFigures {
        measured[question(moment)]?.figures(of: claim)
            ?? ClaimFigures(scope: FiguresPair(), denominatorScope: FiguresPair())
    }

    /// Whether the claim as it is made is met tightly, so that no other reading is needed.
    func isMetAsMade(_ measured: [Question: MeasuredScopes]) -> Bool {
        let figure = claim.figure
        let measure = figures(nil, measured).measure(figure.metric.parts, on: figure.basis)
        return measure.fit(figure.relation, figure.value)?.isTight == true
    }

    /// Decides what the answer is.
    mutating func decide(_ measured: [Question: MeasuredScopes]) {
        var readings = ClaimReadings(claim.figure, moments: moments.map(\.moment)) { moment in
            figures(moment, measured)
        }
        if question.at < Instant(claim.from) {
            silence = .periodNotBegun
        } else if measured[question]?.bears(on: claim) != true {
            silence = .noEvent
        } else if !readings.hasFigure {
            silence = .noDenominator
        }
        if silence != nil { readings.markNotCheckable() }
        self.readings = readings
    }

    /// The reading by which the answer is told.
    var told: (question: Question, basis: Basis, parts: MetricParts) {
        let metric = claim.figure.metric
        guard let told = readings?.told else { return (question, claim.figure.basis, metric.parts) }
        let parts = metric.parts(told.changes) ?? metric.parts
        return (question(told.moment), told.basis(of: claim.figure), parts)
    }

    /// What the answer counts.
    func target(_ measured: MeasuredScopes) -> EvidenceTarget {
        let told = told
        return EvidenceTarget(
            parts: told.parts,
            basis: told.basis,
            scope: measured.scopes[claim.scope],
            denominatorScope: measured.scopes[claim.denominatorScope ?? claim.scope]
        )
    }

    func answer(
        _ behind: ClaimAudit.Behind,
        _ measured: [Question: MeasuredScopes]
    ) -> ClaimAudit.Answer {
        guard let readings else { preconditionFailure("a claim is decided before it is answered") }
        let figures = figures(nil, measured)
        return ClaimAudit.Answer(
            claim: claim,
            silence: silence,
            mergedInto: measured[question]?.scopes.mergedInto(claim.scope),
            asOf: question.asOf,
            at: question.at,
            moments: moments.map { ($0.moment, $0.question.at) },
            reported: figures.measure(claim.figure.metric.parts, on: .reported),
            audited: figures.measure(claim.figure.metric.parts, on: .audited),
            readings: readings,
            behind: behind
        )
    }

    /// The claim's figures as it is made, for other questions about them.
    func figuresAsMade(_ measured: [Question: MeasuredScopes]) -> ClaimFigures { figures(nil, measured) }
}

/// The scopes of a file's claims as numbers of a ledger, at one moment.
struct ClaimScopes {
    /// Each scope once.
    private(set) var all: [Scope] = []
    private var places: [ClaimsFile.Scope: Int] = [:]
    private var mergers: [ClaimsFile.Scope: String] = [:]

    /// - Throws: ``ClaimsFileError`` for a code that no event names.
    init(_ file: ClaimsFile, _ knowledge: Knowledge, at moment: Instant) throws {
        for (index, claim) in file.claims.enumerated() {
            let path = "claims[\(index)]"
            try add(claim.scope, path + ".scope", file, knowledge, moment)
            if let scope = claim.denominatorScope {
                try add(scope, path + ".denominatorScope", file, knowledge, moment)
            }
        }
    }

    private mutating func add(
        _ scope: ClaimsFile.Scope,
        _ path: String,
        _ file: ClaimsFile,
        _ knowledge: Knowledge,
        _ moment: Instant
    ) throws {
        guard places[scope] == nil else { return }
        var query = ReportQuery()
        query.unit = scope.unit
        query.level = scope.level
        query.sector = scope.sector
        query.channel = scope.channel
        query.procedure = scope.procedure
        do throws(ReportError) {
            places[scope] = all.count
            let found = try ReportScope(query, knowledge, at: moment)
            all.append(found.scope)
            mergers[scope] = found.mergedInto
        } catch {
            guard case .unknownCode(let dimension, let code, let nearest) = error else { throw error }
            let near = nearest.isEmpty ? "" : "; the nearest are \(nearest.joined(separator: ", "))"
            throw ClaimsFileError(
                file: file.file,
                path: "\(path).\(dimension.rawValue)",
                message: "no event of the ledger names \(code)\(near)"
            )
        }
    }

    /// The scope of a claim of the file.
    subscript(scope: ClaimsFile.Scope) -> Scope { places[scope].map { all[$0] } ?? Scope() }

    func place(of scope: ClaimsFile.Scope) -> Int? { places[scope] }

    /// The unit that answers for a scope's, where that was merged into another.
    func mergedInto(_ scope: ClaimsFile.Scope) -> String? { mergers[scope] }
}

/// The figures of all scopes of a file at one question.
struct MeasuredScopes {
    let scopes: ClaimScopes
    /// For each line of paper registers, whether a receipt matches it.
    let matches: [Bool]
    let units: AnswerableUnits
    /// The last moment at which anything was recorded that is known.
    let latest: Instant
    private var tallies: [ScopeTally]

    /// `latest` is the last moment at which an event was recorded that is no step of a dossier.
    init(
        _ question: Question,
        _ knowledge: Knowledge,
        _ scopes: ClaimScopes,
        _ parts: [ClaimPart],
        latest: Instant
    ) {
        self.scopes = scopes
        self.latest = parts.reduce(latest) { max($0, $1.latest) }
        units = knowledge.references.answerableUnits(at: question.at)
        tallies = scopes.all.map { ScopeTally($0) }
        var papers = knowledge.papers
        for part in parts {
            papers.merge(part.receipts)
            for index in tallies.indices { tallies[index].merge(part.tallies[index]) }
        }
        matches = papers.matches(units)
        for index in tallies.indices { tallies[index].add(papers, question, units, matches) }
    }

    func figures(of claim: ClaimsFile.Claim) -> ClaimFigures {
        let scope = total(claim.scope)
        return ClaimFigures(
            scope: scope,
            denominatorScope: claim.denominatorScope.map { total($0) } ?? scope
        )
    }

    private func total(_ scope: ClaimsFile.Scope) -> FiguresPair {
        scopes.place(of: scope).map { tallies[$0].total } ?? FiguresPair()
    }

    /// Whether the claim's scope has an event of a type that its metric is made from.
    func bears(on claim: ClaimsFile.Claim) -> Bool {
        guard let place = scopes.place(of: claim.scope) else { return false }
        return tallies[place].hasEvent(of: claim.figure.metric.eventTypes, on: claim.figure.basis)
    }
}

/// Finds the denominator over which the shares in time and overdue that a document states are true together.
enum DenominatorComparison {
    static func answers(
        _ claims: [PendingClaim],
        _ measured: [Question: MeasuredScopes]
    ) -> [ClaimAudit.DenominatorAnswer] {
        let shares = claims.filter { $0.silence == nil && $0.claim.figure.metric.isTimeShare }
        guard shares.contains(where: { $0.claim.figure.metric.isOnTimeRate }) else { return [] }
        return OnTimeReading.allCases.map { reading in
            var (meets, fails): ([String], [String]) = ([], [])
            var isTight = true
            for share in shares {
                let figure = share.claim.figure
                let figures = share.figuresAsMade(measured)
                let quotient = figure.metric.over(reading)
                let measure = quotient.map { figures.measure(.quotient($0), on: figure.basis) }
                if let fit = measure?.fit(figure.relation, figure.value) {
                    meets.append(share.claim.id)
                    isTight = isTight && fit.isTight
                } else {
                    fails.append(share.claim.id)
                }
            }
            return ClaimAudit.DenominatorAnswer(
                reading: reading,
                meets: meets,
                fails: fails,
                isTight: isTight && !meets.isEmpty
            )
        }
    }

    /// A share in time and a share overdue of one scope and period, each of more than so much, that make up more than 100 %.
    static func contradictions(_ claims: [ClaimsFile.Claim]) -> [ClaimAudit.Contradiction] {
        var found: [ClaimAudit.Contradiction] = []
        for one in claims where one.figure.metric.isOnTimeRate && one.figure.relation == .moreThan {
            for other in claims where other.figure.metric.form == .rate(.overdueRate) {
                guard other.figure.relation == .moreThan, one.scope == other.scope, one.from == other.from,
                    one.to == other.to, one.figure.basis == other.figure.basis
                else { continue }
                if PrintedValue.reachWhole(one.figure.value, other.figure.value) {
                    found.append(ClaimAudit.Contradiction(inTime: one.id, overdue: other.id))
                }
            }
        }
        return found
    }
}
