package import DossierModel

/// Another moment of the world at which a claimed figure may have been taken (findings.md section 2).
package enum ReadingMoment: String, CaseIterable, Sendable {
    /// The end of the day of the document.
    case document
    /// The last moment that the ledger knows of.
    case last
}

/// Another way to read what is counted (findings.md section 2).
package enum CountReading: CaseIterable, Sendable {
    case finishedAsInTime
    case finishedWithDeclinedAndWithdrawn
    case receivedWithCarriedIn
    case overdueWithOpenOverdue
    case stoppedAsPausedOpen

    /// What is read otherwise.
    var key: CountKey {
        switch self {
        case .finishedAsInTime, .finishedWithDeclinedAndWithdrawn: .finished
        case .receivedWithCarriedIn: .received
        case .overdueWithOpenOverdue: .overdue
        case .stoppedAsPausedOpen: .stopped
        }
    }

    /// What is counted in its place.
    var counted: [CountKey] {
        switch self {
        case .finishedAsInTime: [.early, .onTime]
        case .finishedWithDeclinedAndWithdrawn: [.finished, .declined, .withdrawn]
        case .receivedWithCarriedIn: [.received, .carriedIn]
        case .overdueWithOpenOverdue: [.overdue, .openOverdue]
        case .stoppedAsPausedOpen: [.pausedOpen]
        }
    }
}

/// One thing that a reading changes in what a claim says.
package enum ReadingChange: Hashable, Sendable {
    case basis(Basis)
    case denominator(OnTimeReading)
    case moment(ReadingMoment)
    case counts(CountReading)

    /// As answers in JSON name it.
    package var name: String {
        switch self {
        case .basis(let basis): "basis:\(basis)"
        case .denominator(let reading): "denominator:\(reading.rawValue)"
        case .moment(let moment): "at:\(moment.rawValue)"
        case .counts(let reading):
            "counts:\(reading.key.name)=" + reading.counted.map(\.name).joined(separator: "+")
        }
    }

    /// Whether two of them can be changed at once: not the same thing in two ways.
    fileprivate func isApart(from other: ReadingChange) -> Bool {
        switch (self, other) {
        case (.basis, .basis), (.denominator, .denominator), (.moment, .moment): false
        case (.counts(let one), .counts(let other)): one.key != other.key
        default: true
        }
    }
}

/// What the metric of a claim divides by what under a reading.
package enum MetricParts: Hashable, Sendable {
    case count(CountSum)
    case quotient(CountQuotient)
    /// Scores given by best possible scores.
    case scores
}

extension Metric {
    /// The metric as it is written.
    package var parts: MetricParts {
        switch form {
        case .count(let sum): .count(sum)
        case .quotient(let quotient): .quotient(quotient)
        case .rate(let key): key.quotient.map { .quotient($0) } ?? .scores
        case .onTime(let reading): .quotient(reading.quotient)
        }
    }

    /// The metric under the changes of a reading, or `nil` where one of them changes nothing in it.
    package func parts(_ changes: [ReadingChange]) -> MetricParts? {
        var parts = parts
        for change in changes {
            switch change {
            case .basis, .moment: continue
            case .denominator(let reading):
                guard let quotient = over(reading), .quotient(quotient) != parts else { return nil }
                parts = .quotient(quotient)
            case .counts(let reading):
                guard canRead(reading), let changed = Metric.reading(parts, as: reading) else { return nil }
                parts = changed
            }
        }
        return parts
    }

    /// The same share over another denominator, for the shares that are told over several.
    package func over(_ reading: OnTimeReading) -> CountQuotient? {
        if isOnTimeRate { return reading.quotient }
        return form == .rate(.overdueRate) ? reading.overdueQuotient : nil
    }

    /// Whether the counts of the metric can be read so.
    ///
    /// Where it names counts they can. A named rate is as it is defined, but that of the overdue: what "overdue" means is
    /// what its readers differ in.
    private func canRead(_ reading: CountReading) -> Bool {
        switch form {
        case .count, .quotient: true
        case .rate(.overdueRate): reading == .overdueWithOpenOverdue
        case .rate, .onTime: false
        }
    }

    private static func reading(_ parts: MetricParts, as reading: CountReading) -> MetricParts? {
        switch parts {
        case .count(let sum): return sum.replacing(reading.key, with: reading.counted).map { .count($0) }
        case .quotient(let quotient):
            // At every place where the count stands, or not at all.
            var read = quotient
            for part in [\CountQuotient.numerator, \.denominator]
            where quotient[keyPath: part].contains(reading.key) {
                guard let sum = quotient[keyPath: part].replacing(reading.key, with: reading.counted) else {
                    return nil
                }
                read[keyPath: part] = sum
            }
            return read == quotient ? nil : .quotient(read)
        case .scores: return nil
        }
    }
}

extension Metric {
    /// The readings of a claim that change one thing, the plainest first.
    ///
    /// `moments` are those at which the world stood otherwise than at the claim's own.
    package func singleChanges(from basis: Basis, _ moments: [ReadingMoment]) -> [[ReadingChange]] {
        var changes: [ReadingChange] = [.basis(basis == .reported ? .audited : .reported)]
        changes += OnTimeReading.allCases.map { .denominator($0) }
        changes += moments.map { .moment($0) }
        changes += CountReading.allCases.map { .counts($0) }
        return changes.map { [$0] }.filter { parts($0) != nil }
    }

    /// The readings that change two things, in the order of the first and then of the second.
    package func doubleChanges(from basis: Basis, _ moments: [ReadingMoment]) -> [[ReadingChange]] {
        let single = singleChanges(from: basis, moments).flatMap { $0 }
        var double: [[ReadingChange]] = []
        for (index, first) in single.enumerated() {
            for second in single.dropFirst(index + 1) where first.isApart(from: second) {
                if parts([first, second]) != nil { double.append([first, second]) }
            }
        }
        return double
    }
}
