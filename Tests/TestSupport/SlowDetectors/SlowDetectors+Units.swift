import DossierModel

/// The detectors that look at a unit, or at several dossiers.
extension SlowDetectors {
    mutating func offSystemReceipt() {
        let receipts = view.known.filter { $0.type == "dossier.received" }
        for entry in view.known where entry.type == "paper.entered" {
            let isMatched = receipts.contains { receipt in
                if let named = entry.text("dossier"), receipt.dossier == named { return true }
                return receipt.text("paperNo") != nil && receipt.text("paperNo") == entry.text("paperNo")
                    && receipt.unit == entry.unit
                    && receipt.occurredAt.localDate.year == entry.occurredAt.localDate.year
            }
            guard !isMatched else { continue }
            hits.append(
                SlowHit("offSystemReceipt", unit: entry.unit?.text ?? "", events: [entry.id.text])
            )
        }
    }

    /// The days are those that the codes name; the first number of a day is 1.
    mutating func codeGap() {
        var days: [[String]: [Int: SlowEvent]] = [:]
        for dossier in dossiers {
            guard let receipt = dossier.audited?.receipt, let code = DossierCode(dossier.code.text) else {
                continue
            }
            days[[receipt.unit?.text ?? "", "\(code.date)"], default: [:]][code.number] = receipt
        }
        for (place, receipts) in days {
            let numbers = receipts.keys.sorted()
            var shown: [String] = []
            for (previous, next) in zip([0] + numbers, numbers) where next > previous + 1 {
                shown += [receipts[previous]?.id.text, receipts[next]?.id.text].compactMap { $0 }
            }
            guard !shown.isEmpty else { continue }
            hits.append(SlowHit("codeGap", unit: place[0], date: place[1], events: shown))
        }
    }

    /// The later dossier is hit; the days are calendar days between the two dates.
    mutating func reentered() {
        for (key, lives) in livesByApplicant(withUnitAndDay: false) where !key[0].isEmpty {
            for (dossier, life) in lives {
                let ends = lives.compactMap { earlier, other -> SlowEvent? in
                    guard earlier.code != dossier.code, let finish = other.finish,
                        finish.time <= life.receivedAt,
                        finish.event.type != "dossier.completed"
                            || finish.event.text("outcome") == "refused"
                    else { return nil }
                    let days = life.receivedAt.localDate.rawValue - finish.time.localDate.rawValue
                    return days <= 30 ? finish.event : nil
                }
                if !ends.isEmpty { hit("reentered", life, dossier, ends + [life.receipt]) }
            }
        }
    }

    mutating func split() {
        for (key, lives) in livesByApplicant(withUnitAndDay: true) where !key[0].isEmpty {
            guard lives.count >= 3 else { continue }
            let shown = lives.map(\.life.receipt.id.text)
            hits.append(SlowHit("split", unit: key[2], date: key[3], events: shown))
        }
    }

    private func livesByApplicant(
        withUnitAndDay isNarrow: Bool
    ) -> [[String]: [(dossier: SlowDossier, life: SlowLife)]] {
        var groups: [[String]: [(dossier: SlowDossier, life: SlowLife)]] = [:]
        for dossier in dossiers {
            guard let life = dossier.audited else { continue }
            let receipt = life.receipt
            var key = [receipt.text("applicant")?.text ?? "", receipt.text("procedure")?.text ?? ""]
            if isNarrow { key += [receipt.unit?.text ?? "", "\(life.receivedAt.localDate)"] }
            groups[key, default: []].append((dossier, life))
        }
        return groups
    }

    /// The median is of the days on which the unit finished anything; one over all working days is not greater.
    mutating func massClosing() {
        var days: [String: [LocalDate: [String]]] = [:]
        for dossier in dossiers {
            guard let life = dossier.audited, let finish = life.finish else { continue }
            let unit = life.section4FiguresGoTo?.text ?? ""
            days[unit, default: [:]][finish.time.localDate, default: []].append(finish.event.id.text)
        }
        for (unit, finishes) in days {
            let counts = finishes.values.map(\.count).sorted()
            let median = counts[counts.count / 2]
            for (day, shown) in finishes where shown.count >= 20 && shown.count >= 5 * median {
                guard isBeforeCutOff(day) else { continue }
                hits.append(SlowHit("massClosing", unit: unit, date: "\(day)", events: shown))
            }
        }
    }

