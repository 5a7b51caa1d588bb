internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// Something that was found in a unit, on a day or in a month, or in several dossiers.
struct GroupHit {
    let detector: Detector
    var dossier: UInt32?
    /// The unit's number in the ledger, or its code where no event names it.
    var unit = CodeIndex.none
    var unitCode: String?
    let day: LocalDate
    var events: [UInt32]
    /// What else there is to say, as name and value.
    var details: [(String, String)] = []
    /// The same in numbers, which become words where the hit is told.
    var facts: [HitFact] = []
}

extension GroupHit {
    /// What was found in one dossier.
    init(_ hit: DetectedHit) {
        detector = hit.detector
        dossier = hit.dossier
        unit = hit.unit
        day = hit.day
        events = hit.events
        facts = hit.facts
        if !hit.reasons.isEmpty { details = [("reasons", hit.reasons.joined(separator: ", "))] }
    }
}

/// The detectors that need more than one dossier (findings.md section 4).
struct GroupDetectors {
    /// In the order of the ledger's dossiers.
    let dossiers: [DetectedDossier]
    let names: CodeNames
    let calendar: WorkCalendar
    let at: Instant

    /// Codes whose date is not the receipt's.
    func codeDateMismatches() -> [GroupHit] {
        dossiers.compactMap { found in
            guard let code = DossierCode(names.utf8(CodeIndex(rawValue: found.dossier))),
                code.day != found.receivedAt.localDate
            else { return nil }
            return GroupHit(
                detector: .codeDateMismatch,
                dossier: found.dossier,
                unit: found.unit,
                day: found.receivedAt.localDate,
                events: [found.receipt],
                details: [("codeDate", "\(code.day)"), ("receivedOn", "\(found.receivedAt.localDate)")]
            )
        }
    }

    /// Numbers that are missing in the sequence of a unit's day, from 1 to the greatest that was given.
    func codeGaps(
        _ withoutReceipt: [(dossier: UInt32, event: UInt32)],
        _ looked: inout LookedUnits
    ) -> [GroupHit] {
        var units: [ArraySlice<UInt8>: UInt32] = [:]
        var unitCodes: [ArraySlice<UInt8>] = []
        var given: [GivenNumber] = []
        given.reserveCapacity(dossiers.count + withoutReceipt.count)
        func add(_ dossier: UInt32, _ event: UInt32) {
            guard let code = DossierCode(names.utf8(CodeIndex(rawValue: dossier))) else { return }
            let known = units[code.unit]
            let unit = known ?? UInt32(unitCodes.count)
            if known == nil {
                units[code.unit] = unit
                unitCodes.append(code.unit)
            }
            given.append(GivenNumber(unit: unit, day: code.day, number: Int32(code.number), event: event))
        }
        for found in dossiers { add(found.dossier, found.receipt) }
        for other in withoutReceipt { add(other.dossier, other.event) }
        given.sort()
        let unitNames = unitCodes.map { String(decoding: $0, as: UTF8.self) }
        var hits: [GroupHit] = []
        for sequence in given.runs(where: { $0.unit == $1.unit && $0.day == $1.day }) {
            let first = given[sequence.lowerBound]
            let unit = unitNames[Int(first.unit)]
            looked.add(.codeGap, unit, first.day)
            let (missing, events) = GivenNumber.gaps(given[sequence])
            guard !missing.isEmpty else { continue }
            hits.append(
                GroupHit(
                    detector: .codeGap,
                    unitCode: unit,
                    day: first.day,
                    events: events,
                    details: [("missing", missing.joined(separator: ", "))]
                )
            )
        }
        return hits
    }

