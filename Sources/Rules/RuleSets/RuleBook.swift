package import DossierModel

/// A rule set that holds from a day on, and by what.
package struct RuleAdoption: Hashable, Sendable {
    package var ruleSet: RuleSet

    /// The first receipt date that it holds for.
    package var effectiveFrom: LocalDate

    /// When a `rules.adopted` was recorded, and its id; `nil` for a set that is built in.
    package var adopted: Adopted?

    package struct Adopted: Hashable, Sendable {
        package var recordedAt: Instant
        package var id: [UInt8]
    }

    /// A set that holds without any event, from its own day on.
    package init(builtIn ruleSet: RuleSet) {
        self.ruleSet = ruleSet
        effectiveFrom = ruleSet.effectiveFrom
        adopted = nil
    }

    /// A set that a `rules.adopted` event puts in force.
    package init(_ ruleSet: RuleSet, from day: LocalDate, recordedAt: Instant, id: [UInt8]) {
        self.ruleSet = ruleSet
        effectiveFrom = day
        adopted = Adopted(recordedAt: recordedAt, id: id)
    }

    /// Whether another of the same day is taken instead of this one.
    fileprivate func yields(to other: RuleAdoption) -> Bool {
        guard let mine = adopted else { return other.adopted != nil }
        guard let its = other.adopted else { return false }
        if mine.recordedAt != its.recordedAt { return mine.recordedAt < its.recordedAt }
        return mine.id.lexicographicallyPrecedes(its.id)
    }
}

/// The rule sets in force by receipt date, with their grounds as numbers.
///
/// A set holds from its day to the day before the next one's; before the first the first. Of one day an adopted
/// set goes before a built-in one, then the later `recordedAt`, then the greater `id` (rules.md section 8).
package struct RuleBook: Sendable {
    /// The numbers of a set, as the walk asks for them.
    package struct Terms: Sendable, BitwiseCopyable {
        package var maxSupplementRequests: Int
        package var supplementWithinDays: Int?
        package var apologyLeadDays: Int
        package var maxReschedules: Int
        package var registrationGraceDays: Int
        /// The part of the book's table of grounds that is this set's: one entry for each ground by number.
        var firstGround: Int
        var groundCount: Int
    }

    /// The dates between which a ground is lawful for one sector or for all.
    struct Interval: BitwiseCopyable, Sendable {
        var sector: CodeIndex
        var isForAll: Bool
        var from: LocalDate
        var to: LocalDate
    }

    /// Where in a table the entries of something are.
    struct Slice: BitwiseCopyable, Sendable {
        var start: Int32
        var end: Int32
    }

    /// The table of grounds while it grows.
    private struct GroundTable {
        var grounds: [Slice] = []
        var intervals: [Interval] = []

        /// Adds the grounds of a set to the table, and says where they are.
        mutating func add(
            _ lawful: [LawfulGround],
            ground: (String) -> CodeIndex?,
            sector: (String) -> CodeIndex?
        ) -> Range<Int> {
            var byGround: [CodeIndex: [Interval]] = [:]
            for entry in lawful {
                // A ground or sector that no event of the ledger names can be asked for by none.
                guard let code = ground(entry.ground) else { continue }
                let from = entry.from ?? WorkCalendar.first
                let to = entry.to ?? WorkCalendar.last
                if let sectors = entry.sectors {
                    byGround[code, default: []] += sectors.compactMap(sector).map {
                        Interval(sector: $0, isForAll: false, from: from, to: to)
                    }
                } else {
                    byGround[code, default: []].append(
                        Interval(sector: .none, isForAll: true, from: from, to: to)
                    )
                }
            }
            let start = grounds.count
            let count = byGround.keys.max().map { Int($0.rawValue) + 1 } ?? 0
            for code in 0..<count {
                let first = Int32(intervals.count)
                intervals += byGround[CodeIndex(rawValue: UInt32(code))] ?? []
                grounds.append(Slice(start: first, end: Int32(intervals.count)))
            }
            return start..<grounds.count
        }
    }

    /// The sets that can hold for a receipt, by the day they take effect.
    package let inForce: [RuleAdoption]

    /// The tables themselves, for what is asked for every dossier.
    let tables: RuleTables
    private let memory = TableMemory()

    /// Puts rule sets in force.
    ///
    /// - Parameters:
    ///   - adoptions: At least one, in any order.
    ///   - ground: The number of a ground in the ledger, or `nil` where no event uses it.
    ///   - sector: The number of a sector in the ledger, or `nil` where no event uses it.
    package init(
        _ adoptions: [RuleAdoption],
        ground: (String) -> CodeIndex?,
        sector: (String) -> CodeIndex?
    ) {
        precondition(!adoptions.isEmpty, "a report needs a rule set")
        var byDay: [LocalDate: RuleAdoption] = [:]
        for adoption in adoptions {
            if let other = byDay[adoption.effectiveFrom], adoption.yields(to: other) { continue }
            byDay[adoption.effectiveFrom] = adoption
        }
        inForce = byDay.values.sorted { $0.effectiveFrom < $1.effectiveFrom }
        var table = GroundTable()
        let terms = inForce.map { adoption in
            let set = adoption.ruleSet
            let grounds = table.add(set.grounds, ground: ground, sector: sector)
            return Terms(
                maxSupplementRequests: set.maxSupplementRequests,
                supplementWithinDays: set.supplementWithinDays,
                apologyLeadDays: set.apologyLeadDays,
                maxReschedules: set.maxReschedules,
                registrationGraceDays: set.registrationGraceDays,
                firstGround: grounds.lowerBound,
                groundCount: grounds.count
            )
        }
        tables = RuleTables(
            days: memory.table(inForce.map(\.effectiveFrom)),
            terms: memory.table(terms),
            grounds: memory.table(table.grounds),
            intervals: memory.table(table.intervals)
        )
    }

    /// The place in ``inForce`` of the set that holds for a receipt date.
    package func index(receivedOn date: LocalDate) -> Int {
        tables.index(receivedOn: date)
    }

    /// The terms that hold for a receipt date.
    package func terms(receivedOn date: LocalDate) -> Terms {
        tables.terms(receivedOn: date)
    }

    /// Whether a pause on that ground is lawful for a dossier of that sector if it starts on that date.
    package func allows(_ ground: CodeIndex, sector: CodeIndex, on start: LocalDate, under terms: Terms)
        -> Bool
    {
        tables.allows(ground, sector: sector, on: start, under: terms)
    }
}
