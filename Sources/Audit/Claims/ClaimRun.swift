internal import DossierModel
internal import LedgerStore
internal import MerkleLog
internal import Projections
internal import Rules

/// One audit in the making.
///
/// Claims of one period and one moment of knowledge are measured in one pass over the dossiers; a second pass at each other
/// moment is made only where a claim is not met as it stands, and a last one finds what the answers count.
struct ClaimRun {
    private let file: ClaimsFile
    private let query: ClaimQuery
    private let files: [RuleSetFile]
    private let rows: LedgerRows
    private let tail: TailRows
    private let progress: @Sendable (_ done: Int, _ all: Int) -> Void

    /// What is known as of each moment that is asked for.
    private var known: [Instant: Knowledge] = [:]
    private var measured: [Question: MeasuredScopes] = [:]

    init(
        _ file: ClaimsFile,
        _ query: ClaimQuery,
        _ files: [RuleSetFile],
        _ rows: LedgerRows,
        _ tail: TailRows,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void
    ) {
        self.file = file
        self.query = query
        self.files = files
        self.rows = rows
        self.tail = tail
        self.progress = progress
    }

    /// Answers everything, and then hands the evidence out.
    mutating func answer(
        _ view: borrowing LedgerView,
        _ evidence: ((ClaimsFile.Claim, [UInt8]) throws -> Void)?
    ) throws -> ClaimAudit {
        let size = min(query.logSize ?? view.size, view.size)
        // Without events there is no latest moment; the end of what is claimed serves.
        let asOf =
            try query.asOf ?? view.latestRecording(ofFirst: size)
            ?? file.claims.map(\.to).max().map { Instant.end(of: $0) } ?? Instant.earliest
        for moment in [asOf] + file.claims.compactMap(\.asOf) where known[moment] == nil {
            known[moment] = try knowledge(asOf: moment, size, view)
        }
        var pending = file.claims.map { PendingClaim($0, asOf: asOf) }
        try measure(pending.map(\.question), view)
        for index in pending.indices { pending[index].setMoments(file.document, measured) }
        let open = pending.filter { !$0.isMetAsMade(measured) }
        try measure(open.flatMap { $0.moments.map(\.question) }, view)
        for index in pending.indices { pending[index].decide(measured) }
        let behind = try behind(pending, view)
        guard let knowledge = known[asOf] else { preconditionFailure("it was read above") }
        let audit = ClaimAudit(
            file: file,
            asOf: asOf,
            logSize: size,
            root: try view.root(ofFirst: size),
            ruleSets: knowledge.ruleSets,
            answers: zip(pending, behind).map { $0.answer($1, measured) },
            identities: file.identities.map { file.answer($0) },
            denominators: DenominatorComparison.answers(pending, measured),
            contradictions: DenominatorComparison.contradictions(file.claims)
        )
        if let evidence {
            let names = try view.names(.dossier, tail: tail)
            for claim in pending { try hand(claim, names, view, to: evidence) }
        }
        return audit
    }

    private func knowledge(
        asOf: Instant,
        _ size: UInt64,
        _ view: borrowing LedgerView
    ) throws -> Knowledge {
        try KnowledgeReader.read(view, rows, tail: tail, asOf: asOf, logSize: size, ruleSets: files)
    }

    /// Measures all scopes of the claims at each of these questions.
    private mutating func measure(_ questions: [Question], _ view: borrowing LedgerView) throws {
        for question in questions where measured[question] == nil {
            guard let knowledge = known[question.asOf] else { continue }
            let scopes = try ClaimScopes(file, knowledge, at: question.at)
            let part = ClaimPart(question, knowledge, scopes.all)
            let parts = try DossierFold.run(rows, knowledge.filter, view, from: part, progress: progress)
            measured[question] = MeasuredScopes(
                question,
                knowledge,
                scopes,
                parts,
                latest: try latestOther(knowledge)
            )
        }
    }

    /// The last moment at which an event was recorded that is known and no step of a dossier.
    private func latestOther(_ knowledge: Knowledge) throws(StoreError) -> Instant {
        var latest = Instant.distantPast
        let filter = knowledge.filter
        try rows.forEachOther(ofFirst: knowledge.logSize) { number, row in
            guard filter.knows(number, recordedAt: row.recordedAt) else { return }
            latest = max(latest, row.recordedAt)
        }
        return latest
    }

