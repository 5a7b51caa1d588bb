package import DossierModel
package import Rules

/// The rows and the total of a report, on both bases.
///
/// Judgements are taken in in any order; tallies of parts, cut by dossier, merge into that of the whole. Rows
/// are handed out in the order of their numbers: whoever prints sorts by code.
package struct ReportTally: Sendable {
    /// A row of a report.
    package struct Row: Equatable, Sendable {
        package var key: GroupKey
        package var figures: FiguresPair
    }

    package let scope: Scope
    package let grouping: Grouping

    /// Everything in the scope, and what has no group.
    package private(set) var total = FiguresPair()

    private var places: [GroupKey: Int] = [:]
    private var table: ContiguousArray<Row> = []

    /// The row that was last asked for: dossiers of a unit tend to stand together, and so do the two bases.
    private var last = 0

    package init(scope: Scope = Scope(), grouping: Grouping) {
        self.scope = scope
        self.grouping = grouping
    }

    /// Takes in one dossier.
    package mutating func add(_ judgements: JudgementPair) {
        add(judgements.reported, on: .reported)
        add(judgements.audited, on: .audited)
    }

    private mutating func add(_ judgement: Judgement, on basis: Basis) {
        switch judgement.presence {
        case .absent: return
        case .orphan:
            // It has no unit, sector or channel that could be asked for.
            if scope.isWhole { total[basis].addFaults(judgement) }
        case .declinedAtIntake, .received:
            let key = GroupKey(judgement)
            guard scope.contains(key) else { return }
            let place = self.place(of: key.reduced(to: grouping))
            if case .reported = basis {
                table[place].figures.reported.add(judgement)
                total.reported.add(judgement)
                total.reported.addFaults(judgement)
            } else {
                table[place].figures.audited.add(judgement)
                total.audited.add(judgement)
                total.audited.addFaults(judgement)
            }
        }
    }

    /// Takes in a paper entry that is in the period on a basis.
    mutating func addPaperEntry(_ key: GroupKey, isMatched: Bool, on basis: Basis) {
        guard scope.contains(key) else { return }
        let place = self.place(of: key.reduced(to: grouping))
        table[place].figures[basis].addPaperEntry(isMatched: isMatched)
        total[basis].addPaperEntry(isMatched: isMatched)
    }

    /// Adds the tally of another part, of the same scope and grouping.
    package mutating func merge(_ other: ReportTally) {
        precondition(scope == other.scope && grouping == other.grouping, "parts of one report")
        total.merge(other.total)
        for row in other.table { table[place(of: row.key)].figures.merge(row.figures) }
    }

    private mutating func place(of key: GroupKey) -> Int {
        if last < table.count, table[last].key == key { return last }
        if let place = places[key] {
            last = place
            return place
        }
        last = table.count
        places[key] = last
        table.append(Row(key: key, figures: FiguresPair()))
        return last
    }

    /// The rows in which any count of either basis is not 0, in the order of their numbers.
    package var rows: [Row] {
        table.filter { !$0.figures.isEmpty }.sorted { $0.key.precedes($1.key) }
    }

    /// Whether the balance closes in every row and in the total (rules.md section 9).
    package var balanceCloses: Bool {
        total.balanceCloses && table.allSatisfy(\.figures.balanceCloses)
    }

    /// The rows with every unit's figures added to all units above it, once each.
    ///
    /// The row of a unit then has its own figures and all below it. The total stays: it is no sum of these rows.
    ///
    /// `parents` has for each unit the one above; ``CodeIndex/none`` or nothing where there is none. A circle of
    /// parents ends where it closes.
    package func rolledUp(parents: [CodeIndex]) -> ReportTally {
        var whole = ReportTally(scope: scope, grouping: grouping)
        whole.total = total
        for row in table {
            var key = row.key
            var met: Set<CodeIndex> = []
            while met.insert(key.unit).inserted {
                whole.table[whole.place(of: key)].figures.merge(row.figures)
                guard Int(key.unit.rawValue) < parents.count, parents[Int(key.unit.rawValue)] != .none else {
                    break
                }
                key.unit = parents[Int(key.unit.rawValue)]
            }
        }
        return whole
    }
}

extension GroupKey {
    /// An order that does not depend on hashing: by number, what is lacking last.
    fileprivate func precedes(_ other: GroupKey) -> Bool {
        if unit != other.unit { return unit < other.unit }
        if sector != other.sector { return sector < other.sector }
        if channel != other.channel { return (channel?.rawValue ?? .max) < (other.channel?.rawValue ?? .max) }
        return procedure < other.procedure
    }
}
