package import DossierModel
internal import Interchange
package import LedgerStore
internal import Projections
internal import Rules

/// Why a ledger cannot be replayed.
package enum ReplayError: Error {
    case store(StoreError)
    case ruleSet(RuleSetFileError)
    /// An event adopts a rule set whose file is not at hand (rules.md section 8).
    case unknownRuleSet(name: String, event: SequenceNumber)
}

/// Reads from a snapshot what is known as of a moment.
struct KnowledgeReader {
    private let ruleSets: [RuleSetFile]
    private let logSize: UInt64
    private let asOf: Instant
    private var lookup = EventLookup()
    /// Known events that are no step of a dossier, in log order.
    private var others: [(number: UInt64, row: EventRow)] = []
    /// Known events of each dossier, voided ones too.
    private var counts: ContiguousArray<UInt32> = []
    private var voided: Set<UInt64> = []
    private var papers = PaperBook()
    private var isIgnoringUnknownRuleSets = false

    /// Reads what is known.
    ///
    /// The default of `asOf` is the latest `recordedAt` among the events looked at, that of `logSize` the whole ledger; more
    /// than there are means all. `ruleSets` are the files at hand, built-in ones first. An adopted set that is not at
    /// hand is an error, unless the answer is one that no rule set bears on.
    static func read(
        _ view: borrowing LedgerView,
        asOf: Instant?,
        logSize: UInt64?,
        ruleSets: [RuleSetFile],
        ignoringUnknownRuleSets: Bool = false
    ) throws(ReplayError) -> Knowledge {
        let size = min(logSize ?? view.size, view.size)
        var latest = asOf
        if latest == nil {
            latest = try replaying { () throws(StoreError) in try view.latestRecording(ofFirst: size) }
        }
        let tail = try replaying { () throws(StoreError) in try view.tailRows() }
        var reader = KnowledgeReader(ruleSets: ruleSets, logSize: size, asOf: latest ?? Instant.latest)
        reader.isIgnoringUnknownRuleSets = ignoringUnknownRuleSets
        try replaying { () throws(StoreError) in
            try reader.count(view, tail)
            try reader.findVoided(view)
        }
        return try reader.finish(view, tail)
    }

    private init(ruleSets: [RuleSetFile], logSize: UInt64, asOf: Instant) {
        self.ruleSets = ruleSets
        self.logSize = logSize
        self.asOf = asOf
    }

    /// First walk: how many events each dossier has, and all other events.
    private mutating func count(_ view: borrowing LedgerView, _ tail: TailRows) throws(StoreError) {
        var counts: ContiguousArray<UInt32> = []
        counts.reserveCapacity(view.sealedCodeCount(.dossier) + 1)
        var others: [(number: UInt64, row: EventRow)] = []
        let asOf = asOf
        try view.forEachRow(ofFirst: logSize, tail: tail) { number, row in
            guard row.recordedAt <= asOf else { return }
            guard row.type.isOfDossier else {
                others.append((number, copy row))
                return
            }
            let dossier = Int(row.dossier.rawValue)
            while counts.count <= dossier { counts.append(0) }
            counts[dossier] += 1
        }
        self.counts = counts
        self.others = others
    }

    /// Finds the targets of all known `event.voided` (rules.md section 2).
    private mutating func findVoided(_ view: borrowing LedgerView) throws(StoreError) {
        for entry in others where entry.row.type == .eventVoided {
            let number = SequenceNumber(rawValue: entry.number)
            let target = try lookup.withEvent(number, in: view) { event in
                ReferenceEvent(event)?.data?["target"]?.text
            }
            guard let target, let found = try lookup.find(id: Array(target.utf8), in: view) else { continue }
            guard found.rawValue < logSize else { continue }
            // An `event.voided` cannot itself be voided.
            let isVoid = try lookup.withEvent(found, in: view) { event in
                ReferenceEvent(event)?.type == .eventVoided
            }
            if !isVoid { voided.insert(found.rawValue) }
        }
    }

