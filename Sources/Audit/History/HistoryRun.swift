internal import DossierModel
internal import LedgerStore
internal import Rules

/// Histories in the making: what is known of the ledger is read once, for one dossier or for many.
struct HistoryRun {
    private let knowledge: Knowledge
    private let rows: LedgerRows
    private let at: Instant
    private let ruleSets: [RuleSetFile]
    private var lookup = EventLookup()

    init(
        _ view: borrowing LedgerView,
        _ rows: LedgerRows,
        tail: TailRows,
        asOf: Instant?,
        at: Instant?,
        _ ruleSets: [RuleSetFile],
        logSize: UInt64? = nil
    ) throws(ReplayError) {
        knowledge = try KnowledgeReader.read(
            view,
            rows,
            tail: tail,
            asOf: asOf,
            logSize: logSize,
            ruleSets: ruleSets
        )
        self.rows = rows
        self.at = min(at ?? knowledge.asOf, knowledge.asOf)
        self.ruleSets = ruleSets
    }

    /// Histories by what is known already; `ruleSets` are the files that it was read with.
    init(_ knowledge: Knowledge, _ rows: LedgerRows, at: Instant, _ ruleSets: [RuleSetFile]) {
        self.knowledge = knowledge
        self.rows = rows
        self.at = min(at, knowledge.asOf)
        self.ruleSets = ruleSets
    }

    /// The life of one dossier.
    ///
    /// - Throws: ``HistoryError/nothingKnown(_:asOf:first:)``, `StoreError`.
    mutating func history(
        of dossier: String,
        _ index: CodeIndex,
        _ view: borrowing LedgerView
    ) throws -> DossierHistory {
        let order = try order(of: index, knowledge.filter, view)
        guard !order.rows.isEmpty else {
            let all = RowFilter(size: knowledge.logSize, asOf: .distantFuture)
            let first = try self.order(of: index, all, view).rows.map(\.recordedAt).min()
            throw HistoryError.nothingKnown(dossier, asOf: knowledge.asOf, first: first)
        }
        let day = at.localDate
        let first = order.rows.map(\.occurredAt).min()?.localDate ?? day
        let question = Question(asOf: knowledge.asOf, at: at, from: min(first, day), to: day)
        var judge = DossierJudge(question, knowledge.references)
        let recorded = judge.record(order.rows.span)
        let whatIfs = judge.whatIfs(order.rows.span, recorded)
        let events = try events(order, view)
        let names = HistoryNames(knowledge, judge.units, ruleSets, events)
        return DossierHistory(
            dossier: dossier,
            asOf: knowledge.asOf,
            at: at,
            logSize: knowledge.logSize,
            root: try view.root(ofFirst: knowledge.logSize),
            events: events,
            sector: knowledge.codes.name(recorded.judgements.audited.sector, .sector),
            calendar: knowledge.references.calendar,
            reported: try standing(.reported, recorded, whatIfs, names, view),
            audited: try standing(.audited, recorded, whatIfs, names, view)
        )
    }

    private func order(
        of index: CodeIndex,
        _ filter: RowFilter,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> IDOrder {
        var reader = rows.makeReader(filter)
        var order = IDOrder()
        guard Int(index.rawValue) < rows.dossierCount else { return order }
        try reader.read(Int(index.rawValue)..<Int(index.rawValue) + 1)
        try order.take(Int(index.rawValue), reader, in: view)
        return order
    }

    /// The events in the order of their rows; they are read in the order of the ledger, each block once.
    private mutating func events(
        _ order: IDOrder,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> [DossierHistory.Event] {
        var found: [(row: Int, event: DossierHistory.Event)] = []
        found.reserveCapacity(order.rows.count)
        for row in order.numbers.indices.sorted(by: { order.numbers[$0] < order.numbers[$1] }) {
            let number = SequenceNumber(rawValue: UInt64(order.numbers[row]))
            let event = try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
            let calendar = knowledge.references.calendar
            found.append((row, DossierHistory.Event(event, order.rows[row], number, calendar)))
        }
        return found.sorted { $0.row < $1.row }.map(\.event)
    }

    private mutating func standing(
        _ basis: Basis,
        _ recorded: RecordedJudgement,
        _ whatIfs: WhatIfs,
        _ names: HistoryNames,
        _ view: borrowing LedgerView
    ) throws(StoreError) -> DossierStanding {
        var publication: ReferenceEvent?
        if let number = recorded[basis].start?.procedure?.publication {
            let number = SequenceNumber(rawValue: number)
            publication = try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
        }
        return DossierStanding(
            basis,
            recorded.judgements[basis],
            recorded[basis],
            whatIfs,
            at: at,
            publication: publication,
            in: knowledge.references.calendar,
            names
        )
    }
}

/// What the standings of a dossier ask for names and texts.
struct HistoryNames {
    private let knowledge: Knowledge
    private let units: AnswerableUnits
    private let ruleSets: [RuleSetFile]
    let events: [DossierHistory.Event]

    init(
        _ knowledge: Knowledge,
        _ units: AnswerableUnits,
        _ ruleSets: [RuleSetFile],
        _ events: [DossierHistory.Event]
    ) {
        self.knowledge = knowledge
        self.units = units
        self.ruleSets = ruleSets
        self.events = events
    }

    func unit(_ index: CodeIndex) -> String? { knowledge.codes.name(index, .unit) }

    /// The unit that answers by `at` for what a unit began: another one, where it was merged.
    func answerable(_ unit: String?) -> String? {
        guard let unit, let index = knowledge.codes.known(unit, .unit) else { return unit }
        return knowledge.codes.name(units.unit(for: index), .unit)
    }

    /// The rule set at a place among those in force.
    func ruleSet(_ place: Int) -> DossierStanding.RuleSetWords? {
        let sets = knowledge.references.rules.inForce
        guard place < sets.count else { return nil }
        let adoption = sets[place]
        let file = ruleSets.last { $0.ruleSet.name.utf8.elementsEqual(adoption.ruleSet.name.utf8) }
        return DossierStanding.RuleSetWords(
            name: adoption.ruleSet.name,
            hash: file?.hash ?? "",
            effectiveFrom: adoption.effectiveFrom,
            adoptedBy: adoption.adopted.map { String(decoding: $0.id, as: UTF8.self) },
            maxSupplementRequests: adoption.ruleSet.maxSupplementRequests,
            supplementWithinDays: adoption.ruleSet.supplementWithinDays,
            citation: file?.citation ?? BilingualText(vi: "", en: ""),
            grounds: file?.grounds ?? []
        )
    }
}
