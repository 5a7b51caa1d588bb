internal import DossierModel
internal import MerkleLog
internal import Projections

extension Report {
    /// The report as interfaces.md gives it.
    package var json: JSONValue {
        .object([
            ("from", .string("\(from)")),
            ("to", .string("\(to)")),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("by", .array(by.map { .string($0.rawValue) })),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
            ("rows", .array(rows.map(json))),
            ("total", .object(Report.json(total, isTotal: true))),
        ])
    }

    private func json(_ row: Row) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("group", .object(zip(by, row.group).map { ($0.rawValue, .text($1)) }))
        ]
        if row.isRollup { members.append(("rollup", .bool(true))) }
        return .object(members + Report.json(row.figures, isTotal: false))
    }

    private static func json(_ figures: FiguresPair, isTotal: Bool) -> [(String, JSONValue)] {
        [
            ("reported", json(figures.reported, isTotal: isTotal)),
            ("audited", json(figures.audited, isTotal: isTotal)),
        ]
    }

    /// All counts, then the rates, of one basis.
    private static func json(_ figures: Figures, isTotal: Bool) -> JSONValue {
        var members: [(String, JSONValue)] = []
        for key in CountKey.allCases where isTotal || !key.isOfTotalOnly {
            members.append((key.name, .int(figures[key])))
        }
        for key in RateKey.allCases { members.append((key.rawValue, rate(figures.rate(key)))) }
        let readings = OnTimeReading.allCases.map { ($0.rawValue, rate(figures.rate($0))) }
        members.append(("onTimeRates", .object(readings)))
        members.append(("daysLate", .object(DaysLateBucket.allCases.map { ($0.name, .int(figures[$0])) })))
        return .object(members)
    }

    private static func rate(_ ratio: Ratio?) -> JSONValue {
        ratio.map { .double($0.value) } ?? .null
    }
}
