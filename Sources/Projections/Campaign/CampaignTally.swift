package import DossierModel
internal import Rules

/// Counts the courses of dossiers for one stock of late ones: day by day, in total and by unit.
///
/// The stock is what is late and open at the end of the day before the start. It belongs to the unit that was answerable
/// then and stays with it: to pass a dossier on clears nothing. What becomes late later belongs to the unit that is
/// answerable on the day. Tallies of parts, cut by dossier, merge into that of the whole.
package struct CampaignTally: Sendable {
    /// What is counted, in this order, for each day and basis.
    private enum Count {
        static let stock = 0
        static let new = 6
        static let passedOn = 12
        static let takenOver = 13
        static let masked = 14
        static let all = 15
    }

    /// The day before the start, as a place among the days of the course.
    private let baseline: Int
    private let start: LocalDate
    /// How many days are counted, the one before the start among them.
    private let dayCount: Int
    private let scope: Scope

    private var places: [CodeIndex: Int] = [:]
    private var units: [CodeIndex] = []
    /// What changes with each day: by unit (the total first), basis, day and count.
    private var changes: [Int32]

    /// A tally of the stock at the end of the day before `start`, until a day at most.
    ///
    /// - Precondition: The day before the start is one of the course's.
    package init(_ days: CourseDays, start: LocalDate, through last: LocalDate, scope: Scope) {
        self.start = start
        self.scope = scope
        baseline = Int(start.rawValue - days.first.rawValue) - 1
        precondition(baseline >= 0 && baseline < days.moments.count, "the course begins before the stock")
        let end = min(days.moments.count - 1, Int(last.rawValue - days.first.rawValue))
        dayCount = max(1, end - baseline + 1)
        changes = Array(repeating: 0, count: 2 * dayCount * Count.all)
    }

    /// Takes in the course of one dossier.
    package mutating func add(_ course: LateCourse) {
        for basis in Basis.allCases { add(course, on: basis) }
    }

    private mutating func add(_ course: LateCourse, on basis: Basis) {
        var origin: CodeIndex?
        var isNew = false
        for index in course.steps.indices {
            let step = course.steps[index]
            let next = index + 1 < course.steps.count ? course.steps[index + 1].day : .max
            guard next > baseline, step.day - baseline < dayCount else { continue }
            let days = max(0, step.day - baseline)..<min(dayCount, next == .max ? dayCount : next - baseline)
            let standing = step[basis]
            if days.lowerBound == 0, standing.state == .late { origin = standing.unit }
            guard let state = standing.state else { continue }
            if let origin {
                let isMasked = basis == .audited && step.reported.state != .late
                countStock(state, of: origin, nowAt: standing.unit, isMasked: isMasked, days, on: basis)
                continue
            }
            isNew = isNew || state == .late || standing.overdueOn.map { $0 >= start } ?? false
            guard isNew, scope.units?.contains(standing.unit) ?? true else { continue }
            count(Count.new + Int(state.rawValue), of: standing.unit, days, on: basis)
        }
    }

    private mutating func countStock(
        _ state: LateState,
        of origin: CodeIndex,
        nowAt unit: CodeIndex,
        isMasked: Bool,
        _ days: Range<Int>,
        on basis: Basis
    ) {
        let isOurs = scope.units?.contains(origin) ?? true
        let isHere = scope.units?.contains(unit) ?? true
        if isOurs { count(Count.stock + Int(state.rawValue), of: origin, days, on: basis) }
        guard state == .late else { return }
        if isOurs, isMasked { count(Count.masked, of: origin, days, on: basis) }
        guard unit != origin else { return }
        if isOurs { countRow(Count.passedOn, place(of: origin), days, on: basis) }
        if isHere { countRow(Count.takenOver, place(of: unit), days, on: basis) }
        // Of the whole only what came in or went out counts.
        if isOurs, !isHere { countRow(Count.passedOn, 0, days, on: basis) }
        if isHere, !isOurs { countRow(Count.takenOver, 0, days, on: basis) }
    }

    private mutating func count(_ count: Int, of unit: CodeIndex, _ days: Range<Int>, on basis: Basis) {
        countRow(count, 0, days, on: basis)
        countRow(count, place(of: unit), days, on: basis)
    }

    private mutating func countRow(_ count: Int, _ row: Int, _ days: Range<Int>, on basis: Basis) {
        changes[cell(row, basis, days.lowerBound) + count] += 1
        if days.upperBound < dayCount { changes[cell(row, basis, days.upperBound) + count] -= 1 }
    }

    private func cell(_ row: Int, _ basis: Basis, _ day: Int) -> Int {
        ((row * 2 + (basis == .reported ? 0 : 1)) * dayCount + day) * Count.all
    }

    /// The row of a unit, a new one where it has none; the first is the total's.
    private mutating func place(of unit: CodeIndex) -> Int {
        if let place = places[unit] { return place }
        units.append(unit)
        places[unit] = units.count
        changes += repeatElement(0, count: 2 * dayCount * Count.all)
        return units.count
    }

    /// Adds the tally of another part, of the same question.
    package mutating func merge(_ other: CampaignTally) {
        precondition(
            baseline == other.baseline && dayCount == other.dayCount && scope == other.scope,
            "parts of one campaign"
        )
        let size = 2 * dayCount * Count.all
        for index in 0...other.units.count {
            let row = index == 0 ? 0 : place(of: other.units[index - 1])
            for offset in 0..<size { changes[row * size + offset] += other.changes[index * size + offset] }
        }
    }

    /// The total, day by day; the first is the end of the day before the start.
    package func total(_ basis: Basis) -> [CampaignCounts] {
        days(of: 0, basis)
    }

    /// The units of which something was counted, in no order.
    package var unitsMet: [CodeIndex] { units }

    /// A unit's counts, day by day; none where nothing was counted of it.
    package func days(of unit: CodeIndex, _ basis: Basis) -> [CampaignCounts] {
        places[unit].map { days(of: $0, basis) } ?? []
    }

    private func days(of row: Int, _ basis: Basis) -> [CampaignCounts] {
        var sums = [Int32](repeating: 0, count: Count.all)
        return (0..<dayCount).map { day in
            for count in 0..<Count.all { sums[count] += changes[cell(row, basis, day) + count] }
            var counts = CampaignCounts()
            for state in LateState.allCases {
                counts[state] = Int(sums[Count.stock + Int(state.rawValue)])
                counts[new: state] = Int(sums[Count.new + Int(state.rawValue)])
            }
            counts.passedOn = Int(sums[Count.passedOn])
            counts.takenOver = Int(sums[Count.takenOver])
            counts.masked = Int(sums[Count.masked])
            return counts
        }
    }
}
