internal import DossierModel
internal import Interchange
package import LedgerStore
internal import Projections
internal import Rules

/// Runs the detectors over a ledger.
package enum DetectionMaker {
    /// Finds what the detectors look for, in one pass over the dossiers and one over their receipts where applicants count.
    ///
    /// - Throws: ``ReportError``, ``ReplayError``, `StoreError`.
    package static func make(
        _ query: DetectionQuery,
        of ledger: Ledger,
        progress: @escaping @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
    ) throws -> Detection {
        let ruleSets = try RuleSetFile.all(with: query.ruleSets)
        if let from = query.from, let to = query.to, from > to {
            throw ReportError.emptyPeriod(from: from, to: to)
        }
        return try ledger.read { view in
            if let asked = query.logSize, asked > view.size {
                throw ReportError.noSuchLogSize(asked: asked, size: view.size)
            }
            let tail = try view.tailRows()
            // Without events there is no latest moment; the end of what is asked serves, if it has one.
            let last = (query.logSize ?? view.size) == 0 ? query.to.map { Instant.end(of: $0) } : nil
            return try view.withRows(tail: tail) { rows in
                let knowledge = try KnowledgeReader.read(
                    view,
                    rows,
                    tail: tail,
                    asOf: query.asOf ?? last,
                    logSize: query.logSize,
                    ruleSets: ruleSets
                )
                return try DetectRun(query, knowledge, rows, view).detection(view, progress: progress)
            }
        }
    }
}

/// One run of the detectors.
struct DetectRun {
    let query: DetectionQuery
    private let wanted: Set<Detector>
    let knowledge: Knowledge
    private let rows: LedgerRows
    let question: Question
    private let names: CodeNames
    private let units: AnswerableUnits
    private let scope: Scope
    private let mergedInto: String?

    init(
        _ query: DetectionQuery,
        _ knowledge: Knowledge,
        _ rows: LedgerRows,
        _ view: borrowing LedgerView
    ) throws {
        self.query = query
        self.knowledge = knowledge
        self.rows = rows
        wanted = Set(query.detectors)
        let first = try knowledge.firstDay(rows) ?? knowledge.asOf.localDate
        let day = knowledge.asOf.localDate
        question = Question(asOf: knowledge.asOf, at: knowledge.asOf, from: min(first, day), to: day)
        names = try view.names(.dossier, tail: knowledge.tail)
        units = knowledge.references.answerableUnits(at: question.at)
        var asked = ReportQuery()
        asked.unit = query.unit
        let found = try ReportScope(asked, knowledge, at: question.at)
        scope = found.scope
        mergedInto = found.mergedInto
    }

    func detection(
        _ view: borrowing LedgerView,
        progress: @Sendable (_ done: Int, _ all: Int) -> Void
    ) throws -> Detection {
        let empty = DetectPart(question, knowledge, wanted)
        let parts = try DossierFold.run(rows, knowledge.filter, view, from: empty, progress: progress)
        let dossiers = parts.flatMap(\.dossiers).sorted { $0.dossier < $1.dossier }
        var hits = parts.flatMap(\.hits).map { GroupHit($0) }
        let groups = GroupDetectors(
            dossiers: dossiers,
            names: names,
            calendar: knowledge.references.calendar,
            at: question.at
        )
        var looked = LookedUnits(query, knowledge.codes, units)
        if wanted.contains(.codeDateMismatch) { hits += groups.codeDateMismatches() }
        if wanted.contains(.codeGap) { hits += groups.codeGaps(parts.flatMap(\.withoutReceipt), &looked) }
        if wanted.contains(.massClosing) { hits += groups.massClosings(&looked) }
        if wanted.contains(.offSystemReceipt) { hits += paperHits(parts, &looked) }
        if wanted.contains(.secondmentLength) { hits += try secondments(view, &looked) }
        if wanted.contains(.listNotPublished) {
            hits += groups.unpublishedLists(try publishedLists(view), &looked)
        }
        if wanted.contains(.reentered) || wanted.contains(.split) {
            let applicants = try ApplicantReader.applicants(of: dossiers, in: view)
            if wanted.contains(.reentered) { hits += groups.reentries(applicants) }
            if wanted.contains(.split) { hits += groups.splits(applicants) }
        }
        return try answer(hits, dossiers, looked, view)
    }

