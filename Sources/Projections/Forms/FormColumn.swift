/// A column of form II.06a that holds a number; the raw value is the number that the form gives it.
///
/// Columns (1) and (2) name the line.
package enum FormColumn: Int, CaseIterable, Sendable {
    case handled = 3
    case receivedOnline
    case receivedOtherwise
    case carriedIn
    case finished
    case early
    case onTime
    case overdue
    case open
    case openInTime
    case openOverdue

    /// The counts of rules.md section 9 that the column is the sum of.
    package var counts: [CountKey] {
        switch self {
        case .handled: [.received, .carriedIn]
        case .receivedOnline: [.receivedOnline]
        case .receivedOtherwise: [.receivedCounter, .receivedPostal]
        case .carriedIn: [.carriedIn]
        case .finished: [.finished]
        case .early: [.early]
        case .onTime: [.onTime]
        case .overdue: [.overdue]
        case .open: [.open]
        case .openInTime: [.openInTime, .stopped]
        case .openOverdue: [.openOverdue]
        }
    }
}

/// An equation between columns of form II.06a; the cases stand in the form's order.
package enum FormCheck: CaseIterable, Sendable {
    case handled
    case finished
    case open
    case balance

    /// The column on the left of the equation.
    package var whole: FormColumn {
        switch self {
        case .handled, .balance: .handled
        case .finished: .finished
        case .open: .open
        }
    }

    /// The columns whose sum stands on its right.
    package var parts: [FormColumn] {
        switch self {
        case .handled: [.receivedOnline, .receivedOtherwise, .carriedIn]
        case .finished: [.early, .onTime, .overdue]
        case .open: [.openInTime, .openOverdue]
        case .balance: [.finished, .open]
        }
    }

    /// What is in the whole and has no column of its own among the parts.
    package var apart: [CountKey] {
        switch self {
        case .handled: []
        case .finished: [.undatedFinished]
        case .open: [.undatedOpen]
        case .balance: [.declined, .withdrawn]
        }
    }

    /// The equation in the form's numbers, as `(3) = (4) + (5) + (6)`.
    package var text: String {
        "(\(whole.rawValue)) = " + parts.map { "(\($0.rawValue))" }.joined(separator: " + ")
    }
}
