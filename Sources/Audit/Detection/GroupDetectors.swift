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
}

extension GroupHit {
    /// What was found in one dossier.
    init(_ hit: DetectedHit) {
        detector = hit.detector
        dossier = hit.dossier
        unit = hit.unit
        day = hit.day
        events = hit.events
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
            guard let code = code(found.dossier), code.day != found.receivedAt.localDate else { return nil }
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

    private func code(_ dossier: UInt32) -> DossierCode? {
        DossierCode(names.utf8(CodeIndex(rawValue: dossier)))
    }

    /// Numbers that are missing in the sequence of a unit's day, from 1 to the greatest that was given.
    func codeGaps(_ withoutReceipt: [(dossier: UInt32, event: UInt32)]) -> [GroupHit] {
        struct Sequence: Hashable {
            let unit: String
            let day: LocalDate
        }
        var numbers: [Sequence: [Int: UInt32]] = [:]
        for found in dossiers {
            guard let code = code(found.dossier) else { continue }
            numbers[Sequence(unit: code.unit, day: code.day), default: [:]][code.number] = found.receipt
        }
        for other in withoutReceipt {
            guard let code = code(other.dossier) else { continue }
            numbers[Sequence(unit: code.unit, day: code.day), default: [:]][code.number] = other.event
        }
        var hits: [GroupHit] = []
        for (sequence, given) in numbers {
            let order = given.keys.sorted()
            var missing: [String] = []
            var events: [UInt32] = []
            var next = 1
            for number in order {
                if number > next {
                    missing.append(number - 1 == next ? "\(next)" : "\(next)–\(number - 1)")
                    // The numbers on both sides of the gap show it.
                    for side in [next - 1, number] {
                        if let event = given[side], events.last != event { events.append(event) }
                    }
                }
                next = max(next, number + 1)
            }
            guard !missing.isEmpty else { continue }
            hits.append(
                GroupHit(
                    detector: .codeGap,
                    unitCode: sequence.unit,
                    day: sequence.day,
                    events: events,
                    details: [("missing", missing.joined(separator: ", "))]
                )
            )
        }
        return hits
    }

    /// Days before the 15th or the end of a month on which a unit finishes many times its median day.
    func massClosings() -> [GroupHit] {
        var finished: [CodeIndex: [LocalDate: [UInt32]]] = [:]
        for found in dossiers where !found.finish.isOpen {
            finished[found.unit, default: [:]][found.finishedAt.localDate, default: []].append(
                found.finishNumber
            )
        }
        var hits: [GroupHit] = []
        for (unit, days) in finished {
            let counts = days.values.map(\.count).sorted()
            // Twice the median, so that it is whole.
            let double = counts[(counts.count - 1) / 2] + counts[counts.count / 2]
            for (day, events) in days where events.count >= 20 && 2 * events.count >= 5 * double {
                guard isBeforeCutOff(day) else { continue }
                hits.append(
                    GroupHit(
                        detector: .massClosing,
                        unit: unit,
                        day: day,
                        events: events.sorted(),
                        details: [
                            ("finished", "\(events.count)"),
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
    func unpublishedLists(_ published: [PublishedList]) -> [GroupHit] {
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
                        details: [("receipts", "\(day.count)")]
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
        struct Key: Hashable {
            let applicant: Int32
            let procedure: CodeIndex
            let unit: CodeIndex
        }
        var groups: [Key: [DetectedDossier]] = [:]
        for (found, applicant) in zip(dossiers, applicants) where applicant >= 0 {
            let (procedure, unit) = codes(found)
            groups[Key(applicant: applicant, procedure: procedure, unit: unit), default: []].append(found)
        }
        return groups.values.filter { $0.count > 1 }.map { group in
            group.sorted { ($0.receivedAt, $0.dossier) < ($1.receivedAt, $1.dossier) }
        }
    }
}

extension LocalDate {
    /// The first day of the date's month.
    var firstOfMonth: LocalDate {
        LocalDate("\(self)".prefix(8) + "01") ?? self
    }
}
