internal import DossierModel

/// A stream in which exactly the ordered faults happened, and the truth of what a detector must find in it.
///
/// The lines are canonical NDJSON in the order of `recordedAt`. The same order, number of dossiers and seed give the
/// same bytes; another seed changes everything but the counts. See `Injection.md`.
///
///     var stream = try InjectedStream(order: InjectionOrder("lateTick=3"), dossiers: 2_000, seed: 7)
///     var lines: [UInt8] = []
///     while stream.next(into: &lines) { … }
///     stream.truth
package struct InjectedStream {
    /// The most dossiers that a stream can have: all of it is decided in memory before the first line.
    package static let maxDossiers = 100_000

    private let plan: InjectionPlan
    private let reference: InjectionReference
    /// Where each line comes from, in the order of the stream; lines of the reference data come first.
    private let places: [Place]
    private let key: UInt64
    /// How many ids the lives before one take.
    private let idStarts: [Int]
    private var written = 0

    private struct Place {
        let recorded: Int
        /// The number of the life; below 0 for what is of no dossier.
        let life: Int
        let event: Int
    }

    /// - Throws: ``InjectionFault/tooFewDossiers(asked:needed:)`` where the cases alone have more.
    package init(order: InjectionOrder, dossiers: Int, seed: UInt64) throws(InjectionFault) {
        var random = SplitMix64(seed: seed)
        key = random.next()
        let plan = try InjectionPlan(order: order, dossiers: dossiers, random: random)
        var places: [Place] = []
        var starts = [plan.others.count]
        for (index, event) in plan.others.enumerated() {
            places.append(Place(recorded: event.recorded, life: -1, event: index))
        }
        for (number, life) in plan.lives.enumerated() {
            for (index, event) in life.events.enumerated() {
                places.append(Place(recorded: event.recorded, life: number, event: index))
            }
            starts.append(starts[number] + life.events.count)
        }
        places.sort { ($0.recorded, $0.life, $0.event) < ($1.recorded, $1.life, $1.event) }
        self.plan = plan
        self.places = places
        idStarts = starts
        reference = InjectionReference(
            province: plan.province,
            calendar: plan.calendar,
            listsUnpublished: order[.noDueDate] > 0
        )
    }

    package var dossiers: Int { plan.lives.count }

    /// How many lines the truth has.
    package var hits: Int { plan.hits.count }

    /// Appends the next line with its line feed, or returns `false` after the last.
    package mutating func next(into output: inout [UInt8]) -> Bool {
        defer { written += 1 }
        if written < reference.lines.count {
            output += reference.lines[written]
            return true
        }
        guard written - reference.lines.count < places.count else { return false }
        let place = places[written - reference.lines.count]
        let text =
            place.life < 0
            ? line(of: plan.others[place.event], id: id(of: .other(place.event)), life: nil)
            : line(
                of: plan.lives[place.life].events[place.event],
                id: id(of: .life(place.life, place.event)),
                life: plan.lives[place.life]
            )
        output += text.utf8
        return true
    }

    /// The truth as NDJSON: a line for each hit that a detector must have, by detector and case.
    package var truth: [UInt8] {
        let sorted = plan.hits.indices.sorted { left, right in
            let (a, b) = (plan.hits[left], plan.hits[right])
            return (a.detector.rawValue, a.number, left) < (b.detector.rawValue, b.number, right)
        }
        return sorted.flatMap { Array(truthLine(of: plan.hits[$0]).utf8) }
    }

    private func truthLine(of hit: InjectedHit) -> String {
        let events = hit.events.map { id(of: $0) }.sorted().map { "\"\($0)\"" }.joined(separator: ",")
        let dossier = hit.life.map { "\"\(plan.code(of: plan.lives[$0]))\"" } ?? "null"
        let day = hit.day.map { "\"\(InjectedValue.localDate($0))\"" } ?? "null"
        let officer = hit.officer.map { "\"\($0)\"" } ?? "null"
        let unit = plan.province.offices[hit.office].code
        return "{\"case\":\(hit.number),\"date\":\(day),\"detector\":\"\(hit.detector.rawValue)\","
            + "\"dossier\":\(dossier),\"events\":[\(events)],\"kind\":\"\(hit.kind.rawValue)\","
            + "\"officer\":\(officer),\"unit\":\"\(unit)\"}\n"
    }

    private func id(of reference: InjectedReference) -> String {
        let number =
            switch reference {
            case .other(let index): index
            case .life(let life, let event): idStarts[life] + event
            }
        return "mg-" + hexadecimal(SplitMix64.mix(key &+ UInt64(number)))
    }

    private func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The line of an event, its fields and those of `data` in the order of RFC 8785.
    private func line(of event: InjectedEvent, id: String, life: InjectedLife?) -> String {
        var data = event.data
        if let life, event.type == .received {
            data.append(
                ("applicant", .text("nd-" + hexadecimal(SplitMix64.mix(key ^ UInt64(life.applicant)))))
            )
        }
        data.sort { $0.key < $1.key }
        let members = data.map { "\"\($0.key)\":\($0.value.json)" }.joined(separator: ",")
        var line = "{"
        if let actor = event.actor { line += "\"actor\":\"\(actor)\"," }
        line += "\"data\":{\(members)},"
        if let life { line += "\"dossier\":\"\(plan.code(of: life))\"," }
        if event.isEvidenced { line += "\"evidence\":\"VB-\(id.suffix(8))\"," }
        line += "\"id\":\"\(id)\",\"occurredAt\":\(InjectedValue.moment(event.occurred).json),"
        if event.recorded != event.occurred {
            line += "\"recordedAt\":\(InjectedValue.moment(event.recorded).json),"
        }
        line += "\"source\":\"\(life == nil ? "danhmuc" : "motcua")\",\"type\":\"\(event.type.name)\""
        if let office = event.office { line += ",\"unit\":\"\(plan.province.offices[office].code)\"" }
        return line + "}\n"
    }
}
