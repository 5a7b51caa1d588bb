/// A count of rules.md section 9; the cases stand in its order.
package enum CountKey: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case received, receivedOnline, receivedCounter, receivedPostal
    case carriedIn
    case early, onTime, overdue, undatedFinished, finished
    case granted, refused
    case declined, withdrawn, endedLate
    case declinedAtIntake
    case openInTime, openOverdue, stopped, undatedOpen, open
    case apologyOwed, apologyGiven, apologyTimely, explained
    case pausesStarted, pausesUnauthorised, pausedOpen, pausedOpenUnauthorised, unauthorisedDays
    case supplementRequests, secondSupplements
    case rescheduled, rescheduledAgain
    case paperEntries, offSystem
    case registeredLate
    case components, digitisedComponents
    case electronicResults
    case paid, paidOnline
    case componentsDemanded
    case unlisted, inflatedDue
    case lateTick, masked
    case ratings
    case orphans, anomalies

    /// The key in JSON: the name of the case.
    package var name: String { String(describing: self) }

    /// The count of that name, or `nil` where there is none.
    package init?(name: some StringProtocol) {
        guard let key = CountKey.allCases.first(where: { $0.name == name }) else { return nil }
        self = key
    }

    /// Whether it is given in the total only: it has no group.
    package var isOfTotalOnly: Bool { self == .orphans || self == .anomalies }
}

/// A rate of rules.md section 9; the cases stand in its order.
package enum RateKey: String, CaseIterable, Sendable {
    case onTimeRate, overdueRate, onlineRate, notServedRate
    case apologyCoverage, explanationCoverage
    case onSystemRate, digitisationRate, electronicRate, onlinePaymentRate
    case satisfaction
}

/// A reading of "on time" that is in use, named by its denominator (rules.md section 9, `onTimeRates`).
package enum OnTimeReading: String, CaseIterable, Sendable {
    case overFinished, overReceived, overHandled, withOpenOverdue
    /// Decision 766: open dossiers count as well.
    case index766
}

/// How late, in working days (rules.md section 9).
package enum DaysLateBucket: UInt8, CaseIterable, Sendable, BitwiseCopyable {
    case upTo5, upTo30, upTo90, upTo250, upTo500, over500

    /// - Parameter days: At least 1.
    package init(days: Int32) {
        switch days {
        case ...5: self = .upTo5
        case ...30: self = .upTo30
        case ...90: self = .upTo90
        case ...250: self = .upTo250
        case ...500: self = .upTo500
        default: self = .over500
        }
    }

    /// The name as rules.md writes it, with en dashes.
    package var name: String {
        switch self {
        case .upTo5: "1\u{2013}5"
        case .upTo30: "6\u{2013}30"
        case .upTo90: "31\u{2013}90"
        case .upTo250: "91\u{2013}250"
        case .upTo500: "251\u{2013}500"
        case .over500: "over 500"
        }
    }
}
