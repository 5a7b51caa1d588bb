import DossierModel

/// A literal reading of rules.md section 5 for pauses whose due date no stop has moved before.
struct PauseReading {
    private(set) var count = 0
    private(set) var unauthorised = 0
    private var sectors: [String: String] = [:]
    private var limits: [String: (value: Int, unit: String)] = [:]
    private var leaders: Set<String> = []
    private var daysOff: Set<LocalDate> = []
    private var daysOn: Set<LocalDate> = []
    private var receipts: [String: Feed.Event] = [:]
    private var stopped: Set<String> = []

    private static let landGrounds: Set<String> = [
        "violationReview", "expertAppraisal", "publicPosting", "mediaNotice", "inheritanceDivision",
    ]

    init(_ events: [Feed.Event]) {
        for event in events.sorted(by: { $0.occurredAt < $1.occurredAt }) {
            let procedure = event.procedure
            switch event.type {
            case .calendarDeclared:
                daysOff.formUnion(event.days("holiday"))
                daysOn.formUnion(event.days("working"))
            case .procedurePublished:
                sectors[procedure] = event["data.sector"]
                limits[procedure] = (
                    Int(event["data.limit.value"] ?? "") ?? 0, event["data.limit.unit"] ?? ""
                )
            case .officerAssigned where event["data.role"] == "leader":
                leaders.insert(event["actor"] ?? "")
            case .received: receipts[event.dossier] = event
            case .supplementRequested: stopped.insert(event.dossier)
            case .paused:
                count += 1
                if isUnauthorised(event) { unauthorised += 1 }
                stopped.insert(event.dossier)
            default: break
            }
        }
    }

    private func isUnauthorised(_ pause: Feed.Event) -> Bool {
        let day = (pause["evidence"] == nil ? pause.recordedAt : pause.occurredAt).localDate
        let procedure = receipts[pause.dossier]?.procedure ?? ""
        guard isLawful(pause["data.ground"] ?? "", isLand: sectors[procedure] == "land", on: day),
            pause["data.document"] != nil, let approver = pause["data.approver"],
            approver != pause["actor"], leaders.contains(approver)
        else { return true }
        return !stopped.contains(pause.dossier) && day > due(pause.dossier, procedure)
    }

    private func isLawful(_ ground: String, isLand: Bool, on day: LocalDate) -> Bool {
        switch ground {
        case "financialObligation": true
        case "applicantRequest": day.description >= "2025-07-01"
        case "taxDetermination": isLand && day.description >= "2024-08-01"
        default: isLand && Self.landGrounds.contains(ground)
        }
    }

    /// The statutory due date of a limit in days.
    private func due(_ dossier: String, _ procedure: String) -> LocalDate {
        let limit = limits[procedure] ?? (0, "")
        var date = (receipts[dossier]?.occurredAt ?? .earliest).localDate
        if limit.unit == "calendarDays" {
            date = date.adding(days: limit.value)
            while !isWorking(date) { date = date.adding(days: 1) }
            return date
        }
        for _ in 0..<limit.value {
            repeat { date = date.adding(days: 1) } while !isWorking(date)
        }
        return date
    }

    private func isWorking(_ date: LocalDate) -> Bool {
        daysOn.contains(date) || (date.weekday < 5 && !daysOff.contains(date))
    }
}
