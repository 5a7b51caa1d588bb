import DossierModel
import LedgerStore
import Projections
import Rules
import TestSupport
import Testing

@testable import Audit

/// Holds what the product says of each dossier, and why, against the slow reading.
struct JudgementComparison {
    private let ledger: TemporaryLedger
    private let ruleSets: [RuleSetFile]

    init(_ ledger: TemporaryLedger, _ ruleSets: [RuleSetFile] = []) {
        self.ledger = ledger
        self.ruleSets = ruleSets
    }

    /// A stop as both sides know it.
    private struct Stop: Equatable, CustomStringConvertible {
        var openedBy: [UInt8]
        var isPause: Bool
        var start: Instant
        var end: Instant?
        var isAuthorised: Bool
        var reasons: [String]

        var description: String {
            let end = end.map { "\($0)" } ?? "open"
            return "\(String(decoding: openedBy, as: UTF8.self)) \(isPause ? "pause" : "supplement") "
                + "\(start)–\(end) \(isAuthorised ? "authorised" : "\(reasons)")"
        }
    }

    /// Compares all dossiers as the first question of a feed sees them, which is of the whole time.
    func compare(_ reading: SlowReading, _ feed: RandomFeed) throws {
        for query in feed.queries.prefix(1) { try compare(reading, query, "\(feed), \(query)") }
    }

    private func compare(_ reading: SlowReading, _ query: SlowQuery, _ name: String) throws {
        var slow: [[UInt8]: SlowDossier] = [:]
        for (code, dossier) in try reading.dossiers(query) { slow[Array(code.utf8)] = dossier }
        let files = try RuleSetFile.builtIn() + ruleSets
        try ledger.ledger.read { view in
            let tail = try view.tailRows()
            let names = try view.names(.dossier, tail: tail)
            try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: query.asOf,
                    logSize: query.logSize.map { UInt64($0) },
                    ruleSets: files
                )
                var judge = DossierJudge(
                    Question(asOf: knowledge.asOf, from: query.from, to: query.to),
                    knowledge.references
                )
                var (lookup, order) = (EventLookup(), IDOrder())
                var reader = rows.makeReader(knowledge.filter)
                for dossier in 0..<rows.dossierCount {
                    try reader.read(dossier..<dossier + 1)
                    try order.take(dossier, reader, in: view)
                    if order.rows.isEmpty { continue }
                    let code = Array(names.utf8(CodeIndex(rawValue: UInt32(dossier))))
                    let recorded = judge.record(order.rows.span)
                    var ids: [[UInt8]] = []
                    for number in order.numbers {
                        let number = SequenceNumber(rawValue: UInt64(number))
                        ids.append(try lookup.withEvent(number, in: view) { ReferenceEvent($0)?.id ?? [] })
                    }
                    for basis in Basis.allCases {
                        compare(
                            recorded.judgements[basis],
                            recorded[basis],
                            ids,
                            with: slow[code]?[basis],
                            on: basis,
                            "\(name), \(String(decoding: code, as: UTF8.self)), \(basis)"
                        )
                    }
                }
            }
        }
    }

    private func compare(
        _ judgement: Judgement,
        _ record: LifeRecord,
        _ ids: [[UInt8]],
        with life: SlowLife?,
        on basis: Basis,
        _ name: String
    ) {
        #expect((judgement.presence == .received) == (life != nil), "\(name): received")
        guard judgement.presence == .received, let life else { return }
        let given = record.stops.map { stop in
            Stop(
                openedBy: ids[stop.row],
                isPause: stop.kind == .pause,
                start: stop.start,
                end: stop.end,
                isAuthorised: stop.isAuthorised,
                reasons: stop.reasons.names
            )
        }
        let expected = life.stops.map { stop in
            Stop(
                openedBy: Array(stop.openedBy.text.utf8),
                isPause: stop.isPause,
                start: stop.start,
                end: stop.end,
                // Nothing on the reported basis asks whether a supplement is authorised.
                isAuthorised: basis == .reported && !stop.isPause || stop.isAuthorised,
                reasons: basis == .audited ? stop.reasons : []
            )
        }
        #expect(given == expected, "\(name): stops")
        #expect(
            judgement.due.map { "\($0.instant.map { "\($0)" } ?? "\($0.date)")" } == life.due?.description,
            "\(name): due"
        )
        #expect(judgement.isOpen == life.isOpen, "\(name): open")
        let anomalies = record.steps.filter(\.note.isAnomaly).map { "\($0.note)" }
        #expect(anomalies == life.anomalies, "\(name): anomalies")
        if let finish = life.finish { #expect(judgement.finishedAt == finish.time, "\(name): finish") }
    }
}