    private func isInPeriod(_ hit: GroupHit) -> Bool {
        if let from = query.from, hit.day < from { return false }
        if let to = query.to, hit.day > to { return false }
        return true
    }

    /// The unit that answers for a hit's.
    func unit(of hit: GroupHit) -> CodeIndex {
        units.unit(for: hit.unitCode.flatMap { knowledge.codes.known($0, .unit) } ?? hit.unit)
    }

    func isInScope(_ unit: CodeIndex) -> Bool { scope.units?.contains(unit) ?? true }

    private func answer(
        _ found: [GroupHit],
        _ dossiers: [DetectedDossier],
        _ looked: LookedUnits,
        _ view: borrowing LedgerView
    ) throws -> Detection {
        // Units are compared with all others, also with those that are not asked for.
        let all = found.filter(isInPeriod)
        var counts: [Detector: Int] = [:]
        var told: [GroupHit] = []
        var counted: (detector: Detector, hits: Int)?
        for place in order(of: all) {
            let hit = all[place]
            let hits = counted?.detector == hit.detector ? (counted?.hits ?? 0) + 1 : 1
            counted = (hit.detector, hits)
            counts[hit.detector] = hits
            if hits <= query.limit ?? .max { told.append(hit) }
        }
        // The numbers of paper registers are many, and stay in the store where no hit names one.
        let papers =
            told.contains { $0.detector == .offSystemReceipt }
            ? try view.names(.paperNumber, tail: knowledge.tail) : CodeNames()
        let events = try Detection.Event.read(Set(told.flatMap(\.events)), in: view)
        return Detection(
            asOf: knowledge.asOf == Instant.latest ? nil : knowledge.asOf,
            from: query.from,
            to: query.to,
            unit: query.unit,
            mergedInto: mergedInto,
            logSize: knowledge.logSize,
            root: try view.root(ofFirst: knowledge.logSize),
            ruleSets: knowledge.ruleSets,
            detectors: Detector.allCases.filter { wanted.contains($0) },
            counts: counts,
            hits: told.map { hit in
                Detection.Hit(
                    detector: hit.detector,
                    dossier: hit.dossier.flatMap { names[CodeIndex(rawValue: $0)] },
                    unit: unitCode(hit),
                    day: hit.day,
                    events: hit.events.compactMap { events[$0] },
                    details: hit.details + words(hit.facts, papers)
                )
            },
            units: unitCounts(all, dossiers, looked),
            lookedAt: lookedAt(dossiers, looked)
        )
    }

    private func unitCode(_ hit: GroupHit) -> String? {
        hit.unitCode ?? knowledge.codes.name(hit.unit, .unit)
    }

    /// The places of the hits in scope, in the order in which they are told: by detector, day, dossier and unit.
    private func order(of hits: [GroupHit]) -> [Int] {
        // Nearly all are told apart by three numbers, which are sorted without a look at the hits.
        struct Place: BitwiseCopyable {
            let detectorAndDay: UInt64
            let dossier: UInt32
            let index: UInt32
        }
        var places: [Place] = []
        places.reserveCapacity(hits.count)
        for (index, hit) in hits.enumerated() where isInScope(unit(of: hit)) {
            let day = UInt64(UInt32(bitPattern: hit.day.rawValue) ^ 1 << 31)
            places.append(
                Place(
                    detectorAndDay: UInt64(hit.detector.order) << 32 | day,
                    dossier: hit.dossier ?? 0,
                    index: UInt32(index)
                )
            )
        }
        places.sort { left, right in
            if left.detectorAndDay != right.detectorAndDay {
                return left.detectorAndDay < right.detectorAndDay
            }
            if left.dossier != right.dossier { return left.dossier < right.dossier }
            return precedes(hits[Int(left.index)], hits[Int(right.index)])
        }
        return places.map { Int($0.index) }
    }