    /// What each answer counts: how much, and the first of it.
    private func behind(_ claims: [PendingClaim], _ view: borrowing LedgerView) throws -> [ClaimAudit.Behind]
    {
        var behind: [ClaimAudit.Behind?] = Array(repeating: nil, count: claims.count)
        for question in Set(claims.map(\.told.question)) {
            guard let knowledge = known[question.asOf], let measured = measured[question] else { continue }
            let places = claims.indices.filter { claims[$0].told.question == question }
            let targets = places.map { claims[$0].target(measured) }
            for (place, target) in zip(places, targets) where target.isOfPapers {
                behind[place] = try papers(target, question, knowledge, measured, view)
            }
            let ofDossiers = zip(places, targets).filter { !$0.1.isOfPapers }
            guard !ofDossiers.isEmpty else { continue }
            let part = EvidencePart(
                question,
                knowledge,
                ofDossiers.map(\.1),
                limit: ClaimAudit.firstLimit
            )
            let parts = try DossierFold.run(rows, knowledge.filter, view, from: part, progress: progress)
            for (index, entry) in ofDossiers.enumerated() {
                behind[entry.0] = try dossiers(parts, of: index, view)
            }
        }
        return behind.map { $0 ?? ClaimAudit.Behind(kind: .dossiers, count: 0, first: []) }
    }

    private func dossiers(
        _ parts: [EvidencePart],
        of target: Int,
        _ view: borrowing LedgerView
    ) throws -> ClaimAudit.Behind {
        var first: [String] = []
        for row in EvidencePart.rows(parts, of: target).prefix(ClaimAudit.firstLimit) {
            let code = try view.name(CodeIndex(rawValue: row.dossier), .dossier, tail: tail)
            first.append(code ?? "")
        }
        let count = parts.map { $0.counts[target] }.reduce(0, +)
        return ClaimAudit.Behind(kind: .dossiers, count: count, first: first)
    }

    private func papers(
        _ target: EvidenceTarget,
        _ question: Question,
        _ knowledge: Knowledge,
        _ measured: MeasuredScopes,
        _ view: borrowing LedgerView
    ) throws -> ClaimAudit.Behind {
        var count = 0
        var first: [String] = []
        for index in knowledge.papers.entries.indices {
            let entry = knowledge.papers.entries[index]
            let counted = PaperCount(entry, isMatched: measured.matches[index], question)
            guard target.share(counted, of: entry, measured.units).numerator != 0 else { continue }
            count += 1
            guard first.count < ClaimAudit.firstLimit else { continue }
            first.append(try view.name(entry.code2, .paperNumber, tail: tail) ?? "")
        }
        return ClaimAudit.Behind(kind: .paperEntries, count: count, first: first)
    }

    /// Hands out the whole table of what a claim's answer counts.
    private func hand(
        _ claim: PendingClaim,
        _ names: CodeNames,
        _ view: borrowing LedgerView,
        to evidence: (ClaimsFile.Claim, [UInt8]) throws -> Void
    ) throws {
        let question = claim.told.question
        guard let knowledge = known[question.asOf], let measured = measured[question] else { return }
        let target = claim.target(measured)
        var table = EvidenceTable(knowledge.codes)
        if target.isOfPapers {
            table.beginPapers()
            for index in knowledge.papers.entries.indices {
                let entry = knowledge.papers.entries[index]
                let counted = PaperCount(entry, isMatched: measured.matches[index], question)
                guard target.share(counted, of: entry, measured.units) != ClaimShare() else { continue }
                let number = try view.name(entry.code2, .paperNumber, tail: tail) ?? ""
                table.add(knowledge.paperNumbers[index], entry, number, isMatched: measured.matches[index])
            }
        } else {
            table.beginDossiers()
            let part = EvidencePart(question, knowledge, [target], limit: nil)
            let parts = try DossierFold.run(rows, knowledge.filter, view, from: part, progress: progress)
            for row in EvidencePart.rows(parts, of: 0) {
                table.add(row, names, on: target.basis)
                if table.bytes.count >= 1 << 20 { try evidence(claim.claim, table.take()) }
            }
        }
        try evidence(claim.claim, table.take())
    }
}

extension ClaimsFile {
    /// The answer to an equation of the file, whose terms were found to be counts when it was read.
    fileprivate func answer(_ identity: Identity) -> ClaimAudit.IdentityAnswer {
        ClaimAudit.IdentityAnswer(
            identity: identity,
            left: identity.sum.map(value).reduce(0, +),
            right: value(identity.equals)
        )
    }

    private func value(_ id: String) -> Int {
        guard case .count(let count)? = claims.first(where: { $0.id == id })?.figure.value else { return 0 }
        return count
    }
}
