import Audit
import DossierModel
import Projections

/// A comparison with all that it hands out.
struct DiffResult {
    let diff: KnowledgeDiff
    let dossiers: [DossierChange]

    init(_ query: DiffQuery, of ledger: TemporaryLedger, limit: Int? = nil) throws {
        var diff: KnowledgeDiff?
        var dossiers: [DossierChange] = []
        try DiffMaker.run(
            query,
            of: ledger.ledger,
            limit: limit,
            answer: { diff = $0 },
            change: { dossiers.append($0) }
        )
        guard let diff else { preconditionFailure("an answer is handed out, or an error is thrown") }
        self.diff = diff
        self.dossiers = dossiers
    }

    /// What is told of a dossier, or `nil` where it stands where it stood.
    subscript(dossier: String) -> DossierChange? { dossiers.first { $0.dossier == dossier } }

    /// The whole as one text.
    var json: String {
        diff.jsonHead + "[" + dossiers.map { $0.json(diff).description }.joined(separator: ",") + "]"
    }
}

extension DiffQuery {
    /// A comparison of two moments, as they are written; a date is its end.
    init(_ before: String, _ after: String?, from: String? = nil, to: String? = nil, at: String? = nil) {
        func moment(_ text: String) -> Instant {
            Instant(text) ?? LocalDate(text).map { Instant.end(of: $0) } ?? .distantPast
        }
        var report = ReportQuery(from: from.flatMap { LocalDate($0) }, to: to.flatMap { LocalDate($0) })
        report.asOf = moment(before)
        self.init(report, and: after.map(moment), at: at.map(moment))
    }
}