    /// Of two hits of one detector, day and dossier, whether the first is told first.
    private func precedes(_ left: GroupHit, _ right: GroupHit) -> Bool {
        let (one, other) = (unitCode(left) ?? "", unitCode(right) ?? "")
        if one != other { return one.utf8.lexicographicallyPrecedes(other.utf8) }
        return left.events.lexicographicallyPrecedes(right.events)
    }
}

extension Detector {
    /// The place among all of them.
    var order: Int { Detector.places[self] ?? 0 }

    private static let places = Dictionary(
        uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) }
    )
}

extension Detection.Event {
    /// Reads events by their numbers, each block of the ledger once.
    fileprivate static func read(
        _ numbers: Set<UInt32>,
        in view: borrowing LedgerView
    ) throws(StoreError) -> [UInt32: Detection.Event] {
        var lookup = EventLookup()
        var events: [UInt32: Detection.Event] = [:]
        for number in numbers.sorted() {
            let place = SequenceNumber(rawValue: UInt64(number))
            events[number] = try lookup.withEvent(place, in: view) { bytes in
                guard let event = ReferenceEvent(bytes), let type = event.type,
                    let occurred = event.occurredAt, let recorded = event.recordedAt
                else { return nil }
                return Detection.Event(
                    number: place,
                    id: String(decoding: event.id, as: UTF8.self),
                    type: type,
                    occurredAt: occurred,
                    recordedAt: recorded
                )
            }
        }
        return events
    }
}

/// Paper registers, officers and lists.
extension DetectRun {
    private func paperHits(_ parts: [DetectPart], _ looked: inout LookedUnits) -> [GroupHit] {
        var papers = knowledge.papers
        for part in parts { papers.merge(part.receipts) }
        let matches = papers.matches(units)
        return papers.entries.indices.compactMap { index in
            let entry = papers.entries[index]
            guard entry.occurredAt <= question.at else { return nil }
            looked.add(.offSystemReceipt, entry.unit, entry.occurredAt.localDate)
            guard !matches[index] else { return nil }
            return GroupHit(
                detector: .offSystemReceipt,
                unit: units.unit(for: entry.unit),
                day: entry.occurredAt.localDate,
                events: [UInt32(knowledge.paperNumbers[index])],
                facts: [
                    HitFact(.paperNo, .code(entry.code2, .paperNumber)),
                    HitFact(.procedure, .code(entry.code0, .procedure)),
                    HitFact(.sector, .code(entry.code1, .sector)),
                ]
            )
        }
    }

    /// The known events of some types that are no dossier's, with their numbers, in log order.
    private func others(_ types: Set<EventType>) throws(StoreError) -> [(number: UInt64, row: EventRow)] {
        var found: [(number: UInt64, row: EventRow)] = []
        let filter = knowledge.filter
        try rows.forEachOther(ofFirst: knowledge.logSize) { number, row in
            guard types.contains(row.type), filter.knows(number, recordedAt: row.recordedAt) else { return }
            found.append((number, copy row))
        }
        return found
    }

    private func publishedLists(_ view: borrowing LedgerView) throws(StoreError) -> [PublishedList] {
        var lookup = EventLookup()
        var lists: [PublishedList] = []
        for entry in try others([.latenessPublished]) {
            let number = SequenceNumber(rawValue: entry.number)
            let days = try lookup.withEvent(number, in: view) { event in
                let data = ReferenceEvent(event)?.data
                return (data?["from"]?.date, data?["to"]?.date)
            }
            guard let from = days.0, let to = days.1, entry.row.occurredAt <= question.at else { continue }
            lists.append(
                PublishedList(
                    unit: units.unit(for: entry.row.unit),
                    from: from,
                    to: to,
                    publishedOn: entry.row.occurredAt.localDate
                )
            )
        }
        return lists
    }

