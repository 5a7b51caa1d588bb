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
    /// Whether the scope leaves nothing out.
    private let isWhole: Bool

    private var places = GroupPlaces()
    private var table: ContiguousArray<Row> = []

    /// What has no group: orphans and anomalies, in a scope that they are in.
    private(set) var faults = FiguresPair()

    /// In a roll-up, whose rows are no parts of a whole, the total of what was rolled up.
    private var fixedTotal: FiguresPair?

    package init(scope: Scope = Scope(), grouping: Grouping) {
        self.scope = scope
        self.grouping = grouping
        isWhole = scope.isWhole
    }

    /// A tally without rows, with what has no group.
    init(scope: Scope, grouping: Grouping, faults: FiguresPair) {
        self.init(scope: scope, grouping: grouping)
        self.faults = faults
    }

    /// Whether its rows are no parts of a whole.
    var isRolledUp: Bool { fixedTotal != nil }

    /// Adds a row whose key is not there yet.
    mutating func insert(_ row: Row) {
        table[makePlace(for: row.key)].figures = row.figures
    }

    /// Everything in the scope, and what has no group.
    ///
    /// - Complexity: O(rows): it is added up when it is asked for, so that no dossier is counted twice.
    package var total: FiguresPair {
        if let fixedTotal { return fixedTotal }
        var total = faults
        for index in table.indices { total.merge(table[index].figures) }
        return total
    }

    /// Takes in one dossier.
    package mutating func add(_ judgements: JudgementPair) {
        withUnsafePointer(to: judgements) { count($0, .more) }
    }

    /// Takes out one dossier: the exact inverse of ``add(_:)``.
    ///
    /// A row may become empty, and is then not handed out.
    /// - Precondition: The same judgements were taken in before, and ``canSubtract`` holds.
    package mutating func subtract(_ judgements: JudgementPair) {
        withUnsafePointer(to: judgements) { count($0, .less) }
    }

    /// Whether every count is exact, which those beyond 2^62 may not be.
    package var canSubtract: Bool {
        !faults.isSaturated && !table.contains { $0.figures.isSaturated }
    }

    /// Counts a dossier where its judgements lie.
    mutating func count(_ judgements: UnsafePointer<JudgementPair>, _ sign: CountSign) {
        guard let reported = judgements.pointer(to: \.reported),
            let audited = judgements.pointer(to: \.audited)
        else { return }
        // Nearly every dossier is in one row on both bases.
        if isWhole, reported.pointee.isGrouped, audited.pointee.isGrouped {
            let key = GroupKey(reported.pointee).reduced(to: grouping)
            if key == GroupKey(audited.pointee).reduced(to: grouping) {
                table[place(of: key)].figures.count(reported, audited, sign)
                if reported.pointee.anomalies | audited.pointee.anomalies != 0 {
                    faults.countFaults(reported.pointee, on: .reported, sign)
                    faults.countFaults(audited.pointee, on: .audited, sign)
                }
                return
            }
        }
        count(reported, on: .reported, sign)
        count(audited, on: .audited, sign)
    }

    @inline(never)
    private mutating func count(_ judgement: UnsafePointer<Judgement>, on basis: Basis, _ sign: CountSign) {
        switch judgement.pointee.presence {
        case .absent: return
        case .orphan:
            // It has no unit, sector or channel that could be asked for.
            if scope.isWhole { faults.countFaults(judgement.pointee, on: basis, sign) }
        case .declinedAtIntake, .received:
            let key = GroupKey(judgement.pointee)
            guard isWhole || scope.contains(key) else { return }
            let place = self.place(of: key.reduced(to: grouping))
            table[place].figures.count(judgement, on: basis, sign)
            if judgement.pointee.anomalies != 0 {
                faults.countFaults(judgement.pointee, on: basis, sign)
            }
        }
    }

    /// Takes in, or out, a paper entry that is in the period on a basis.
    mutating func countPaperEntry(_ key: GroupKey, isMatched: Bool, on basis: Basis, _ sign: CountSign) {
        guard scope.contains(key) else { return }
        let place = self.place(of: key.reduced(to: grouping))
        table[place].figures[basis].countPaperEntry(isMatched: isMatched, sign)
    }

    /// Adds the tally of another part, of the same scope and grouping.
    package mutating func merge(_ other: ReportTally) {
        precondition(scope == other.scope && grouping == other.grouping, "parts of one report")
        precondition(fixedTotal == nil && other.fixedTotal == nil, "a roll-up is no part of a report")
        faults.merge(other.faults)
        for row in other.table { table[place(of: row.key)].figures.merge(row.figures) }
    }

    @inline(__always)
    private mutating func place(of key: GroupKey) -> Int {
        places.place(of: key) ?? makePlace(for: key)
    }

    @inline(never)
    private mutating func makePlace(for key: GroupKey) -> Int {
        let place = table.count
        places.insert(key, at: place)
        table.append(Row(key: key, figures: FiguresPair()))
        return place
    }

    /// The rows in which any count of either basis is not 0, in the order of their numbers.
    package var rows: [Row] {
        table.filter { !$0.figures.isEmpty }.sorted { $0.key.precedes($1.key) }
    }

    /// Whether the balance closes in every row and in the total (rules.md section 9).
    package var balanceCloses: Bool {
        table.allSatisfy(\.figures.balanceCloses) && total.balanceCloses
    }

    /// The rows with every unit's figures added to all units above it, once each.
    ///
    /// The row of a unit then has its own figures and all below it. The total stays: it is no sum of these rows.
    ///
    /// `parents` has for each unit the one above; ``CodeIndex/none`` or nothing where there is none. A circle of
    /// parents ends where it closes.
    package func rolledUp(parents: [CodeIndex]) -> ReportTally {
        var whole = ReportTally(scope: scope, grouping: grouping)
        whole.fixedTotal = total
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

extension Judgement {
    /// Whether it has a row.
    @inline(__always)
    fileprivate var isGrouped: Bool {
        switch presence {
        case .absent, .orphan: false
        case .declinedAtIntake, .received: true
        }
    }
}

extension GroupKey {
    /// An order that does not depend on hashing: by number, what is lacking last.
    func precedes(_ other: GroupKey) -> Bool {
        if unit != other.unit { return unit < other.unit }
        if sector != other.sector { return sector < other.sector }
        if channel != other.channel { return (channel?.rawValue ?? .max) < (other.channel?.rawValue ?? .max) }
        return procedure < other.procedure
    }
}

extension DossierJudge {
    /// Judges a dossier and counts it in a tally: what a report does with every one.
    package mutating func judge(_ rows: Span<EventRow>, into tally: inout ReportTally) {
        withJudgements(of: rows) { tally.count($0, .more) }
    }
}
