internal import DossierModel

/// Between which working days a dossier of some fate can reach its end, counted by ``ScenarioCalendar/rank(of:)``.
///
/// What has no end by the close of the period has the days on which its clock can be stopped, or any.
struct FinishWindow: Sendable {
    /// The last days on which a masked pause moves the end of a dossier.
    static let longestMask = 20

    /// The first and last working day of the document's period.
    let first: Int
    let last: Int

    /// The days for a dossier received on one working day and due on another, or `nil` where it cannot be.
    func days(_ fate: Fate, receipt: Int, due: Int, unit: LimitUnit) -> ClosedRange<Int>? {
        let start = max(receipt, first)
        // Work takes a third of its time at least.
        let worked = max(receipt + (due - receipt) / 3, first)
        // In hours the due date may be over in the morning, so what must come before it has the days before.
        let limit = unit == .workingHours ? max(receipt, due - 1) : due
        switch fate {
        case .early: return range(worked, min(due - 1, last))
        case .onTime: return range(max(due, first), min(due, last))
        case .inTime: return range(worked, min(due, last))
        case .overdue(let days):
            return range(max(due + days.lowerBound, first), min(due + days.upperBound, last))
        case .declined, .withdrawn:
            return range(start, min(limit, last, start + 4))
        case .openInTime: return range(last + 1, receipt <= last ? due : last)
        case .openOverdue(let days): return days.contains(last - due) ? receipt...receipt : nil
        case .awaitingSupplement, .awaitingPayment, .paused:
            return range(min(receipt + 1, limit), min(limit, last, receipt + 6))
        case .pausedLate: return due + 3 <= last ? range(receipt + 1, min(limit, receipt + 6)) : nil
        case .masked:
            guard unit == .workingDays, due - receipt >= 3, due >= first else { return nil }
            return range(
                due + 1,
                due + FinishWindow.longestMask <= last ? due + FinishWindow.longestMask : due
            )
        case .tickedLate: return unit != .workingHours && due < last ? range(worked, due) : nil
        case .offSystem: return receipt...receipt
        }
    }

    private func range(_ lower: Int, _ upper: Int) -> ClosedRange<Int>? {
        lower <= upper ? lower...upper : nil
    }
}
