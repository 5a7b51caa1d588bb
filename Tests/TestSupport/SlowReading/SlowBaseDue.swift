import DossierModel

/// The due date of a dossier before any stop moves it (rules.md section 6).
struct SlowBaseDue {
    let calendar: SlowCalendar
    let receipt: SlowEvent
    let receivedAt: Instant
    /// The publication in force at the receipt's effective time.
    let publication: SlowEvent?

    var limitUnit: String? { publication?.data["limit"]["unit"].presentText }

    var limitValue: Int {
        guard case .number(let value)? = publication?.data["limit"]["value"] else { return 0 }
        return Int(value)
    }

    /// Hours for `workingHours`, else days.
    var isInHours: Bool { limitUnit == "workingHours" }

    var section6Statutory: SlowDue? {
        let r = receivedAt.localDate
        switch limitUnit {
        case "workingDays":
            return .date(calendar.section1Advance(r, limitValue))
        case "calendarDays":
            return .date(calendar.section1Roll(r.adding(days: limitValue)))
        case "workingHours":
            return .instant(calendar.section1After(receivedAt, workingTime: Int64(limitValue) * 3_600_000))
        case "sameDay":
            let isBeforeThree = receivedAt.millisecondsOfDay < 15 * 3_600_000
            if calendar.section1IsWorkingDay(r), isBeforeThree { return .date(r) }
            return .date(calendar.section1Advance(r, 1))
        default:
            return nil
        }
    }

    func section6Base(_ basis: Basis) -> SlowDue? {
        basis == .reported ? section6BaseReported : section6BaseAudited
    }

    /// `dueAt` as written; where it is missing, the statutory.
    private var section6BaseReported: SlowDue? {
        guard let dueAt = receipt.time("dueAt") else { return section6Statutory }
        return isInHours ? .instant(dueAt) : .date(dueAt.localDate)
    }

    /// The earlier of the rolled `dueAt` and the statutory, a `dueAt` before the receipt counting as missing.
    private var section6BaseAudited: SlowDue? {
        guard let dueAt = receipt.time("dueAt") else { return section6Statutory }
        if isInHours {
            guard dueAt >= receivedAt, case .instant(let statutory)? = section6Statutory else {
                return section6Statutory
            }
            return .instant(min(dueAt, statutory))
        }
        guard dueAt.localDate >= receivedAt.localDate else { return section6Statutory }
        let rolled = calendar.section1Roll(dueAt.localDate)
        guard case .date(let statutory)? = section6Statutory else { return .date(rolled) }
        return .date(min(rolled, statutory))
    }
}