    private mutating func finish(
        _ view: borrowing LedgerView,
        _ tail: TailRows
    ) throws(ReplayError) -> Knowledge {
        var codes = try replaying { () throws(StoreError) in try CodeBook(view, tail: tail) }
        let (references, sets) = try references(view, &codes)
        for entry in others where entry.row.type == .paperEntered && !voided.contains(entry.number) {
            papers.addEntry(entry.row)
        }
        let rows = try replaying { () throws(StoreError) in try gather(view, tail) }
        return Knowledge(
            asOf: asOf,
            logSize: logSize,
            references: references,
            ruleSets: sets,
            papers: papers,
            dossiers: rows,
            codes: codes
        )
    }

    /// Second walk: puts the events of each dossier together.
    private mutating func gather(_ view: borrowing LedgerView, _ tail: TailRows) throws(StoreError)
        -> DossierRows
    {
        var rows = DossierRows(counts: counts)
        counts = []
        var papers = papers
        let hasPapers = !papers.entries.isEmpty
        let (asOf, voided) = (asOf, voided)
        let hasVoided = !voided.isEmpty
        try view.forEachRow(ofFirst: logSize, tail: tail) { number, row in
            guard row.type.isOfDossier, row.recordedAt <= asOf else { return }
            if hasVoided, voided.contains(number) { return }
            rows.place(row, number)
            if hasPapers, row.type == .received { papers.addReceipt(copy row) }
        }
        self.papers = papers
        var lookup = lookup
        try rows.orderTies { number throws(StoreError) in
            try lookup.withEvent(SequenceNumber(rawValue: UInt64(number)), in: view) { event in
                ReferenceEvent(event)?.id ?? []
            }
        }
        return rows
    }

    /// The book of the reference events that are known and not voided, and the rule sets that can hold.
    private mutating func references(
        _ view: borrowing LedgerView,
        _ codes: inout CodeBook
    ) throws(ReplayError) -> (ReferenceBook, [(name: String, hash: String)]) {
        var reading = ReferenceReading(ruleSets: ruleSets)
        for entry in others where entry.row.type.isReference && !voided.contains(entry.number) {
            let number = SequenceNumber(rawValue: entry.number)
            let event = try replaying { () throws(StoreError) in
                try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
            }
            guard let event else { continue }
            do throws(ReplayError) {
                try reading.take(event, entry.row, number, &codes)
            } catch {
                guard isIgnoringUnknownRuleSets else { throw error }
            }
        }
        let builtIn = ruleSets.filter(\.isBuiltIn).map(\.ruleSet)
        let unknown = codes.index(of: "unknown", .sector)
        let (grounds, sectors) = (codes, codes)
        let book = reading.builder.build(
            builtIn: builtIn,
            unknownSector: unknown,
            ground: { grounds.known($0, .ground) },
            sector: { sectors.known($0, .sector) }
        )
        let names = Set(book.rules.inForce.map { Array($0.ruleSet.name.utf8) })
        let used = ruleSets.filter { names.contains(Array($0.ruleSet.name.utf8)) }
        let sets = used.map { (name: $0.ruleSet.name, hash: $0.hash) }
        return (book, sets.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

/// Runs a call into the store and turns its error into the replay's.
func replaying<Result>(_ body: () throws(StoreError) -> Result) throws(ReplayError) -> Result {
    do throws(StoreError) {
        return try body()
    } catch {
        throw .store(error)
    }
}

extension EventType {
    /// Whether it changes what the rules know of calendars, rules, units, procedures or officers.
    fileprivate var isReference: Bool {
        switch self {
        case .calendarDeclared, .rulesAdopted, .unitRegistered, .unitMerged, .procedurePublished,
            .procedureListed, .procedureUnlisted, .officerAssigned, .officerReleased:
            true
        default: false
        }
    }
}