    private func isBeforeCutOff(_ day: LocalDate) -> Bool {
        let (year, month, _) = day.civil
        let first = LocalDate(rawValue: Int32(LocalDate.daysSinceEpoch(year: year, month: month, day: 1)))
        let middle = lastWorkingDay(before: first.adding(days: 14))
        let end = lastWorkingDay(
            before: first.adding(days: LocalDate.days(inMonth: month, ofYear: year))
        )
        return [
            middle, lastWorkingDay(before: middle), end, lastWorkingDay(before: end),
        ].contains(day)
    }

    /// The rule set is that of the day of the assignment; one that lasts has only a longest time.
    mutating func secondmentLength() throws(SlowError) {
        for assignment in view.reference.events
        where assignment.type == "officer.assigned" && assignment.isTrue("secondment") {
            let release = view.reference.events
                .filter {
                    $0.type == "officer.released" && $0.actor == assignment.actor
                        && $0.unit == assignment.unit && $0.occurredAt >= assignment.occurredAt
                }
                .min { $0.occurredAt < $1.occurredAt }
            let start = assignment.occurredAt.localDate
            let set = try view.reference.section8RuleSet(receivedOn: start)
            let months = set.name == "vn-2018" ? (least: 6, most: 24) : (least: 12, most: 36)
            let end = (release?.occurredAt ?? view.at).localDate
            let isTooShort = release != nil && end < adding(months.least, to: start)
            guard isTooShort || end > adding(months.most, to: start) else { continue }
            hits.append(
                SlowHit(
                    "secondmentLength",
                    unit: assignment.unit?.text ?? "",
                    officer: assignment.actor?.text,
                    events: [assignment.id.text, release?.id.text].compactMap { $0 }
                )
            )
        }
    }

    /// The same day of a later month, or its last where it has fewer.
    private func adding(_ months: Int, to date: LocalDate) -> LocalDate {
        let (year, month, day) = date.civil
        let count = year * 12 + month - 1 + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        let newDay = min(day, LocalDate.days(inMonth: newMonth, ofYear: newYear))
        return LocalDate(
            rawValue: Int32(LocalDate.daysSinceEpoch(year: newYear, month: newMonth, day: newDay))
        )
    }

    /// A dossier is late in each month that has a day after its due date and not after its finish.
    ///
    /// A month is asked for once the 15th of the next is over.
    mutating func listNotPublished() {
        var late: [String: [LocalDate: [String]]] = [:]
        for dossier in dossiers {
            guard let life = dossier.audited, life.section7IsLate, let due = life.due?.date else { continue }
            let end = (life.finish?.time ?? life.at).localDate
            var day = due.adding(days: 1)
            while day <= end {
                let first = day.adding(days: 1 - day.civil.day)
                let unit = life.section4FiguresGoTo?.text ?? ""
                late[unit, default: [:]][first, default: []].append(life.receipt.id.text)
                day = day.adding(days: 1)
            }
        }
        for (unit, months) in late {
            for (first, shown) in months {
                let civil = first.civil
                let next = first.adding(days: LocalDate.days(inMonth: civil.month, ofYear: civil.year))
                let bound = next.adding(days: 14)
                guard bound < view.at.localDate else { continue }
                let isPublished = view.known.contains { list in
                    list.type == "lateness.published" && list.unit?.text == unit
                        && list.occurredAt.localDate <= bound
                        && (list.date("from") ?? bound) <= first
                        && (list.date("to") ?? first) >= next.adding(days: -1)
                }
                guard !isPublished else { continue }
                hits.append(SlowHit("listNotPublished", unit: unit, date: "\(first)", events: shown))
            }
        }
    }
}

/// The parts of a dossier code: `{unit}-{yyMMdd}-{NNNN}`.
struct DossierCode {
    let date: LocalDate
    let number: Int

    init?(_ code: String) {
        let parts = code.split(separator: "-")
        guard parts.count == 3, parts[1].count == 6, let digits = Int(parts[1]), let number = Int(parts[2]),
            let date = LocalDate(year: 2_000 + digits / 10_000, month: digits / 100 % 100, day: digits % 100)
        else { return nil }
        self.date = date
        self.number = number
    }
}
