internal import DossierModel
internal import MerkleLog
internal import Projections

extension Campaign {
    /// The campaign as JSON: the total on both bases, then the units if they are asked for.
    package func json(byUnit: Bool) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("start", .string("\(start)")),
            ("end", .string("\(end)")),
            ("days", .int(days)),
            ("workingDays", .int(calendar.workingDays)),
            ("workedDays", .int(calendar.worked(through: end))),
            ("unit", .text(unit)),
            ("mergedInto", .text(mergedInto)),
            ("asOf", .string("\(asOf)")),
            ("at", .string("\(at)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
            ("total", .object(bases(total))),
        ]
        if byUnit {
            members.append(
                ("rows", .array(rows.map { .object([("unit", .text($0.unit))] + bases($0)) }))
            )
        }
        return .object(members)
    }

    private func bases(_ group: Group) -> [(String, JSONValue)] {
        Basis.allCases.map { ("\($0)", json(group[$0])) }
    }

    private func json(_ course: Course) -> JSONValue {
        var members = course.now.members
        members.append(("line", .count(course.lines[course.lines.count - 1])))
        members.append(("ahead", .count(course.ahead)))
        members.append(("forecast", json(course.forecast)))
        let days = dates.indices.map { index in
            JSONValue.object(
                [
                    ("date", .string("\(dates[index])")),
                    ("isWorking", .bool(calendar.isWorking(dates[index]))),
                    ("line", .count(course.lines[index])),
                ] + course.counts[index].members
            )
        }
        members.append(("days", .array(days)))
        return .object(members)
    }

    private func json(_ forecast: ClearingForecast) -> JSONValue {
        switch forecast {
        case .none(let silence): return .object([("silence", .string(silence.rawValue))])
        case .cleared(let date): return .object([("clearedOn", .string("\(date)"))])
        case .beyond: return .object([("silence", .string("beyond"))])
        case .within(let range):
            return .object([
                ("likely", .string("\(calendar.workingDay(range.likely))")),
                ("earliest", .string("\(calendar.workingDay(range.earliest))")),
                ("latest", .text(range.latest.map { "\(calendar.workingDay($0))" })),
                ("likelyWorkingDays", .int(range.likely)),
                ("earliestWorkingDays", .int(range.earliest)),
                ("latestWorkingDays", .count(range.latest)),
            ])
        }
    }
}

extension JSONValue {
    /// A count, or null.
    static func count(_ value: Int?) -> JSONValue { value.map { .int($0) } ?? .null }
}

extension CampaignCounts {
    /// The counts by the names under which they are written.
    package var named: [(String, Int)] {
        var named = [("stock", atStart), ("cleared", cleared), ("remaining", remaining)]
        for state in LateState.allCases { named.append(("\(state)", self[state])) }
        named += [("masked", masked), ("passedOn", passedOn), ("takenOver", takenOver)]
        named += [("newlyLate", newlyLate), ("newlyCleared", newlyCleared)]
        for state in LateState.allCases { named.append(("newly\(state.capitalised)", self[new: state])) }
        return named + [("lateOpen", lateOpen)]
    }

    fileprivate var members: [(String, JSONValue)] { named.map { ($0.0, .int($0.1)) } }
}

extension LateState {
    fileprivate var capitalised: String {
        let name = "\(self)"
        return name.prefix(1).uppercased() + name.dropFirst()
    }
}
