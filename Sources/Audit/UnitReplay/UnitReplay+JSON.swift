internal import DossierModel
internal import MerkleLog
package import Projections

extension UnitReplay {
    /// The counts and rates that a step gives on either basis, in their order: what is in hand at its end, then the figures so far.
    package static let stockCounts: [CountKey] = [
        .open, .openInTime, .openOverdue, .stopped, .undatedOpen, .pausedOpen, .pausedOpenUnauthorised,
    ]
    package static let soFarCounts: [CountKey] = [
        .carriedIn, .received, .finished, .early, .onTime, .overdue, .undatedFinished, .declined, .withdrawn,
        .paperEntries, .offSystem, .pausesStarted, .pausesUnauthorised, .apologyOwed, .apologyGiven,
    ]
    package static let soFarRates: [RateKey] = [.onTimeRate, .onSystemRate, .apologyCoverage]

    /// What the answer says before its steps.
    package func heading(_ stepping: ReplayStepping) -> [(String, JSONValue)] {
        [
            ("unit", .string(unit)),
            ("mergedInto", .text(mergedInto)),
            ("from", .string("\(from)")),
            ("to", .string("\(to)")),
            ("step", .string(stepping.rawValue)),
            ("asOf", .string("\(asOf)")),
            ("logSize", .int(Int(logSize))),
            ("root", .string(root.hex)),
            ("ruleSets", .object(ruleSets.map { ($0.name, .string("sha256 " + $0.hash)) })),
        ]
    }
}

extension ReplayStep {
    /// The step with its events, if they are to be told one by one.
    package func json(_ events: [ReplayEvent]?) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("from", .string("\(first)")),
            ("to", .string("\(last)")),
            ("at", .string("\(at)")),
            ("mergedInto", .text(mergedInto)),
            ("happened", .object(happened.map { ($0.type.name, .int($0.count)) })),
            ("recordedLater", .int(recordings)),
        ]
        if let events { members.append(("events", .array(events.map(\.json)))) }
        members += Basis.allCases.map { ("\($0)", json(after[$0])) }
        return .object(members)
    }

    private func json(_ figures: Figures) -> JSONValue {
        let counts = { (keys: [CountKey]) in keys.map { ($0.name, JSONValue.int(figures[$0])) } }
        let rates = UnitReplay.soFarRates.map { key in
            (key.rawValue, figures.rate(key).map { JSONValue.double($0.value) } ?? .null)
        }
        return .object(
            [("stock", .object(counts(UnitReplay.stockCounts)))] + counts(UnitReplay.soFarCounts) + rates
        )
    }
}

extension ReplayEvent {
    fileprivate var json: JSONValue {
        .object([
            ("seq", .int(Int(mark.number))),
            ("type", .string(mark.type.name)),
            ("mark", .string(mark.isRecording ? "recorded" : "occurred")),
            ("dossier", .text(dossier)),
            ("unit", .text(unit)),
            ("toUnit", .text(toUnit)),
            ("occurredAt", .string("\(occurredAt)")),
            ("recordedAt", .string("\(recordedAt)")),
        ])
    }
}
