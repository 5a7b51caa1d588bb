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

/// Reads from a snapshot what is known as of a moment, but for the dossiers.
struct KnowledgeReader {
    private let ruleSets: [RuleSetFile]
    private let logSize: UInt64
    private let asOf: Instant
    private var lookup = EventLookup()
    /// Known lines of paper registers, in log order.
    private var papers: [(number: UInt64, row: EventRow)] = []
    /// Known events that are no step of a dossier and no line of a register, in log order.
    private var others: [(number: UInt64, row: EventRow)] = []
    private var voids: [(number: UInt64, target: UInt64)] = []
    private var voided = EventNumberSet()
    private var isIgnoringUnknownRuleSets = false

    /// Reads what is known.
    ///
    /// The default of `asOf` is the latest `recordedAt` among the events looked at, that of `logSize` the whole ledger; more
    /// than there are means all. `ruleSets` are the files at hand, built-in ones first. An adopted set that is not at
    /// hand is an error, unless the answer is one that no rule set bears on.
    static func read(
        _ view: borrowing LedgerView,
        _ rows: LedgerRows,
        tail: TailRows,
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
        var reader = KnowledgeReader(ruleSets: ruleSets, logSize: size, asOf: latest ?? Instant.latest)
        reader.isIgnoringUnknownRuleSets = ignoringUnknownRuleSets
        try replaying { () throws(StoreError) in
            try reader.collect(rows)
            try reader.findVoided(view)
        }
        return try reader.finish(view, tail)
    }

    private init(ruleSets: [RuleSetFile], logSize: UInt64, asOf: Instant) {
        self.ruleSets = ruleSets
        self.logSize = logSize
        self.asOf = asOf
    }

    private mutating func collect(_ rows: LedgerRows) throws(StoreError) {
        var others: [(number: UInt64, row: EventRow)] = []
        var papers = papers
        let asOf = asOf
        try rows.forEachOther(ofFirst: logSize) { number, row in
            guard row.recordedAt <= asOf else { return }
            switch row.type {
            case .paperEntered: papers.append((number, copy row))
            case .feedbackReceived, .targetSet, .latenessPublished: break
            default: others.append((number, copy row))
            }
        }
        self.others = others
        self.papers = papers
    }

    /// Finds the targets of all known `event.voided` (rules.md section 2).
    private mutating func findVoided(_ view: borrowing LedgerView) throws(StoreError) {
        // An `event.voided` cannot itself be voided.
        let numbers = Set(others.lazy.filter { $0.row.type == .eventVoided }.map(\.number))
        for entry in others where entry.row.type == .eventVoided {
            guard let target = try lookup.target(ofVoid: entry.number, entry.row, in: view) else { continue }
            guard target < logSize, !numbers.contains(target) else { continue }
            voids.append((entry.number, target))
            voided.insert(target)
        }
    }

    private mutating func finish(
        _ view: borrowing LedgerView,
        _ tail: TailRows
    ) throws(ReplayError) -> Knowledge {
        var codes = try replaying { () throws(StoreError) in try CodeBook(view, tail: tail) }
        let (references, sets) = try references(view, &codes)
        var book = PaperBook()
        var paperNumbers: [UInt64] = []
        book.reserveCapacity(papers.count)
        paperNumbers.reserveCapacity(papers.count)
        for entry in papers where !voided.contains(entry.number) {
            book.addEntry(entry.row)
            paperNumbers.append(entry.number)
        }
        return Knowledge(
            asOf: asOf,
            logSize: logSize,
            references: references,
            ruleSets: sets,
            papers: book,
            paperNumbers: paperNumbers,
            voids: voids,
            filter: RowFilter(size: logSize, asOf: asOf, voided: voided),
            codes: codes,
            tail: tail
        )
    }

    /// The book of the reference events that are known and not voided, and the rule sets that can hold.
    private mutating func references(
        _ view: borrowing LedgerView,
        _ codes: inout CodeBook
    ) throws(ReplayError) -> (ReferenceBook, [(name: String, hash: String)]) {
        var reading = ReferenceReading(ruleSets: ruleSets)
        for entry in others where entry.row.type.isReference && !voided.contains(entry.number) {
            guard entry.row.type.isReadFromEvent else {
                reading.take(entry.row, entry.number)
                continue
            }
            let number = SequenceNumber(rawValue: entry.number)
            let event = try replaying { () throws(StoreError) in
                try lookup.withEvent(number, in: view) { ReferenceEvent($0) }
            }
            guard let event else { continue }
            do throws(ReplayError) {
                try reading.take(event, entry.row, number)
            } catch {
                guard isIgnoringUnknownRuleSets else { throw error }
            }
        }
        let unknown = codes.index(of: "unknown", .sector)
        let known = codes
        var failure: StoreError?
        let book = reading.builder.build(
            builtIn: ruleSets.filter(\.isBuiltIn).map(\.ruleSet),
            unknownSector: unknown,
            ground: { known.known($0, .ground) },
            sector: { known.known($0, .sector) },
            orderByID: { numbers in
                do throws(StoreError) {
                    return try lookup.orderByID(numbers, in: view)
                } catch {
                    failure = error
                    return numbers
                }
            }
        )
        if let failure { throw .store(failure) }
        let names = Set(book.rules.inForce.map { Array($0.ruleSet.name.utf8) })
        let used = ruleSets.filter { names.contains(Array($0.ruleSet.name.utf8)) }
        let sets = used.map { (name: $0.ruleSet.name, hash: $0.hash) }
        return (book, sets.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

extension EventLookup {
    /// The number of the event that an `event.voided` names, or `nil` where the ledger has none.
    ///
    /// The store keeps it where the target stood in the ledger before the segment of the void was sealed.
    mutating func target(
        ofVoid number: UInt64,
        _ row: EventRow,
        in view: borrowing LedgerView
    ) throws(StoreError) -> UInt64? {
        if row.number0 > 0 { return UInt64(row.number0) - 1 }
        let target = try withEvent(SequenceNumber(rawValue: number), in: view) { event in
            ReferenceEvent(event)?.data?["target"]?.text
        }
        guard let target else { return nil }
        return try find(id: Array(target.utf8), in: view)?.rawValue
    }
}

extension EventLookup {
    /// The numbers of events in the order of their ids, byte by byte.
    fileprivate mutating func orderByID(
        _ numbers: [UInt64],
        in view: borrowing LedgerView
    ) throws(StoreError) -> [UInt64] {
        var ids: [(id: [UInt8], number: UInt64)] = []
        for number in numbers {
            let id = try withEvent(SequenceNumber(rawValue: number), in: view) { ReferenceEvent($0)?.id }
            ids.append((id ?? [], number))
        }
        ids.sort { $0.id.lexicographicallyPrecedes($1.id) }
        return ids.map(\.number)
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
    var isReference: Bool {
        switch self {
        case .calendarDeclared, .rulesAdopted, .unitRegistered, .unitMerged, .procedurePublished,
            .procedureListed, .procedureUnlisted, .officerAssigned, .officerReleased:
            true
        default: false
        }
    }

    /// Whether its row does not hold what the rules ask of it.
    fileprivate var isReadFromEvent: Bool {
        switch self {
        case .calendarDeclared, .rulesAdopted: true
        default: false
        }
    }
}
