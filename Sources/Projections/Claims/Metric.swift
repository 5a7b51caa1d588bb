package import DossierModel

/// What a claim is about: a key of rules.md section 9, or a quotient of two sums of its counts.
package struct Metric: Hashable, Sendable {
    /// What the metric is made of.
    package enum Form: Hashable, Sendable {
        /// A sum of counts.
        case count(CountSum)
        /// A quotient that the claims file writes out.
        case quotient(CountQuotient)
        case rate(RateKey)
        case onTime(OnTimeReading)
    }

    package let form: Form

    /// As the claims file writes it.
    package let name: String

    /// Reads `received`, `early+onTime`, `openOverdue/open`, `apologyCoverage` or `onTimeRates.overReceived`.
    package init?(_ name: String) {
        self.name = name
        if let key = RateKey(rawValue: name) {
            form = .rate(key)
        } else if name.hasPrefix("onTimeRates.") {
            guard let reading = OnTimeReading(rawValue: String(name.dropFirst(12))) else { return nil }
            form = .onTime(reading)
        } else {
            let parts = name.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count <= 2, let sum = Metric.sum(parts[0]) else { return nil }
            guard parts.count == 2 else {
                form = .count(sum)
                return
            }
            guard let denominator = Metric.sum(parts[1]) else { return nil }
            let quotient = CountQuotient(sum, denominator)
            // A share in time is one however it is spelt.
            let reading = OnTimeReading.allCases.first { $0.quotient == quotient }
            form = reading.map { .onTime($0) } ?? .quotient(quotient)
        }
    }

    private static func sum(_ text: Substring) -> CountSum? {
        var keys: [CountKey] = []
        for name in text.split(separator: "+", omittingEmptySubsequences: false) {
            guard let key = CountKey(name: name) else { return nil }
            keys.append(key)
        }
        // Lines of paper registers and dossiers are no things of one kind.
        let papers = keys.count { $0 == .paperEntries || $0 == .offSystem }
        guard papers == 0 || papers == keys.count else { return nil }
        return CountSum(keys)
    }

    /// Whether it is a quotient: a claim about it is a percentage.
    package var isRatio: Bool {
        if case .count = form { false } else { true }
    }

    /// Whether no ledger can have more than 100 % of it: its numerator counts a part of its denominator.
    package var isShare: Bool {
        switch form {
        case .count: false
        case .quotient(let quotient): quotient.isShare
        case .rate(.notServedRate), .rate(.digitisationRate), .rate(.satisfaction): false
        case .rate: true
        case .onTime(.overReceived), .onTime(.index766): false
        case .onTime: true
        }
    }

    /// Whether it tells the share served in time, over whatever denominator.
    package var isOnTimeRate: Bool {
        switch form {
        case .rate(.onTimeRate), .onTime: true
        default: false
        }
    }

    /// Whether it tells the share served in time, or the share overdue.
    package var isTimeShare: Bool { isOnTimeRate || form == .rate(.overdueRate) }

    /// All names of counts and rates that a metric can be.
    package static var names: [String] {
        CountKey.allCases.map(\.name) + RateKey.allCases.map(\.rawValue)
            + OnTimeReading.allCases.map { "onTimeRates.\($0.rawValue)" }
    }
}

extension Metric {
    /// The types of events that the metric is made from.
    ///
    /// Where a scope has no event of any of them nothing bears on a claim about it.
    package var eventTypes: Set<EventType> {
        let keys: [CountKey] =
            switch form {
            case .count(let sum): sum.keys
            case .quotient(let quotient): quotient.numerator.keys + quotient.denominator.keys
            case .rate(.satisfaction): [.ratings]
            case .rate(let key):
                (key.quotient?.numerator.keys ?? []) + (key.quotient?.denominator.keys ?? [])
            case .onTime(let reading): reading.quotient.numerator.keys + reading.quotient.denominator.keys
            }
        return Set(keys.flatMap(\.eventTypes))
    }
}

extension CountKey {
    /// The types of events that make a dossier, an event or an entry count here.
    fileprivate var eventTypes: [EventType] {
        switch self {
        case .received, .receivedOnline, .receivedCounter, .receivedPostal, .carriedIn, .registeredLate,
            .components, .digitisedComponents, .unlisted, .inflatedDue, .openInTime, .openOverdue,
            .undatedOpen, .open, .lateTick, .masked, .apologyOwed:
            [.received]
        case .early, .onTime, .overdue, .undatedFinished, .finished, .granted, .refused, .electronicResults:
            [.completed]
        case .declined, .declinedAtIntake: [.declined]
        case .withdrawn: [.withdrawn]
        case .endedLate: [.declined, .withdrawn]
        case .stopped: [.paused, .supplementRequested]
        case .apologyGiven, .apologyTimely: [.received, .apologised]
        case .explained: [.received, .explained]
        case .pausesStarted, .pausesUnauthorised, .pausedOpen, .pausedOpenUnauthorised, .unauthorisedDays:
            [.paused]
        case .supplementRequests, .secondSupplements: [.supplementRequested]
        case .rescheduled, .rescheduledAgain: [.rescheduled]
        case .paperEntries, .offSystem: [.paperEntered]
        case .paid, .paidOnline: [.feePaid]
        case .componentsDemanded: [.componentDemanded]
        case .ratings: [.rated]
        case .orphans, .anomalies: EventType.allCases.filter(\.isOfDossier)
        }
    }
}
