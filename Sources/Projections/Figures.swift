internal import DossierModel
package import Rules

/// The counts of rules.md section 9 for one row on one basis.
///
/// A value that begins empty and takes in every judgement once. The order does not matter, and figures of parts
/// computed apart merge into those of the whole, for any cut by dossier.
///
///     var figures = Figures()
///     figures.add(judgement)
///     figures[.onTime]
///     figures.rate(.onTimeRate)
package struct Figures: Sendable {
    /// As many as ``CountKey`` has cases.
    private var counts: [50 of Int]

    /// Late dossiers by ``DaysLateBucket``.
    private var daysLate: [6 of Int]

    /// Scores given, in millionths.
    package private(set) var score: Int128 = 0

    /// Best possible scores of the ratings, in millionths.
    package private(set) var scoreMax: Int128 = 0

    package init() {
        counts = InlineArray(repeating: 0)
        daysLate = InlineArray(repeating: 0)
    }

    package subscript(key: CountKey) -> Int {
        counts[Int(key.rawValue)]
    }

    /// How many of the late dossiers are that late: of those that an apology is owed for.
    package subscript(bucket: DaysLateBucket) -> Int {
        daysLate[Int(bucket.rawValue)]
    }

    /// Whether every count is 0.
    package var isEmpty: Bool {
        for index in counts.indices where counts[index] != 0 { return false }
        return true
    }

    /// Raises a count; one that would pass the largest number stays there, in whatever order it was reached.
    @inline(__always)
    mutating func raise(_ key: CountKey, by amount: Int = 1) {
        let (sum, overflows) = counts[Int(key.rawValue)].addingReportingOverflow(amount)
        counts[Int(key.rawValue)] = overflows ? .max : sum
    }

    @inline(__always)
    private mutating func raise(_ key: CountKey, if holds: Bool) {
        if holds { raise(key) }
    }

    /// Takes in what one dossier is, but for what only the total counts.
    package mutating func add(_ judgement: Judgement) {
        switch judgement.presence {
        case .absent, .orphan: return
        case .declinedAtIntake: raise(.declinedAtIntake, if: judgement.marks.has(.beganInPeriod))
        case .received:
            if judgement.marks.has(.beganInPeriod) { addReceipt(judgement) }
            raise(.carriedIn, if: judgement.marks.has(.carriedIn))
            if judgement.finish.isOpen {
                addOpen(judgement)
            } else if judgement.marks.has(.finishedInPeriod) {
                addFinish(judgement)
            }
            addEvents(judgement)
        }
    }

    /// Takes in what only the total counts: dossiers without a receipt, and events that do not fit.
    package mutating func addFaults(_ judgement: Judgement) {
        if case .orphan = judgement.presence { raise(.orphans) }
        raise(.anomalies, by: Int(judgement.anomalies))
    }

    /// A line of a paper register in the period.
    mutating func addPaperEntry(isMatched: Bool) {
        raise(.paperEntries)
        raise(.offSystem, if: !isMatched)
    }

    private mutating func addReceipt(_ judgement: Judgement) {
        raise(.received)
        switch judgement.channel {
        case .online: raise(.receivedOnline)
        case .counter: raise(.receivedCounter)
        case .postal: raise(.receivedPostal)
        case nil: break
        }
        raise(.registeredLate, if: judgement.marks.has(.registeredLate))
        raise(.unlisted, if: judgement.marks.has(.unlisted))
        raise(.inflatedDue, if: judgement.marks.has(.inflatedDue))
        raise(.components, by: Int(judgement.components))
        raise(.digitisedComponents, by: Int(judgement.digitisedComponents))
    }

    private mutating func addOpen(_ judgement: Judgement) {
        raise(.open)
        switch judgement.dossierClass {
        case .openOverdue:
            raise(.openOverdue)
            addLate(judgement)
        case .stopped: raise(.stopped)
        case .undatedOpen: raise(.undatedOpen)
        default: raise(.openInTime)
        }
        raise(.pausedOpen, if: judgement.marks.has(.pausedOpen))
        raise(.pausedOpenUnauthorised, if: judgement.marks.has(.pausedOpenUnauthorised))
        addDifference(judgement)
    }

    private mutating func addFinish(_ judgement: Judgement) {
        switch judgement.finish {
        case .open: return
        case .declined: raise(.declined)
        case .withdrawn: raise(.withdrawn)
        case .granted, .refused:
            raise(.finished)
            if case .granted = judgement.finish { raise(.granted) } else { raise(.refused) }
            raise(.electronicResults, if: judgement.marks.has(.electronicResult))
        }
        switch judgement.dossierClass {
        case .early: raise(.early)
        case .onTime: raise(.onTime)
        case .overdue:
            raise(.overdue)
            addLate(judgement)
        case .undatedFinished: raise(.undatedFinished)
        default: break
        }
        raise(.endedLate, if: judgement.marks.has(.endedLate))
        addDifference(judgement)
    }

    /// A late dossier, for which an apology is owed.
    private mutating func addLate(_ judgement: Judgement) {
        daysLate[Int(DaysLateBucket(days: judgement.daysLate).rawValue)] += 1
        raise(.apologyOwed)
        raise(.apologyGiven, if: judgement.marks.has(.apologised))
        raise(.apologyTimely, if: judgement.marks.has(.apologisedInTime))
        raise(.explained, if: judgement.marks.has(.explained))
    }

    /// How the two bases differ, for a dossier that is open or was finished in the period.
    private mutating func addDifference(_ judgement: Judgement) {
        raise(.masked, if: judgement.marks.has(.masked))
        raise(.lateTick, if: judgement.marks.has(.lateTick))
    }

    /// What happened in the period, whenever the dossier came in.
    private mutating func addEvents(_ judgement: Judgement) {
        // Most dossiers have none of these.
        raise(.pausesStarted, by: Int(judgement.pausesStarted))
        raise(.pausesUnauthorised, by: Int(judgement.pausesUnauthorised))
        raise(.unauthorisedDays, by: Int(judgement.unauthorisedDays))
        raise(.supplementRequests, by: Int(judgement.supplementRequests))
        raise(.secondSupplements, by: Int(judgement.secondSupplements))
        if judgement.marks.has(.rescheduled) {
            raise(.rescheduled)
            raise(.rescheduledAgain, if: judgement.marks.has(.rescheduledTooOften))
        }
        raise(.paid, if: judgement.marks.has(.paid))
        raise(.paidOnline, if: judgement.marks.has(.paidOnline))
        raise(.componentsDemanded, if: judgement.marks.has(.componentDemanded))
        raise(.ratings, by: Int(judgement.ratings))
        score += judgement.score
        scoreMax += judgement.scoreMax
    }

    /// Adds the figures of another part.
    package mutating func merge(_ other: Figures) {
        for key in CountKey.allCases { raise(key, by: other[key]) }
        for index in daysLate.indices { daysLate[index] += other.daysLate[index] }
        score += other.score
        scoreMax += other.scoreMax
    }
}

extension Figures: Equatable {
    package static func == (left: Figures, right: Figures) -> Bool {
        for index in left.counts.indices where left.counts[index] != right.counts[index] { return false }
        for index in left.daysLate.indices where left.daysLate[index] != right.daysLate[index] {
            return false
        }
        return left.score == right.score && left.scoreMax == right.scoreMax
    }
}
