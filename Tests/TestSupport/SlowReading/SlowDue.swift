package import DossierModel

/// A due date, of a dossier whose grain is days, or a due instant, where it is hours (rules.md section 6).
package enum SlowDue: Sendable, Equatable, CustomStringConvertible {
    case date(LocalDate)
    case instant(Instant)

    /// The due date, by date also where the grain is hours.
    package var date: LocalDate {
        switch self {
        case .date(let date): date
        case .instant(let instant): instant.localDate
        }
    }

    /// Whether a moment is after the due, by its grain.
    package func section6IsPassed(at moment: Instant) -> Bool {
        switch self {
        case .date(let date): moment.localDate > date
        case .instant(let instant): moment > instant
        }
    }

    package var description: String {
        switch self {
        case .date(let date): date.description
        case .instant(let instant): instant.description
        }
    }
}
