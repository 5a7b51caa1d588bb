/// What is divided by what, in counts.
package struct CountQuotient: Hashable, Sendable {
    package var numerator: CountSum
    package var denominator: CountSum

    package init(_ numerator: CountSum, _ denominator: CountSum) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Whether every count of the numerator is one of the denominator's, or a part of one.
    var isShare: Bool {
        let whole = denominator.keys
        return denominator.takenOffKeys.isEmpty
            && numerator.keys.allSatisfy { key in
                whole.contains(key)
                    || key.whole.map { whole.contains($0) && !numerator.contains($0) } ?? false
            }
    }
}

extension RateKey {
    /// The counts that the rate is made of (rules.md section 9); `nil` for the satisfaction, which is made of scores.
    package var quotient: CountQuotient? {
        switch self {
        case .onTimeRate: OnTimeReading.overFinished.quotient
        case .overdueRate: CountQuotient(CountSum(.overdue), .dated)
        case .onlineRate: CountQuotient(CountSum(.receivedOnline), CountSum(.received))
        case .notServedRate: CountQuotient(CountSum(.declined, .withdrawn, .refused), CountSum(.received))
        case .apologyCoverage: CountQuotient(CountSum(.apologyGiven), CountSum(.apologyOwed))
        case .explanationCoverage: CountQuotient(CountSum(.explained), CountSum(.apologyOwed))
        case .onSystemRate: CountQuotient(CountSum(.paperEntries).less(.offSystem), CountSum(.paperEntries))
        case .digitisationRate: CountQuotient(CountSum(.digitisedComponents), CountSum(.components))
        case .electronicRate: CountQuotient(CountSum(.electronicResults), CountSum(.granted))
        case .onlinePaymentRate: CountQuotient(CountSum(.paidOnline), CountSum(.paid))
        case .satisfaction: nil
        }
    }
}

extension OnTimeReading {
    /// The counts that the share in time is made of under this reading (rules.md section 9, `onTimeRates`).
    package var quotient: CountQuotient {
        switch self {
        case .overFinished: CountQuotient(.inTime, .dated)
        case .overReceived: CountQuotient(.inTime, CountSum(.received))
        case .overHandled: CountQuotient(.inTime, CountSum(.carriedIn, .received))
        case .withOpenOverdue: CountQuotient(.inTime, CountSum(.early, .onTime, .overdue, .openOverdue))
        case .index766:
            CountQuotient(
                CountSum(.early, .onTime, .openInTime, .stopped),
                CountSum(.finished, .declined, .open)
            )
        }
    }

    /// The share overdue over the same denominator; `nil` under ``index766``, which has none.
    package var overdueQuotient: CountQuotient? {
        self == .index766 ? nil : CountQuotient(CountSum(.overdue), quotient.denominator)
    }
}

extension CountKey {
    /// The count of which this one is a part by its definition (rules.md section 9).
    fileprivate var whole: CountKey? {
        switch self {
        case .receivedOnline, .receivedCounter, .receivedPostal, .registeredLate, .unlisted, .inflatedDue:
            .received
        case .early, .onTime, .overdue, .undatedFinished: .finished
        case .openInTime, .openOverdue, .stopped, .undatedOpen: .open
        case .apologyGiven, .explained: .apologyOwed
        case .pausesUnauthorised: .pausesStarted
        case .pausedOpenUnauthorised: .pausedOpen
        case .secondSupplements: .supplementRequests
        case .rescheduledAgain: .rescheduled
        case .offSystem: .paperEntries
        case .electronicResults: .granted
        case .paidOnline: .paid
        default: nil
        }
    }
}

extension CountSum {
    fileprivate static var inTime: CountSum { CountSum(.early, .onTime) }

    /// Completed dossiers that had a due date.
    fileprivate static var dated: CountSum { CountSum(.early, .onTime, .overdue) }
}
