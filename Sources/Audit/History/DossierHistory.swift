package import DossierModel
package import LedgerStore
package import MerkleLog
internal import Rules

/// The life of one dossier: every event with both clocks, and what the rules make of it on both bases.
package struct DossierHistory: Sendable {
    /// One event that is known and not voided.
    package struct Event: Sendable {
        package let number: SequenceNumber
        package let id: String
        package let type: EventType
        package let occurredAt: Instant
        package let recordedAt: Instant
        package let unit: String?
        package let actor: String?
        package let evidence: String?
    }

    package let dossier: String
    package let asOf: Instant
    package let at: Instant

    /// Events looked at, and the root over them.
    package let logSize: UInt64
    package let root: Digest

    /// In the order of the ledger.
    package let events: [Event]
    package let sector: String?
    package let reported: DossierStanding
    package let audited: DossierStanding

    /// Reads a dossier's life from a ledger.
    ///
    /// It reads what it needs of one dossier, however many the ledger has. `asOf` defaults to the latest `recordedAt` in the
    /// ledger, `ruleSets` are those that events may adopt.
    ///
    /// - Throws: ``HistoryError``, ``ReplayError``, `StoreError`.
    package static func read(
        _ dossier: String,
        in ledger: Ledger,
        asOf: Instant? = nil,
        ruleSets: [RuleSetFile] = []
    ) throws -> DossierHistory {
        let files = try RuleSetFile.all(with: ruleSets)
        return try ledger.read { view in
            let tail = try view.tailRows()
            guard let index = try view.index(of: dossier, .dossier, tail: tail) else {
                throw HistoryError.unknownDossier(dossier)
            }
            return try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: asOf,
                    logSize: nil,
                    ruleSets: files
                )
                return try read(dossier, index, knowledge, view, rows)
            }
        }
    }

    private static func read(
        _ dossier: String,
        _ index: CodeIndex,
        _ knowledge: Knowledge,
        _ view: borrowing LedgerView,
        _ rows: LedgerRows
    ) throws -> DossierHistory {
        var reader = rows.makeReader(knowledge.filter)
        var order = IDOrder()
        if Int(index.rawValue) < rows.dossierCount {
            try reader.read(Int(index.rawValue)..<Int(index.rawValue) + 1)
            try order.take(Int(index.rawValue), reader, in: view)
        }
        guard !order.rows.isEmpty else { throw HistoryError.nothingKnown(dossier, asOf: knowledge.asOf) }
        let day = knowledge.asOf.localDate
        let first = order.rows.map(\.occurredAt).min()?.localDate ?? day
        let question = Question(asOf: knowledge.asOf, from: min(first, day), to: day)
        var judge = DossierJudge(question, knowledge.references)
        let judgement = judge.record(order.rows.span)
        let codes = knowledge.codes
        let events = try events(order, view)
        func standing(_ basis: Basis) -> DossierStanding {
            let unit = codes.name(judgement.judgements[basis].unit, .unit)
            return DossierStanding(judgement.judgements[basis], judgement[basis], unit: unit, events)
        }
        return DossierHistory(
            dossier: dossier,
            asOf: knowledge.asOf,
            at: question.at,
            logSize: knowledge.logSize,
            root: try view.root(ofFirst: knowledge.logSize),
            events: events,
            sector: codes.name(judgement.judgements.audited.sector, .sector),
            reported: standing(.reported),
            audited: standing(.audited)
        )
    }

    private static func events(
        _ order: IDOrder,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [Event] {
        var lookup = EventLookup()
        var events: [Event] = []
        for (row, number) in zip(order.rows, order.numbers) {
            let number = SequenceNumber(rawValue: UInt64(number))
            let event = try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
            events.append(
                Event(
                    number: number,
                    id: event.map { String(decoding: $0.id, as: UTF8.self) } ?? "",
                    type: row.type,
                    occurredAt: row.occurredAt,
                    recordedAt: row.recordedAt,
                    unit: event?.unit,
                    actor: event?.actor,
                    evidence: event?.evidence
                )
            )
        }
        return events
    }
}

/// Why there is no history of a dossier.
package enum HistoryError: Error {
    /// No event of the ledger names the dossier.
    case unknownDossier(String)
    /// Nothing of it was known by then, or all of it was voided.
    case nothingKnown(String, asOf: Instant)
}
