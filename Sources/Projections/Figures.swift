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

    /// Sets the number at a place of ``numbers``; `false` for a count below 0 or above 2^62, where adding could not be exact.
    mutating func set(_ number: Int128, at place: Int) -> Bool {
        guard place < 56 else {
            if place == 56 { score = number } else { scoreMax = number }
            return true
        }
        guard number >= 0, number <= 1 << 62 else { return false }
        if place < 50 { counts[place] = Int(number) } else { daysLate[place - 50] = Int(number) }
        return true
    }

    /// Writes the counts in the order of ``CountKey``, then the late dossiers by ``DaysLateBucket``, in place of what is there.
    package func copyCounts(into numbers: inout [Int]) {
        numbers.removeAll(keepingCapacity: true)
        for index in counts.indices { numbers.append(counts[index]) }
        for index in daysLate.indices { numbers.append(daysLate[index]) }
    }

    /// The count of the key of that number.
    func count(at key: UInt8) -> Int { counts[Int(key)] }

    package subscript(key: CountKey) -> Int {
        counts[Int(key.rawValue)]
    }

    /// How many of the late dossiers are that late: of those that an apology is owed for.
    package subscript(bucket: DaysLateBucket) -> Int {
        daysLate[Int(bucket.rawValue)]
    }

    /// Whether a count is beyond 2^62: one that reached the largest number stays there and is not exact any more.
    package var isSaturated: Bool {
        for index in counts.indices where counts[index] > 1 << 62 { return true }
        return false
    }

    /// Whether every count is 0.
    package var isEmpty: Bool {
        for index in counts.indices where counts[index] != 0 { return false }
        return true
    }

    /// Raises a count; one that would pass the largest number stays there, in whatever order it was reached.
    @inline(__always)
    private mutating func raise(_ key: CountKey, by amount: Int) {
        let (sum, overflows) = counts[Int(key.rawValue)].addingReportingOverflow(amount)
        counts[Int(key.rawValue)] = overflows ? .max : sum
    }

    /// Counts one more, or one less: no ledger has so many events that this could pass the largest number.
    @inline(__always)
    private mutating func count(_ key: CountKey, _ sign: CountSign) {
        counts[Int(key.rawValue)] &+= sign.rawValue
    }

    @inline(__always)
    private mutating func count(_ key: CountKey, _ sign: CountSign, if holds: Bool) {
        if holds { count(key, sign) }
    }

    @inline(__always)
    private mutating func count(_ key: CountKey, _ amount: Int32, _ sign: CountSign) {
        counts[Int(key.rawValue)] &+= Int(amount) &* sign.rawValue
    }

    /// Counts an amount that may be as large as a JSON number.
    @inline(__always)
    private mutating func countLarge(_ key: CountKey, _ amount: Int64, _ sign: CountSign) {
        raise(key, by: Int(amount) &* sign.rawValue)
    }

    /// Takes in what one dossier is, but for what only the total counts.
    package mutating func add(_ judgement: Judgement) {
        withUnsafePointer(to: judgement) { count($0, .more) }
    }

    /// Takes out what one dossier was: the exact inverse of ``add(_:)``.
    ///
    /// - Precondition: The judgement was taken in before, and no count is saturated.
    package mutating func subtract(_ judgement: Judgement) {
        withUnsafePointer(to: judgement) { count($0, .less) }
    }

    mutating func count(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        // Compiled once for each sign.
        if case .more = sign { countOne(judgement, .more) } else { countOne(judgement, .less) }
    }

    @inline(__always)
    private mutating func countOne(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        let marks = judgement.pointee.marks
        switch judgement.pointee.presence {
        case .absent, .orphan: return
        case .declinedAtIntake: count(.declinedAtIntake, sign, if: marks.has(.beganInPeriod))
        case .received:
            if marks.has(.beganInPeriod) { countReceipt(judgement, sign) }
            count(.carriedIn, sign, if: marks.has(.carriedIn))
            if judgement.pointee.finish.isOpen {
                countOpen(judgement, sign)
            } else if marks.has(.finishedInPeriod) {
                countFinish(judgement, sign)
            }
            countEvents(judgement, sign)
        }
    }

    /// Counts what only the total has: dossiers without a receipt, and events that do not fit.
    mutating func countFaults(_ judgement: Judgement, _ sign: CountSign) {
        if case .orphan = judgement.presence { count(.orphans, sign) }
        count(.anomalies, judgement.anomalies, sign)
    }

    /// A line of a paper register in the period.
    mutating func countPaperEntry(isMatched: Bool, _ sign: CountSign) {
        count(.paperEntries, sign)
        count(.offSystem, sign, if: !isMatched)
    }

    @inline(__always)
    private mutating func countReceipt(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        count(.received, sign)
        if let channel = judgement.pointee.channel {
            // A shift and no switch: how a dossier came in is nothing that a machine could guess.
            let keys =
                UInt32(CountKey.receivedCounter.rawValue) << UInt32(8 * Channel.counter.rawValue)
                | UInt32(CountKey.receivedOnline.rawValue) << UInt32(8 * Channel.online.rawValue)
                | UInt32(CountKey.receivedPostal.rawValue) << UInt32(8 * Channel.postal.rawValue)
            counts[Int(keys >> UInt32(8 * channel.rawValue) & 0xFF)] &+= sign.rawValue
        }
        let marks = judgement.pointee.marks
        count(.registeredLate, sign, if: marks.has(.registeredLate))
        count(.unlisted, sign, if: marks.has(.unlisted))
        count(.inflatedDue, sign, if: marks.has(.inflatedDue))
        countLarge(.components, judgement.pointee.components, sign)
        countLarge(.digitisedComponents, judgement.pointee.digitisedComponents, sign)
    }

    @inline(__always)
    private mutating func countOpen(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        count(.open, sign)
        switch judgement.pointee.dossierClass {
        case .openOverdue:
            count(.openOverdue, sign)
            countLate(judgement, sign)
        case .stopped: count(.stopped, sign)
        case .undatedOpen: count(.undatedOpen, sign)
        default: count(.openInTime, sign)
        }
        count(.pausedOpen, sign, if: judgement.pointee.marks.has(.pausedOpen))
        count(.pausedOpenUnauthorised, sign, if: judgement.pointee.marks.has(.pausedOpenUnauthorised))
        countDifference(judgement, sign)
    }

    @inline(__always)
    private mutating func countFinish(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        switch judgement.pointee.finish {
        case .open: return
        case .declined: count(.declined, sign)
        case .withdrawn: count(.withdrawn, sign)
        case .granted, .refused:
            count(.finished, sign)
            if case .granted = judgement.pointee.finish {
                count(.granted, sign)
            } else {
                count(.refused, sign)
            }
            count(.electronicResults, sign, if: judgement.pointee.marks.has(.electronicResult))
        }
        let standing = judgement.pointee.dossierClass
        if standing != .none {
            // The four classes of what is completed stand in the order of their counts: again nothing to guess.
            let place =
                Int(CountKey.early.rawValue) + Int(standing.rawValue) - Int(DossierClass.early.rawValue)
            counts[place] &+= sign.rawValue
            if standing == .overdue { countLate(judgement, sign) }
        }
        count(.endedLate, sign, if: judgement.pointee.marks.has(.endedLate))
        countDifference(judgement, sign)
    }

    /// A late dossier, for which an apology is owed.
    private mutating func countLate(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        daysLate[Int(DaysLateBucket(days: judgement.pointee.daysLate).rawValue)] &+= sign.rawValue
        count(.apologyOwed, sign)
        count(.apologyGiven, sign, if: judgement.pointee.marks.has(.apologised))
        count(.apologyTimely, sign, if: judgement.pointee.marks.has(.apologisedInTime))
        count(.explained, sign, if: judgement.pointee.marks.has(.explained))
    }

    /// How the two bases differ, for a dossier that is open or was finished in the period.
    @inline(__always)
    private mutating func countDifference(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        count(.masked, sign, if: judgement.pointee.marks.has(.masked))
        count(.lateTick, sign, if: judgement.pointee.marks.has(.lateTick))
    }

    /// What happened in the period, whenever the dossier came in.
    @inline(__always)
    private mutating func countEvents(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        let marks = judgement.pointee.marks
        count(.paid, sign, if: marks.has(.paid))
        count(.paidOnline, sign, if: marks.has(.paidOnline))
        if judgement.pointee.ratings != 0 {
            count(.ratings, judgement.pointee.ratings, sign)
            score &+= judgement.pointee.score &* Int128(sign.rawValue)
            scoreMax &+= judgement.pointee.scoreMax &* Int128(sign.rawValue)
        }
        // Most dossiers have none of these.
        let stops =
            judgement.pointee.pausesStarted | judgement.pointee.unauthorisedDays
            | judgement.pointee.supplementRequests
        if stops != 0 { countStops(judgement, sign) }
        if marks.has(.rescheduled) {
            count(.rescheduled, sign)
            count(.rescheduledAgain, sign, if: marks.has(.rescheduledTooOften))
        }
        count(.componentsDemanded, sign, if: marks.has(.componentDemanded))
    }

    /// Pauses and supplement requests of the period.
    private mutating func countStops(_ judgement: UnsafePointer<Judgement>, _ sign: CountSign) {
        count(.pausesStarted, judgement.pointee.pausesStarted, sign)
        count(.pausesUnauthorised, judgement.pointee.pausesUnauthorised, sign)
        count(.unauthorisedDays, judgement.pointee.unauthorisedDays, sign)
        count(.supplementRequests, judgement.pointee.supplementRequests, sign)
        count(.secondSupplements, judgement.pointee.secondSupplements, sign)
    }

    /// Adds the figures of another part.
    package mutating func merge(_ other: Figures) {
        for index in counts.indices {
            let (sum, overflows) = counts[index].addingReportingOverflow(other.counts[index])
            counts[index] = overflows ? .max : sum
        }
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