    /// Secondments that ended too soon, or lasted or last too long.
    private func secondments(
        _ view: borrowing LedgerView,
        _ looked: inout LookedUnits
    ) throws(StoreError) -> [GroupHit] {
        struct Post: Hashable {
            let officer: CodeIndex
            let unit: CodeIndex
        }
        var lookup = EventLookup()
        var entries: [(number: UInt64, row: EventRow, id: [UInt8], isSecondment: Bool)] = []
        for entry in try others([.officerAssigned, .officerReleased])
        where entry.row.occurredAt <= question.at {
            let found = try lookup.withEvent(SequenceNumber(rawValue: entry.number), in: view) { bytes in
                let event = ReferenceEvent(bytes)
                return (event?.id ?? [], event?.data?["secondment"]?.bool == true)
            }
            entries.append((entry.number, entry.row, found.0, found.1))
        }
        // The order in which the latest is in force (rules.md section 1).
        entries.sort { left, right in
            let (one, other) = (left.row, right.row)
            if one.occurredAt != other.occurredAt { return one.occurredAt < other.occurredAt }
            if one.recordedAt != other.recordedAt { return one.recordedAt < other.recordedAt }
            return left.id.lexicographicallyPrecedes(right.id)
        }
        var open: [Post: (number: UInt64, since: LocalDate)] = [:]
        var hits: [GroupHit] = []
        for entry in entries {
            let post = Post(officer: entry.row.code0, unit: entry.row.unit)
            let day = entry.row.occurredAt.localDate
            let isSecondment = entry.row.type == .officerAssigned && entry.isSecondment
            // Assigned as a secondee once more, one stays; released, or assigned for good, the secondment is over.
            if !isSecondment, let begun = open.removeValue(forKey: post) {
                looked.add(.secondmentLength, post.unit, day)
                hits += hit(post.unit, begun.since, day, [begun.number, entry.number], hasEnded: true)
            }
            if isSecondment, open[post] == nil { open[post] = (entry.number, day) }
        }
        for (post, begun) in open {
            looked.add(.secondmentLength, post.unit, question.at.localDate)
            hits += hit(post.unit, begun.since, question.at.localDate, [begun.number], hasEnded: false)
        }
        return hits
    }

    private func hit(
        _ unit: CodeIndex,
        _ since: LocalDate,
        _ until: LocalDate,
        _ events: [UInt64],
        hasEnded: Bool
    ) -> [GroupHit] {
        let rules = knowledge.references.rules
        let months = rules.inForce[rules.index(receivedOn: since)].ruleSet.secondmentMonths
        let isShort = hasEnded && until < since.adding(months: months.lowerBound)
        let isLong = until > since.adding(months: months.upperBound)
        guard isShort || isLong else { return [] }
        return [
            GroupHit(
                detector: .secondmentLength,
                unit: units.unit(for: unit),
                day: until,
                events: events.map { UInt32($0) },
                details: [
                    ("from", "\(since)"), (hasEnded ? "to" : "openOn", "\(until)"),
                    ("months", "\(months.lowerBound)–\(months.upperBound)"),
                ]
            )
        ]
    }
}

extension LocalDate {
    /// The same day so many months later, or the last day of that month where it has no such day.
    fileprivate func adding(months: Int) -> LocalDate {
        var first = firstOfMonth
        for _ in 0..<months { first = first.adding(days: 31).firstOfMonth }
        let day = Int(rawValue - firstOfMonth.rawValue)
        let length = Int(first.adding(days: 31).firstOfMonth.rawValue - first.rawValue)
        return first.adding(days: min(day, length - 1))
    }
}
