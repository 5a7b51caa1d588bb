/// The figures of one basis, by the keys of rules.md section 9; a key that is not there is 0.
package struct SlowCounts: Equatable, Sendable {
    package private(set) var counts: [String: Int] = [:]
    /// The sums of scores and of best marks behind `satisfaction`.
    package private(set) var score = 0.0
    package private(set) var max = 0.0

    package init(_ counts: [String: Int] = [:]) {
        for (key, count) in counts { add(count, to: key) }
    }

    /// Counts with the sums of the ratings, as another reading has them.
    package init(_ counts: [String: Int], score: Double, max: Double) {
        self.init(counts)
        self.score = score
        self.max = max
    }

    package subscript(key: String) -> Int { counts[key] ?? 0 }

    var isNothing: Bool { counts.isEmpty }

    mutating func add(_ count: Int = 1, to key: String) {
        guard count != 0 else { return }
        counts[key, default: 0] += count
    }

    mutating func addRating(score: Double, max: Double) {
        add(to: "ratings")
        self.score += score
        self.max += max
    }

    mutating func add(_ other: SlowCounts) {
        for (key, count) in other.counts { add(count, to: key) }
        score += other.score
        max += other.max
    }
}

/// The answer to one question: a row for each group in which anything is not 0, and the total.
package struct SlowAnswer: Equatable, Sendable {
    /// A group and its figures on both bases.
    package struct Row: Equatable, Sendable {
        /// A value for each of the question's groups, in their order.
        package var group: [String?]
        package var reported: SlowCounts
        package var audited: SlowCounts

        package init(group: [String?], reported: SlowCounts, audited: SlowCounts) {
            self.group = group
            self.reported = reported
            self.audited = audited
        }
    }

    /// In the order of their groups, null first, byte by byte.
    package var rows: [Row]
    /// Its group is empty.
    package var total: Row

    package init(rows: [Row], total: Row) {
        self.rows = rows
        self.total = total
    }

    /// The count keys of rules.md section 9 that every row has.
    package static let keys = [
        "received", "receivedOnline", "receivedCounter", "receivedPostal", "carriedIn", "early", "onTime",
        "overdue", "undatedFinished", "finished", "granted", "refused", "declined", "withdrawn", "endedLate",
        "declinedAtIntake", "openInTime", "openOverdue", "stopped", "undatedOpen", "open", "apologyOwed",
        "apologyGiven", "apologyTimely", "explained", "pausesStarted", "pausesUnauthorised", "pausedOpen",
        "pausedOpenUnauthorised", "unauthorisedDays", "supplementRequests", "secondSupplements",
        "rescheduled", "rescheduledAgain", "paperEntries", "offSystem", "registeredLate", "components",
        "digitisedComponents", "electronicResults", "paid", "paidOnline", "componentsDemanded", "unlisted",
        "inflatedDue", "lateTick", "masked", "ratings",
    ]

    /// The keys of the total alone.
    package static let totalKeys = ["orphans", "anomalies"]

    /// The keys under which the buckets of days late are counted, of the dossiers of `apologyOwed`.
    package static let bucketKeys = [
        "daysLate 1–5", "daysLate 6–30", "daysLate 31–90", "daysLate 91–250", "daysLate 251–500",
        "daysLate over 500",
    ]

    /// What differs from another answer, a line for each figure; empty where nothing does.
    ///
    /// With no `keys` named all figures are compared, and the sums of the ratings too.
    package func difference(from other: SlowAnswer, keys: [String]? = nil) -> [String] {
        var lines: [String] = []
        // By bytes: two spellings of one letter are two groups.
        let ownGroups = rows.map { bytes($0.group) }
        let otherGroups = other.rows.map { bytes($0.group) }
        if ownGroups != otherGroups {
            lines.append("rows \(named(rows.map(\.group))) against \(named(other.rows.map(\.group)))")
        }
        for row in rows {
            guard let match = other.rows.first(where: { bytes($0.group) == bytes(row.group) }) else {
                continue
            }
            lines += row.difference(from: match, named: named([row.group]), keys: keys)
        }
        return lines + total.difference(from: other.total, named: "total", keys: keys)
    }

    private func bytes(_ group: [String?]) -> [ByteText?] {
        group.map { $0.map { ByteText($0) } }
    }

    private func named(_ groups: [[String?]]) -> String {
        groups.map { group in "(" + group.map { $0 ?? "null" }.joined(separator: ", ") + ")" }
            .joined(separator: " ")
    }
}

extension SlowAnswer.Row {
    fileprivate func difference(from other: SlowAnswer.Row, named name: String, keys: [String]?) -> [String] {
        reported.difference(from: other.reported, named: name + " reported", keys: keys)
            + audited.difference(from: other.audited, named: name + " audited", keys: keys)
    }
}

extension SlowCounts {
    fileprivate func difference(from other: SlowCounts, named name: String, keys: [String]?) -> [String] {
        let asked = keys ?? Set(counts.keys).union(other.counts.keys).sorted()
        var lines = asked.filter { self[$0] != other[$0] }
            .map { "\(name) \($0): \(self[$0]) against \(other[$0])" }
        if keys == nil, score != other.score || max != other.max {
            lines.append("\(name) satisfaction: \(score)/\(max) against \(other.score)/\(other.max)")
        }
        return lines
    }
}
