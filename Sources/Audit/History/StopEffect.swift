package import Rules

/// What a stop did to the due date (rules.md section 6, "Shift").
package enum StopEffect: Sendable {
    /// It is unauthorised: the clock runs on.
    case clockRanOn
    /// There is no due date to move.
    case undated
    /// It began after the due.
    case afterDue
    /// The clock still stands.
    case stillStopped
    /// It moved the due, alone or with others that overlap it: the place among the shifts.
    case moved(shift: Int)

    /// The name in JSON.
    package var name: String {
        switch self {
        case .clockRanOn: "clockRanOn"
        case .undated: "undated"
        case .afterDue: "afterDue"
        case .stillStopped: "stillStopped"
        case .moved: "moved"
        }
    }
}

extension DossierStanding {
    /// What a stop did to the due date.
    package func effect(of stop: StopRecord) -> StopEffect {
        guard let place = stop.standstill else { return .clockRanOn }
        let standstill = record.standstills[place]
        if let shift = standstill.shift { return .moved(shift: shift) }
        if standstill.due == nil { return .undated }
        if !standstill.isInTime { return .afterDue }
        return .stillStopped
    }

    /// How many stops share a standstill: the due is moved once for all of them.
    package func stops(sharing place: Int) -> Int {
        record.stops.count { $0.standstill == place }
    }

    /// What the rule set says of a ground: nothing for a word that is not in its table.
    package func entries(of ground: String?) -> [GroundWords] {
        guard let ground else { return [] }
        return ruleSet?.grounds.filter { $0.ground.utf8.elementsEqual(ground.utf8) } ?? []
    }
}
