internal import DossierModel
internal import LedgerStore
internal import Projections
internal import Rules

/// The filters of a query as the numbers of a ledger.
struct ReportScope {
    private(set) var scope = Scope()

    /// Where the dossiers of the unit that was asked for are counted, if it was merged into another.
    private(set) var mergedInto: String?

    /// - Throws: ``ReportError/unknownCode(_:code:nearest:)``.
    init(_ query: ReportQuery, _ knowledge: Knowledge, at moment: Instant) throws(ReportError) {
        let codes = knowledge.codes
        scope.channel = query.channel
        if let sector = query.sector { scope.sector = try ReportScope.index(of: sector, .sector, codes) }
        if let code = query.procedure { scope.procedure = try ReportScope.index(of: code, .procedure, codes) }
        if let unit = query.unit {
            let index = try ReportScope.index(of: unit, .unit, codes)
            let units = knowledge.references.answerableUnits(at: moment)
            scope.units = ReportScope.units(below: units.unit(for: index), knowledge, moment, units)
            if units.unit(for: index) != index { mergedInto = codes.name(units.unit(for: index), .unit) }
        }
        if let level = query.level {
            var units = UnitSet()
            for number in codes.all(.unit).indices {
                let unit = CodeIndex(rawValue: UInt32(number))
                guard scope.units?.contains(unit) ?? true else { continue }
                if knowledge.references.place(of: unit, at: moment)?.level == level { units.insert(unit) }
            }
            scope.units = units
        }
    }

    private static func index(
        of code: String,
        _ dimension: Dimension,
        _ codes: CodeBook
    ) throws(ReportError) -> CodeIndex {
        let kind: CodeKind =
            switch dimension {
            case .unit: .unit
            case .sector: .sector
            case .procedure, .channel: .procedure
            }
        if let index = codes.known(code, kind) { return index }
        throw .unknownCode(dimension, code: code, nearest: NearestCodes.of(code, among: codes.all(kind)))
    }

    /// A unit and all below it, by the parents in force at a moment; a parent that was merged is replaced.
    private static func units(
        below top: CodeIndex,
        _ knowledge: Knowledge,
        _ moment: Instant,
        _ answerable: AnswerableUnits
    ) -> UnitSet {
        let parents = knowledge.references.parents(at: moment)
        var children: [CodeIndex: [CodeIndex]] = [:]
        for (number, parent) in parents.enumerated() where parent != .none {
            children[answerable.unit(for: parent), default: []].append(CodeIndex(rawValue: UInt32(number)))
        }
        var units = UnitSet()
        var open = [top]
        while let unit = open.popLast() {
            // A circle of parents ends where it closes.
            guard !units.contains(unit) else { continue }
            units.insert(unit)
            open += children[unit] ?? []
        }
        return units
    }
}

/// Codes that somebody may have meant.
package enum NearestCodes {
    /// At most three codes, the nearest first, by the number of bytes to change.
    package static func of(_ code: String, among known: [String]) -> [String] {
        let wanted = Array(code.utf8)
        var near = known.map { (distance: distance(wanted, Array($0.utf8)), code: $0) }
        near.sort { ($0.distance, $0.code) < ($1.distance, $1.code) }
        return near.prefix(3).map(\.code)
    }

    /// The same among the codes of a dictionary, which may be a million: those that are farther off are given up early.
    static func of(_ code: String, among names: CodeNames) -> [String] {
        let wanted = Array(code.utf8)
        var near: [(distance: Int, code: String)] = []
        var row: [Int] = []
        for number in 0..<names.count {
            let known = names.utf8(CodeIndex(rawValue: UInt32(number)))
            let most = near.count < 3 ? Int.max : near[near.count - 1].distance
            guard abs(known.count - wanted.count) <= most,
                let distance = distance(Array(known), wanted, atMost: most, &row)
            else { continue }
            near.append((distance, String(decoding: known, as: UTF8.self)))
            near.sort { ($0.distance, $0.code) < ($1.distance, $1.code) }
            if near.count > 3 { near.removeLast() }
        }
        return near.map(\.code)
    }

    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var row: [Int] = []
        return distance(left, right, atMost: .max, &row) ?? .max
    }

    /// Levenshtein's distance; `nil` where it is over a bound.
    private static func distance(
        _ left: [UInt8],
        _ right: [UInt8],
        atMost most: Int,
        _ row: inout [Int]
    ) -> Int? {
        row.removeAll(keepingCapacity: true)
        row.append(contentsOf: 0...right.count)
        for (i, byte) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            var least = row[0]
            for (j, other) in right.enumerated() {
                let change = diagonal + (byte == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(change, row[j] + 1, row[j + 1] + 1)
                least = min(least, row[j + 1])
            }
            // What is left can only add to the least of a row.
            if least > most { return nil }
        }
        return row[right.count] <= most ? row[right.count] : nil
    }
}
