/// What is divided by what, in counts.
package struct CountQuotient: Hashable, Sendable {
    package var numerator: CountSum
    package var denominator: CountSum

    package init(_ numerator: CountSum, _ denominator: CountSum) {
        self.numerator = numerator
        self.denominator = denominator
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
    ///
    /// Where open dossiers past their due stand in the denominator they are overdue ones too.
    package var overdueQuotient: CountQuotient? {
        switch self {
        case .index766: nil
        case .withOpenOverdue: CountQuotient(CountSum(.overdue, .openOverdue), quotient.denominator)
        default: CountQuotient(CountSum(.overdue), quotient.denominator)
        }
    }
}

extension CountSum {
    fileprivate static var inTime: CountSum { CountSum(.early, .onTime) }

    /// Completed dossiers that had a due date.
    fileprivate static var dated: CountSum { CountSum(.early, .onTime, .overdue) }
}
