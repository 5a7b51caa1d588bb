import DossierModel
import Synthetic
import TestSupport

/// How near the lives of a stream come to faults, in working days of a week without holidays.
///
/// It counts Mondays to Fridays and the days that the stream declares, from the lines and nothing else.
struct NearMisses {
    private(set) var longestPause = 0
    /// From a completion to the first hand-over.
    private(set) var longestWait = 0
    private(set) var longestRegistration = 0
    /// Of one procedure, at one unit, on one day.
    private(set) var mostReceiptsOfApplicant = 0
    /// Calendar days from a withdrawal, decline or refusal to the same applicant's next receipt for the procedure.
    private(set) var shortestReturn = Int.max
    private var exceptions: [LocalDate: Bool] = [:]

    init(_ lines: [String]) {
        let events = lines.compactMap { Feed.Event(line: $0) }
        var lives: [String: [Feed.Event]] = [:]
        for event in events {
            for day in event.days("holiday") { exceptions[day] = false }
            for day in event.days("working") { exceptions[day] = true }
            if event.type?.isOfDossier == true { lives[event.dossier, default: []].append(event) }
        }
        var receipts: [String: [Feed.Event]] = [:]
        for life in lives.values {
            let receipt = life[0]
            receipts["\(receipt["data.applicant"] ?? "") \(receipt.procedure)", default: []].append(receipt)
            measure(life)
        }
        for visits in receipts.values {
            let sorted = visits.sorted { $0.occurredAt < $1.occurredAt }
            mostReceiptsOfApplicant = max(
                mostReceiptsOfApplicant,
                sorted.count { $0.occurredAt.localDate == sorted[0].occurredAt.localDate }
            )
            guard sorted.count == 2, let end = lives[sorted[0].dossier]?.first(where: NearMisses.isUnserved)
            else { continue }
            let days = Int(sorted[1].occurredAt.localDate.rawValue - end.occurredAt.localDate.rawValue)
            shortestReturn = min(shortestReturn, days)
        }
    }

    private static func isUnserved(_ event: Feed.Event) -> Bool {
        event.type == .declined || event.type == .withdrawn || event["data.outcome"] == "refused"
    }

    private mutating func measure(_ life: [Feed.Event]) {
        longestRegistration = max(
            longestRegistration,
            workingDays(life[0].occurredAt.localDate, life[0].recordedAt.localDate)
        )
        if let pause = life.first(where: { $0.type == .paused }),
            let end = life.first(where: { $0.type == .resumed })
        {
            let days = workingDays(pause.occurredAt.localDate, end.occurredAt.localDate)
            longestPause = max(longestPause, days)
        }
        if let finish = life.first(where: { $0.type == .completed }),
            let end = life.first(where: { $0.type == .returned })
        {
            longestWait = max(longestWait, workingDays(finish.occurredAt.localDate, end.occurredAt.localDate))
        }
    }

    private func workingDays(_ start: LocalDate, _ end: LocalDate) -> Int {
        var (count, day) = (0, start.adding(days: 1))
        while day <= end {
            if exceptions[day] ?? (day.weekday < 5) { count += 1 }
            day = day.adding(days: 1)
        }
        return count
    }
}