    /// Days before the 15th or the end of a month on which a unit finishes many times its median day.
    func massClosings(_ looked: inout LookedUnits) -> [GroupHit] {
        struct Finished: BitwiseCopyable {
            let unit: CodeIndex
            let day: LocalDate
            let event: UInt32
        }
        var finished: [Finished] = []
        for found in dossiers where !found.finish.isOpen {
            let day = found.finishedAt.localDate
            finished.append(Finished(unit: found.unit, day: day, event: found.finishNumber))
        }
        finished.sort {
            ($0.unit.rawValue, $0.day.rawValue, $0.event) < ($1.unit.rawValue, $1.day.rawValue, $1.event)
        }
        var hits: [GroupHit] = []
        let days = finished.runs { $0.unit == $1.unit && $0.day == $1.day }
        for unit in days.runs(where: { finished[$0.lowerBound].unit == finished[$1.lowerBound].unit }) {
            let counts = days[unit].map(\.count).sorted()
            // Twice the median, so that it is whole.
            let double = counts[(counts.count - 1) / 2] + counts[counts.count / 2]
            for day in days[unit] {
                let (unit, date) = (finished[day.lowerBound].unit, finished[day.lowerBound].day)
                guard isBeforeCutOff(date) else { continue }
                looked.add(.massClosing, unit, date)
                guard day.count >= 20, 2 * day.count >= 5 * double else { continue }
                hits.append(
                    GroupHit(
                        detector: .massClosing,
                        unit: unit,
                        day: date,
                        events: finished[day].map(\.event),
                        details: [
                            ("finished", "\(day.count)"),
                            ("median", double % 2 == 0 ? "\(double / 2)" : "\(double / 2).5"),
                        ]
                    )
                )
            }
        }
        return hits
    }

    /// Whether a date is one of the last two working days before the 15th of its month, or of the month.
    private func isBeforeCutOff(_ day: LocalDate) -> Bool {
        guard calendar.isWorking(day) else { return false }
        let first = day.firstOfMonth
        let ends = [first.adding(days: 13), first.adding(days: 31).firstOfMonth.adding(days: -1)]
        return ends.contains { $0 >= day && calendar.workingDays(after: day, through: $0) <= 1 }
    }

    /// Months in which a unit had late dossiers, and of which its lists of the 15th of the next leave a day out.
    func unpublishedLists(_ published: [PublishedList], _ looked: inout LookedUnits) -> [GroupHit] {
        struct Month: Hashable {
            let unit: CodeIndex
            let first: LocalDate
        }
        var late: [Month: [UInt32]] = [:]
        for found in dossiers {
            guard let days = found.lateDays else { continue }
            var first = days.lowerBound.firstOfMonth
            while first <= days.upperBound {
                late[Month(unit: found.unit, first: first), default: []].append(found.receipt)
                first = first.adding(days: 31).firstOfMonth
            }
        }
        return late.compactMap { month, receipts in
            let next = month.first.adding(days: 31).firstOfMonth
            let deadline = next.adding(days: 14)
            guard at.localDate > deadline else { return nil }
            looked.add(.listNotPublished, month.unit, month.first)
            let lists = published.filter { $0.unit == month.unit && $0.publishedOn <= deadline }
            guard !covers(lists, month.first, next.adding(days: -1)) else { return nil }
            return GroupHit(
                detector: .listNotPublished,
                unit: month.unit,
                day: month.first,
                events: receipts,
                details: [("month", String("\(month.first)".prefix(7))), ("late", "\(receipts.count)")]
            )
        }
    }

    /// Whether lists leave no day of a month out.
    private func covers(_ lists: [PublishedList], _ first: LocalDate, _ last: LocalDate) -> Bool {
        var next = first
        for list in lists.sorted(by: { $0.from < $1.from }) where list.from <= next {
            next = max(next, list.to.adding(days: 1))
        }
        return next > last
    }
}

/// A list of late dossiers that a unit published.
struct PublishedList {
    let unit: CodeIndex
    let from: LocalDate
    let to: LocalDate
    let publishedOn: LocalDate
}

/// Dossiers of one applicant.
extension GroupDetectors {
    /// Received again within 30 days after a withdrawal, a decline or a refusal; `applicants` are beside ``dossiers``.
    func reentries(_ applicants: [Int32]) -> [GroupHit] {
        var hits: [GroupHit] = []
        for group in groups(applicants, by: { ($0.procedure, CodeIndex.none) }) {
            let ended = group.filter { [.declined, .withdrawn, .refused].contains($0.finish) }
            for found in group {
                let before = ended.last { one in
                    let days = found.receivedAt.localDate.rawValue - one.finishedAt.localDate.rawValue
                    return one.dossier != found.dossier && one.finishedAt <= found.receivedAt && days <= 30
                }
                guard let before else { continue }
                hits.append(
                    GroupHit(
                        detector: .reentered,
                        dossier: found.dossier,
                        unit: found.unit,
                        day: found.receivedAt.localDate,
                        events: [before.finishNumber, found.receipt],
                        details: [("after", names[CodeIndex(rawValue: before.dossier)] ?? "")]
                    )
                )
            }
        }
        return hits
    }

    /// Three or more receipts of one applicant, procedure and unit on one day.
    func splits(_ applicants: [Int32]) -> [GroupHit] {
        var hits: [GroupHit] = []
        for group in groups(applicants, by: { ($0.procedure, $0.receiptUnit) }) {
            var start = 0
            for end in 1...group.count {
                let isSame =
                    end < group.count && group[end].receivedAt.localDate == group[start].receivedAt.localDate
                guard !isSame else { continue }
                let day = Array(group[start..<end])
                start = end
                guard day.count >= 3 else { continue }
                hits.append(
                    GroupHit(
                        detector: .split,
                        unit: day[0].receiptUnit,
                        day: day[0].receivedAt.localDate,
                        events: day.map(\.receipt).sorted(),
                        details: [("receipts", "\(day.count)")],
                        facts: [HitFact(.procedure, .code(day[0].procedure, .procedure))]
                    )
                )
            }
        }
        return hits
    }

    /// Dossiers with the same applicant and the same codes, in the order of their receipts.
    private func groups(
        _ applicants: [Int32],
        by codes: (DetectedDossier) -> (CodeIndex, CodeIndex)
    ) -> [[DetectedDossier]] {
        struct Receipt: BitwiseCopyable {
            let applicant: Int32
            let procedure: UInt32
            let unit: UInt32
            let place: Int32
        }
        var receipts: [Receipt] = []
        for (place, applicant) in applicants.enumerated() where applicant >= 0 {
            let (procedure, unit) = codes(dossiers[place])
            receipts.append(
                Receipt(
                    applicant: applicant,
                    procedure: procedure.rawValue,
                    unit: unit.rawValue,
                    place: Int32(place)
                )
            )
        }
        receipts.sort {
            ($0.applicant, $0.procedure, $0.unit, $0.place) < ($1.applicant, $1.procedure, $1.unit, $1.place)
        }
        let same = receipts.runs {
            $0.applicant == $1.applicant && $0.procedure == $1.procedure && $0.unit == $1.unit
        }
        return same.filter { $0.count > 1 }.map { group in
            receipts[group].map { dossiers[Int($0.place)] }
                .sorted { ($0.receivedAt, $0.dossier) < ($1.receivedAt, $1.dossier) }
        }
    }
}

/// A number of a unit's day that a dossier's code uses up.
private struct GivenNumber: BitwiseCopyable, Comparable {
    /// The place of the unit's code among those that were met.
    let unit: UInt32
    let day: LocalDate
    let number: Int32
    let event: UInt32

    static func < (left: GivenNumber, right: GivenNumber) -> Bool {
        if left.unit != right.unit { return left.unit < right.unit }
        if left.day != right.day { return left.day < right.day }
        if left.number != right.number { return left.number < right.number }
        return left.event < right.event
    }

    /// What is missing in a day's sequence, and the events of the numbers on both sides of each gap.
    static func gaps(_ given: ArraySlice<GivenNumber>) -> (missing: [String], events: [UInt32]) {
        var missing: [String] = []
        var events: [UInt32] = []
        var next: Int32 = 1
        var before: UInt32?
        for entry in given {
            if entry.number > next {
                missing.append(entry.number - 1 == next ? "\(next)" : "\(next)–\(entry.number - 1)")
                for side in [before, entry.event] {
                    if let side, events.last != side { events.append(side) }
                }
            }
            next = max(next, entry.number + 1)
            before = entry.event
        }
        return (missing, events)
    }
}

extension Array {
    /// The runs of neighbours that belong together.
    fileprivate func runs(where isSame: (Element, Element) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start = 0
        for end in indices.dropFirst() where !isSame(self[end - 1], self[end]) {
            runs.append(start..<end)
            start = end
        }
        if start < count { runs.append(start..<count) }
        return runs
    }
}

extension LocalDate {
    /// The first day of the date's month.
    var firstOfMonth: LocalDate { adding(days: 1 - civil.day) }
}
